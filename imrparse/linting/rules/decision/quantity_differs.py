"""Quantities that differ from the request, or do not add up in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import ClassVar, TypeAlias

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.details import (
    Duration,
    Frequency,
    PartialAuthorization,
    Quantity,
    Treatment,
)
from imrparse.fields.treatments.amount_words import amounts
from imrparse.fields.treatments.amounts import DURATION, FREQUENCY, QUANTITY, Amount, Place
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.passages import (
    Passage,
    additional_visits,
    is_counted,
    mentions,
    treatment_passages,
    treatments,
)
from imrparse.linting.rules.decision.sums import (
    DividedAmounts,
    canonical_unit,
    divided_amounts,
    product,
)
from imrparse.linting.rules.decision.word_lists import wording
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.source import Span
from imrparse.tree.letter import Issue

_Requested: TypeAlias = Quantity | Frequency | Duration


class QuantityDiffers(Rule):
    """The rationale decides on another number, frequency or duration than was requested.

    ## Why

    The determination is about the treatment that was requested (8 CCR 9792.10.6(d)). If the
    rationale decides on eight of twelve sessions, the reader can't tell what applies to the other
    four. Numbers in the history and in guidelines are not compared.

    ## Example

    ```text wrong
    The remaining 6 sessions of physical
    therapy
    ```

    ```text right
    The remaining 4 sessions of physical
    therapy
    ```
    """

    code: ClassVar[str] = "IMR407"
    name: ClassVar[str] = "quantity-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue, passages in treatment_passages(draft):
            asked = treatments(issue.request)
            for place, amount in sorted(_amounts(issue, passages).items()):
                requested = (one for find in _REQUESTED.values() for one in find(asked))
                if not any(_is_same(amount, one) for one in requested):
                    yield from _compare(issue, place, amount, _REQUESTED[amount.field](asked))
            for passage in passages:
                yield from _compare_schedules(issue, passage, asked)
            for passage in additional_visits(issue.rationale):
                yield from _compare_additional(issue, passage)


def _amounts(issue: Issue, passages: Iterable[Passage]) -> Mapping[Place, Amount]:
    """The amounts that a rationale names for the requested treatment, by place."""
    amounts: dict[Place, Amount] = {}
    for passage in passages:
        for field in _REQUESTED.keys() & passage.reading.fields.keys():
            amounts[passage.place_of(field)] = passage.reading.fields[field]
    for mention in filter(is_counted, mentions(issue)):
        amounts[mention.place_of(QUANTITY)] = mention.reading.fields[QUANTITY]
    return amounts


def _is_same(found: Amount, asked: _Requested) -> bool:
    """Whether an amount is a requested one, whatever it counts.

    "12 weekly visits" may be once a week for 12 weeks; but "6 times a week" is no 6 weeks.
    """
    if not _is_number(found, asked):
        return False
    of_times = isinstance(asked, Frequency if found.field == DURATION else Duration)
    return not (of_times and found.field != QUANTITY and found.unit and _unit(asked))


def _unit(asked: _Requested) -> str | None:
    return asked.per if isinstance(asked, Frequency) else asked.unit


def _compare_schedules(
    issue: Issue, passage: Passage, asked: Sequence[Treatment]
) -> Iterator[Finding]:
    """Compare "2x6" with a requested "2x4", or "2 times a week for 4 weeks".

    With a unit missing it is unclear what each number counts, so they are compared together.
    """
    fields = passage.reading.fields
    often, long = fields.get(FREQUENCY), fields.get(DURATION)
    requested = [(one.frequency, one.duration) for one in asked if one.frequency and one.duration]
    if often is None or long is None or len(requested) != len(asked):
        return
    for frequency, duration in requested:
        if frequency is None or duration is None or _are_alike(often, long, frequency, duration):
            return
    for field, found in ((FREQUENCY, often), (DURATION, long)):
        span = issue.rationale.folded.span(*passage.place_of(field))
        numbers = [one for one in requested[-1] if one]
        if span and not any(_is_number(found, one) for one in numbers):
            wanted = requested[-1][field == DURATION]
            if wanted:
                yield _finding(span, found, wanted)


def _are_alike(often: Amount, long: Amount, frequency: Frequency, duration: Duration) -> bool:
    """Whether a schedule is the requested one, or is compared number by number."""
    units = (often.unit, long.unit, frequency.per, duration.unit)
    if None not in units:
        return True
    return {_number(often), _number(long)} == {_number(frequency), _number(duration)}


def _number(amount: Amount | _Requested) -> tuple[float, float]:
    value = amount.value if isinstance(amount, Amount) else amount
    return value.least, value.most


def _is_number(found: Amount, asked: _Requested) -> bool:
    return _number(found) == _number(asked)


def _compare_additional(issue: Issue, passage: Passage) -> Iterator[Finding]:
    """Compare a number of additional visits with those that a request names or leaves."""
    found = passage.reading.fields.get(QUANTITY)
    if found is None:
        return
    asked = treatments(issue.request)
    numbers = _quantities(asked)
    exact = [one.least for one in numbers]
    left = [abs(one - other) for one in exact for other in exact]
    if found.value.least not in left:
        yield from _compare(issue, passage.place_of(QUANTITY), found, numbers)


def _compare(
    issue: Issue, place: Place, found: Amount, asked: Sequence[_Requested]
) -> Iterator[Finding]:
    """Compare an amount in the rationale with those of the request."""
    span = issue.rationale.folded.span(*place)
    if not span or not asked or not all(_differs(found, one) for one in asked):
        return
    wanted = next((one for one in reversed(asked) if one.span), asked[-1])
    yield _finding(span, found, asked[-1], wanted.span)


def _finding(span: Span, found: Amount, asked: _Requested, wanted: Span | None = None) -> Finding:
    place = wanted or asked.span
    return Finding(
        span,
        f"the rationale has the {found.field} {_range_text(found.value.least, found.value.most)}, "
        f"the request {_range_text(asked.least, asked.most)}",
        related=(Related("the request", place),) if place else (),
    )


def _differs(found: Amount, asked: _Requested) -> bool:
    """Whether two amounts are comparable, and neither includes the other."""
    if not _are_comparable(found, asked):
        return False
    value = found.value
    within = asked.least <= value.least and value.most <= asked.most
    return not within and not (value.least <= asked.least and asked.most <= value.most)


def _are_comparable(found: Amount, asked: _Requested) -> bool:
    """Whether two amounts have the same unit. In "2x6" it is unclear what each number counts."""
    if isinstance(asked, Quantity):
        units = {asked.unit, found.unit}
        if len(units) > 1 and not units.isdisjoint(wording().containers):
            return False  # one bottle of 30 tablets
        return None in units or canonical_unit(asked.unit) == canonical_unit(found.unit)
    unit = _unit(asked)
    return unit is not None and unit == found.unit


def _range_text(least: float, most: float) -> str:
    return f"{least:g}" if least == most else f"{least:g}-{most:g}"


def _quantities(asked: Sequence[Treatment]) -> Sequence[_Requested]:
    """The numbers that a request names, or that result from its frequencies and durations."""
    printed = [one.quantity for one in asked if one.quantity]
    computed = [found for one in asked if (found := product(one))]
    return [*computed, *printed]


def _frequencies(asked: Sequence[Treatment]) -> Sequence[_Requested]:
    return [one.frequency for one in asked if one.frequency]


def _durations(asked: Sequence[Treatment]) -> Sequence[_Requested]:
    return [one.duration for one in asked if one.duration]


_REQUESTED: dict[str, Callable[[Sequence[Treatment]], Sequence[_Requested]]] = {
    QUANTITY: _quantities,
    FREQUENCY: _frequencies,
    DURATION: _durations,
}


class RemainderDiffers(Rule):
    """The authorized and the remaining amount do not add up to the original request.

    ## Why

    Only what the claims administrator did not authorize is in dispute, and the determination is
    about that (8 CCR 9792.10.6(d)). If the authorized and the remaining amount do not add up to the
    original, one of the three is wrong.

    ## Example

    ```text wrong
    the lumbar spine, 6 sessions was authorized
    ```

    ```text right
    the lumbar spine, 8 sessions was authorized
    ```
    """

    code: ClassVar[str] = "IMR409"
    name: ClassVar[str] = "remainder-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            parts = divided_amounts(issue.request)
            partial = issue.request.partial_authorization
            if partial:
                yield from _refilled(partial)
            if parts and partial and parts.node.span and not parts.add_up:
                others = {"originally": partial.original, "authorized": partial.authorized}
                yield Finding(
                    parts.node.span,
                    f"{parts.authorized:g} authorized and {parts.remaining:g} remaining do not "
                    f"add up to the {parts.original:g} of the original request",
                    hint=_hint(parts),
                    related=tuple(
                        Related(name, part.span) for name, part in others.items() if part.span
                    ),
                )


def _refilled(partial: PartialAuthorization) -> Iterator[Finding]:
    """Numbers of units that differ where what was divided is the number of refills."""
    original, authorized, remaining = (
        one.quantity for one in (partial.original, partial.authorized, partial.remaining)
    )
    refills = partial.original.refills
    if refills is None or original is None or original.least != original.most:
        return
    asked, whole = original.least, original.least * (1 + refills)
    if authorized and authorized.span and authorized.least >= whole:
        message = f"{authorized.least:g} authorized are all of the {whole:g} with refills"
        yield Finding(authorized.span, message, related=_originally(partial))
    is_all = authorized is not None and authorized.least == asked
    if remaining and remaining.span and is_all and remaining.least not in (asked, asked * refills):
        message = f"{remaining.least:g} remain, but {asked:g} with refills were requested"
        yield Finding(remaining.span, message, related=_originally(partial))


def _originally(partial: PartialAuthorization) -> tuple[Related, ...]:
    span = partial.original.span
    return (Related("originally", span),) if span else ()


def _hint(parts: DividedAmounts) -> str | None:
    left = parts.original - parts.authorized
    return f"{left:g} would remain, if the other two are right" if left > 0 else None


class TotalDiffers(Rule):
    """A request states two numbers that should be the same.

    ## Why

    "Twice a week for 6 weeks (10 sessions)" leaves open how many sessions were decided on (8 CCR
    9792.10.6(d)), and so does "#60 (ninety)". Only exact numbers of visits are compared, as tablets
    may be taken "as needed", and only weeks with weeks.

    ## Example

    ```text wrong
    Post-operative crutches, 2 times a week for 6 weeks (10 sessions): Upheld
    ```

    ```text right
    Post-operative crutches: Upheld
    ```
    """

    code: ClassVar[str] = "IMR411"
    name: ClassVar[str] = "total-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            yield from _differ_in_words(issue)
            for treatment in treatments(issue.request):
                total, stated = product(treatment), treatment.quantity
                if total is None or stated is None or treatment.strength or not stated.span:
                    continue
                is_exact = total.least == total.most and stated.least == stated.most
                of_visits = canonical_unit(stated.unit) in (None, wording().visits)
                if is_exact and of_visits and stated.least != total.least:
                    said = (
                        f"the request says {stated.least:g}, but its frequency and duration make "
                        f"{total.least:g}"
                    )
                    place = total.span
                    related = (Related("the frequency and the duration", place),) if place else ()
                    yield Finding(stated.span, said, related=related)


def _differ_in_words(issue: Issue) -> Iterator[Finding]:
    """A number that the words in brackets behind it, or the figures, repeat as another."""
    numbers, request = amounts().numbers, issue.request
    for found in _twice().finditer(request.text.lower()) if "(" in request.text else ():
        figures, said = found["figures"] or found["then"], found["words"] or found["first"]
        span = request.folded.span(*found.span())
        if span and int(figures) != numbers[said]:
            yield Finding(span, f"the request says {figures} in figures, and {said} in words")


@cache
def _twice() -> re.Pattern[str]:
    """A number in figures and, in brackets, in words: "60 (sixty)", or the other way round."""
    number = names_pattern(amounts().numbers)
    return regex(
        rf"(?<![\w./-])(?:(?P<figures>\d{{1,4}}) ?\((?P<words>{number})\)"
        rf"|(?P<first>{number}) ?\((?P<then>\d{{1,4}})\))"
    )
