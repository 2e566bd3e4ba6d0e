"""Lines that a program inserts repeatedly into a text: notices, part numbers, stamps.

Letters repeat lines too, since issues have much in common. A stamp is different: it interrupts a
sentence or contains a counter, and the lines around it differ at each occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from imrparse.text.decoration.page_lines import numbers_in
from imrparse.text.decoration.view import DecorationKind, Line, Mask, blank, lines_of

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3}")
_NEXT = 40  # code points after a line that contain the start of the next one
_SHORTEST_PAGE = 6  # lines
_WORDS = 2  # compared before and after a line
_MOST = 4  # lines of one stamp
_BLANK_LINES = ("", " ")  # as most are: the second is what CR LF leaves
_FEW = 2  # occurrences; two are weaker evidence than three
_FEWEST_RISING = 4  # occurrences, if a number rises by other steps than one
_TOP = 4  # lines at the start of a text, one of which must be the first stamp
_SHARE = 0.6  # of the occurrences must have different neighbours
_MIDDLE = 0.5  # of a text, behind which a stamp without words stands too
_FULL = 0.75  # quantile of the line lengths that counts as a full line
_NARROWEST = 30  # code points of a full line; in narrower texts nothing is masked
_SHORT = 0.9  # of a full line; a line is short if the next word would still end before this
IsTaken: TypeAlias = Callable[[int, int], bool]

_CLOSERS = "\"')]\u201d\u2019"
_STOPS = ".?!:;"
_NO_FRAME = ",%\"'\u201c\u201d\u2018\u2019"


def look(plain: str, is_taken: IsTaken, *, but_numbers: bool) -> list[Mask]:
    """Masks of the stamps in a text.

    `is_taken` says whether a stretch contains wording of the letter. With `but_numbers`, lines
    that differ only in their numbers count as equal; that takes longer.
    """
    if not but_numbers and not _may_have_any(plain, is_taken):
        return []
    lines = lines_of(plain)
    return [
        blank(lines[row].start, lines[row].end, DecorationKind.RUNNING_LINE)
        for rows in _Lines(lines, is_taken).stamps()
        for row in rows
    ]


def _may_have_any(plain: str, is_taken: IsTaken) -> bool:
    """Whether a recurring line may belong to a stamp: a fast check for every text."""
    for line in _recurring(plain):
        text = line.strip()
        if not text or text[0].islower():
            continue
        start = plain.find(line)
        end = start + len(line)
        if not _WORD.search(text) and plain.rfind(line) < len(plain) * _MIDDLE:
            continue  # a date in two cells of the header
        if text.endswith(".") and not plain[end : end + _NEXT].lstrip()[:1].islower():
            continue
        again = plain.find(line, end)
        before, before_again = plain[max(0, start - _NEXT) : start], plain[again - _NEXT : again]
        if (
            before != before_again
            and before.split()[-_WORDS:] != before_again.split()[-_WORDS:]
            and not is_taken(start, end)
        ):
            return True
    return False


def _recurring(plain: str) -> Collection[str]:
    """The lines that a text has more than once, but for blank ones."""
    lines = plain.split("\n")
    seen = set(lines)
    more = len(lines) - len(seen)
    for blank_line in _BLANK_LINES:
        if more and blank_line in seen:
            more -= lines.count(blank_line) - 1
            seen.discard(blank_line)
    if not more:
        return ()
    # A line is taken from those seen when it comes first.
    take = seen.discard
    return {line for line in lines if line not in seen or take(line)}


class _Lines:
    """The lines of a text that are not blank, grouped by their wording without numbers."""

    def __init__(self, lines: Sequence[Line], is_taken: IsTaken) -> None:
        self._lines = lines
        self._shapes = _DIGITS.sub("0", "\n".join([line.text for line in lines])).split("\n")
        self._places: dict[str, list[int]] = {}
        for row, shape in enumerate(self._shapes):
            self._places.setdefault(shape, []).append(row)
        self._is_taken = is_taken
        lengths = sorted(len(line.text) for line in lines)
        self._width = lengths[int(len(lengths) * _FULL)] if lengths else 0

    def stamps(self) -> Iterator[list[int]]:
        """For each stamp, the rows of all its occurrences."""
        if self._width < _NARROWEST:
            return  # any word may be alone on its line
        for places in self._places.values():
            if len(places) < _FEW or self._begins_earlier(places):
                continue
            length = self._length(places)
            rows = [row + n for row in places for n in range(length)]
            if length <= _MOST and self._is_stamp(places, length) and not self._are_taken(rows):
                yield rows

    def _begins_earlier(self, places: Sequence[int]) -> bool:
        """Whether the same line precedes every occurrence, so that the stamp begins there."""
        before = {self._shape(row - 1) for row in places}
        return len(before) == 1 and len(self._places.get(before.pop(), ())) == len(places)

    def _length(self, places: Sequence[int]) -> int:
        """How many lines recur together, up to one more than a stamp may have."""
        length = 1
        while length <= _MOST:
            behind = {self._shape(row + length) for row in places}
            if len(behind) > 1 or len(self._places.get(behind.pop(), ())) != len(places):
                break
            length += 1
        return length

    def _shape(self, row: int) -> str:
        return self._shapes[row] if 0 <= row < len(self._shapes) else ""

    def _is_stamp(self, places: Sequence[int], length: int) -> bool:
        first, last = self._lines[places[0]].text, self._lines[places[0] + length - 1].text
        many = len(places) > _FEW
        if first[0].islower() or last.endswith(":") or not self._differ(places, length):
            return False
        if not _WORD.search(first):
            to_the_end = places[-1] > len(self._lines) * _FULL
            return many and to_the_end and self._counts(places, length, 0)
        cuts = sum(self._cuts(row, length) for row in places)
        apart = min(b - a for a, b in pairwise(places)) >= _SHORTEST_PAGE
        if apart and cuts >= (1 if many else _FEW):
            return True
        if _is_framed(first, last) and all(self._is_short(row, length) for row in places):
            return True
        return many and not _ends_sentence(last) and self._counts(places, length, cuts)

    def _differ(self, places: Sequence[int], length: int) -> bool:
        """Whether the lines before and after differ at nearly every occurrence."""
        least = max(_FEW, len(places) * _SHARE)
        before = {" ".join(self._shape(row - 1).split()[-_WORDS:]) for row in places}
        behind = {" ".join(self._shape(row + length).split()[:_WORDS]) for row in places}
        return len(before) >= least and len(behind) >= least

    def _cuts(self, row: int, length: int) -> bool:
        """Whether lines interrupt a sentence in a way that prose could not."""
        if row == 0 or row + length >= len(self._lines):
            return False
        before, last = self._lines[row - 1].text, self._lines[row + length - 1].text
        behind = self._lines[row + length].text
        if (not before[-1].isalnum() and before[-1] != ",") or not behind[0].islower():
            return False
        return _ends_sentence(last) or self._is_short(row, length)

    def _is_short(self, row: int, length: int) -> bool:
        """Whether the first word of the next line would have fit on the last of these lines."""
        if row + length >= len(self._lines):
            return True
        last, behind = (self._lines[n].text for n in (row + length - 1, row + length))
        return len(last) + 1 + len(behind.split(None, 1)[0]) < self._width * _SHORT

    def _counts(self, places: Sequence[int], length: int, cuts: int) -> bool:
        """Whether a number counts the occurrences, or rises from the top of the text on."""
        found = [
            [n for line in self._lines[row : row + length] for n in numbers_in(line.text)]
            for row in places
        ]
        columns = list(zip(*found, strict=True))
        if any(all(b - a == 1 for a, b in pairwise(column)) for column in columns):
            return True
        rising = any(
            column[0] < column[-1] and all(a <= b for a, b in pairwise(column))
            for column in columns
        )
        return rising and (cuts > 0 or (places[0] < _TOP and len(places) >= _FEWEST_RISING))

    def _are_taken(self, rows: Sequence[int]) -> bool:
        """Whether any of these lines contains wording of the letter."""
        return any(self._is_taken(self._lines[row].start, self._lines[row].end) for row in rows)


def _is_framed(first: str, last: str) -> bool:
    """Whether the lines are enclosed in signs, as "(continued)" is."""
    signs = first[0], last[-1]
    return not any(c.isalnum() or c in _NO_FRAME for c in signs) and last[-1] not in _STOPS


def _ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSERS)[-1:] in ("", *_STOPS)
