"""IMR407: numbers, frequencies and durations that differ from the request's, or only seem to."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, partly_authorized, rule_test

test_quantity_differs = rule_test(
    "IMR407",
    *edits(
        "The remaining 4 sessions of physical therapy are medically necessary.",  # of 12
        "The request for «6 visits» of physical therapy is medically necessary.",
        "The request for four visits of physical therapy is medically necessary.",
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
