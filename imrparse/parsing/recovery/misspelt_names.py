"""Names of states and months that are misspelt but can still be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from imrparse.data import names
from imrparse.text.edit_distance import nearest
from imrparse.text.source import Span
from imrparse.tree.letter import Determination

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import MisspeltMonth, MisspeltState

# A pattern that begins with fixed text is searched at the speed of a character search.
_YEARS = tuple(re.compile(rf"{c}(?<=\s{c})\d\d\b") for c in ("19", "20"))
_MONTH_AND_DAY = re.compile(
    r"(?<![\w-])(?P<month>[A-Za-z01|!][\w|!]{2,11})[.,]?(?P<day>\s+\d{1,2}(?:st|nd|rd|th)?)?\Z"
)
_BEFORE_YEAR = 28  # code points before a year in which its month stands
_SHORTEST_MANGLED = 4  # letters; shorter names are too similar to other words


class MisspeltNames:
    """Checks the names of states and months against the package's data."""

    @cached_property
    def _states(self) -> tuple[str, ...]:
        return names("states")

    @cached_property
    def _known_states(self) -> frozenset[str]:
        return frozenset(self._states)

    @cached_property
    def _months(self) -> tuple[str, ...]:
        return tuple(name for name in names("months") if len(name) >= _SHORTEST_MANGLED)

    @cached_property
    def _known_months(self) -> frozenset[str]:
        return frozenset(names("months"))

    def find(self, plain: str, letter: Determination) -> Iterator[MisspeltState | MisspeltMonth]:
        """The misspelt states of licensure in a letter, and months anywhere in its text."""
        yield from self._misspelt_states(letter)
        yield from self._misspelt_months(plain)

    def _misspelt_states(self, letter: Determination) -> Iterator[MisspeltState]:
        for number, state in enumerate(letter.reviewer.licensure):
            if state not in self._known_states:
                span = letter.reviewer.span_of(f"licensure[{number}]")
                choices = nearest(state, self._states)
                if span and choices:
                    from imrparse.parsing.recovery.findings import MisspeltState

                    yield MisspeltState(span, choices)

    def _misspelt_months(self, plain: str) -> Iterator[MisspeltMonth]:
        for year in chain.from_iterable(years.finditer(plain) for years in _YEARS):
            start = max(0, year.start() - _BEFORE_YEAR)
            before = plain[start : year.start()].rstrip().removesuffix(",")
            date = _MONTH_AND_DAY.search(before)
            if date is None or date["month"] in self._known_months:
                continue
            choices = nearest(date["month"], self._months)
            # Any word may stand before a year. Without a day, only a longer name is evidence.
            if choices and (date["day"] or len(choices[0]) > _SHORTEST_MANGLED):
                from imrparse.parsing.recovery.findings import MisspeltMonth

                yield MisspeltMonth(
                    Span(start + date.start("month"), start + date.end("month")), choices
                )
