"""Lines inside a letter's texts that may be none of its own: a stamp, a page's number.

Such a line interrupts a sentence, or its words are those of page furniture. It is a line of the
text if the sentence needs it, or if it stands where no page can end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from string import ascii_lowercase

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.text.decoration.page_breaks import NARROWEST, Flow, ends_sentence
from imrparse.text.decoration.page_lines import page_lines, shape, sure_lines
from imrparse.text.decoration.view import DecorationKind, View, edges_of, lines_of
from imrparse.text.spans import Span

# A short line that begins and ends no sentence, before one in small letters.
_INTERRUPTION = regex(r"[^a-z\s](?:[^\n]{0,48}[^\n.?!:;,\s])?|[A-Z][A-Z,.&]* [A-Z ,.&]{0,48}\.")
_CAPITAL = regex("[^a-z](?=[a-z])")  # among the first letters of the lines
_GOES_ON = frozenset(ascii_lowercase + ",;&/-")  # what stands at the end of a line then
_HALF = 0.6  # of a full line
_MOST_INTERRUPTIONS = 4
_LONGEST_FURNITURE = 60  # code points
_SHORTEST_PAGE = 500  # code points
_WRAPPED = 1.3  # of a full line; only a text whose lines are not wrapped has more that are longer
_LONGEST_LINE = 0.95  # quantile of the lengths of lines
_ITEM = regex(r"(?P<item>\S+(?: [AP]M)?)(?: (?:and|or|to|through)|,)\Z")
_PAIRS = (("wanting", "relating"), ("quoting", "placing"))
_HALF_DAY = regex(r"[ap]m\Z")
_QUOTES = '"\u201c\u201d'


def interruptions(view: View, texts: Sequence[Span]) -> list[Span]:
    """The lines inside of a letter's texts that seem to be none of its own: short ones that
    interrupt a sentence, and page furniture that stands alone."""
    starts = [text.start for text in texts]  # which are in order, and overlap nowhere

    def is_inside(start: int) -> bool:
        number = bisect_left(starts, start) - 1
        return number >= 0 and start < texts[number].end

    found = {*_interrupting(view), *_furniture(view)}
    spans = sorted(line for line in found if is_inside(line.start))
    if not spans:
        return []
    lines = _Lines(view)
    return [span for span in spans if not lines.need(span)]


class _Lines:
    """The lines of a text, and which of them its sentences need."""

    def __init__(self, view: View) -> None:
        self._flow = Flow(view)
        self._lines = self._flow.lines
        self._starts = [line.start for line in self._lines]

    def need(self, span: Span) -> bool:
        """Whether a line belongs to the text around it."""
        row = bisect_left(self._starts, span.start)
        if not 0 < row < len(self._lines) - 1:
            return False
        before, text, behind = (line.text for line in self._lines[row - 1 : row + 2])
        page = page_lines().read(text)
        if page and page.total and (page.total - 1) * _SHORTEST_PAGE > len(self._flow.plain):
            return True  # the letter has not so many pages
        if ends_sentence(before) or not behind[0].islower():
            return False
        return (
            (self._is_wrapped and not self._flow.fills(row - 1, row + 1))
            or _is_incomplete(before, text, behind)
            or self._is_counted(row)
        )

    @cached_property
    def _is_wrapped(self) -> bool:
        """Whether the lines of prose end where a page's width ends them."""
        lengths = sorted(len(line.text) for line in self._lines)
        longest = lengths[int((len(lengths) - 1) * _LONGEST_LINE)]
        return longest <= self._flow.width * _WRAPPED

    def _is_counted(self, row: int) -> bool:
        """Whether another number stands on a line of its own, nearer than on another page."""
        start, text = self._lines[row]
        if not _is_number(text):
            return False
        first = bisect_left(self._starts, start - _SHORTEST_PAGE)
        last = bisect_left(self._starts, start + _SHORTEST_PAGE)
        near = (n for n in range(first, last) if abs(n - row) > 1)
        return any(_is_number(self._lines[n].text) for n in near)


def _is_number(text: str) -> bool:
    """Whether a line is a number and nothing else."""
    page = page_lines().read(text) if text.isalnum() else None
    return page is not None and page.kind is DecorationKind.PAGE_NUMBER and not page.is_sure


def _is_incomplete(before: str, text: str, behind: str) -> bool:
    """Whether a sentence would lack something without the line in the middle of it."""
    if before[-1] in _QUOTES and behind[0] in _QUOTES:
        return True
    item = _ITEM.search(before)
    if item and _form(item["item"]) == _form(text):
        return True  # a list of such items
    last, first = before.split()[-1].lower(), re.split(r"\W", behind, maxsplit=1)[0]
    return any(last in _words(one) and first in _words(other) for one, other in _PAIRS)


def _form(item: str) -> str:
    """The form of an item, whatever its numbers are."""
    return _HALF_DAY.sub("m", shape(item))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(table("sentences")["objects"][kind])


def _interrupting(view: View) -> Sequence[Span]:
    """Short lines that interrupt a sentence; none if there are many, since a text that was broken
    into lines at random has them too."""
    firsts, lasts = edges_of(view.plain)
    lines = lines_of(view.plain)
    rows = [
        row
        for row in (found.start() for found in _CAPITAL.finditer(firsts))
        if row and lasts[row - 1] in _GOES_ON and _INTERRUPTION.fullmatch(lines[row].text)
    ]
    if not rows:
        return []
    flow = Flow(view)
    if flow.width < NARROWEST:
        return []
    rows = [row for row in rows if flow.cuts(row, 1) and flow.fills(row - 1, row + 1)]
    lines = [flow.lines[row] for row in rows]
    short = [Span(line.start, line.end) for line in lines if len(line.text) < flow.width * _HALF]
    return short if len(lines) <= _MOST_INTERRUPTIONS else []


def _furniture(view: View) -> Iterator[Span]:
    lines = lines_of(view.plain)
    for row in sure_lines(view.plain):
        start, text = lines[row]
        if len(text) <= _LONGEST_FURNITURE and row < len(lines) - 1:  # the last one may be cut off
            yield Span(start, start + len(text))
