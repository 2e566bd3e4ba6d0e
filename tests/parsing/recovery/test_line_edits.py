"""Letters with one edit after another of the lines that hold fixed wording: what is told of each.

The snapshots have the title of each edit, the diagnostics, and what is not read as in the sound
letter. Titles of edits that change nothing that is told or read stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.letter_checks import outcome
from helpers.letters import PLAIN, SOUND_2014, SOUND_2015
from helpers.line_edits import SIDES, line_edits, pages_of_2013, pairs_of_edits, surrounded
from helpers.plain_edits import NOTICE

PAIRS = 80


def shown(letters: Iterable[tuple[str, str]], sound: str) -> str:
    return "\n".join(f"{title}\n{outcome(letter, sound)}".rstrip() for title, letter in letters)


def test_plain(snapshot: SnapshotAssertion) -> None:
    assert shown(line_edits("plain"), PLAIN) == snapshot


def test_2015(snapshot: SnapshotAssertion) -> None:
    assert shown(line_edits("2015"), SOUND_2015) == snapshot


def test_2014(snapshot: SnapshotAssertion) -> None:
    assert shown(line_edits("2014"), SOUND_2014) == snapshot


def test_2013(snapshot: SnapshotAssertion) -> None:
    assert shown(line_edits("2013"), NOTICE) == snapshot


def test_two_edits(snapshot: SnapshotAssertion) -> None:
    assert shown(pairs_of_edits("plain", PAIRS), PLAIN) == snapshot


def test_two_edits_of_2014(snapshot: SnapshotAssertion) -> None:
    assert shown(pairs_of_edits("2014", PAIRS // 2), SOUND_2014) == snapshot


def test_two_edits_of_2013(snapshot: SnapshotAssertion) -> None:
    assert shown(pairs_of_edits("2013", PAIRS), NOTICE) == snapshot


@pytest.mark.parametrize("where", SIDES)
def test_lines_around_it(where: str, snapshot: SnapshotAssertion) -> None:
    assert shown(surrounded(where), PLAIN) == snapshot


def test_pages_of_2013(snapshot: SnapshotAssertion) -> None:
    assert shown(pages_of_2013(), NOTICE) == snapshot
