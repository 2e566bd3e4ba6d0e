"""Numbers and units in words, by ``data/amounts.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.syntax.field_parser import names_pattern

_FIGURES = regex(r"\d+")
_CENTURY = 2000  # no letter is older than 2013
_LAST_SHORT_YEAR = 99
_KEPT = 4096  # wordings of amounts; few differ


class Range(NamedTuple):
    """A number or a range."""

    least: float
    most: float


class Amounts:
    """The lists of amounts."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self.numbers: dict[str, float] = {**data["numbers"], **data["tens"]}
        for tens, value in data["tens"].items():
            for ones, more in list(data["numbers"].items())[:9]:
                self.numbers |= {f"{tens}-{ones}": value + more, f"{tens} {ones}": value + more}
        self.names: dict[str, Iterable[str]] = {
            "NUMBER": self.numbers,
            "MULTIPLE": data["multiples"],
            "PERIOD": _listed(data["periods"]),
            "EACH": _listed(data["each_period"]),
            "HOUR": _listed(data["hours"]),
            "VISIT": _listed(data["visits"]),
            "UNIT": _listed(data["units"]),
            "KIND": data["kinds"]["names"],
            "FIRST": data["strengths"]["first"],
            "SECOND": data["strengths"]["second"],
        }
        """The names that stand for each `<NAME>` of the grammar."""
        self.courses: frozenset[str] = frozenset(data["courses"]["names"])
        """Things that are counted in sessions."""
        self.numbered: re.Pattern[str] = regex(
            rf"(?<![a-z]){names_pattern(data['numbered']['names'])}[ ,]*\Z"
        )
        """Matches what has a number of its own, at the end of a text."""
        self.before_prefix: frozenset[str] = frozenset(data["before_prefix"]["names"])
        """Words that may stand before a prefix."""
        sections = ("periods", "each_period", "hours", "visits", "units")
        self._units = {
            name: unit for key in sections for unit, names in data[key].items() for name in names
        }
        self._values: dict[str, float] = {**self.numbers, **data["multiples"], **data["articles"]}
        self._number = regex(
            rf"(?<![a-z])(?:{names_pattern(self._values)})(?![a-z])|\d[\d,]*(?:\.\d+)?"
        )
        self._unit = regex(rf"(?<![a-z])(?:{names_pattern(self._units)})(?![a-z])")

    def range(self, text: str) -> Range | None:
        """The number or range in the words of an amount; None if they contradict each other.

        A number in brackets repeats the one before it: "six (6)".
        """
        found: list[float] = []
        for match in self._number.finditer(text):
            value = self._value(match.group())
            if not (found and text[: match.start()].endswith("(")):
                found.append(value)
            elif value != found[-1]:
                return None
        if not found or len(found) > 2 or found[0] > found[-1]:
            return None
        return Range(found[0], found[-1])

    def unit(self, text: str) -> str | None:
        """The unit in the words of an amount, by its usual name."""
        match = self._unit.search(text)
        return self._units[match.group()] if match else None

    def _value(self, text: str) -> float:
        if text in self._values:
            return self._values[text]
        return float(text.replace(",", ""))


def _listed(section: Mapping[str, Iterable[str]]) -> list[str]:
    return [name for names in section.values() for name in names]


@cache
def data() -> Mapping[str, Any]:
    """``data/amounts.toml``."""
    return table("amounts")


@cache
def amounts() -> Amounts:
    """The amounts of ``data/amounts.toml``."""
    return Amounts(data())


@lru_cache(_KEPT)
def number_range(text: str) -> Range | None:
    """The number or range in the words of an amount; None if they contradict each other."""
    return amounts().range(text)


@lru_cache(_KEPT)
def unit_name(text: str) -> str | None:
    """The unit in the words of an amount, by its usual name."""
    return amounts().unit(text)


def date_of(text: str) -> date | None:
    """The date in figures, month first. A two-digit year is in this century."""
    month, day, year = (int(figures) for figures in _FIGURES.findall(text))
    try:
        return date(year if year > _LAST_SHORT_YEAR else _CENTURY + year, month, day)
    except ValueError:
        return None
