"""IMR404: requests that a letter has twice."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, rule_test

KNEE = "Left knee arthroscopy with partial medial meniscectomy: Upheld"
NORCO = "Norco 10/325mg #60: Upheld"

test_repeated_request = rule_test(
    "IMR404",
    *edits(
        NORCO,
        "«Left knee arthroscopy with partial medial meniscectomy»: Upheld",
        "«LEFT KNEE arthroscopy  with partial medial\nmeniscectomy»: Upheld",
        "Right knee arthroscopy with partial medial meniscectomy: Upheld",
    ),
    {KNEE: "Acupuncture, 6 visits: Upheld", NORCO: "«acupuncture, 6 visits»: Upheld"},
    {
        KNEE: "Brace for the left knee with hinges: Upheld",
        NORCO: "«Left knee brace with hinges»: Upheld",
    },
    {
        KNEE: "MRI of the left knee without contrast: Upheld",
        NORCO: "MRI of the right knee without contrast: Upheld",
    },
    {KNEE: "Norco 5/325mg #30: Upheld"},
    {
        KNEE: "Norco 5/325mg #30: Upheld",
        **issue(
            "Retrospective Norco 5/325mg #30 (DOS 9/2/16): Upheld",
            "For the day in question the records hold no report, so that neither the pain nor the "
            "benefit of the medication can be known. The request is not medically necessary.",
        ).edits,
    },
)
