"""IMR501: decisions without any evidence cited for them."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test

NOTHING_CITED = "The Expert Reviewer did not cite any medical evidence for its decision."
ANCILLARY = (
    "As the requested surgical intervention is not medically necessary per the documentation, the "
    "requested ancillary service is not medically necessary."
)

test_missing_evidence = rule_test(
    "IMR501",
    {
        NOTHING_CITED: f"«{NOTHING_CITED}»",
        ANCILLARY: "Crutches would be of use in the weeks after the arthroscopy. As the "
        "arthroscopy is denied, there will be no such weeks. The crutches are not medically "
        "necessary.",
    },
    *edits(
        "Decision based on MTUS Opioid Treatment 2016, Section(s): 1.4 Opioids for Acute Pain: "
        "Opioids for Post-operative Pain.",
        f"«{NOTHING_CITED}»",
    ),
    # An ancillary service needs no evidence of its own.
    *edits(
        ANCILLARY,
        "As the requested surgical intervention is not medically necessary, the requested "
        "ancillary services are not medically necessary.",
    ),
    *edits(
        "Decision based on MTUS Opioid Treatment 2016.",
        "The Claims Administrator did not cite any medical evidence for its decision.",
    ),
)
