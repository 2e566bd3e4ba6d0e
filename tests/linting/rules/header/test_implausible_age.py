"""IMR108: an age that does not fit the date of injury."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test

test_implausible_age = rule_test(
    "IMR108",
    *edits(
        "a 44 year old male",  # injured two years before the decision
        "a «15 year old» male",
        "a 16 year old male",
        "a 17 year old male",
        "an 84 year old male",
        "a 92 year old male",
        "a «93 year old» male",
        "a «97 year old» male",
    ),
)
