"""Line numbers at either end of a line or alone: legal paper, `cat -n`, listings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from imrparse.data.regexes import regex
from imrparse.text.decoration.view import (
    DecorationKind,
    Line,
    Mask,
    View,
    blank,
    edges_of,
    lines_of,
)

_BEFORE = regex(r"(?:[Ll]ine |L)?[\[(]?(?P<number>\d{1,5})[\])]?[:.|)\u2502]?(?:[^\S\n]+|\Z)")
_BEHIND = regex(r"(?:\A|(?<=\s))[\[(|]?(?P<number>\d{1,5})[\])|]?\Z")
_OPENS = regex(r"[\dLl\[(]")  # what may be the first character of one
_CLOSES = regex(r"[\d\])|]")  # the last one
_TAIL = 12  # code points at the end of a line that are searched for its number
_WORD = 16  # code points of a mark
_MARK = regex(rf"\S{{1,{_WORD}}}")
_DIGITS = regex(r"\d{1,5}")
_NUMBERED = regex(rf"\n[^\S\n]*+[^\s\d]{{0,{_WORD - 1}}}+\d")  # a line that begins with a mark
_PART = regex(r"\W*(?P<number>\d{1,4})/(?P<total>\d{1,4})\W*")
_KIND = DecorationKind.LINE_NUMBER
_SHARE = 0.9  # of the lines must have a number, and of the numbers must follow the last one
_FEWEST = 8
_FEWEST_ALONE = 10  # lines that consist of a number
_FEWEST_SPARSE = 5  # numbers, if only every fifth line or so has one
_EDGE = 4  # the first mark is in the first quarter of the lines, the last one in the last quarter
_STEPS = (5, 10, 2, 3, 4)
_PARTS = 2  # numbers in a mark: the part, and the count of all parts
_FEWEST_PARTS = 3


class _Numbered(NamedTuple):
    row: int
    """Index among the lines that are not blank."""
    start: int
    end: int
    number: int


def look(view: View) -> Iterable[Mask]:
    """Masks for the numbers before, after or between lines that count the lines."""
    lines = lines_of(view.plain)
    firsts, lasts = edges_of(view.plain)
    at_lines = (_before(lines, firsts), _behind(lines, lasts))
    for found in at_lines:
        enough = len(found) >= max(_FEWEST, len(lines) * _SHARE)
        if enough and count_lines([line.number for line in found]):
            return [blank(line.start, line.end, _KIND) for line in found]
    if alone := _alone(lines):
        # The whole line is masked with its line end, so that it leaves no gap.
        return [blank(line.start, min(line.end + 1, len(view.plain)), _KIND) for line in alone]
    return _sparse(view.plain, lines, at_lines) or _marks(view.plain, lines)


def count_lines(numbers: Sequence[int]) -> bool:
    """Whether nearly every number is one more than the last, or restarts at 1 on a new page."""
    if len(numbers) < _FEWEST:
        return False
    good = sum(b - a == 1 or b == 1 for a, b in pairwise(numbers))
    return good >= (len(numbers) - 1) * _SHARE


def _before(lines: Sequence[Line], firsts: str) -> list[_Numbered]:
    """The numbers at the start of lines, which begin with `firsts`."""
    found = []
    for row in (first.start() for first in _OPENS.finditer(firsts)):
        if number := _BEFORE.match(lines[row].text):
            found.append(_numbered(row, lines[row], number))
    return found


def _behind(lines: Sequence[Line], lasts: str) -> list[_Numbered]:
    """The numbers in the last code points of lines, which end with `lasts`."""
    found = []
    for row in (last.start() for last in _CLOSES.finditer(lasts)):
        line = lines[row]
        if number := _BEHIND.search(line.text, max(0, len(line.text) - _TAIL)):
            found.append(_numbered(row, line, number))
    return found


def _numbered(row: int, line: Line, number: re.Match[str]) -> _Numbered:
    start, end = number.span()
    return _Numbered(row, line.start + start, line.start + end, int(number["number"]))


def _alone(lines: Sequence[Line]) -> list[Line]:
    """The lines that consist of a number, if nearly all of them count up."""
    found = [line for line in lines if len(line.text) < _FEWEST and line.text.isdecimal()]
    numbers = [int(line.text) for line in found]
    return found if len(found) >= _FEWEST_ALONE and count_lines(numbers) else []


def _sparse(
    plain: str, lines: Sequence[Line], at_lines: Iterable[Sequence[_Numbered]]
) -> list[Mask]:
    """Masks for numbers on every fifth line, or another step in `_STEPS`."""
    for numbered in at_lines:
        if len(numbered) >= _FEWEST_SPARSE:
            rows = list(_rows(plain, lines))
            for places in (rows, range(len(lines))):
                for step in _STEPS:
                    kept = _stepping([(places[n.row], n) for n in numbered], step)
                    if len(kept) >= max(_FEWEST_SPARSE, places[-1] // step * _SHARE):
                        return [blank(number.start, number.end, _KIND) for number in kept]
    return []


def _stepping(numbered: Sequence[tuple[int, _Numbered]], step: int) -> list[_Numbered]:
    """The numbers whose next or previous number is exactly `step` lines away."""
    found = {(place, number.number) for place, number in numbered}
    return [
        number
        for place, number in numbered
        if number.number % step == 0
        and any((place + s, number.number + s) in found for s in (step, -step))
    ]


def _marks(plain: str, lines: Sequence[Line]) -> list[Mask]:
    """Masks for marks that number paragraphs, sentences or message parts: "[S12]", "(3/14)"."""
    digits = [found.end() - len("\n0") for found in _NUMBERED.finditer(f"\n{plain}")]
    if len(digits) < _FEWEST_PARTS:
        return []
    groups: dict[str, list[tuple[int, str]]] = {}
    for digit in digits:
        row = bisect_right(lines, digit, key=itemgetter(0)) - 1
        if mark := _MARK.match(lines[row].text):
            groups.setdefault(_DIGITS.sub("0", mark[0]), []).append((row, mark[0]))
    masks = []
    for group in groups.values():
        chain = _chain(group)
        if chain and chain[0][0] * _EDGE <= len(lines) <= (chain[-1][0] + 1) * _EDGE / (_EDGE - 1):
            masks += [
                blank(lines[row].start, lines[row].start + len(mark), _KIND) for row, mark in chain
            ]
    return masks


def _chain(marks: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The marks of one form that count up from 1, if nearly all of them do; otherwise none."""
    chain: list[tuple[int, str]] = []
    for row, mark in marks:
        numbers = _DIGITS.findall(mark)
        if len(numbers) <= _PARTS and int(numbers[0]) == len(chain) + 1:
            chain.append((row, mark))
    part = _PART.fullmatch(chain[-1][1]) if chain else None
    enough = _FEWEST_PARTS if part and int(part["total"]) == len(chain) else _FEWEST
    return chain if len(chain) >= max(enough, len(marks) * _SHARE) else []


def _rows(plain: str, lines: Sequence[Line]) -> Iterator[int]:
    """The index of each line in the text, from 0, counting blank lines."""
    row, position = 0, 0
    for line in lines:
        row += plain.count("\n", position, line.start)
        position = line.start
        yield row
