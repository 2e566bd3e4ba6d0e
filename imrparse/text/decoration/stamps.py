"""Lines that a program inserts repeatedly into a text: notices, part numbers, stamps.

Letters repeat lines too, since issues have much in common. A stamp is different: it interrupts a
sentence or contains a counter, and the lines around it differ at each occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from string import digits

from imrparse.data.regexes import regex
from imrparse.text.decoration.page_breaks import (
    NARROWEST,
    STOPS,
    Flow,
    PageBreaks,
    Parts,
    TellingLines,
    ends_sentence,
    may_have_any,
    telling_lines,
)
from imrparse.text.decoration.page_lines import numbers_in, page_lines
from imrparse.text.decoration.view import DecorationKind, Mask, View

_DIGITS = regex(r"\d+")
_ZEROS = bytes.maketrans(digits.encode(), b"0" * len(digits))
_LONG_NUMBER = re.compile(b"00+")
_LINE_END = "\n"
_WORD = regex(r"[^\W\d_]{3}")
_NEXT = 40  # code points after a line that contain the start of the next one
_SHORTEST_PAGE = 6  # lines
_WORDS = 2  # compared before and after a line
_MOST = 4  # lines of one stamp
_MOST_ABOVE = 8  # the same, if the first one stands above the letter
_FEW = 2  # occurrences; two are weaker evidence than three
_FEWEST_RISING = 4  # occurrences, if a number rises by other steps than one
_FEWEST_BLANKS = 8  # occurrences of a word that a program says or writes for a blank line
_TOP = 4  # lines at the start of a text, one of which must be the first stamp
_END = 0.75  # of the lines stand before the last number of a page
_SHARE = 0.6  # of the occurrences must have different neighbours
_MIDDLE = 0.5  # of a text, behind which a stamp without words stands too
_CONCLUSION = 3  # lines that hold the end of a conclusion
_DECISION = 12  # code points of a line that may consist of a decision
_NO_FRAME = ",%\"'\u201c\u201d\u2018\u2019"


def look(
    view: View, parts: Parts, lines: TellingLines | None = None, *, but_numbers: bool
) -> list[Mask]:
    """Masks of the stamps in a text.

    `lines` are its telling lines, if they are known; those with wording of the letter may be left
    out. With `but_numbers`, lines that differ only in their numbers count as equal; that takes
    longer.
    """
    plain = view.plain
    lines = lines or telling_lines(plain)
    known = may_have_any(plain, lines)
    recurs = but_numbers or _may_recur(plain, lines.all, parts)
    if not (recurs or known):
        return []
    flow = Flow(view)
    rows = {row for rows in _Stamps(flow, parts).stamps() for row in rows} if recurs else set()
    if known:
        rows.update(row for rows in PageBreaks(flow, parts).marks() for row in rows)
    rows.update(flow.rules_beside(rows))
    return [flow.mask(row) for row in sorted(rows)]


def _may_recur(plain: str, lines: Sequence[str], parts: Parts) -> bool:
    """Whether a recurring line may belong to a stamp: a fast check for every text."""
    for line in _recurring(lines):
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
        before = plain[max(0, start - _NEXT) : start].split()
        differ = before[-_WORDS:] != plain[again - _NEXT : again].split()[-_WORDS:]
        if not differ and before and ends_sentence(before[-1]):
            behind, behind_again = (plain[n : n + _NEXT].split() for n in (end, again + len(line)))
            differ = behind[:_WORDS] != behind_again[:_WORDS]
        if differ and not parts.are_in(start, end):
            return True
    return False


def _shapes(lines: Sequence[str]) -> list[str]:
    """Lines with one zero for each number."""
    text = "\n".join(lines)
    if not text.isascii():
        return _DIGITS.sub("0", text).split("\n")
    zeros = text.encode().translate(_ZEROS)  # in which numbers are found faster
    return _LONG_NUMBER.sub(b"0", zeros).decode().split("\n")


def _recurring(lines: Sequence[str]) -> Iterable[str]:
    """The lines that a text has more than once, without the line ends before them."""
    if len(set(lines)) == len(lines):
        return ()
    seen: set[str] = set()
    see = seen.add
    return {line[1:] for line in lines if line in seen or see(line)}


class _Stamps:
    """The lines of a text, grouped by their wording without numbers."""

    def __init__(self, flow: Flow, parts: Parts) -> None:
        self._flow = flow
        self._lines = flow.lines
        self._shapes = _shapes([line.text for line in flow.lines])
        self._places: dict[str, list[int]] = {}
        """The rows of each line that recurs."""
        self._parts = parts
        seen: set[str] = set()
        see = seen.add
        often = {shape for shape in self._shapes if shape in seen or see(shape)}
        for row, shape in enumerate(self._shapes if often else ()):
            if shape in often:
                self._places.setdefault(shape, []).append(row)

    def stamps(self) -> Iterator[list[int]]:
        """For each stamp, the rows of all its occurrences."""
        if self._flow.width < NARROWEST:
            return  # any word may be alone on its line
        for places in self._places.values():
            if self._are_taken(places) or self._begins_earlier(places):
                continue
            length = self._length(places)
            rows = [row + n for row in places for n in range(length)]
            is_stamp = length <= _MOST and self._is_stamp(places, length)
            if (is_stamp or self._begins_above(places, length)) and not self._are_taken(rows):
                yield rows

    def _begins_earlier(self, places: Sequence[int]) -> bool:
        """Whether the same line precedes every occurrence, so that the stamp begins there."""
        before = {self._shape(row - 1) for row in places}
        return len(before) == 1 and len(self._places.get(before.pop(), ())) == len(places)

    def _length(self, places: Sequence[int]) -> int:
        """How many lines recur together, up to one more than any stamp may have."""
        length = 1
        while length <= _MOST_ABOVE:
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
        listed = min(b - a for a, b in pairwise(places)) <= length
        if first[0].islower() or last.endswith(":"):
            return first.isalpha() and length == 1 and len(places) >= _FEWEST_BLANKS
        apart = self._are_apart(places, length)
        if length == 1 and self._is_watermark(places, apart=apart):
            return True
        if not self._differ(places, length):
            counted = many and (
                (_is_framed(first, last) and self._rises(places, length))
                or (not listed and self._numbers_all(places, length))
            )
            return counted or (apart and self._is_inserted(places, length))
        if not _WORD.search(first):
            to_the_end = places[-1] > len(self._lines) * _END
            return many and not listed and to_the_end and self._counts(places, length, 0)
        cuts = sum(self._flow.cuts(row, length) for row in places)
        if apart and cuts >= (1 if many else _FEW):
            return True
        if apart and (self._is_foot(places, length, cuts) or self._is_inserted(places, length)):
            return True
        if apart and cuts and all(self._flow.is_loose(row, length) for row in places):
            return True
        if _is_framed(first, last) and all(self._flow.is_short(row, length) for row in places):
            return True
        return (
            many and not listed and not ends_sentence(last) and self._counts(places, length, cuts)
        )

    def _begins_above(self, places: Sequence[int], length: int) -> bool:
        """Whether the first of these lines stand above the letter, and the others count on from
        it or are equal to it."""
        top, *others = places
        if top > _MOST_ABOVE or length > _MOST_ABOVE or self._are_taken(range(top)):
            return False
        lines = [[line.text for line in self._lines[row : row + length]] for row in places]
        if ends_sentence(lines[0][-1].rstrip(":")) or not _WORD.search(lines[0][0]):
            return False
        if self._rises(places, length):
            return True
        behind = [row + length for row in others if row + length < len(self._lines)]
        if any(self._follows_letter(row - length) for row in behind):
            return False
        decided = any(
            len(self._lines[row].text) < _DECISION and self._are_taken([row]) for row in behind
        )
        is_equal = all(some == lines[0] for some in lines)
        first = lines[0][0]
        is_marked = (" " in first or first.endswith(":")) and not _DIGITS.search(first)
        return is_equal and is_marked and not decided

    def _are_apart(self, places: Sequence[int], length: int) -> bool:
        """Whether pages may lie between the occurrences. The last page may be short."""
        gaps = [b - a for a, b in pairwise(places)]
        if len(gaps) > 1 and places[-1] + length == len(self._lines):
            gaps.pop()
        return min(gaps) >= _SHORTEST_PAGE

    def _is_foot(self, places: Sequence[int], length: int, cuts: int) -> bool:
        """Whether lines stand after the conclusion of a letter, and elsewhere between others."""
        row = places[-1]
        if row + length < len(self._lines) or self._concludes(row + length):
            return False
        if cuts:
            return ends_sentence(self._lines[row - 1].text)
        return self._concludes(row) and self._are_in_other_parts(places)

    def _concludes(self, row: int) -> bool:
        """Whether the lines before a row come to the conclusion of a rationale."""
        text = "\n".join(line.text for line in self._lines[max(0, row - _CONCLUSION) : row])
        return ends_sentence(text) and self._parts.concludes(text)

    def _follows_letter(self, row: int) -> bool:
        """Whether a row may begin what follows the letter, behind its last conclusion."""
        is_last = not self._parts.are_in(self._lines[row].start, len(self._flow.plain))
        return is_last and self._concludes(row)

    def _is_watermark(self, places: Sequence[int], *, apart: bool) -> bool:
        """Whether lines are a known stamp in capitals, wherever on each page."""
        text = self._lines[places[0]].text
        page = page_lines().read(text) if text.isupper() else None
        if not page or page.kind is not DecorationKind.WATERMARK:
            return False
        if self._flow.are_on_each_page(places):
            return True
        # One word may stand alone on a line of prose.
        return apart and (len(places) > _FEW or " " in text) and self._differ(places, 1)

    def _is_inserted(self, places: Sequence[int], length: int) -> bool:
        """Whether lines that end no sentence stand between sentences of unlike parts, and at the
        end of one of these, where no letter has such a line."""
        befores = [self._lines[row - 1].text if row else "" for row in places]
        if not all(not before or ends_sentence(before) for before in befores):
            return False
        if not all(self._flow.is_loose(row, length) for row in places):
            return False
        ends = any(self._ends_part(row, length) for row in places)
        return ends and self._are_in_other_parts(places)

    def _ends_part(self, row: int, length: int) -> bool:
        """Whether a heading or label follows the text that lines end."""
        behind = row + length
        if behind == len(self._lines):
            return True
        start, text = self._lines[behind]
        before = self._parts.part_before(start)
        return before != self._parts.part_before(start + len(text)) and self._parts.are_in(
            start, start + 1
        )

    def _are_in_other_parts(self, places: Sequence[int]) -> bool:
        return len({self._parts.part_before(self._lines[row].start) for row in places}) > 1

    def _differ(self, places: Sequence[int], length: int) -> bool:
        """Whether the lines before and after differ at nearly every occurrence."""
        least = max(_FEW, len(places) * _SHARE)
        before = {" ".join(self._shape(row - 1).split()[-_WORDS:]) for row in places}
        behind = {" ".join(self._shape(row + length).split()[:_WORDS]) for row in places}
        return len(before) >= least and len(behind) >= least

    def _counts(self, places: Sequence[int], length: int, cuts: int) -> bool:
        """Whether a number counts the occurrences, or rises from the top of the text on."""
        if self._rises(places, length):
            return True
        rising = any(
            column[0] < column[-1] and all(a <= b for a, b in pairwise(column))
            for column in self._columns(places, length)
        )
        return rising and (cuts > 0 or (places[0] < _TOP and len(places) >= _FEWEST_RISING))

    def _numbers_all(self, places: Sequence[int], length: int) -> bool:
        """Whether a number rises at each of many occurrences, from the top of the text on."""
        columns = self._columns(places, length)
        rising = any(all(a < b for a, b in pairwise(column)) for column in columns)
        return rising and places[0] < _TOP and len(places) >= _FEWEST_RISING

    def _rises(self, places: Sequence[int], length: int) -> bool:
        """Whether a number is one more at each occurrence."""
        columns = self._columns(places, length)
        return any(all(b - a == 1 for a, b in pairwise(column)) for column in columns)

    def _columns(self, places: Sequence[int], length: int) -> list[tuple[int, ...]]:
        """The numbers at each place of these lines, one for each occurrence."""
        found = [
            [n for line in self._lines[row : row + length] for n in numbers_in(line.text)]
            for row in places
        ]
        return list(zip(*found, strict=True))

    def _are_taken(self, rows: Iterable[int]) -> bool:
        """Whether any of these lines contains wording of the letter."""
        return any(self._parts.are_in(self._lines[row].start, self._lines[row].end) for row in rows)


def _is_framed(first: str, last: str) -> bool:
    """Whether the lines are enclosed in signs, as "(continued)" is."""
    signs = first[0], last[-1]
    return not any(c.isalnum() or c in _NO_FRAME for c in signs) and last[-1] not in STOPS
