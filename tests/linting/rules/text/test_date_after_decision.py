"""IMR706: dates after the decision."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_date_after_decision = rule_test(
    "IMR706",
    *sentences(
        "He was seen on «12/24/2016».",
        "He was seen on «October 3, 2017».",
        "On «10-14-17» he reported heel pain.",
        "Per the progress report of «12/30/2016», a strap helps a little.",
        "He is to return on 1/9/2017, and is off work until 2/1/2017.",
        "He was not to put weight on the right leg until a film of 5/5/2017.",
        "He was off work as a roofer, with a return visit scheduled for January 12, 2017.",
    ),
)
