"""IMR106: different dates of injury in the summary and the header."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test

test_injury_date_differs = rule_test(
    "IMR106",
    *edits(
        "a 44 year old male who sustained an industrial injury on 05/09/2014, when he stepped",
        "a 44 year old male who sustained an industrial injury on «5-19-14», when he stepped",
        "a 44-year-old male with a «5/9/12» date of injury. He stepped",
        "a 44 year old male who sustained an industrial injury on May 9, 2014, when he stepped",
        "a 44 year old male whose knee was injured in June of 2014. He stepped",
    ),
    *edits(
        "an industrial injury on 05/09/2014,",
        "an industrial injury on «05/19/2014»,",
        "an industrial injury on 5-9-14,",
        # There may have been several injuries, or a cumulative one.
        "industrial injuries on 05/19/2012 and 05/09/2014,",
        "a cumulative trauma injury from 05/09/2013 to 05/09/2014, and one on 04/12/1998,",
    ),
)
