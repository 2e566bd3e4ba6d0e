"""IMR704: words broken by a space at a hyphen."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_broken_word = rule_test(
    "IMR704",
    *sentences(
        "He was seen on «12- 31-15=>12-31-15».",
        "He was seen on «12- 31- 15=>12-31-15».",
        "He was seen on «12-31- 2015=>12-31-2015».",
        "The request was «non- certified=>non-certified».",
        "The request was «non -certified=>non-certified».",
        "He had a «12- week=>12-week» course.",
        "He is a «44 -year-old=>44-year-old» male.",
        "It is based on «Non- MTUS=>Non-MTUS» guidance.",
        "He needs «skilled- nursing=?>skilled-nursing» care.",
        "He was given an «x- ray=?>x-ray».",
        "He had «6- 8=?>6-8» visits.",
        "He had pre- and post-operative, and two- or three-level studies.",
        "Pre- and post-game ice, and one- to two-hour rests, had not helped.",
        "He had one-\nto two-week, twenty-\nfour and non-\ncertified visits.",
        "He had 4- strength of 5, and 5-/5 in the right.",
        "Strength was 4- of 5 in the peroneals - he walked without a limp.",
        "Neck- full motion. Back- tender. Knee- stable.",
        "Strength- normal, sensation- intact, reflexes- equal, gait- normal.",
        "He has pain - worse at night - and swelling.",
        "He has numbness- the worst yet.",
    ),
    {  # In a stretched text, spaces mean nothing.
        "working at least 24": "working at least       24",
        "The provider noted": "X- rays were normal. The provider noted",
    },
)
