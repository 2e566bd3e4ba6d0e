"""Places in files other than texts: pages, paragraphs, lines of markup."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from operator import itemgetter

from attrs import frozen

from imrparse.text.source import Source


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
