"""The dates in a letter's free text, by ``grammars/date.lark``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from imrparse.data import names
from imrparse.data.regexes import regex
from imrparse.fields.details import DateMention, Precision
from imrparse.syntax.patterns import Form, Wording
from imrparse.text.folding import Folded
from imrparse.text.node import unchecked

_new_date_mention = unchecked(DateMention)


_YEARS = range(1900, 2100)
_MONTHS, _DAYS = range(1, 13), range(1, 32)
_FIRST_YEAR = 2013  # of Independent Medical Review
_LATEST_YEAR = 2049  # assumed for two-digit years if the letter states no year of its own
_AHEAD = 1  # years; a letter may mention an appointment in the next year
_BETWEEN = " ?"
_DASHES = dict.fromkeys(range(0x2010, 0x2016), "-") | {0x2212: "-"}
"""Typographic hyphens and dashes, and the minus sign."""


class Printed(NamedTuple):
    """A date as it is printed."""

    start: int
    end: int
    year: int
    """Of two digits or four."""
    month: int
    day: int
    is_short: bool
    """Whether the year has two digits."""
    precision: Precision = Precision.DAY
    """A month has the day 1."""

    @property
    def is_likely(self) -> bool:
        """Whether month and day are in range, even if that month lacks that day."""
        return self.month in _MONTHS and self.day in _DAYS

    def value(self, latest_year: int) -> date | None:
        """The date, or None if the calendar lacks it.

        A two-digit year is the most recent matching year not after `latest_year`.
        """
        year = self.year
        if self.is_short:
            year += 2000 if 2000 + year <= latest_year else 1900
        try:
            return date(year, self.month, self.day) if year in _YEARS else None
        except ValueError:
            return None


def read_dates(
    fields: Sequence[tuple[str, Folded]], letter_year: int | None
) -> tuple[DateMention, ...]:
    """Every date in a letter's free text, in the letter's order.

    `fields` are the names and texts of the prose fields. `letter_year` is the year of the decision,
    which bounds years of two digits; None if the letter does not state it.
    """
    texts = [folded.text for _, folded in fields]
    found = _printed_dates("\n".join(texts))
    if not found:
        return ()
    starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
    latest = _latest_year(letter_year, found)
    mentions = []
    for printed in found:
        number = bisect_right(starts, printed.start) - 1
        start, end = printed.start - starts[number], printed.end - starts[number]
        mentions.append(
            _new_date_mention(
                fields[number][0],
                texts[number][start:end],
                printed.value(latest),
                printed.precision,
                span=fields[number][1].span(start, end),
            )
        )
    return tuple(mentions)


def printed_dates(text: str) -> list[Printed]:
    """The dates in a folded text that have a day, in order."""
    return [one for one in _printed_dates(text) if one.precision is Precision.DAY]


def _printed_dates(text: str) -> list[Printed]:
    """The dates in a folded text, in order."""
    if not text.isascii():
        text = text.translate(_DASHES)
    found: list[Printed] = []
    for finder in _finders():
        finder.find(text, found)
    found.sort(key=attrgetter("start"))
    return found


def _latest_year(letter_year: int | None, found: Iterable[Printed]) -> int:
    """The latest year that two digits can mean: the year after the letter's.

    Without a decision date, the letter is taken to be of the latest year that it prints in full.
    """
    if letter_year is not None:
        return letter_year + _AHEAD
    in_full = [printed.year for printed in found if not printed.is_short and printed.value(0)]
    latest = max(in_full, default=0)
    return latest + _AHEAD if latest >= _FIRST_YEAR else _LATEST_YEAR


class _Form:
    """One way to print a date, and how it is found.

    Searching for one character or for names is much faster than searching for digits. So a form is
    found by its clue: its first terminal of that sort. The head is what precedes the clue.
    """

    def __init__(self, wording: Wording, form: Form) -> None:
        names = [part.name for part in form]
        place = next(
            n for n, name in enumerate(names) if wording.literal(name) or name == "MONTH_NAME"
        )
        self.clue = wording.source(names[place])
        self.tail = wording.sequence(form[place + 1 :], _BETWEEN, named=False)
        head = wording.sequence(form[:place], _BETWEEN, named=False)
        has_head = place > 1  # more than a lookbehind
        self._head = regex(rf"{head}{_BETWEEN}\Z") if has_head else None
        self._longest_head = sum(wording.width(name) + 1 for name in names[:place])
        self._whole = regex(wording.sequence(form, _BETWEEN, named=True))
        groups = self._whole.groupindex
        self._is_named = "MONTH_NAME" in groups
        self._parts = (
            *(groups[name] for name in ("YEAR", "FULL_YEAR", "CENTURY_YEAR") if name in groups),
            groups["MONTH_NAME" if self._is_named else "MONTH"],
            *(groups[name] for name in ("DAY",) if name in groups),
        )

    def read(self, text: str, clue: int) -> Printed | None:
        """The date whose clue starts at an offset, if there is one."""
        start = clue
        if self._head:
            head = self._head.search(text, max(0, clue - self._longest_head), clue)
            if not head:
                return None
            start = head.start()
        match = self._whole.match(text, start)
        return self._printed(match) if match else None

    def _printed(self, match: re.Match[str]) -> Printed | None:
        """The date of a match; None if its year is short and its month or day out of range."""
        year, month, *days = match.group(*self._parts)
        number = _month_numbers()[month.lower()] if self._is_named else int(month)
        is_short = len(year) == 2
        day = int(days[0]) if days else 1
        precision = Precision.DAY if days else Precision.MONTH
        printed = Printed(*match.span(), int(year), number, day, is_short, precision)
        if precision is Precision.MONTH and not printed.is_likely:
            return None
        return None if is_short and not printed.is_likely else printed


class _Finder:
    """Finds the dates of all forms that share a clue."""

    def __init__(self, clue: str, forms: Sequence[_Form]) -> None:
        self._forms = forms
        tails = "|".join(form.tail for form in forms)
        self._clues = regex(f"{clue}{_BETWEEN}(?:{tails})")

    def find(self, text: str, found: list[Printed]) -> None:
        """Append the dates in a text to `found`."""
        for clue in self._clues.finditer(text):
            for form in self._forms:
                if printed := form.read(text, clue.start()):
                    found.append(printed)
                    break


@cache
def _finders() -> tuple[_Finder, ...]:
    """One finder for each first character of a clue, since that is searched for fastest."""
    months = _months()
    any_month = f"(?:{'|'.join(months)})"
    wording = Wording("date", {"MONTH": any_month})
    forms = defaultdict(list)
    for parts in wording.forms["date"].values():
        form = _Form(wording, parts)
        forms[form.clue].append(form)
    return tuple(
        _Finder(each, group)
        for clue, group in forms.items()
        for each in (months if clue == any_month else [clue])
    )


@cache
def _month_numbers() -> dict[str, int]:
    """The number of each month, by its lowercase names."""
    listed = [name.lower() for name in names("months")]
    months = [name[:3] for name in listed[:12]]
    return {name: months.index(name[:3]) + 1 for name in listed}


def _months() -> list[str]:
    """Patterns of the month names, one for each initial."""
    rests = defaultdict(list)
    for name in sorted(_month_numbers(), key=len, reverse=True):
        rests[name[0].upper()].append(name[1:])
    return [f"{capital}(?i:{'|'.join(names)})" for capital, names in rests.items()]


def wrong_years(text: str) -> Iterator[re.Match[str]]:
    """What would be a date in a folded text, if its year had four figures."""
    return _wrong("WRONG_YEAR").finditer(text)


def wrong_days(text: str) -> Iterator[tuple[int, int]]:
    """The places of what would be dates in a folded text, if there were such days."""
    if not _wrong("WRONG_DAY_SIGN").search(text):
        return
    for found in _wrong("WRONG_DAY").finditer(text):
        yield found.span("printed" if found["printed"] else 0)


@cache
def _wrong(terminal: str) -> re.Pattern[str]:
    return Wording("date", {"MONTH": f"(?:{'|'.join(_months())})"})[terminal]
