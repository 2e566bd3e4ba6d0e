"""The content of a line of page furniture: a page number, a title, a stamp, an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

from attrs import frozen

from imrparse.data import table
from imrparse.text.decoration.view import DecorationKind

_RULE = r"[-\u2013\u2014=*_|~<>\[\](){}#.\u00b7\u2022\s]*"
_CASE_NUMBER = re.compile(r"\bCM\d\d-\d{7}\b")
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_DATE = r"\d{1,2}/\d{1,2}/\d{2,4}(?:,? \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?)?"
_DATED = re.compile(rf"{_DATE}\s+[^\d\s].*|.*[^\d\s:]\s+{_DATE}")
_SENTENCE_ENDS = (".", "?", "!")
_NUMBER = r"(?P<number>\d{1,3})"
_DIGITS = re.compile(r"\d+")
_LONGEST = 200  # code points of such a line
_SHORT = 40  # code points of a line that may be a number or a title and no more


@frozen
class PageLine:
    """A line that may be page furniture."""

    kind: DecorationKind
    number: int | None = None
    """The page number; `total` is the number of pages."""
    total: int | None = None
    is_sure: bool = False
    """Whether the wording of the line is conclusive."""
    case_number: str = ""


class PageLines:
    """Reads lines of page furniture, with the words of ``carriers.toml``."""

    # Few texts need more than one or two of the patterns.

    def __init__(self) -> None:
        words = table("carriers")
        self._words = words
        self._of = _any_of(words["of"])
        self._page = rf"(?P<page>{_any_of(words['page'])}\b\.?\s*:?\s*)"
        self._sure_titles: list[str] = words["sure_titles"]
        self._sure_title = rf"{_any_of(self._sure_titles)}\s+{_CASE_NUMBER.pattern}"
        self._part_of = rf"(?<![\d/]){_NUMBER}\s*(?:/|{self._of})\s*(?P<total>\d{{1,3}})(?![\d/])"
        self._numbered = rf"{_NUMBER}(?:\s*(?:{self._of}|/)\s*(?P<total>\d{{1,3}}))?"

    @cached_property
    def _alone(self) -> re.Pattern[str]:
        return re.compile(rf"{_RULE}{self._page}?{self._numbered}{_RULE}", re.IGNORECASE)

    @cached_property
    def _part(self) -> re.Pattern[str]:
        return re.compile(self._part_of, re.IGNORECASE)

    @cached_property
    def _printed(self) -> re.Pattern[str]:
        """ "1 of 3   1/9/2017, 3:02 PM", as browsers print it."""
        return re.compile(rf"{self._part_of}\s+{_DATE}\Z", re.IGNORECASE)

    @cached_property
    def _inside(self) -> re.Pattern[str]:
        return re.compile(rf"\b{self._page}{self._numbered}(?!\d)", re.IGNORECASE)

    @cached_property
    def _watermark(self) -> re.Pattern[str]:
        return re.compile(rf"{_RULE}(?:{_any_of(self._words['watermarks'])}){_RULE}", re.I)

    @cached_property
    def _title(self) -> re.Pattern[str]:
        titles = _any_of(self._words["titles"])
        return re.compile(rf"{_RULE}(?:{titles}[\s:,|#-]*)+{_RULE}\d{{0,3}}", re.I)

    @cached_property
    def _beside_case(self) -> re.Pattern[str]:
        cases = _any_of(self._words["titles"] + self._words["cases"])
        return re.compile(rf"{_RULE}(?:{cases}[\s:,|#-]*)*{_RULE}\d{{0,3}}", re.I)

    @cached_property
    def _running_inside(self) -> re.Pattern[str]:
        number = r"(?:\s+\d{1,3}(?![\w.,)/-]))?"
        return re.compile(rf"\b{self._sure_title}{number}", re.IGNORECASE)

    @cached_property
    def _sure(self) -> re.Pattern[str]:
        return re.compile(rf"{_RULE}{self._sure_title}\s*\d{{0,3}}{_RULE}", re.IGNORECASE)

    @cached_property
    def _some(self) -> re.Pattern[str]:
        """Few lines are short and do not begin in the middle of a sentence, and only these are
        looked at closely."""
        page = _any_of(self._words["page"])
        number = rf"[^\w\n]{{0,6}}(?:{page}\b\.?[^\S\n]?)?\d{{1,3}}(?![\w/-])"
        word = rf"[^\w\n]{{0,6}}{_any_of(self._words['watermarks'] + self._words['titles'])}"
        end = r"[^\w\n]{0,6}\d{0,3}[^\w\n]{0,3}(?=\n|\Z)"
        return re.compile(
            rf"\n[^\S\n]*+(?=[^a-oq-z\n])(?=[^\n]{{1,{_SHORT}}}+(?:\n|\Z))(?i:{number}|{word}{end})"
        )

    def some(self, plain: str) -> bool:
        """Whether a text may have furniture on short lines anywhere."""
        return self._some.search(plain) is not None or self.at_ends(plain)

    def at_ends(self, plain: str) -> bool:
        """Whether the last line of a text may be furniture, or the first one, if it is repeated.

        A first line that is no cell of the header makes a strict reading fail, so only one with
        the case number is looked at. A title that no letter has but as a running line may stand
        anywhere.
        """
        if any(title in plain for title in self._sure_titles):
            return True
        last = plain[-_LONGEST:].rstrip().rpartition("\n")[2].lstrip()
        if last and not (last.endswith(".") and " " in last) and self.read(last):
            return True
        first = plain[:_LONGEST].lstrip().partition("\n")[0].rstrip()
        return "CM1" in first and plain.find(first, len(first) + _LONGEST) > 0

    def inside(self, plain: str) -> Iterator[tuple[int, int]]:
        """The page numbers and the running lines inside of lines: all that count from one on."""
        yield from (found.span() for found in self._running_inside.finditer(plain))
        chain: list[re.Match[str]] = []
        for page in self._inside.finditer(plain):
            if int(page["number"]) == len(chain) + 1:
                chain.append(page)
        ends = bool(chain) and not plain[chain[-1].end() :].strip()
        totals = {page["total"] for page in chain}
        if len(chain) > 1 and (ends or totals == {str(len(chain))}):
            yield from (page.span() for page in chain)

    def read(self, line: str) -> PageLine | None:
        """The content of a line that may be furniture; None for any other."""
        if len(line) > _LONGEST or (len(line) > _SHORT and _is_prose(line)):
            return None
        if alone := self._alone.fullmatch(line):
            return _numbered(alone, is_sure=bool(alone["page"] or line[0] in "-\u2013\u2014"))
        if self._watermark.fullmatch(line):
            return PageLine(DecorationKind.WATERMARK)
        return self._running(line)

    def _running(self, line: str) -> PageLine | None:
        """A line with a title, the case number or an address, and maybe a page's number."""
        case = _CASE_NUMBER.search(line)
        if self._sure.fullmatch(line):
            return PageLine(DecorationKind.RUNNING_LINE, is_sure=True)
        if printed := self._printed.match(line):
            return _numbered(printed, is_sure=False)
        address = _ADDRESS.search(line)
        if address:
            part = self._part.search(line, address.end())
            # An address alone on a line may be a citation, which issues repeat.
            if part and part.end() == len(line):
                return PageLine(DecorationKind.RUNNING_LINE, is_sure=address.start() == 0)
        inside = self._inside.search(line)
        if inside and not line.endswith(".") and (inside.start() == 0 or inside.end() == len(line)):
            return _numbered(inside, is_sure=False)
        if case and self._beside_case.fullmatch(_CASE_NUMBER.sub("", line)):
            return PageLine(DecorationKind.RUNNING_LINE, case_number=case[0])
        if self._title.fullmatch(line) and not line.endswith(_SENTENCE_ENDS):
            return PageLine(DecorationKind.RUNNING_LINE)
        return None


def _is_prose(line: str) -> bool:
    """Whether a line can't be a running line: a fast test that most lines pass."""
    return not (line[-1].isdigit() or "CM1" in line or "://" in line or "age " in line[:8])


def _numbered(found: re.Match[str], *, is_sure: bool) -> PageLine:
    total = found["total"]
    return PageLine(
        DecorationKind.PAGE_NUMBER, int(found["number"]), int(total) if total else None, is_sure
    )


def _any_of(words: list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


def shape(line: str) -> str:
    """A line without the parts that differ between pages: its numbers."""
    return " ".join(_DIGITS.sub("0", line).casefold().split())


@cache
def page_lines() -> PageLines:
    """The one reader of page lines, made when the first text is looked at."""
    return PageLines()


def is_dated(line: str) -> bool:
    """Whether a line consists of a title and a date, in either order."""
    return len(line) < _LONGEST and _DATED.fullmatch(line) is not None
