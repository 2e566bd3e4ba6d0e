"""IMR301: no state of licensure is named."""

from __future__ import annotations

from helpers.letters import SOUND_2014
from helpers.rule_cases import edits, rule_test

test_missing_licence = rule_test(
    "IMR301",
    *edits(
        "California, Nevada",
        "«N/A»",
        "«-»",
        "«Unknown»",
        "District of Columbia, West Virginia",
    ),
    *edits("licensed to practice in Arizona", "licensed to practice in Oregon", base=SOUND_2014),
)
