"""The dates of a header, as the rules of this group compare them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from imrparse.linting.draft import Draft
from imrparse.text.source import Span

ORDER = (
    "date_of_injury",
    "ur_denial_date",
    "application_received",
    "date_assigned",
    "decision_date",
)
"""The date fields in chronological order."""

DAY = "%m/%d/%Y"
"""The notation of dates in a letter, for messages."""

FIRST_INJURY = 1940
"""The earliest plausible year of a disputed injury."""
FIRST_REVIEW = 2013
"""The year in which Independent Medical Review began (Labor Code 4610.5)."""


class HeaderDate(NamedTuple):
    """A date of the header."""

    field: str
    value: date
    span: Span
    is_plausible: bool
    """Whether such an event can have happened in that year."""

    @property
    def name(self) -> str:
        """The name that letters use: "UR denial date"."""
        return self.field.replace("_", " ").replace("ur ", "UR ")


@lru_cache(1)  # several rules in a row ask for those of the same letter
def header_dates(draft: Draft) -> Mapping[str, HeaderDate]:
    """The dates of the header that have a span, in chronological order of the events."""
    header = draft.header
    if header is None:
        return {}
    last_year = _last_year(draft.today)
    found = {}
    for field in ORDER:
        value: date | None = getattr(header, field)
        span = header.places.get(field)
        if value and span:
            first = FIRST_INJURY if field == "date_of_injury" else FIRST_REVIEW
            found[field] = HeaderDate(field, value, span, first <= value.year <= last_year)
    return found


def _last_year(today: date | None) -> int:
    """The year of tomorrow, which may have begun in another time zone."""
    return ((today or date.today()) + timedelta(days=1)).year


def days_between(draft: Draft, since: str, until: str) -> tuple[int, HeaderDate, HeaderDate] | None:
    """The days between two header dates, and the two dates; None unless both are plausible."""
    dates = header_dates(draft)
    one, other = dates.get(since), dates.get(until)
    if one and other and one.is_plausible and other.is_plausible:
        return (other.value - one.value).days, one, other
    return None
