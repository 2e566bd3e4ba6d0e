"""Parts of a letter that are missing, doubled or out of order: what is said, and what is read.

Each text is the sound letter with one part moved, taken out or put in.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import imrparse
from imrparse import Determination

SOUND = (Path(__file__).parent / "letters" / "sound.txt").read_text("utf-8")
LETTER = imrparse.parse(SOUND)
FARTHEST = 100_000
"""Code points after the first fault that are read."""


def between(start: str, end: str) -> str:
    """The stretch of the sound letter from one wording to the next place of another."""
    first = SOUND.index(start)
    return SOUND[first : SOUND.index(end, first)]


def told(text: str) -> tuple[list[tuple[int, str]], Determination]:
    """The line and message of each fault of a text, and the letter that is read of it."""
    analysis = imrparse.analyze(text)
    assert imrparse.unparse(analysis.determination) == text
    return [(one.line, one.message) for one in analysis.diagnostics], analysis.determination


def line_of(text: str, wording: str, after: str = "") -> int:
    """The line on which a wording stands, the first one after another wording."""
    place = text.index(wording, text.index(after))
    return text.count("\n", 0, place) + 1


HOW = between("HOW THE IMR", "CLINICAL CASE SUMMARY")
NORCO = "Norco 10/325mg #60: Upheld"
CLAIMS = between("Claims Administrator guideline: Decision based on MTUS Opioid", "MAXIMUS")
MAXIMUS = between("MAXIMUS guideline: Decision based on MTUS Opioid", "Decision rationale")
RATIONALE = between("Decision rationale: The MTUS supports opioids", "Post-operative crutches")


def test_a_section_that_stands_twice_begins_no_letter() -> None:
    """Only a first heading after the issues begins a second letter."""
    text = SOUND.replace("IMR ISSUES, DECISIONS", HOW + "IMR ISSUES, DECISIONS")
    faults, letter = told(text)
    line = line_of(text, "HOW THE IMR", "CLINICAL CASE SUMMARY")
    assert faults == [
        (line, "the heading 'HOW THE IMR FINAL DETERMINATION WAS MADE' stands here again")
    ]
    assert letter.issues == LETTER.issues


@pytest.mark.parametrize("decided", [NORCO, "4 sessions is: Overturned"])
def test_text_before_a_label_does_not_take_its_place(decided: str) -> None:
    """The label comes next, so the text before it lacks none."""
    text = SOUND.replace(decided, f"{decided}\n\nSee the attached list.")
    faults, letter = told(text)
    line = line_of(text, "See the attached list.")
    assert faults == [(line, "text that belongs to no part of the letter")]
    assert letter == LETTER


@pytest.mark.parametrize(
    ("order", "out_of_order"),
    [
        (RATIONALE + CLAIMS + MAXIMUS, "Claims Administrator guideline:"),
        (RATIONALE + MAXIMUS + CLAIMS, "Claims Administrator guideline:"),
        (MAXIMUS + CLAIMS + RATIONALE, "Claims Administrator guideline:"),
        (CLAIMS + RATIONALE + MAXIMUS, "MAXIMUS guideline:"),
    ],
)
def test_fields_out_of_order_are_one_fault(order: str, out_of_order: str) -> None:
    """However many there are before the one that stands too early."""
    text = SOUND.replace(CLAIMS + MAXIMUS + RATIONALE, order)
    faults, letter = told(text)
    line = line_of(text, out_of_order, NORCO)
    assert faults == [(line, f"the label '{out_of_order}' stands out of order")]
    assert letter == LETTER


def test_a_second_letter_is_the_last_that_is_said() -> None:
    """That the text is not read to its end is not said besides, however long it is."""
    wrong = SOUND.replace("MAXIMUS guideline:", "MAXIMS guideline:", 1)
    text = "\n".join([wrong, *[SOUND] * (FARTHEST // len(SOUND) + 2)])
    faults, letter = told(text)
    assert faults == [
        (line_of(text, "MAXIMS"), "'MAXIMS guideline:' is not as it should be written"),
        (SOUND.count("\n") + 2, "a second letter begins here"),
    ]
    assert letter.issues == LETTER.issues
