"""The result of loading a file, and places in files other than texts: pages, paragraphs, lines of
markup."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from operator import itemgetter

from attrs import field, frozen

from imrparse.text.node import short
from imrparse.text.source import LeftOut, Locator, Source, Span


@frozen
class Beside:
    """A text of a file that is no part of the letter, but is sent with it."""

    name: str
    """What it is: "page header", "comment", "property 'author'"."""
    text: str
    is_name: bool = False
    """Whether nothing but the name of a person is expected."""


@frozen
class Loaded:
    """The text of a file, and the numbering of its places."""

    text: str = field(repr=short)
    """The text to be parsed. For a text file it is the whole content, line ends included."""
    kind: str
    """The kind of file: "text", "pdf", "docx", "odt" or "html"."""
    locator: Locator | None = field(default=None, repr=False, kw_only=True)
    """Maps offsets to pages or paragraphs; without one, places are lines and columns of the
    text."""
    left_out: tuple[LeftOut, ...] = field(default=(), repr=False, kw_only=True)
    """The parts of the file that are not in the text: hidden and deleted text, and the headers and
    footers of a PDF."""
    beside: tuple[Beside, ...] = field(default=(), repr=False, kw_only=True)
    """The headers, footers, notes, comments and properties of a Word file."""
    comments: tuple[tuple[Span, str], ...] = field(default=(), repr=False, kw_only=True)
    """The comments of a Word file: the span of the words that each is on, and its text."""
    encoding: str | None = field(default=None, kw_only=True)
    """The encoding of a text file, given or detected."""

    def source(self) -> Source:
        """The text as a source for parsing, with its places."""
        return Source(self.text, self.locator, left_out=self.left_out)


@frozen
class Pages:
    """Places by page and printed line, both from 1."""

    pages: tuple[int, ...]
    """The offset at which each page begins."""
    lines: tuple[int, ...]
    """The offset at which each printed line begins, without blank ones."""

    def place(self, source: Source, offset: int) -> Mapping[str, int]:  # noqa: ARG002
        page = max(1, bisect_right(self.pages, offset))
        before = bisect_right(self.lines, self.pages[page - 1] - 1)
        return {"page": page, "line": max(1, bisect_right(self.lines, offset) - before)}


@frozen
class Marks:
    """Places determined by the last mark before them."""

    marks: tuple[tuple[int, tuple[tuple[str, int], ...]], ...]
    """Offsets in ascending order, and the place that begins at each: names and numbers."""

    def place(self, source: Source, offset: int) -> Mapping[str, int]:  # noqa: ARG002
        mark = max(0, bisect_right(self.marks, offset, key=itemgetter(0)) - 1)
        return dict(self.marks[mark][1])
