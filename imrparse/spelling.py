"""Names of states and months that are nearly right: they can be read, but should be mended."""

from __future__ import annotations

import re
from functools import cached_property
from importlib.resources import files

from imrparse import faults
from imrparse.diagnostics import Diagnostic, Edit, Fix, Severity
from imrparse.nearmiss import nearest
from imrparse.source import Source, Span
from imrparse.tree import Determination

_YEAR = re.compile(r",\s+(?:19|20)\d\d\b")
_MONTH_AND_DAY = re.compile(r"(?<![\w-])([A-Za-z01][\w|!]{2,11})\.?\s+\d{1,2}(?:st|nd|rd|th)?\Z")
_BEFORE_YEAR = 24  # code points before a year in which its month stands
_SHORTEST_MANGLED = 4  # letters; shorter names are too near to other words


class Spelling:
    """Checks the names of states and months, which stand in the package's data."""

    @cached_property
    def _states(self) -> tuple[str, ...]:
        return _names("states.txt")

    @cached_property
    def _known_states(self) -> frozenset[str]:
        return frozenset(self._states)

    @cached_property
    def _months(self) -> tuple[str, ...]:
        return tuple(name for name in _names("months.txt") if len(name) >= _SHORTEST_MANGLED)

    @cached_property
    def _known_months(self) -> frozenset[str]:
        return frozenset(_names("months.txt"))

    def check(self, source: Source, letter: Determination) -> list[Diagnostic]:
        """Warnings of names that are nearly right."""
        found = []
        for number, state in enumerate(letter.reviewer.licensure):
            if state not in self._known_states:
                span = letter.reviewer.span_of(f"licensure[{number}]")
                wording = nearest(state, self._states)
                if span and wording:
                    found.append(_warning(faults.MISSPELT_STATE, wording, span, source))
        for year in _YEAR.finditer(source.plain):
            start = max(0, year.start() - _BEFORE_YEAR)
            date = _MONTH_AND_DAY.search(source.plain[start : year.start()])
            if date and date[1] not in self._known_months:
                wording = nearest(date[1], self._months)
                if wording:
                    span = Span(start + date.start(1), start + date.end(1))
                    found.append(_warning(faults.MISSPELT_MONTH, wording, span, source))
        return found


def _warning(code: str, wording: str, span: Span, source: Source) -> Diagnostic:
    fix = Fix(f"write '{wording}'", (Edit(span, wording),), safe=True)
    shown = " ".join(source.plain[slice(*span)].split())
    return faults.fault(
        code,
        f"'{shown}' is not as it should be written",
        span,
        source,
        severity=Severity.WARNING,
        hint=f"did you mean '{wording}'?",
        fixes=(fix,),
    )


def _names(file: str) -> tuple[str, ...]:
    lines = (files("imrparse") / "data" / file).read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
