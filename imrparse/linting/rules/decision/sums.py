"""Sums in partial authorizations: the original is the authorized plus the remaining part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from imrparse.data.regexes import regex
from imrparse.fields.details import Duration, PartialAuthorization, Quantity, Treatment
from imrparse.linting.rules.decision.word_lists import wording
from imrparse.text.source import Span
from imrparse.tree.letter import Request

_Amount: TypeAlias = Quantity | Duration
_CLOSE = 1e-6  # tolerance for sums of decimal fractions


class DividedAmounts(NamedTuple):
    """The amounts of a partial authorization that can be added."""

    original: float
    authorized: float
    remaining: float
    unit: str | None
    node: _Amount
    """The remaining amount."""

    @property
    def add_up(self) -> bool:
        """Whether the two parts add up to the original."""
        return abs(self.original - self.authorized - self.remaining) < _CLOSE


def divided_amounts(request: Request) -> DividedAmounts | None:
    """The amounts of a partially authorized request, if each is exact and all have the same
    unit."""
    partial = request.partial_authorization
    if partial is None or not is_divided(request, partial):
        return None
    treatments = partial.original, partial.authorized, partial.remaining
    if any(one.refills is not None for one in treatments):
        return None  # "Two refills of Ibuprofen #90": the number is not what remains
    amounts: list[_Amount | None] = [one.quantity for one in treatments]
    if amounts[1:] == [None, None] and _are_same_treatment(*treatments):
        amounts = [one.duration for one in treatments]
    elif None not in amounts[1:] or len({one.item.lower() for one in treatments}) == 1:
        # If more than the numbers differs, another number may be the one that was divided.
        amounts = [one.quantity or product(one) for one in treatments]
    if amounts == [None, None, None] and not any(one.strength for one in treatments):
        return _divided_number(request, treatments)
    return _divided(amounts)


_TOKEN = regex(r"\d+(?:\.\d+)?(?![\w/.-]*\d)|[^\W\d]+|[^\w\s]")


def _divided_number(request: Request, treatments: Sequence[Treatment]) -> DividedAmounts | None:
    """The one number in which the texts of the three treatments differ: "6 hours per day"."""
    words = [_TOKEN.findall(one.text.lower()) for one in treatments]
    if len({len(one) for one in words}) > 1:
        return None
    differing = [place for place, said in enumerate(zip(*words, strict=True)) if len({*said}) > 1]
    if len(differing) != 1:
        return None
    figures = [one[differing[0]] for one in words]
    if not all(figure[0].isdigit() for figure in figures):
        return None
    text = treatments[-1].text
    found = [*_TOKEN.finditer(text.lower())][differing[0]]
    start = request.folded.text.rfind(text) + found.start()
    span = request.folded.span(start, start + len(found[0]))
    original, authorized, remaining = map(float, figures)
    node = Quantity(remaining, remaining, span=span)
    return DividedAmounts(original, authorized, remaining, None, node)


def is_divided(request: Request, partial: PartialAuthorization) -> bool:
    """Whether the request is in the form that names what remains, for the same body parts.

    In the other form the whole original request is in dispute.
    """
    form = request.text.lower()
    one, *others = (
        {(part.region, part.side) for part in treatment.body_parts}
        for treatment in (partial.original, partial.authorized, partial.remaining)
    )
    return wording().remaining in form and all(not other or other == one for other in others)


def product(treatment: Treatment) -> Quantity | None:
    """The number of visits in "2 times a week for 6 weeks"."""
    often, long = treatment.frequency, treatment.duration
    if often and long and often.per == long.unit and often.least == often.most:
        span = None
        if often.span and long.span:
            first, last = sorted((often.span, long.span))
            span = Span(first.start, last.end)
        return Quantity(often.least * long.least, often.most * long.most, span=span)
    return None


def _are_same_treatment(*treatments: Treatment) -> bool:
    """Whether treatments differ only in their duration."""
    return len({(one.item.lower(), one.frequency, one.strength) for one in treatments}) == 1


def _divided(amounts: list[_Amount | None]) -> DividedAmounts | None:
    original, authorized, remaining = amounts
    if original is None or authorized is None or remaining is None:
        return None
    units = {one.unit for one in (original, authorized, remaining)} - {None}
    exact = all(one.least == one.most for one in (original, authorized, remaining))
    if not exact or len({canonical_unit(unit) for unit in units}) > 1:
        return None
    unit = next(iter(units), None)
    return DividedAmounts(original.least, authorized.least, remaining.least, unit, remaining)


def canonical_unit(unit: str | None) -> str | None:
    """The common name for units that are counted alike (sessions, visits), or the unit itself."""
    return wording().alike.get(unit, unit) if unit else None
