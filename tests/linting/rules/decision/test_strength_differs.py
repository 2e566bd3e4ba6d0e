"""IMR406: strengths of a medication that differ from the request's, or only seem to."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, partly_authorized, rule_test

test_strength_differs = rule_test(
    "IMR406",
    *edits(
        "The request for Norco is not medically necessary.",
        "The request for Norco «5/325mg» is not medically necessary.",
        "The request for Norco 10 mg is not medically necessary.",
        "The request for Norco (10/325 mg) is not medically necessary.",
    ),
    *edits(
        "Norco 10/325mg was prescribed for low back pain that ibuprofen controls",
        "Norco tablets, «7.5/325mg», were prescribed",
        "Norco 5/325mg had been taken since June",
        "Norco 10/325mg was prescribed instead of Norco 5/325mg",
        "Percocet 5/325mg was prescribed",
    ),
    {
        "Norco 10/325mg #60: Upheld": "Norco 5/325mg #60: Upheld",
        "Norco 10/325mg was prescribed": "Norco «10/325mg» was prescribed",
    },
    *edits(
        "Norco 10/325mg #60: Upheld",
        "Norco #60: Upheld",
        partly_authorized("Norco #60", "Norco #20", "Norco 10/325mg #40") + ": Upheld",
        # inside a request
        partly_authorized("Norco 10/325mg #60", "Norco 10/325mg #20", "Norco 10/325mg #40")
        + ": Upheld",
        partly_authorized("Norco 10/325mg #60", "Norco 10/325mg #20", "Norco «5/325mg» #40")
        + ": Upheld",
        partly_authorized("Norco 10/325mg #60", "Norco «5/325mg» #20", "Norco 10/325mg #40")
        + ": Upheld",
        # A lower dose may be authorized instead of the requested one.
        partly_authorized("Norco 10/325mg #60", "Norco 5/325mg #60", "Norco 10/325mg «IMR409 #60»")
        + ": Upheld",
    ),
    issue(
        "Cyclobenzaprine 7.5mg #60: Upheld",
        "The records show spasm at none of the last three visits. Given the above, the request for "
        "cyclobenzaprine «10mg» #60 is not medically necessary.",
    ),
    issue(
        "Celebrex 200mg #30: Overturned",
        "After an ulcer a selective one is preferred. Celebrex «100 mg», with food, was prescribed "
        "for the flare. The request is medically necessary.",
    ),
    issue(
        "Norco 5/325mg #60: Upheld",
        "The worker took Norco 10/325mg until the spring, when the dose was lowered. The request "
        "for Norco 5/325 mg is not medically necessary.",
    ),
    issue(
        "Ibuprofen 800mg #90: Overturned",
        "Ibuprofen 400 mg is available without a prescription, and was tried before for a month. "
        "The request for ibuprofen 800 mg, one tablet three times a day, is medically necessary.",
    ),
    issue(
        "Voltaren 1% gel, 100 grams: Overturned",
        "Oral Voltaren 75mg was taken before, and upset his stomach. The request for Voltaren 1% "
        "is medically necessary.",
    ),
)
