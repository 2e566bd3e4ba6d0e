"""IMR408: body parts, sides and levels that differ from the request's, or only seem to."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, rule_test

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
