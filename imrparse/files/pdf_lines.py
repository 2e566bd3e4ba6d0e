"""The lines of PDF pages, and those that run through all of them: headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

_MARGIN = 0.15  # of the height of a page, at its top and its foot
_SAME = 2.0  # points between the places of a line on two pages
_APART = 1.25  # times the distance of lines, between a running line and the text
_MOST_LINES = 4  # of a header or footer
_PAGES_WITHOUT = 4  # pages of which the first may lack the line
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[\w-]*\d{6,}[\w-]*")


@frozen
class Line:
    """A line of a page."""

    text: str
    first: float | None
    """The height of its first word above the foot of the page; None for an empty line."""
    last: float | None
    """The height of its last word, which is lower if a word was broken at the line's end."""
    start: int = 0
    """The number of its first character on the page."""


@frozen
class Page:
    """The lines of a page, and its height."""

    lines: Sequence[Line]
    height: float


_Place = tuple[int, int]


def running_lines(pages: Sequence[Page], usual_gap: float) -> set[_Place]:
    """The lines of headers and footers, by the numbers of their page and on it.

    They are at the same place in the margin of each page, apart from the text, and alike but for
    numbers. The first of them is not among them if it has a number that is nowhere else.
    """
    found: set[_Place] = set()
    for at_top in (True, False) if len(pages) > 1 and usual_gap > 0 else ():
        stacks = [_from_edge(page, at_top=at_top) for page in pages]
        groups: list[list[_Place]] = []
        while len(groups) < _MOST_LINES and (group := _group(pages, stacks, len(groups))):
            groups.append(group)
        while groups and not _are_apart(pages, stacks, len(groups), _APART * usual_gap):
            groups.pop()
        found.update(*groups)
    return found - set(_needed(pages, found))


def _from_edge(page: Page, *, at_top: bool) -> list[int]:
    """The numbers of a page's lines from its top or from its foot."""
    numbers = [
        n for n, line in enumerate(page.lines) if line.first is not None and line.text.strip()
    ]
    return sorted(numbers, key=lambda n: page.lines[n].first or 0.0, reverse=at_top)


def _group(pages: Sequence[Page], stacks: Sequence[Sequence[int]], depth: int) -> list[_Place]:
    """The line at this depth of each page, if it is the same one."""
    group = [(p, stack[depth]) for p, stack in enumerate(stacks) if len(stack) > depth]
    shapes = Counter(_shape(pages[p].lines[n].text) for p, n in group)
    if not shapes:
        return []
    shape = shapes.most_common(1)[0][0]
    group = [(p, n) for p, n in group if _shape(pages[p].lines[n].text) == shape]
    lacking = set(range(len(pages))) - {p for p, _ in group}
    if lacking and not (len(pages) >= _PAGES_WITHOUT and lacking == {0}):
        return []
    heights = [pages[p].lines[n].first or 0.0 for p, n in group]
    is_same = max(heights) - min(heights) <= _SAME
    in_margin = all(
        not _MARGIN * pages[p].height < height < (1 - _MARGIN) * pages[p].height
        for (p, _), height in zip(group, heights, strict=True)
    )
    return group if is_same and in_margin else []


def _are_apart(
    pages: Sequence[Page], stacks: Sequence[Sequence[int]], depth: int, gap: float
) -> bool:
    """Whether the outermost lines of each page are farther from the text than this gap."""
    for page, stack in zip(pages, stacks, strict=True):
        edge = [page.lines[n].first or 0.0 for n in stack[depth - 1 : depth + 1]]
        if len(edge) > 1 and abs(edge[1] - edge[0]) <= gap:
            return False
    return True


def _shape(text: str) -> str:
    return _DIGITS.sub("0", " ".join(text.split()))


def _needed(pages: Sequence[Page], found: set[_Place]) -> Iterator[_Place]:
    """The first running line with each number that is repeated there, and nowhere else."""
    rest: set[str] = set()
    repeated: Counter[str] = Counter()
    for p, page in enumerate(pages):
        for n, line in enumerate(page.lines):
            numbers = _NUMBER.findall(line.text)
            if (p, n) in found:
                repeated.update(set(numbers))
            else:
                rest.update(numbers)
    for p, n in sorted(found):
        for number in _NUMBER.findall(pages[p].lines[n].text):
            if repeated[number] > 1 and number not in rest:
                rest.add(number)
                yield p, n
