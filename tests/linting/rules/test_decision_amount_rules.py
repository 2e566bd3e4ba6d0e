"""Lint rules of decisions on amounts and body parts: their findings, and what they leave alone."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, partly_authorized, rule_test

# IMR406: strengths of a medication that differ from the request's, or only seem to.

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


# IMR407: numbers, frequencies and durations that differ from the request's, or only seem to.

test_quantity_differs = rule_test(
    "IMR407",
    *edits(
        "The remaining 4 sessions of physical therapy are medically necessary.",  # of 12
        "The request for «6 visits» of physical therapy is medically necessary.",
        "The request for four visits of physical therapy is medically necessary.",
        "He asks for the requested «6 physical therapy visits». They are medically necessary.",
        "After 6 visits, the physical therapy is medically necessary.",
    ),
    *edits(
        "The request for Norco is not medically necessary.",
        "The request for Norco «#90» is not medically necessary.",
        "The request for Norco 10/325mg #60 is not medically necessary.",
    ),
    *edits(
        "Norco 10/325mg was prescribed for low back pain that ibuprofen controls",
        "Norco 10/325mg «#90» was prescribed",
        "Norco 10/325mg #90 was dispensed in May",
    ),
    issue(
        "Physical therapy 2 times a week for 6 weeks for the right ankle: Upheld",
        "Twelve at once leave no room to see whether they help. The request for physical therapy "
        "«3 times a week» for 6 weeks for the right ankle is not medically necessary.",
    ),
    issue(
        "Physical therapy 2 times a week for 6 weeks for the left ankle: Upheld",
        "Twelve at once leave no room to see whether they help. The request for physical therapy "
        "«6 times a week» for 6 weeks for the left ankle is not medically necessary.",
    ),
    issue(
        "Massage therapy for the neck, 2x4: Upheld",
        "There is no plan to fade it. The request for massage therapy for the neck, «2x6», is not "
        "medically necessary.",
    ),
    issue(
        "Massage therapy for the upper back, 2x4: Upheld",
        "There is no plan to fade it. The request for massage therapy for the upper back, 4x2, is "
        "not medically necessary.",
    ),
    issue(
        "Twelve visits of hand therapy: Upheld",
        "Some ten are recommended after such an operation, and an additional «16 visits» would "
        "exceed that. The request is not medically necessary.",
    ),
    issue(
        "Twelve visits of hand therapy: Upheld",
        "Ten are recommended, and an additional course of visits would exceed that. The request "
        "is not medically necessary.",
    ),
    issue(
        "Acupuncture, 12 visits: Upheld",
        "It was not tried before. "
        "The request for «8 acupuncture visit» is not medically necessary.",
    ),
    issue(
        "Twelve hand therapy visits: Upheld",
        "The guidelines allow only up to an additional 6 visits, and an additional 12 visits are "
        "in excess of that. The request is not medically necessary.",
    ),
    issue(
        "Eight acupuncture sessions: Upheld",
        "Three to six treatments are enough to see whether acupuncture helps. The request for "
        "«12 acupuncture sessions» is not medically necessary.",
    ),
    issue(
        "Tramadol 50mg #60: Upheld",
        "There is no contract. Tramadol 50mg «#90» is more than a month needs. The request is not "
        "medically necessary.",
    ),
    issue(
        "Physical therapy for the left shoulder 2 times a week for 4 weeks: Upheld",
        "Eighteen have been had since the spring, and six were authorized in the summer. The "
        "request for 8 sessions of physical therapy for the left shoulder is not medically "
        "necessary.",
    ),
    issue(
        partly_authorized(
            "Acupuncture for 12 sessions",
            "Acupuncture for 6 sessions",
            "Acupuncture for 6 sessions",
        )
        + ": Upheld",
        "An initial trial of 3 to 6 treatments is supported. The original request was for 12 "
        "sessions. The request for six more sessions of acupuncture is not medically necessary.",
    ),
    issue(
        "Tramadol 50mg #60: Overturned",
        "Tramadol 50mg #30 was dispensed before, and the pain fell from 7 to 4 with it. The "
        "request for Tramadol 50mg, sixty tablets, is medically necessary.",
    ),
    issue(
        "Lumbar support, one unit: Upheld",
        "The injury is two years old, and he has used 2 such supports. The request for a lumbar "
        "support is not medically necessary.",
    ),
)


# IMR408: body parts, sides and levels that differ from the request's, or only seem to.

test_body_part_differs = rule_test(
    "IMR408",
    *edits(
        "The request for left knee arthroscopy is not medically necessary.",
        "The requested arthroscopy of the «right knee» is not medically necessary.",
        "The request for arthroscopy of the «left shoulder» is not medically necessary.",
        "The request for «bilateral knee» arthroscopy is not medically necessary.",
        "Regarding the request for «right knee» arthroscopy, it is not medically necessary.",
        "The request for arthroscopy of the knee is not medically necessary.",
        "The request for surgery of the leg is not medically necessary.",
        "Since the right knee is sound, the request is not medically necessary.",
    ),
    *edits(
        "The remaining 4 sessions of physical therapy are medically necessary.",
        "The request for physical therapy of the low back is medically necessary.",
    ),
    {  # inside a request
        "Physical therapy for the lumbar spine, 12 sessions was": "Physical therapy for the "
        "cervical spine, 12 sessions was",
        "the lumbar spine, 8 sessions was": "the «lumbar spine», 8 sessions was",
    },
    issue(
        "MRI of the right knee without contrast: Overturned",
        "The joint line is tender, and the knee locks. The request for an MRI of the «left knee» "
        "is medically necessary.",
    ),
    issue(
        "MRI of the cervical spine without contrast: Upheld",
        "The reflexes are equal, and Spurling's test is negative. Therefore, an MRI of the «lumbar "
        "spine» is not medically necessary.",
    ),
    issue(
        "MRI of the left shoulder without contrast: Overturned",
        "The right shoulder was imaged in the spring, and an MRI of the right shoulder showed "
        "tendinosis. The injection of the left knee in 2012 has no bearing on this. The request "
        "for an MRI of the shoulder is medically necessary.",
    ),
    issue(
        "Physical therapy for the bilateral shoulders, six sessions: Upheld",
        "Seven visits have been had. The request for physical therapy for the left shoulder and "
        "the right shoulder is not medically necessary.",
    ),
    issue(
        "MRI of the lumbosacral spine: Overturned",
        "The reflex of the left ankle is lost. The cervical spine is not in dispute. Therefore, an "
        "MRI of the low back is medically necessary.",
    ),
    *(
        issue(
            request,
            "Injections into the joints were prescribed, and are of questionable merit. The "
            f"request for {decided} is not medically necessary.",
        )
        for request, decided in (
            ("Right L4-5 facet injection: Upheld", "a «left L4-5» facet injection"),
            ("Right L4-5 facet injection: Upheld", "a «right L2-3» facet injection"),
            ("Right C5-6 facet joint injection: Upheld", "a «left C5-6» facet joint injection"),
            ("Right L4-5 facet injection: Upheld", "a right L4-L5 facet injection"),
            ("Facet injections L3-S1: Upheld", "facet injections L4-5 and L5-S1"),
            (
                "Left L4-5 transforaminal epidural steroid injection: Upheld",
                "a left L4-L5 epidural steroid injection",
            ),
        )
    ),
)


# IMR409: authorized and remaining amounts that add up to the request, or do not.

ASKED = "Physical therapy for the lumbar spine, 12 sessions was the original"
AUTHORIZED = "the lumbar spine, 8 sessions was authorized"
LEFT = "the lumbar spine, 4 sessions is"
FOUND = "the lumbar spine, «4 sessions» is"
DENIED = (
    "What was authorized is enough to see whether it helps, and nothing in the records calls for "
    "more. The request is not medically necessary."
)

test_remainder_differs = rule_test(
    "IMR409",
    {AUTHORIZED: "the lumbar spine, 9 sessions was authorized", LEFT: FOUND},
    {AUTHORIZED: "the lumbar spine 2x5 was authorized", LEFT: FOUND},
    {ASKED: "Physical therapy for the lumbar spine 2x8 was the original", LEFT: FOUND},
    {
        ASKED: "Physical therapy for the lumbar spine, 3 times a week for 6 weeks was the original",
        LEFT: FOUND,
    },
    *edits(
        AUTHORIZED,
        "the lumbar spine, eight visits was authorized",
        "the lumbar spine, 4-8 sessions was authorized",
        "the lumbar spine 2x4 was authorized",
    ),
    *edits(
        ASKED,
        "Physical therapy for the lumbar spine 2x6 was the original",
        "Physical therapy for the lumbar spine, 3 times a week for 4 weeks was the original",
    ),
    *(
        issue(f"{partly_authorized(*parts)}: Upheld", DENIED)
        for parts in (
            (
                "Physical therapy for the right shoulder, 12 sessions",
                "Physical therapy for the right shoulder, 6 sessions",
                "Physical therapy for the right shoulder, «8 sessions»",
            ),
            ("Tramadol 50mg #90", "Tramadol 50mg #45", "Tramadol 50mg «#55»"),
            ("Massage, 12 sessions", "Massage, 4 hours", "Massage, 9 sessions"),
            ("Aide for 12 weeks", "Aide for 4 weeks", "Aide for «9 weeks»"),
            ("Aide for 12 weeks", "Aide for 4 weeks", "Aide for 8 weeks"),
            ("Aide for 12 weeks", "Aide for 4 weeks", "Nurse for 9 weeks"),
            ("Massage, 2-3 times a week for 4 weeks", "Massage, 4 visits", "Massage, 9 visits"),
            ("Massage, 2 times a week for 4-6 weeks", "Massage, 4 visits", "Massage, 9 visits"),
            ("Massage, 2 times a week for 6 weeks", "Massage, 4 visits", "Massage, «9 visits»"),
            ("Tramadol 50mg", "Tramadol 50mg #45", "Tramadol 50mg #55"),
            ("Tramadol 50mg #90", "Tramadol 50mg", "Tramadol 50mg #55"),
            ("Tramadol 50mg #90", "Tramadol 50mg #45", "Tramadol 50mg"),
            (
                "Ibuprofen 600mg #90 with 2 refills",
                "Ibuprofen 600mg #90",
                "two refills of Ibuprofen 600mg #90",
            ),
            (
                "Eight physical therapy sessions for the left knee and the low back",
                "Eight physical therapy sessions for the left knee",
                "eight physical therapy sessions for the low back",
            ),
            (
                "Physical therapy 3 times a week for 4 weeks",
                "Physical therapy for 10 sessions",
                "2 sessions of physical therapy",
            ),
            (
                "Chiropractic care 2 times a week for 6 weeks",
                "Chiropractic care for 6 visits",
                "Chiropractic care for 6 visits",
            ),
        )
    ),
    issue(
        "Home aide 8 hours a day, 5 days a week for 4 weeks was the original request. The Claims "
        "Administrator authorized home aide 4 hours a day, 5 days a week for 2 weeks, leaving the "
        "original request IMR eligible. The original request, home aide 8 hours a day, 5 days a "
        "week for 4 weeks is: Upheld",
        DENIED,
    ),
)
