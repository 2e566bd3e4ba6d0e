"""Names of states and months that are nearly right: they can be read, but should be mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from imrparse.data import names
from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Fix, Severity
from imrparse.diagnostics.safe_fixes import Of
from imrparse.text.edit_distance import nearest, only
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination

# A pattern that begins with fixed text is searched at the speed of a character search.
_YEARS = tuple(re.compile(rf"{c}(?<=\s{c})\d\d\b") for c in ("19", "20"))
_MONTH_AND_DAY = re.compile(
    r"(?<![\w-])(?P<month>[A-Za-z01|!][\w|!]{2,11})[.,]?(?P<day>\s+\d{1,2}(?:st|nd|rd|th)?)?\Z"
)
_BEFORE_YEAR = 28  # code points before a year in which its month stands
_SHORTEST_MANGLED = 4  # letters; shorter names are too near to other words


class Spelling:
    """Checks the names of states and months, which stand in the package's data."""

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

    def check(self, source: Source, letter: Determination) -> list[Diagnostic]:
        """Warnings of names that are nearly right."""
        found = []
        for number, state in enumerate(letter.reviewer.licensure):
            if state not in self._known_states:
                span = letter.reviewer.span_of(f"licensure[{number}]")
                meant = nearest(state, self._states)
                if span and meant:
                    found.append(_warning(codes.MISSPELT_STATE, meant, span, source))
        return found + list(self._misspelt_months(source))

    def _misspelt_months(self, source: Source) -> Iterator[Diagnostic]:
        plain = source.plain
        for year in chain.from_iterable(years.finditer(plain) for years in _YEARS):
            start = max(0, year.start() - _BEFORE_YEAR)
            before = plain[start : year.start()].rstrip().removesuffix(",")
            date = _MONTH_AND_DAY.search(before)
            if date is None or date["month"] in self._known_months:
                continue
            meant = nearest(date["month"], self._months)
            # Any word may stand before a year: without a day, it has to be longer to tell.
            if meant and (date["day"] or len(meant[0]) > _SHORTEST_MANGLED):
                span = Span(start + date.start("month"), start + date.end("month"))
                yield _warning(codes.MISSPELT_MONTH, meant, span, source)


def _warning(code: str, meant: tuple[str, ...], span: Span, source: Source) -> Diagnostic:
    """What is said of a name that is nearly one of some; a fix only if it is nearly one alone."""
    what = "the state" if code == codes.MISSPELT_STATE else "the month"
    fixes: tuple[Fix, ...] = ()
    if wording := only(meant):
        fixes = (codes.written(wording, (Edit(span, wording),), source, Of.NAME),)
    shown = " ".join(source.plain[slice(*span)].split())
    return codes.fault(
        code,
        f"{what} '{shown}' is not spelt as it should be",
        span,
        source,
        severity=Severity.WARNING,
        hint=codes.did_you_mean(meant),
        fixes=fixes,
    )
