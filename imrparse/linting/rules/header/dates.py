"""The dates of a header, as the rules of this group compare them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from imrparse.linting.draft import Draft
from imrparse.source import Span
from imrparse.tree import Header

ORDER = (
    "date_of_injury",
    "ur_denial_date",
    "application_received",
    "date_assigned",
    "decision_date",
)
"""The dates in the order in which they come about."""

FIRST_INJURY = 1940
"""The earliest year of an injury that can still be disputed."""
FIRST_REVIEW = 2013
"""The year in which Independent Medical Review began (Labor Code 4610.5)."""


class HeaderDate(NamedTuple):
    """A date of the header."""

    field: str
    value: date
    span: Span

    @property
    def name(self) -> str:
        """What letters call it: "UR denial date"."""
        return self.field.replace("_", " ").replace("ur ", "UR ")


@lru_cache(1)  # several rules ask for those of one letter, one after another
def header_dates(draft: Draft) -> Sequence[HeaderDate]:
    """The dates of the header, in the order in which they come about."""
    dates = (header_date(draft.letter.header, field) for field in ORDER)
    return [found for found in dates if found]


def header_date(header: Header | None, field: str) -> HeaderDate | None:
    """A date of the header, if it has that one and it stands in the text."""
    if header is None or (value := getattr(header, field)) is None:
        return None
    span = header.places.get(field)
    return HeaderDate(field, value, span) if span else None


def is_plausible(found: HeaderDate, draft: Draft) -> bool:
    """Whether a date is of a year in which such a thing can have happened."""
    first = FIRST_INJURY if found.field == "date_of_injury" else FIRST_REVIEW
    return first <= found.value.year <= _last_year(draft)


@lru_cache(1)
def _last_year(draft: Draft) -> int:
    """The year of tomorrow, which may have come elsewhere."""
    return ((draft.today or date.today()) + timedelta(days=1)).year


def days_between(draft: Draft, since: str, until: str) -> tuple[int, HeaderDate, HeaderDate] | None:
    """The days between two dates of the header that are plausible, and the two."""
    one, other = (header_date(draft.letter.header, field) for field in (since, until))
    if (
        one is None
        or other is None
        or not (is_plausible(one, draft) and is_plausible(other, draft))
    ):
        return None
    return (other.value - one.value).days, one, other
