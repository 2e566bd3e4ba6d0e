"""Lines for display, with columns counted, and long ones cut around a place."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from attrs import frozen

from imrparse.text.source import Span
from imrparse.text.visible import shown

CUT = "..."
"""Marks omitted text."""

_TAB = 4

_COMBINING = {"Mn", "Me"}


@frozen
class Piece:
    """The displayed part of a line, and the position of a range in it, in columns."""

    text: str
    indent: int
    length: int


def cut(text: str, line: Span, stretch: Span, room: int) -> Piece:
    """A line of a text for display, cut to `room` columns around a range of it."""
    # Text far from the range is not examined: a text without line ends is one long line.
    reach = 2 * room
    first_shown = max(line.start, stretch.start - reach)
    last_shown = min(line.end, stretch.start + 2 * reach)
    offset = first_shown - line.start
    cells = list(_cells(text[first_shown:last_shown], offset))
    goes_on = last_shown < line.end
    start, end = stretch.start - first_shown, min(stretch.end - first_shown, len(cells))
    if start == len(cells):
        cells.append((" ", 1))  # the position after the last character
    columns = list(accumulate((width for _, width in cells), initial=0))
    length = max(1, columns[end] - columns[start])
    lead = max(len(CUT), (room - min(length, room)) // 2)
    left = max(0, min(columns[start] - lead, columns[-1] - room))
    first, head = 0, CUT if offset or left else ""
    if left:
        first = min(start, bisect_left(columns, left + len(CUT)))
    last, tail = len(cells), ""
    if goes_on or columns[-1] > left + room:
        last, tail = bisect_right(columns, left + room - len(CUT)) - 1, CUT
    text = head + "".join(seen for seen, _ in cells[first:last]) + tail
    indent = len(head) + columns[start] - columns[first]
    length = min(length, max(1, columns[last] - columns[start]))
    return Piece(text.rstrip(), indent, length)


def _cells(text: str, offset: int) -> Iterator[tuple[str, int]]:
    """Each character of a line as displayed, and its width in columns.

    A tab extends to the next stop; `offset` is the number of characters before the text.
    """
    column = offset
    for character in text:
        seen = " " * (_TAB - column % _TAB) if character == "\t" else shown(character)
        width = sum(map(_width, seen))
        column += width
        yield seen, width


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in _COMBINING or "\u1160" <= character <= "\u11ff":
        return 0  # the latter are the later parts of a Korean syllable
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
