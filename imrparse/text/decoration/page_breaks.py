"""Lines at the ends of pages that their content shows to be no part of a letter.

They say that the text goes on, repeat the first word of the next page, or number a page, with the
case number or a date beside. One such line alone may be a part of the text; then its place decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from functools import cache, cached_property
from itertools import groupby, pairwise
from typing import NamedTuple, Protocol

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.text.decoration.page_lines import page_lines
from imrparse.text.decoration.view import FILLER, DecorationKind, Line, Mask, View, blank, lines_of

_FULL = 0.75  # quantile of the line lengths that counts as a full line
_SHORT = 0.9  # of a full line; a line is short if the next word would still end before this
_CASE = "CM1"  # the beginning of case numbers
_BEGINNING = 4  # code points by which most lines are told apart
_FRAME = FILLER + " \t([{<-*=~_|/#%\\"
_DEBRIS = r"[^\w\s#:]{1,2}(?:\s[^\w\s]{1,2})?"  # what OCR makes of specks and rules
_SIGNS_ALONE = regex(_DEBRIS)
_LETTERS_ALONE = regex(r"[^\W\d_]{1,2}")
_MEANT = "&%/<>=+-*\u2022\u00b7\u2013\u2014.\"'([{)]}"
_FIRST_SIGNS = frozenset(" \t<![-=*_~|#%\\{.:;'`\u2014\u00ab")
_TAG = r"<[A-Za-z/!?|]|!\["  # the beginning of one, or of a picture
_SIGNS_BEFORE = r"\[<\-=*_~|#%\\{"  # a mark in a frame begins with one
_RULE = regex(r"(?:[^\w\s]\s*){3,}")
_CATCH = ("...", "\u2026")
_CATCH_END = regex(rf"(?:\.\.\.|\u2026)[{re.escape(_FRAME)}]*+\n")
_FAR_INDENT = " " * 30
_ALONE = regex(rf"\n{_FAR_INDENT} *+/?\w+(?:\.{{3}}|\u2026)?[^\S\n]*+\n")  # a word
_LONGEST = 60  # code points
_LONGEST_TAG = 200
NARROWEST = 30  # code points of a full line; in narrower texts nothing is masked
_MOST = 4  # lines of marks between two pages
_CONTINUED = "continued"  # a kind of mark
_DEBRIS_KIND = "debris"
_SURE = ("catchword", "inserted")
_TELLING = (*_SURE, _CONTINUED, "page", "case")
_GOES_ON = ",;&-/"
_CLOSERS = "\"')]\u201d\u2019"
_SIGNS = ",;:"
STOPS = ".?!:;"


class Parts(Protocol):
    """The parts of a letter, as far as its fixed wording shows them."""

    def are_in(self, start: int, end: int) -> bool:
        """Whether a stretch contains wording of the letter."""

    def part_before(self, offset: int) -> Hashable:
        """The last wording of the letter before an offset."""

    def concludes(self, text: str) -> bool:
        """Whether a text ends with the conclusion of a rationale."""


class TellingLines(NamedTuple):
    """The lines of a text that may be marks or stamps, each with the line end before it.

    Lines in small letters are not, as most lines of prose, unless they begin as a mark does.
    """

    all: Sequence[str]
    marks: Sequence[str]
    """Those that begin as a mark does."""
    signs: Sequence[str]
    """Those that begin with a sign, after any white space, and may be in a frame."""


def telling_lines(plain: str) -> TellingLines:
    """The lines of a text that may be marks or stamps."""
    lines: list[str] = regex(telling()).findall(f"\n{plain}")
    begins = _beginning().match
    marks = [line for line in lines if begins(line)]
    return TellingLines(lines, marks, [line for line in lines if not line.lstrip()[0].isalnum()])


def may_have_any(plain: str, lines: TellingLines) -> bool:
    """Whether one of these lines of a text may be a mark: a fast check for every text.

    The first and the last line of a text are none.
    """
    marks = lines.marks
    if marks and plain.startswith(f"{marks[0][1:]}\n"):
        marks = marks[1:]
    if marks and plain.endswith(marks[-1]):
        marks = marks[:-1]
    for line in marks:
        found = _beginning().match(line) if len(line) <= _LONGEST else None
        if found and _may_be_mark(line.strip(), found[1].lstrip(_FRAME), plain):
            return True
    if _has_framed(lines.signs):
        return True
    # A search from the end takes half the time of one from the start.
    if (plain.rfind(_CATCH[0]) >= 0 or _CATCH[1] in plain) and _CATCH_END.search(plain):
        return True
    return _FAR_INDENT in plain and _ALONE.search(plain) is not None


def _has_framed(lines: Sequence[str]) -> bool:
    """Whether one of these lines is a tag, a mark in a frame, or debris."""
    for line in lines:
        if line[1] in _FIRST_SIGNS and len(line) <= _LONGEST_TAG and _framed().match(f"{line}\n"):
            mark = line.strip()
            if _SIGNS_ALONE.fullmatch(mark) or page_lines().breaks(mark):
                return True
    return False


def _may_be_mark(line: str, beginning: str, plain: str) -> bool:
    if beginning == _CASE:
        return plain.find(line) < plain.rfind(line)
    if beginning in _inserted():
        return True
    return page_lines().continues(line) or page_lines().read(line) is not None


@cache
def _inserted() -> tuple[str, ...]:
    """How lines begin that programs insert."""
    words = table("carriers")
    with_brackets = (
        f"{word} {bracket}" for word in words["inserted_with_brackets"] for bracket in "[("
    )
    return (*words["inserted"], *with_brackets)


@cache
def _beginnings() -> Sequence[str]:
    """The beginnings of such lines: of most, the first letters."""
    words = table("carriers")
    starts = {start[:_BEGINNING] for start in [*words["continued"], f"{words['page'][0]} "]}
    cases = {case(start) for start in starts for case in (str.lower, str.upper, str.capitalize)}
    return sorted({*cases, *_inserted(), _CASE})


@cache
def _beginning() -> re.Pattern[str]:
    return regex(rf"\n({beginning()})")


@cache
def beginning() -> str:
    """A pattern of how a mark begins, after the line end before it and any white space."""
    starts: dict[str, list[str]] = {}
    for start in _beginnings():
        starts.setdefault(start[0], []).append(re.escape(start[1:]))
    either = "|".join(
        re.escape(first) + (f"(?:{'|'.join(rest)})" if len(rest) > 1 else rest[0])
        for first, rest in starts.items()
    )
    return rf"[{re.escape(_FRAME)}]*+(?:{either})"


@cache
def _framed() -> re.Pattern[str]:
    """Matches the beginning of a line that may be a tag, a mark in a frame, or debris."""
    words = "|".join(sorted({word[:_BEGINNING] for word in table("carriers")["framed"]}))
    mark = rf"[{_SIGNS_BEFORE}][{re.escape(_FRAME)}]*+(?i:{words})"
    return regex(rf"\n[^\S\n]*+(?!\w)(?:{_TAG}|{_DEBRIS}[^\S\n]*+(?=\n)|{mark})")


@cache
def telling() -> str:
    """A pattern of a line that may be a mark or a stamp, with the line end before it."""
    small = [re.escape(beginning) for beginning in _beginnings() if beginning[0].islower()]
    return rf"\n[^\S\n]*+(?:[^a-z\s]|{'|'.join(small)})[^\n]*+"


class Flow:
    """The lines of a text that are not blank, and how its sentences go on from one to the next."""

    def __init__(self, view: View) -> None:
        self.plain: str = view.plain
        self._page_ends = view.page_ends
        self.lines: list[Line] = lines_of(view.plain)
        lengths = sorted(len(line.text) for line in self.lines)
        self.width: int = lengths[int(len(lengths) * _FULL)] if lengths else 0
        """The length of a full line."""

    def mask(self, row: int) -> Mask:
        """The mask of a line."""
        return blank(self.lines[row].start, self.lines[row].end, DecorationKind.RUNNING_LINE)

    def rules_beside(self, rows: Collection[int]) -> set[int]:
        """The lines beside some lines that consist of signs; the last line may be one of them."""
        last = len(self.lines) - 1
        beside = {row + step for row in rows for step in (-1, 1) if 0 <= row + step <= last}
        rules = {n for n in beside if _RULE.fullmatch(self.lines[n].text)}
        texts = {self.lines[row].text for row in rules}
        return rules | ({last} if rules and self.lines[last].text in texts else set())

    def are_on_each_page(self, rows: Sequence[int]) -> bool:
        """Whether each page of a text has one of some lines; False if its pages are not known."""
        pages = {bisect_left(self._page_ends, line.start) for line in self.lines}
        found = [bisect_left(self._page_ends, self.lines[row].start) for row in rows]
        return len(pages) > 1 and found == sorted(pages)

    def cuts(self, row: int, length: int) -> bool:
        """Whether lines interrupt a sentence in a way that prose could not."""
        if row == 0 or row + length >= len(self.lines):
            return False
        before, last = self.lines[row - 1].text, self.lines[row + length - 1].text
        behind = self.lines[row + length].text
        if (not before[-1].isalnum() and before[-1] not in _GOES_ON) or not behind[0].islower():
            return False
        return ends_sentence(last) or self.is_short(row, length)

    def is_short(self, row: int, length: int) -> bool:
        """Whether the first word of the next line would have fit on the last of these lines."""
        if row + length >= len(self.lines):
            return True
        return not self.fills(row + length - 1, row + length)

    def fills(self, row: int, behind: int) -> bool:
        """Whether the first word of a line would not have fit on another line."""
        last, word = self.lines[row].text, self.lines[behind].text.split(None, 1)[0]
        return len(last) + 1 + len(word) >= self.width * _SHORT

    def is_loose(self, row: int, length: int) -> bool:
        """Whether lines end no sentence, although the next word would have fit on them."""
        last = self.lines[row + length - 1].text
        behind = self.lines[row + length].text if row + length < len(self.lines) else ""
        if last[-1] in _GOES_ON or ends_sentence(last):
            return False
        return self.is_short(row, length) and (not behind[:1].islower() or self.cuts(row, length))

    @cached_property
    def gaps(self) -> Sequence[int]:
        """The number of line ends before each line, and after the last one; none where a page
        ends."""
        ends = [0, *(line.end for line in self.lines)]
        starts = [*(line.start for line in self.lines), len(self.plain)]
        pages = [bisect_left(self._page_ends, end) for end in (*ends, len(self.plain) + 1)]
        return [
            0 if page < next_page else self.plain.count("\n", end, start)
            for end, start, (page, next_page) in zip(ends, starts, pairwise(pages), strict=True)
        ]

    @cached_property
    def usual_gap(self) -> int:
        return Counter(self.gaps).most_common(1)[0][0]


class PageBreaks:
    """The lines at the ends of pages."""

    def __init__(self, flow: Flow, parts: Parts) -> None:
        self._flow = flow
        self._lines = flow.lines
        self._parts = parts

    def marks(self) -> Iterator[list[int]]:
        """The rows of lines at the ends of pages that their content shows to be such.

        One line alone, such as a page's number, may be a part of the text; two are not.
        """
        if self._flow.width < NARROWEST:
            return  # any word may be alone on its line
        kinds = [self._kind(row) for row in range(len(self._lines))]
        if _DEBRIS_KIND in kinds:
            yield from ([row] for row, kind in enumerate(kinds) if self._is_debris(row, kind))
        for is_mark, group in groupby(range(len(kinds)), lambda row: kinds[row] is not None):
            rows = list(group)
            found = {kinds[row] for row in rows}
            if not is_mark or found.isdisjoint(_TELLING) or len(rows) > _MOST:
                continue
            several = len(found) > 1 or (_CONTINUED in found and len(rows) > 1)
            if several or not found.isdisjoint(_SURE) or self._is_apart(rows[0], found):
                yield rows

    def _kind(self, row: int) -> str | None:
        """The kind of mark that a line is, after the letter's header."""
        start, text = line = self._lines[row]
        longest = _LONGEST_TAG if text[0] in "<!" else _LONGEST
        if len(text) > longest or self._parts.part_before(start) is None:
            return None
        if self._parts.are_in(start, line.end):
            return None
        if page_lines().breaks(text) or (text.startswith(_inserted()) and not ends_sentence(text)):
            return "inserted"
        if self._is_catchword(row):
            return "catchword"
        kind = _kind_of(text)
        if kind == "case" and " " not in text:
            # The letter's number, which its header has, is no prose.
            first = self._flow.plain.find(text)
            return "inserted" if self._parts.part_before(first) is None else kind
        return kind

    def _is_debris(self, row: int, kind: str | None) -> bool:
        """Whether a line is what OCR made of a speck or a rule; letters are if blank lines are
        above and below them."""
        text = self._lines[row].text
        if kind != _DEBRIS_KIND and (kind or not _LETTERS_ALONE.fullmatch(text)):
            return False
        if kind and not any(sign in _MEANT for sign in text):
            return True
        is_behind = self._parts.part_before(self._lines[row].start) is not None
        return is_behind and min(self._flow.gaps[row : row + 2]) > self._flow.usual_gap

    def _is_catchword(self, row: int) -> bool:
        """Whether a line is the first word of the next page, with marks or far to the right."""
        start, text = self._lines[row]
        word = text.lstrip("/").rstrip(".\u2026 ")
        is_marked = text.endswith(_CATCH) or self._flow.plain.endswith(_FAR_INDENT, 0, start)
        if not (is_marked and word.rstrip(_SIGNS).replace("-", "").isalnum()):
            return False
        following = self._lines[row + 1 : row + 1 + _MOST]
        return any(line.text.startswith(word) for line in following)

    def _is_apart(self, row: int, kinds: Collection[str | None]) -> bool:
        """Whether a line is no part of the sentences around it, nor of a list.

        It stands between two sentences, or interrupts one with a gap that its lines do not have.
        "Page 2:" ends no sentence.
        """
        if self._flow.cuts(row, 1):
            return max(self._flow.gaps[row : row + 2]) > self._flow.usual_gap
        is_page = "page" in kinds
        is_loose = self._flow.is_loose(row, 1) or (is_page and self._flow.is_short(row, 1))
        return is_loose and ends_sentence(self._lines[row - 1].text)


def _kind_of(text: str) -> str | None:
    """The kind of mark that a line is, by its content."""
    if page_lines().continues(text):
        return _CONTINUED
    if page_lines().is_date(text):
        return "date"
    if _SIGNS_ALONE.fullmatch(text):
        return _DEBRIS_KIND
    page = page_lines().read(text)
    if page is None:
        return None
    if page.number is not None:
        return "page" if page.is_sure and text[0].isupper() else "number"
    if not page.case_number:
        return "title"
    return "case" if text.startswith(page.case_number) else None  # a cell of another letter


def ends_sentence(line: str) -> bool:
    """Whether a line ends with a sentence, or announces what follows it."""
    return line.rstrip(_CLOSERS)[-1:] in ("", *STOPS)
