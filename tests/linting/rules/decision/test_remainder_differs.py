"""IMR409: authorized and remaining amounts that add up to the request, or do not."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, partly_authorized, rule_test

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
