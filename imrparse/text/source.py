"""The original text of a letter, and the same text in a plain form for parsing.

All offsets in this library are code points of the original text. The plain text has the same
length, so that an offset means the same position in both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from copy import copy
from enum import Enum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, Protocol

from attrs import field, frozen

from imrparse.text.decoration.peeling import first_view, peeled
from imrparse.text.decoration.view import FILLER, Decoration, View
from imrparse.text.spans import Span

__all__ = ["LeftOut", "LeftOutKind", "Locator", "Position", "Source", "Span"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKDOWN = re.compile(r"\n[ \t]*(?:\*\*(?! )[^*\n]{1,200}\*\*|#{1,6}[ \t]+(?:\*\*)?[A-Z]|<b>)")
_HEADING_MARK = re.compile(r"\n[ \t]*#{1,6}(?=[ \t\n]|\Z)")
_BOLD_MARKS = ("**", "<b>", "</b>")
_SHOWN = 40  # code points that identify a text in its repr
_HEAD = 2_000  # code points in which a Markdown letter has a mark at the start of a line


class Position(NamedTuple):
    """A position as in editors: line and column from 1, columns in code points."""

    line: int
    """The number of the line."""
    column: int
    """The column of the character in its line."""


class Locator(Protocol):
    """Maps offsets in a text to places in the file that it was extracted from."""

    def place(self, source: Source, offset: int) -> Mapping[str, int]:
        """The place of an offset, the largest unit first: ``{"page": 2, "line": 14}``."""
        ...


class LeftOutKind(Enum):
    """Why a part of a file is not in its text. The value is its name for readers."""

    HIDDEN = "hidden text"
    """It is in the file, but neither displayed nor printed."""
    DELETED = "deleted text"
    """It is marked as deleted."""
    RUNNING = "running line"
    """A header or footer at the same place of each page."""


class LeftOut(NamedTuple):
    """A part of a file that is not in its text."""

    offset: int
    """Where it would be in the text."""
    kind: LeftOutKind
    """Why it is left out."""
    text: str
    """Its beginning, white space folded."""


@frozen(eq=False)
class Source:
    """A text, its plain form, and its lines."""

    text: str
    """The original text."""
    locator: Locator | None = None
    """Maps offsets to places other than lines and columns of the text, if set."""
    left_out: tuple[LeftOut, ...] = field(default=(), kw_only=True)
    """The parts of the file that are not in the text, in order."""

    view: View = field(init=False)
    """The text with what carriers added to it masked, as far as it was looked for."""
    plain: str = field(init=False)
    """The text to be parsed: all of it, with the same length, unless the source is cut."""
    is_cut: bool = field(default=False, init=False)
    """Whether only a part of the text is parsed: `plain` is shorter."""

    def __attrs_post_init__(self) -> None:
        text = self.text
        self._show(first_view(View(_plain(text), _page_ends(text))))

    def _show(self, view: View) -> None:
        object.__setattr__(self, "view", view)
        object.__setattr__(self, "plain", view.plain)

    def __repr__(self) -> str:
        start = " ".join(self.text[:_SHOWN].split())
        return f"<Source {start!r}, {len(self.text)} code points>"

    @property
    def decoration(self) -> Sequence[Decoration]:
        """What carriers added to the text, and what of it is masked, in order."""
        return self.view.decoration

    @property
    def page_ends(self) -> Sequence[int]:
        """The offsets at which pages end, in order."""
        return self.view.page_ends

    def seen(self, view: View) -> Source:
        """The same text, seen as `view` shows it."""
        other = copy(self)
        other._show(view)
        return other

    def peeled(self) -> Source:
        """The same text with all masked that is recognised as added by a carrier.

        It is the source itself where there is nothing more to mask.
        """
        view = peeled(self.view)
        return self if view is self.view else self.seen(view)

    def cut(self, end: int) -> Source:
        """The same text, parsed only up to the offset `end`."""
        cut = copy(self)
        object.__setattr__(cut, "plain", self.plain[:end])
        object.__setattr__(cut, "is_cut", True)
        return cut

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins. Only ``\\n``, ``\\r\\n`` and ``\\r`` end a line."""
        text = self.text
        if text.count("\r") == text.count("\r\n"):  # as in most texts
            return [0, *accumulate([len(line) + 1 for line in text.split("\n")[:-1]])]
        return [0, *(end.end() for end in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """The line and column of `offset`, in code points from 0."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def place(self, offset: int) -> Mapping[str, int]:
        """The place of `offset` in the units of its file: line and column, unless a locator maps
        it to a page, paragraph or the like; the largest unit first."""
        if self.locator:
            return self.locator.place(self, offset)
        return self.position(offset)._asdict()

    def line(self, number: int) -> str:
        """The text of line `number`, from 1, without its end."""
        return self.text[slice(*self.line_span(number))]

    def line_span(self, number: int) -> Span:
        """The span of line `number`, from 1, without its end. A line may be very long."""
        start = self.line_starts[number - 1]
        if number == len(self.line_starts):
            return Span(start, len(self.text))
        end = self.line_starts[number]
        line_end = self.text[max(start, end - 2) : end]
        return Span(start, end - 2 if line_end == "\r\n" else end - 1)


def _page_ends(text: str) -> Sequence[int]:
    """Where the form feeds of a text stand."""
    ends: list[int] = []
    end = text.find("\f")
    while end >= 0:
        ends.append(end)
        end = text.find("\f", end + 1)
    return ends


def _plain(text: str) -> str:
    """The text with every line and page ending in ``\\n``, without marks, of the same length.

    A byte order mark and Markdown marks (``**``, ``<b>``, ``###``) become spaces. U+FFFE, which
    pdfium writes for a hyphen at a line's end, becomes a hyphen.
    """
    plain = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
    plain = plain.replace("\f", "\n")
    if not plain.isascii():
        plain = plain.replace("\ufffe", "-").replace("\ufeff", " ")
    if FILLER in plain:
        plain = plain.replace(FILLER, " ")
    head = plain[:_HEAD]
    if ("*" in head or "#" in head or "<" in head) and _MARKDOWN.search("\n" + head):
        return _without_marks(plain)
    return plain


def _without_marks(plain: str) -> str:
    # A colon that follows a bold label is the label's.
    plain = plain.replace("**:", FILLER * 2 + ":")
    for mark in _BOLD_MARKS:
        plain = plain.replace(mark, " " * len(mark))
    headed = _HEADING_MARK.sub(lambda mark: "\n" + " " * (len(mark.group()) - 1), "\n" + plain)
    return headed[1:]
