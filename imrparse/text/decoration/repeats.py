"""Stretches of a text that come twice in a row: the overlap of two chunks, a page read twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from imrparse.text.decoration.view import (
    PAGE_MARKS,
    DecorationKind,
    Line,
    Mask,
    View,
    blank,
    lines_of,
)

_LONG = 8  # lines of a stretch that no text repeats by itself
_FEWEST = 2  # overlaps of a line or two, each at a mark
_SHORTEST = 20  # code points of an overlap
_MOST = 5_000  # lines of a text that is searched; a letter has some 150
_LETTER = 0.8  # of the lines
_PAGES = 0.6  # of the lines are pages that stand twice
_LATEST = 12  # places of equal lines that are compared


_BETWEEN = frozenset({*PAGE_MARKS, DecorationKind.TABLE_RULE})
"""The kinds of marks that stand between two chunks. Others stand on every line."""


class _Repeat(NamedTuple):
    """Lines that repeat as many lines right before them."""

    row: int
    """The first line of the second copy."""
    length: int


def look(view: View) -> list[Mask]:
    """Masks for the second copies.

    A short one counts if a mark stands between the copies, and there are several of its kind.
    """
    lines = lines_of(view.plain)
    if len(lines) > _MOST or len({line.text for line in lines}) == len(lines):
        return []
    # A whole letter that stands twice is two letters.
    found = [one for one in _repeats(lines) if one.length * 2 < len(lines) * _LETTER]
    marks = sorted(span.start for span, kind in view.decoration if kind in _BETWEEN)
    long = [one for one in found if one.length >= _LONG]
    if len(long) < _FEWEST or sum(one.length for one in long) * 2 < len(lines) * _PAGES:
        long = []  # a part that stands twice is a fault of the letter
    short = [
        one
        for one in found
        if one.length < _LONG
        and _length(lines, one) >= _SHORTEST
        and (long or _is_overlap(lines, one, marks))  # the last page may be short
    ]
    if len(short) < _FEWEST and not long:
        return []
    return [
        blank(line.start, line.end, DecorationKind.RUNNING_LINE)
        for row, length in (*long, *short)
        for line in lines[row : row + length]
    ]


def _repeats(lines: Sequence[Line]) -> list[_Repeat]:
    """The repeated stretches, which do not overlap."""
    places: dict[str, list[int]] = {}
    runs: dict[int, int] = {}
    found: list[_Repeat] = []
    for row, (_, text) in enumerate(lines):
        if text not in places:
            places[text] = [row]
            runs = {}
            continue
        distances = [row - place for place in places[text][-_LATEST:]]
        runs = {distance: runs.get(distance, 0) + 1 for distance in distances}
        places[text].append(row)
        whole = [distance for distance, length in runs.items() if length == distance]
        if whole:
            count = max(whole)
            found.append(_Repeat(row - count + 1, count))
    return _apart(found)


def _apart(found: Sequence[_Repeat]) -> list[_Repeat]:
    """The repeats without those that end inside another one."""
    kept = [a for a, b in pairwise(found) if not b.row <= a.row]
    return [*kept, *found[-1:]]


def _is_overlap(lines: Sequence[Line], one: _Repeat, marks: Sequence[int]) -> bool:
    """Whether a mark stands between the two copies."""
    before, first = lines[one.row - 1], lines[one.row]
    mark = bisect_left(marks, before.end)
    return mark < len(marks) and marks[mark] <= first.start


def _length(lines: Sequence[Line], one: _Repeat) -> int:
    return sum(len(line.text) for line in lines[one.row : one.row + one.length])
