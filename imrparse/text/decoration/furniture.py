"""Page furniture: page numbers, running lines, watermarks, headers and footers of browser prints.

A line is furniture only by its content together with its position: a number at the end of the page
with that number, a title that recurs. A single line that looks like furniture proves nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import pairwise, takewhile

from imrparse.data.regexes import regex
from imrparse.text.decoration.page_lines import (
    MOST_DIFFERENCE,
    PageLine,
    alike,
    begin_alike,
    is_dated,
    lines_read,
    numbers_in,
    numbers_page,
    page_lines,
    shape,
)
from imrparse.text.decoration.view import DecorationKind, Line, Mask, View, blank, lines_of

_EDGE = 3  # lines at the top and the bottom of a page in which furniture stands
_NARROWEST = 16  # code points of an average line; narrower ones hold single words, as titles do
_SHORTEST_PAGE = 6  # lines
_USUAL_PAGE = 15  # lines; equal lines that are nearer may be those of a list
_LONGEST_LINE = 500  # code points; longer lines are no longer those of a page
_LONGEST = 120  # code points of a line beside the end of a page that is looked at
_LONGEST_PREFIX = 4  # code points that several lines may have in common by chance
_MOST_BESIDE = 4  # lines of a running head
_TWO_LETTERS = 2
_WIDE = " " * 3  # a gap between the columns of a running line
_SHARE_FULL = 0.75  # of the usual length of a line; a line of prose is longer
_DATA = "\"'{}[]<>"
_TAIL = 12  # code points of the end of a line that show whether it ends a sentence
_NO_END = regex(r"[.,;?!:](?:\W|</?\w{1,8}[ /]{0,2}>)*\Z")  # of a running line
_SENTENCE_ENDS = (".", '."', ".)")
_FIRST_NUMBERS = (1, 2)  # the number that a first page has, or the second if the first has none


def look_at_ends(view: View) -> Iterable[Mask]:
    """As `look`, but faster: only if there may be furniture at the ends of pages or of the text."""
    if page_lines().at_ends(view.plain) or _beside_page_ends(view):
        return look(view)
    return ()


def look_inside(view: View) -> Iterable[Mask]:
    """Page furniture within the long lines of a text that lost its line ends."""
    plain = view.plain
    if plain.count("\n") * _LONGEST_LINE > len(plain):
        return []
    spans = list(page_lines().inside(plain))
    return [blank(start, end, DecorationKind.PAGE_NUMBER) for start, end in spans]


def look(view: View) -> Iterable[Mask]:
    """The furniture of a text's pages."""
    lines = lines_of(view.plain)
    if len(lines) < _EDGE or len(view.plain) < _NARROWEST * len(lines):
        return ()
    found = _Pages(view, lines).furniture()
    return [blank(lines[n].start, lines[n].end, kind) for n, kind in sorted(found.items())]


def _beside_page_ends(view: View) -> bool:
    """Whether a line before or after the end of a page may be furniture.

    It is if its content is that of furniture, or if the next page has the like of it.
    """
    if not view.page_ends:
        return False
    plain = view.plain
    read = page_lines().read
    tops, feet = [plain[:_LONGEST].strip().partition("\n")[0].rstrip()], []
    # Loops, as most texts with pages come to the end.
    for end in view.page_ends:
        top = plain[end : end + _LONGEST].strip().partition("\n")[0].rstrip()
        if not top:
            continue  # the last page ends with the text
        foot = plain[max(0, end - _LONGEST) : end].strip().rpartition("\n")[2].lstrip()
        if (len(foot) < _LONGEST and read(foot)) or (len(top) < _LONGEST and read(top)):
            return True
        tops.append(top)
        feet.append(foot)
    feet.append(plain[-_LONGEST:].strip().rpartition("\n")[2].lstrip())
    for edge in (tops, feet):
        for one, other in pairwise(edge):
            if alike(one, other):
                return True
    for page, line in enumerate(tops, 1):
        if line and line[-1].isdecimal() and numbers_page(line, page):
            return True
    return False


def _are_pages(lengths: Sequence[int]) -> bool:
    """Whether stretches of so many lines may be pages: about as long, but for the last one."""
    *full, last = lengths
    return min(full) >= _USUAL_PAGE and max(full) <= 2 * min(full) and last <= 2 * min(full)


class _Pages:
    """The lines of a text, and their pages."""

    def __init__(self, view: View, lines: Sequence[Line]) -> None:
        self._plain = view.plain
        self._lines = lines
        self._page_of: list[int] = []
        self._pages: list[list[int]] = []
        self._edges: set[int] = {0, len(lines) - 1}
        self._known = self._paginate(view.page_ends)

    def _paginate(self, ends: Sequence[int]) -> bool:
        """Find the page of each line, and the lines at the edges of pages."""
        if not ends:
            self._page_of = [1] * len(self._lines)
            self._pages = [[*range(len(self._lines))]]
            return False
        pages: list[list[int]] = [[]]
        following = 0
        for number, line in enumerate(self._lines):
            while following < len(ends) and ends[following] < line.start:
                following += 1
                if pages[-1]:
                    pages.append([])
            pages[-1].append(number)
            self._page_of.append(len(pages))
        if len(pages) > 1:
            for page in pages:
                self._edges.update((*page[:_EDGE], *page[-_EDGE:]))
        self._pages = [page for page in pages if page]
        return len(pages) > 1

    def furniture(self) -> dict[int, DecorationKind]:
        """The numbers of the lines that are furniture, and the kind of each."""
        groups: dict[str, list[tuple[int, PageLine]]] = {}
        for number, page in lines_read(self._plain).items():
            form = page.form or shape(self._lines[number].text)
            groups.setdefault(form, []).append((number, page))
        found: dict[int, DecorationKind] = {}
        for group in groups.values():
            found |= self._of_group(group)
        found |= self._recurring(found)
        return found | self._beside(found) if found else found

    def _recurring(self, known: Container[int]) -> dict[int, DecorationKind]:
        """Lines that are alike on all pages, whatever they say.

        They stand at the same place of each page. If it is unknown where pages end, one of them
        is the first or the last line of the text.
        """
        found = {n for step in (1, -1) for n in self._at_edges(step)} if self._known else set()
        if not found:
            last = len(self._lines) - 1
            edges = [n for n in (0, last) if n not in known]
            found = {n for edge in edges for n in self._like(edge)}
        if not found or self._are_marked():
            return {}
        return dict.fromkeys(found, DecorationKind.RUNNING_LINE)

    def _are_marked(self) -> bool:
        """Whether every line has a mark or a number, which makes lines alike that are not."""
        probes = [shape(self._lines[len(self._lines) * n // 8].text) for n in (1, 3, 5, 7)]
        numbered = ({line[edge] for line in probes} == {"0"} for edge in (0, -1))
        return any(numbered) or begin_alike(probes) >= _LONGEST_PREFIX

    def _at_edges(self, step: int) -> Sequence[int]:
        """The lines that recur at the tops of pages, or with a step of -1 at their feet."""
        pages = [page[::step] for page in self._pages if len(page) > _EDGE]
        rows = [[page[depth] for page in pages] for depth in range(_EDGE + 1)]
        found = list(takewhile(bool, map(self._of_row, rows)))
        # Many such lines, or several on only two pages, are a part of a letter, in a text that has
        # two.
        most = 1 if len(pages) == _TWO_LETTERS else _EDGE
        if not found or len(found) > most:
            return []
        first = self._lines[found[0][0]].text
        short = [page[::step][0] for page in self._pages if len(page) <= _EDGE]
        found.append([n for n in short if alike(self._lines[n].text, first)])
        return [n for row in found for n in row]

    def _of_row(self, row: Sequence[int]) -> Sequence[int]:
        """The lines that recur, of those at one place of each page.

        The first page may have no running line, and the last one no foot.
        """
        for some in (row, row[1:], row[:-1]):
            if len(some) > 1 and self._recur(some) and (some is row or self._count(some)):
                return some
        numbered = [n for n in row if numbers_page(self._lines[n].text, self._page_of[n])]
        return numbered if numbered in (row, row[1:]) else []

    def _like(self, edge: int) -> Sequence[int]:
        """The lines that are like the first or the last one, if they are those of pages."""
        lines = self._lines
        text = lines[edge].text
        if _NO_END.search(text[-_TAIL:]):
            return []
        near = range(len(text) - MOST_DIFFERENCE, len(text) + MOST_DIFFERENCE + 1)
        found = [
            n
            for n, line in enumerate(lines)
            if n == edge or (len(line.text) in near and alike(text, line.text))
        ]
        signs = {lines[n].text[-1 if edge else 0] for n in found}
        if len(signs) > 1 and not signs.isdisjoint(_DATA):
            return []  # the text is a string of data, which is read as such first
        is_heading = text.isupper() and " " in text  # and the other one is its copy
        if len(found) == _TWO_LETTERS and (is_heading or self._may_follow(found[1])):
            return []
        gaps = [b - a for a, b in pairwise(found)]
        if edge and len(gaps) > 1:
            gaps.pop()  # the last page may be short
        if not gaps or min(gaps) < _SHORTEST_PAGE or not self._recur(found):
            return []
        equal = all(lines[n].text == text for n in found)
        pages = [found[0], *gaps] if edge else [*gaps, len(lines) - found[-1]]
        if not (_are_pages(pages) if equal else self._count(found, by_one=False)):
            return []
        # What recurs with many lines beside it, or only once with any, is a part of a letter, in a
        # text that has two.
        step = 1 if edge == 0 else -1
        for depth in range(1, _MOST_BESIDE + 1):
            beside = [n + step * depth for n in found]
            if not 0 <= min(beside) <= max(beside) < len(lines) or not self._alike(beside):
                return found if depth == 1 or len(found) > _TWO_LETTERS else []
        return []

    def _may_follow(self, number: int) -> bool:
        """Whether a line near the end of the text, and all behind it, may follow the letter."""
        is_near = number + _SHORTEST_PAGE > len(self._lines) - 1 > number
        return is_near and self._lines[number - 1].text.endswith(_SENTENCE_ENDS)

    def _recur(self, numbers: Sequence[int]) -> bool:
        """Whether lines are alike, and none ends a sentence or announces what follows it."""
        texts = [self._lines[n].text for n in numbers]
        return self._alike(numbers) and not any(_NO_END.search(text[-_TAIL:]) for text in texts)

    def _alike(self, numbers: Sequence[int]) -> bool:
        return all(alike(self._lines[a].text, self._lines[b].text) for a, b in pairwise(numbers))

    def _count(self, numbers: Sequence[int], *, by_one: bool = True) -> bool:
        """Whether a number in lines rises from each to the next."""
        found = [numbers_in(self._lines[n].text) for n in numbers]
        steps = [
            {b - a for a, b in zip(one, other, strict=False)} for one, other in pairwise(found)
        ]
        return all(1 in some if by_one else max(some, default=0) > 0 for some in steps)

    def _of_group(self, group: list[tuple[int, PageLine]]) -> dict[int, DecorationKind]:
        numbers = [number for number, _ in group]
        first = group[0][1]
        if first.kind is DecorationKind.PAGE_NUMBER:
            kept = numbers if self._counts(group) else []
        elif first.is_sure:
            kept = numbers
        else:
            kept = numbers if self._is_on_pages(numbers, first.kind) else []
            if first.case_number and kept:
                kept = self._without_header(kept, first.case_number)
        return dict.fromkeys(kept, first.kind)

    def _is_on_pages(self, numbers: Sequence[int], kind: DecorationKind) -> bool:
        """Whether equal lines recur as on pages, and not as in repetitive prose."""
        if kind is DecorationKind.WATERMARK:
            # A stamp above a letter, and nowhere else, is told as what stands before it.
            return len(numbers) > 1 or (numbers[0] > 0 and numbers[0] in self._edges)
        if len(numbers) < 2:
            return False
        if self._known and self._edges.issuperset(numbers):
            return True
        return all(b - a >= _SHORTEST_PAGE for a, b in pairwise(numbers))

    def _counts(self, group: Sequence[tuple[int, PageLine]]) -> bool:
        """Whether the numbers in these lines match their pages."""
        if len(group) == 1 and group[0][1].form and not group[0][1].is_sure:
            return False
        if len(group) > _EDGE and len(group) * _SHORTEST_PAGE > len(self._lines):
            return False  # what stands so often numbers lines
        counted = [page.number or 0 for _, page in group]
        totals = {page.total for _, page in group}
        if any(b - a != 1 for a, b in pairwise(counted)) or len(totals) > 1:
            return False
        total = totals.pop()
        if total is not None and counted[-1] > total:
            return False
        at_edges = all(number in self._edges for number, _ in group)
        if self._known and at_edges:
            ahead = {c - self._page_of[n] for c, (n, _) in zip(counted, group, strict=True)}
            return len(ahead) == 1 and (len(group) > 1 or ahead == {0})
        if group[0][1].is_sure:
            return len(group) > 1 or at_edges
        last = group[-1][0] == len(self._lines) - 1
        if len(group) == 1:
            return last and counted == [1] and self._lines[-1].text.isdigit() and self._is_over()
        return counted[0] in _FIRST_NUMBERS and (last or group[0][0] == 0)

    def _is_over(self) -> bool:
        """Whether the line before the last one ends a sentence."""
        return self._lines[-2].text.endswith(_SENTENCE_ENDS)

    def _without_header(self, numbers: list[int], case_number: str) -> list[int]:
        """The lines but the first, if the header would lack its case number without it.

        None of them if some are so near to each other that no page can be between them, or if
        what follows them is repeated too, as it is where a text holds two letters.
        """
        if any(b - a < _SHORTEST_PAGE for a, b in pairwise(numbers)):
            return []
        following = {
            shape(line.text)
            for number in numbers
            for line in self._lines[number + 1 : number + 2]
            if not page_lines().read(line.text)
        }
        if len(following) == 1 and numbers[-1] + 1 < len(self._lines):
            return []
        others = (line.text for n, line in enumerate(self._lines) if n not in numbers)
        return numbers if any(case_number in text for text in others) else numbers[1:]

    def _beside(self, found: dict[int, DecorationKind]) -> dict[int, DecorationKind]:
        """Lines that are repeated, each time beside furniture: a head of several lines."""
        beside = {n + step for n in found for step in (-1, 1)} - found.keys()
        edges = beside | {0, len(self._lines) - 1}
        shapes: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            shapes.setdefault(shape(line.text), []).append(number)
        return {
            number: DecorationKind.RUNNING_LINE
            for group in shapes.values()
            if len(group) > 1 and edges.issuperset(group) and not self._is_prose(group[0])
            for number in group
        } | self._dated(found, beside)

    def _is_prose(self, number: int) -> bool:
        """Whether a line has the length of prose, with no gap in it."""
        text = self._lines[number].text
        lengths = sorted(len(line.text) for line in self._lines)
        usual = lengths[len(lengths) * 3 // 4]
        return _NO_END.search(text) is not None or (
            _WIDE not in text and len(text) >= usual * _SHARE_FULL
        )

    def _dated(
        self, found: dict[int, DecorationKind], beside: Iterable[int]
    ) -> dict[int, DecorationKind]:
        """The lines with a date and a title that browsers print above a page."""
        if not any("://" in self._lines[number].text for number in found):
            return {}
        tops = {0, *beside}
        return {
            number: DecorationKind.RUNNING_LINE
            for number in tops
            if 0 <= number < len(self._lines) and is_dated(self._lines[number].text)
        }
