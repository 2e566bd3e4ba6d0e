"""Texts as a whole: those that are no letters, and how far one is read after a fault."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse

FARTHEST = 100_000
"""Code points after the first fault that are read."""


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text(text: str) -> None:
    (found,) = imrparse.analyze(text).diagnostics
    assert (found.message, found.span) == ("the text is empty", (0, 0))


@pytest.mark.parametrize(
    ("text", "first_line", "where"),
    [
        ("Dear Sir,  \nhello", "Dear Sir,", "in the text"),
        (" \n Dear Sir\nhello", "Dear Sir", "in the text"),
        ("x" * FARTHEST + " \n", "x" * FARTHEST, "in the text"),
        ("x" * (FARTHEST + 1), "x" * FARTHEST, "at the beginning of the text"),
    ],
)
def test_a_text_that_is_no_letter(text: str, first_line: str, where: str) -> None:
    """The fault stands on its first line."""
    (found,) = imrparse.analyze(text).diagnostics
    assert found.message == (
        f"this is not a determination letter: no heading or label of one is {where}"
    )
    assert text[slice(*found.span)] == first_line


@pytest.mark.parametrize(("more", "is_cut"), [(0, False), (1, True), (2, True)])
def test_how_far_a_text_is_read_after_its_first_fault(more: int, is_cut: bool) -> None:
    text = SOUND.rstrip().replace("MAXIMUS guideline: ", "", 1) + " It is so." * FARTHEST
    last = text.index("Decision rationale:") + FARTHEST + more
    missing, *others = imrparse.analyze(text[:last]).diagnostics
    assert missing.message == "the label 'MAXIMUS guideline:' is missing here"
    rest = text[last - more : last].lstrip()
    told = [
        one.span.start
        for one in others
        if one.message.startswith("the text was not read from here on")
    ]
    assert told == [last - len(rest)] * is_cut
