"""IMR705: impossible dates."""

from __future__ import annotations

from helpers.letters import SOUND
from helpers.rule_cases import rule_test, sentences

test_impossible_date = rule_test(
    "IMR705",
    *sentences(
        "He was seen on «13/31/2015».",
        "At the time of the «6/31/2014» request, he had pain.",
        "He was seen on «February 30, 2016».",
        "He was seen on «December 9, 3026».",
        "He was seen on «10/3/2019».",
        "He was seen on 02/29/2016 and 12-14-16.",
        "He had an x-ray on February 29, 2016, before the injury.",
        "His grip was 30/35/40 pounds, with exercises 10-15-20 times.",
    ),
    {  # even if no header has the decision date
        SOUND[: SOUND.index("HOW THE IMR")]: "«IMR101 »",
        "On examination there": "On «May 3, 2971», there",
    },
)
