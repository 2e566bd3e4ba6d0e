"""IMR101: a draft without a header table."""

from __future__ import annotations

from helpers.letters import SOUND, SOUND_2014, SOUND_2015
from helpers.rule_cases import Case, rule_test


def without_header(letter: str) -> Case:
    header = letter[: letter.index("\n\n")]
    return Case({header: "", "HOW THE IMR": "«»HOW THE IMR"}, letter)


test_missing_header = rule_test(
    "IMR101",
    *map(without_header, (SOUND, SOUND_2014, SOUND_2015)),
    Case({}, SOUND_2014),
    Case({}, SOUND_2015),
)
