"""IMR303: items listed under licensure that are not the full name of a state."""

from __future__ import annotations

from helpers.letters import SOUND_2015
from helpers.rule_cases import Case, edits, rule_test

test_unknown_state = rule_test(
    "IMR303",
    *edits(
        "California, Nevada",
        "«CA=?>California»",
        "«TX=?>Texas», New Mexico",
        "California, «MD=?>Maryland»",
        "New York, «DC=?>District of Columbia»",
        "«Calif.=?>California», Nevada",
        "«California; Nevada=?>California, Nevada»",
        "«CA/NV/WA=?>California, Nevada, Washington»",
        "California, «none»",
        "«Ontario»",
        "Oregon, «British Columbia»",
        # A misspelt state is a syntax fault, and is reported once.
        "«IMR015 Calif ornia=>California»",
        "California, «IMR015 Nevadda=>Nevada»",
        "California,Nevada",
        "District of Columbia, Puerto Rico, New\nYork",
        "Puerto Rico, New Hampshire, North Dakota",
    ),
    Case({}, SOUND_2015),
)
