"""The content of a line of page furniture: a page number, a title, a stamp, an address."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from imrparse.data import names, table
from imrparse.data.regexes import regex
from imrparse.text.decoration.view import DecorationKind, Line, lines_of

_RULE = r"[-\u2013\u2014=*_|~<>\[\](){}#.\u00b7\u2022\s]*"
_SIGN_BEFORE = r"[-=*_|~<>\[{%+&@\s]"  # round brackets enclose prose too
_SIGN_BEHIND = r"[-=*_|~<>\]}%+&@/\s]"
_ROMAN = "[ivx]{1,6}"
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10}
_SPACED = regex(r"\S(?: {1,3}\S){3,}")  # "C O P Y", "1 | P a g e"
_CASE_NUMBER = regex(r"\bCM\d\d-\d{7}\b")
_ADDRESS = regex(r"(?:https?|file)://\S+")
_DATE = r"\d{1,2}/\d{1,2}/\d{2,4}(?:,? \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?)?"
_HEADER_DATE = regex(r"\d\d/\d\d/\d{4}")
_DATED = regex(rf"{_DATE}\s+[^\d\s].*|.*[^\d\s:]\s+{_DATE}")
_SENTENCE_ENDS = (".", "?", "!")
_NUMBER = r"(?P<number>\d{1,3})"
_TOTAL = r"(?P<total>\d{1,3})"
_CLOSERS = "\"')]\u201d\u2019"
_FAR_NUMBER = regex(r"\S[^\S\n]{3,}(?P<number>\d{1,3})\Z")
_DIGITS = regex(r"\d+")
_LONGEST = 200  # code points of such a line
_SHARE = 0.7  # of the longer one of two lines that are alike
MOST_DIFFERENCE = 12  # code points by which one of them is longer
_SHORTEST_PAGE = 500  # code points between two numbers of pages
_LONGEST_NUMBER = 15  # digits
_SIGNS = ("CM1", "://", "age ")  # of a running line that is as long as one of prose
_DASHES = "-\u2013\u2014"
_SHORT = 40  # code points of a line that may be a number or a title and no more


class PageLine(NamedTuple):
    """A line that may be page furniture."""

    kind: DecorationKind
    number: int | None = None
    """The page number; `total` is the number of pages."""
    total: int | None = None
    is_sure: bool = False
    """Whether the wording of the line is conclusive."""
    case_number: str = ""
    form: str = ""
    """The line without its number, if that is in words or Roman numerals."""


class PageLines:
    """Reads lines of page furniture, with the words of ``carriers.toml``."""

    # Few texts need more than one or two of the patterns.

    def __init__(self) -> None:
        words = table("carriers")
        self._words = words
        self._page = rf"(?P<page>{_any_of(words['page'])}\b\.?\s*:?\s*)"
        self._of = rf"\s*(?:{_any_of(words['of'])}|/)\s*"
        self._numbers = {word: value for value, word in enumerate(words["numbers"], 1)}
        self._sure_titles: list[str] = words["sure_titles"]
        self._sure_title = rf"{_any_of(self._sure_titles)}\s+{_CASE_NUMBER.pattern}"
        self._part_of = rf"(?<![\d/]){_NUMBER}{self._of}{_TOTAL}(?![\d/])"

    @cached_property
    def _alone(self) -> re.Pattern[str]:
        page, words = _any_of(self._words["page"]), _any_of(self._words["numbers"])
        number, total = (rf"(?P<{name}>\d{{1,3}}|{_ROMAN}|{words})" for name in ("number", "total"))
        return regex(
            rf"{_RULE}(?:{self._page}?{number}(?:{self._of}{total})?"
            rf"|(?P<before>\d{{1,3}}){_RULE}{page}){_RULE}",
            re.IGNORECASE,
        )

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        """The words that a line of furniture without digits and signs may begin with."""
        kinds = ("numbers", "watermarks", "titles", "sure_titles")
        firsts = {word.split()[0] for kind in kinds for word in self._words[kind]}
        roman = rf"{_ROMAN}(?:\b|{_any_of(self._words['of'])})"
        return regex(rf"{self._page}|{roman}|{_any_of(sorted(firsts))}", re.IGNORECASE)

    @cached_property
    def _part(self) -> re.Pattern[str]:
        return regex(self._part_of, re.IGNORECASE)

    @cached_property
    def _printed(self) -> re.Pattern[str]:
        """A page number as browsers print it: "1 of 3   1/9/2017, 3:02 PM"."""
        return regex(rf"{self._part_of}\s+{_DATE}\Z", re.IGNORECASE)

    @cached_property
    def _inside(self) -> re.Pattern[str]:
        return regex(rf"\b{self._page}{_NUMBER}(?:{self._of}{_TOTAL})?(?!\d)", re.IGNORECASE)

    @cached_property
    def _watermark(self) -> re.Pattern[str]:
        return regex(rf"{_RULE}(?:{_any_of(self._words['watermarks'])}){_RULE}", re.I)

    @cached_property
    def _title(self) -> re.Pattern[str]:
        titles = _any_of(self._words["titles"])
        return regex(rf"{_RULE}(?:{titles}[\s:,|#-]*)+{_RULE}\d{{0,3}}", re.I)

    @cached_property
    def _beside_case(self) -> re.Pattern[str]:
        cases = _any_of(self._words["titles"] + self._words["cases"])
        return regex(rf"{_RULE}(?:{cases}[\s:,|#-]*)*{_RULE}\d{{0,3}}", re.I)

    @cached_property
    def _running_inside(self) -> re.Pattern[str]:
        number = r"(?:\s+\d{1,3}(?![\w.,)/-]))?"
        return regex(rf"\b{self._sure_title}{number}", re.IGNORECASE)

    @cached_property
    def _sure(self) -> re.Pattern[str]:
        return regex(rf"{_RULE}{self._sure_title}\s*\d{{0,3}}{_RULE}", re.IGNORECASE)

    def at_ends(self, plain: str) -> bool:
        """Whether the last line of a text may be furniture, or the first one, if it is repeated.

        A first line that is no cell of the header makes a strict reading fail, so only one with
        the case number is looked at. A title that no letter has but as a running line may stand
        anywhere.
        """
        for title in self._sure_titles:
            if plain.rfind(title) >= 0:  # which is faster than from the start: capitals are rare
                return True
        end = plain[-_LONGEST:].rstrip()
        if end and not end.endswith(_SENTENCE_ENDS):
            last = end.rpartition("\n")[2].lstrip()
            if not last.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS):
                return True
        first = plain[:_LONGEST].lstrip().partition("\n")[0].rstrip()
        return "CM1" in first and plain.rfind(first, len(first) + _LONGEST) > 0

    @cached_property
    def _continued(self) -> re.Pattern[str]:
        page = rf"(?:\s+{_any_of(self._words['page'])}(?:\s+\d{{1,3}})?)"
        return regex(rf"({_RULE}){_any_of(self._words['continued'])}({page})?({_RULE})", re.I)

    @cached_property
    def continues(self) -> Callable[[str], bool]:
        """Tells whether a line says that the text goes on: "(continued on next page)"."""
        return lru_cache(maxsize=1024)(self._continues)

    def _continues(self, line: str) -> bool:
        if len(line) > _SHORT:
            return False
        found = self._continued.fullmatch(line)
        return found is not None and (bool(found[2]) or bool(found[1] and found[3]))

    @cached_property
    def _date(self) -> re.Pattern[str]:
        months = _any_of(names("months"))
        return regex(rf"{_DATE}|{months}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} {months} \d{{4}}")

    @cached_property
    def _break(self) -> re.Pattern[str]:
        framed = _any_of(self._words["framed"])
        number = rf"(?:[\s:#._-]{{0,3}}(?:{_NUMBER}(?:{self._of}{_TOTAL})?))?"
        return regex(
            rf"(?:(?P<open>[#\\§]+)[^\w\n]*|{_SIGN_BEFORE}+){framed}{number}(?(open){_SIGN_BEHIND}*"
            rf"|{_SIGN_BEHIND}+(?:\(\d{{1,3}}%\))?)|<[A-Za-z/!?|][^<>]*>(?:\s*\d{{0,4}}\s*</[^<>]*>)?"
            r"|!\[[^\]]*\]\([^()]*\)",
            re.IGNORECASE,
        )

    def breaks(self, line: str) -> bool:
        """Whether a line has the form of what a program writes between pages: "[PAGE BREAK]", a
        tag, a picture."""
        return len(line) <= _LONGEST and self._break.fullmatch(line) is not None

    def is_date(self, line: str) -> bool:
        """Whether a line is a date and nothing else."""
        return len(line) <= _SHORT and self._date.fullmatch(line) is not None

    def is_furniture(self, line: str) -> bool:
        """Whether a line is furniture wherever it stands, as its words tell. A number alone, a date
        and the item of a list may be part of a text."""
        return self.continues(line) or self.is_sure(line, self.read(line))

    def is_sure(self, line: str, found: PageLine | None) -> bool:
        """As `is_furniture`, by what was found in a line."""
        if found is None or found.number is None:
            return found is not None
        is_item = line[0] in _DASHES and line[-1] not in _DASHES
        return found.is_sure and not found.form and not is_item

    def inside(self, plain: str) -> Iterator[tuple[int, int]]:
        """The page numbers and the running lines inside of lines: all that count from one on."""
        yield from (found.span() for found in self._running_inside.finditer(plain))
        chain: list[re.Match[str]] = []
        for page in self._inside.finditer(plain):
            if int(page["number"]) == len(chain) + 1:
                chain.append(page)
        ends = bool(chain) and not plain[chain[-1].end() :].strip()
        totals = {page["total"] for page in chain}
        *gaps, _ = [b.start() - a.end() for a, b in pairwise(chain)] or [0]  # the last may be short
        if min(gaps, default=_SHORTEST_PAGE) < _SHORTEST_PAGE:
            return  # a sentence lists pages
        if len(chain) > 1 and (ends or totals == {str(len(chain))}):
            yield from (page.span() for page in chain)

    @cached_property
    def read(self) -> Callable[[str], PageLine | None]:
        """Gives the content of a line that may be furniture; None for any other."""
        return lru_cache(maxsize=1024)(self._read)  # most short lines stand in every letter

    def _read(self, line: str) -> PageLine | None:
        if len(line) > _LONGEST or (len(line) > _SHORT and _is_prose(line)):
            return None
        if line[:1].isdecimal() and _HEADER_DATE.fullmatch(line):
            return None  # as several lines of most headers
        # It begins with one of the words or a sign, ends with a number, or is spaced out.
        if line[:1].isalpha() and line[1:2] != " " and not self._beginnings.match(line):
            has_case, has_number = "CM" in line, line[-1].isdigit()
            if not has_case and (not has_number or "://" not in line):
                page = self._inside.search(line) if has_number else None
                at_end = page and page.end() == len(line)
                return self._numbered(page, is_sure=False) if page and at_end else None
        if _SPACED.fullmatch(line):
            line = " ".join(word.replace(" ", "") for word in re.split(r" {2,}", line))
        text = line.removesuffix(":")
        if (alone := self._alone.fullmatch(text)) and (text == line or alone["page"]):
            sure = bool(alone["page"] or alone["before"] or line[0] in _DASHES)
            return self._numbered(alone, is_sure=sure)
        if self._watermark.fullmatch(line):
            return PageLine(DecorationKind.WATERMARK)
        return self._running(line)

    def _running(self, line: str) -> PageLine | None:
        """A line with a title, the case number or an address, and maybe a page's number."""
        case = _CASE_NUMBER.search(line)
        if self._sure.fullmatch(line):
            return PageLine(DecorationKind.RUNNING_LINE, is_sure=True)
        if printed := self._printed.match(line):
            return self._numbered(printed, is_sure=False)
        address = _ADDRESS.search(line)
        if address:
            part = self._part.search(line, address.end())
            # An address alone on a line may be a citation, which issues repeat.
            if part and part.end() == len(line):
                return PageLine(DecorationKind.RUNNING_LINE, is_sure=address.start() == 0)
        inside = self._inside.search(line)
        if inside and not line.endswith(".") and (inside.start() == 0 or inside.end() == len(line)):
            return self._numbered(inside, is_sure=False)
        if case and self._beside_case.fullmatch(_CASE_NUMBER.sub("", line)):
            return PageLine(DecorationKind.RUNNING_LINE, case_number=case[0])
        if self._title.fullmatch(line) and not line.endswith(_SENTENCE_ENDS):
            return PageLine(DecorationKind.RUNNING_LINE)
        return None

    def _numbered(self, found: re.Match[str], *, is_sure: bool) -> PageLine:
        parts = found.groupdict()
        number, total = parts.get("before") or found["number"], parts.get("total")
        return PageLine(
            DecorationKind.PAGE_NUMBER,
            self._value(number),
            self._value(total) if total else None,
            is_sure,
            form="" if number.isdecimal() else found.string.replace(number, "0", 1),
        )

    def _value(self, number: str) -> int:
        """The value of a number in digits, in words or in Roman numerals."""
        number = number.casefold()
        if number.isdecimal():
            return int(number)
        return self._numbers.get(number) or _roman(number)


def _roman(number: str) -> int:
    """The value of a Roman numeral."""
    values = [_ROMAN_DIGITS[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _is_prose(line: str) -> bool:
    """Whether a line can't be a running line: a fast test that most lines pass."""
    case, address, page = _SIGNS
    return not (line[-1].isdigit() or case in line or address in line or page in line[:8])


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


@lru_cache(maxsize=1)  # two looks ask for those of one text
def lines_read(plain: str) -> Mapping[int, PageLine]:
    """What `read` finds in the lines of a text, by their indexes among `lines_of`."""
    lines = lines_of(plain)
    likely = {
        row for row, (_, text) in enumerate(lines) if len(text) <= _SHORT or text[-1].isdigit()
    }
    for sign in _SIGNS:
        likely.update(_rows_with(sign, plain, lines))
    read = page_lines().read
    found = ((row, read(lines[row].text)) for row in sorted(likely))
    return {row: page for row, page in found if page}


def sure_lines(plain: str) -> Iterator[int]:
    """The lines of a text for which `is_furniture` holds, by their indexes among `lines_of`."""
    reader, found = page_lines(), lines_read(plain)
    lines = lines_of(plain)
    short = [row for row, line in enumerate(lines) if len(line[1]) <= _SHORT]
    for row in sorted({*short, *found}) if found else short:
        text = lines[row].text
        if reader.continues(text) or reader.is_sure(text, found.get(row)):
            yield row


def _rows_with(sign: str, plain: str, lines: Sequence[Line]) -> Iterator[int]:
    """The indexes of the lines in which a sign stands."""
    place = plain.find(sign)
    while place >= 0:
        yield bisect_right(lines, place, key=itemgetter(0)) - 1
        place = plain.find(sign, place + 1)


@lru_cache(maxsize=256)  # each line is compared with the first and the last one
def shape(line: str) -> str:
    """A line without the parts that differ between pages: its numbers."""
    return " ".join(_DIGITS.sub("0", line).casefold().split())


def alike(one: str, other: str) -> bool:
    """Whether two lines may be those of two pages: they begin and end alike, but for numbers."""
    if not one or not other or abs(len(one) - len(other)) > MOST_DIFFERENCE:
        return False
    if _differ_at_ends(one, other):
        return False
    a, b = shape(one), shape(other)
    if a == b:
        return True
    begins = begin_alike((a, b))
    ends = begin_alike((a[begins:][::-1], b[begins:][::-1]))
    return begins + ends >= max(len(a), len(b)) * _SHARE


def _differ_at_ends(one: str, other: str) -> bool:
    """Whether two lines begin with different letters, and end with different ones."""
    for a, b in ((one[0], other[0]), (one[-1], other[-1])):
        if not (a.isascii() and b.isascii()) or (a.isdigit() and b.isdigit()):
            return False
        if a == b or a.lower() == b.lower():
            return False
    return True


def begin_alike(lines: Sequence[str]) -> int:
    """How many characters some lines begin with alike."""
    least, greatest = min(lines), max(lines)  # what these have in common, all have
    differing = (
        n for n, (one, other) in enumerate(zip(least, greatest, strict=False)) if one != other
    )
    return next(differing, min(len(least), len(greatest)))


def numbers_in(line: str) -> list[int]:
    """The numbers in a line."""
    return [int(number[:_LONGEST_NUMBER]) for number in _DIGITS.findall(line)]


def numbers_page(line: str, page: int) -> bool:
    """Whether a line ends with the number of its page, far from the words before it."""
    found = _FAR_NUMBER.search(line)
    return found is not None and int(found["number"]) == page


@cache
def page_lines() -> PageLines:
    """The one reader of page lines, made when the first text is looked at."""
    return PageLines()


def is_dated(line: str) -> bool:
    """Whether a line consists of a title and a date, in either order."""
    return len(line) < _LONGEST and _DATED.fullmatch(line) is not None
