"""IMR606: dates of birth."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_birth_date = rule_test(
    "IMR606",
    *sentences(
        "He («DOB: 3-2-1972») was seen.",
        "His «date of birth is March 2, 1972».",
        "He was «born on 03/02/72».",
        "He was «born on July 4, 1965».",
        "«D.O.B. 03/02/1972» was on file.",
        "He was born with a club foot. Births were normal.",
        "He was born with a short thumb, which was noted on 12-09-2016.",
        "Since the birth of a child in May of 2014 he lifts more.",
    ),
)
