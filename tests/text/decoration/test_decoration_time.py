"""Marks of carriers without end take time in proportion to their number."""

from __future__ import annotations

import pytest

from helpers.growth import BUSY, growth
from helpers.letters import PLAIN

import imrparse

PIECES = (
    "<!--",
    "<style>",
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


@pytest.mark.parametrize("piece", PIECES)
def test_many_marks_before_a_letter(piece: str) -> None:
    imrparse.analyze(PLAIN)  # whatever is made with the first letter is not measured
    short, long = (piece * (size // len(piece)) + "\n" + PLAIN for size in (16_000, 64_000))
    assert growth(imrparse.analyze, short, long) < BUSY
