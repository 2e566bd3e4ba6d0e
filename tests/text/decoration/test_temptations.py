"""Prose that looks like a carrier's marks is left as it stands, and marks take linear time."""

from __future__ import annotations

from string import Template

import pytest

from helpers.in_turn import in_turn
from helpers.letters import PLAIN, base_letter
from helpers.measuring import BUSY, growth
from helpers.temptations import TEMPTING

import imrparse

SPACED = base_letter("two-issues")
USUAL = "The guideline asks for a trial of conservative care before imaging of this kind."
END = "The request is not medically necessary."


def letter_with(gap: str, first: str, second: str) -> str:
    """A letter of two issues with these rationales."""
    letter = SPACED if gap == "\n\n" else SPACED.replace("\n\n", "\n")
    text = Template(letter).substitute(gap=gap, rationale=first, request="MRI of the lumbar spine")
    start = text.rindex("Decision rationale:") + len("Decision rationale: ")
    return f"{text[:start]}{second}\n"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("page", ["", "\f"])
@pytest.mark.parametrize("name", TEMPTING)
def test_prose_is_left_as_it_stands(name: str, page: str, gap: str) -> None:
    rationale = f"{USUAL}\n{page}{TEMPTING[name]}\n{END}"
    for text in (letter_with(gap, rationale, END), letter_with(gap, END, rationale)):
        letter = imrparse.parse(text)
        told = [issue.rationale.text for issue in letter.issues]
        assert " ".join(rationale.split()) in told
        assert letter.issues[1].request.text == "MRI of the lumbar spine"


@pytest.mark.parametrize("name", TEMPTING)
def test_the_last_words_of_a_letter_are_left(name: str) -> None:
    rationale = f"{END}\n{TEMPTING[name]}"
    letter = imrparse.analyze(letter_with("\n", END, rationale)).determination
    assert letter.issues[-1].rationale.text == " ".join(rationale.split())


@pytest.mark.parametrize("page", ["", "\f"])
@pytest.mark.parametrize("name", TEMPTING)
def test_what_issues_repeat_is_no_running_line(name: str, page: str) -> None:
    rationale = f"{USUAL}\n{page}{TEMPTING[name]}\n{page}{END}"
    letter = imrparse.parse(letter_with("\n\n", rationale, rationale))
    assert [i.rationale.text for i in letter.issues] == [" ".join(rationale.split())] * 2


PIECES = (
    "<!--",
    "<style>",
    "<a></b>",
    "<c><d>",
    '<a href="',
    "<?xml ",
    "&amp;",
    "\\n",
    '"',
    '["a",',
    "=\n",
    "%20",
    "> a\n",
    "| a | b |\n",
    "12\n",
    "Page 1\n",
    "---\n",
    "```\n",
    "** ",
    "\u200b",
    "\x1f",
    "1 a\n",
    "CLINICAL CASE SUMMARY ",
    "Decision rationale: ",
    "a. ",
    "-- \n",
    "     ",
)


@pytest.mark.parametrize(
    "piece",
    in_turn(PIECES, 18),
)
def test_many_marks_before_a_letter(piece: str) -> None:
    imrparse.analyze(PLAIN)  # whatever is made with the first letter is not measured
    short, long = (piece * (size // len(piece)) + "\n" + PLAIN for size in (8_000, 32_000))
    assert growth(imrparse.analyze, short, long) < BUSY
