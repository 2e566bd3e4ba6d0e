"""Injected faults: edits of a letter's text, and the diagnostics that they must cause.

The expectations are computed from the edits alone, without the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from imrparse.diagnostics.codes import CUT_OFF

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKS = re.compile(r"(?:\*\*|</?b>|\s|\ufeff)*\Z")

ALL = "all"
"""Stands for every part of a letter."""

Touched: TypeAlias = frozenset[int | str]
"""The parts of the tree that a fault may change: issue numbers, or names of other parts."""

NOTHING: Touched = frozenset()


@dataclass(frozen=True)
class Edit:
    """The replacement of a range of the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Place:
    """The place where a fault is reported: an offset in the letter before the edits.

    With `inside`, that many characters into the inserted text of the edit at the offset.
    """

    offset: int
    inside: int | None = None


END = Place(-1)
"""After the last character of the text that is not white space."""


@dataclass(frozen=True)
class Reading:
    """One valid way to report a fault."""

    codes: frozenset[str]
    place: Place


@dataclass(frozen=True)
class Injected:
    """A fault in a letter.

    The first reading is the preferred one; the others are for texts in which the fault is
    ambiguous.
    """

    edits: tuple[Edit, ...]
    readings: tuple[Reading, ...]
    touched: Touched = NOTHING
    optional: bool = False
    """Whether the text may also be parsed without any diagnostic."""
    most: int = 1
    """The number of diagnostics at the place that count as one fault."""
    wording: str | None = None
    """The original text, which must be in the hint, and be restored by a safe fix."""

    @property
    def area(self) -> tuple[int, int]:
        """The range of the letter that contains the edits and the readings."""
        offsets = [edit.start for edit in self.edits] + [edit.end for edit in self.edits]
        offsets += [reading.place.offset for reading in self.readings if reading.place != END]
        return min(offsets), max(offsets)


def injected(
    edits: Iterable[Edit],
    place: Place,
    *codes: str,
    others: Iterable[Place] = (),
    touched: Iterable[int | str] = (),
    optional: bool = False,
    most: int = 1,
    wording: str | None = None,
) -> Injected:
    """A fault with one or several codes, at a place or at alternative ones.

    At the end of the text a missing part can't be distinguished from a truncated letter.
    """
    readings = tuple(
        Reading(frozenset(codes) | ({CUT_OFF} if where == END else set()), where)
        for where in dict.fromkeys([place, *others])
    )
    ordered = tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    return Injected(ordered, readings, frozenset(touched), optional, most, wording)


def in_order(injections: Iterable[Injected]) -> list[Edit]:
    """The edits of all the faults, in text order."""
    edits = [edit for fault in injections for edit in fault.edits]
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits applied, which are sorted and do not overlap."""
    pieces, position = [], 0
    for edit in edits:
        if edit.start < position:
            raise ValueError(f"{edit} overlaps the edit before it")
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join(pieces) + text[position:]


def offsets(place: Place, edits: Sequence[Edit], text: str) -> tuple[int, ...]:
    """The position of an offset after the edits. Text inserted at the offset comes before it.

    Markdown marks after the last word may or may not count as white space.
    """
    if place == END:
        bare = _MARKS.search(text)
        return tuple(dict.fromkeys([len(text.rstrip()), bare.start() if bare else len(text)]))
    shift = 0
    for edit in edits:
        if place.inside is not None and edit.start == place.offset:
            return (place.offset + shift + place.inside,)
        if edit.end <= place.offset and (edit.start < place.offset or edit.start == edit.end):
            shift += len(edit.text) - (edit.end - edit.start)
    return (place.offset + shift + (place.inside or 0),)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, both from 1."""
    starts = [0, *(end.end() for end in _LINE_END.finditer(text, 0, offset))]
    return len(starts), offset - starts[-1] + 1


def around(text: str, offset: int, lines: int = 2) -> str:
    """The lines around an offset, numbered, with its line marked."""
    shown = _LINE_END.split(text)
    line, column = line_and_column(text, offset)
    numbered = []
    for number in range(max(1, line - lines), min(len(shown), line + lines) + 1):
        marker = ">" if number == line else " "
        content = shown[number - 1]
        first = max(0, column - 60) if number == line else 0
        numbered.append(f"  {marker}{number:4} | {content[first : first + 110]!r}")
    return "\n".join(numbered)
