"""Strengths of medications that differ from the request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

from attrs import evolve

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.details import Treatment
from imrparse.fields.treatments.amounts import STRENGTH, Place
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.passages import (
    Passage,
    medication,
    mentions,
    strength_of,
    treatment_passages,
    treatments,
)
from imrparse.linting.rules.decision.sums import divided_amounts
from imrparse.text.source import Span
from imrparse.tree.letter import Issue


class StrengthDiffers(Rule):
    """The strength of a medication differs from that in the request.

    ## Why

    The determination is about the treatment that was requested (8 CCR 9792.10.6(d)). A rationale
    that names another strength decides on another prescription, and so does a remaining part whose
    strength differs from the original request. Strengths in the history and in guidelines are not
    compared.

    ## Example

    ```text wrong
    Norco 5/325mg was prescribed
    ```

    ```text right
    Norco 10/325mg was prescribed
    ```
    """

    code: ClassVar[str] = "IMR406"
    name: ClassVar[str] = "strength-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue, passages in treatment_passages(draft):
            asked = _with_strength(issue)
            if asked:
                yield from _in_request(issue)
                found = {*passages, *_beside_the_name(issue, asked, draft)}
                yield from _in_rationale(issue, sorted(found), asked)


def _in_request(issue: Issue) -> Iterator[Finding]:
    """In a partial authorization: a part whose strength is not that of the original.

    Another strength may have been authorized. But if the numbers of units add up to the original,
    the number was divided, and the strength should be the same.
    """
    original, *parts = treatments(issue.request)
    sums = divided_amounts(issue.request)
    divided = sums is not None and sums.add_up
    if not parts or not original.strength:
        return
    authorized, remaining = parts
    if not divided and _adds_up(original.strength, authorized.strength, remaining.strength):
        return
    for part in (remaining, authorized) if divided else (remaining,):
        if part.strength and _differ(part.strength, original.strength):
            yield from _finding(
                part.span_of("strength"),
                f"the strength changes from {original.strength} to {part.strength} in the request",
                original,
            )
            return
    changed = authorized.strength and _differ(authorized.strength, original.strength)
    is_rest = remaining.text.lower() not in original.text.lower()
    if changed and is_rest:
        found = f"the strength changes from {original.strength} to {authorized.strength} and back"
        for one in _finding(authorized.span_of("strength"), found, original):
            yield evolve(one, severity=Severity.NOTE)


def _beside_the_name(issue: Issue, asked: Sequence[Treatment], draft: Draft) -> Iterable[Passage]:
    """The mentions of the medication, unless their strengths belong to another time or request."""
    beside = mentions(issue)
    if not beside or any(_is_asked(strength_of(one), asked) for one in beside):
        return ()
    elsewhere = _treatments_by_medication(draft).get(medication(issue), ())
    return [one for one in beside if not _is_asked(strength_of(one), elsewhere)]


@lru_cache(1)
def _treatments_by_medication(draft: Draft) -> Mapping[str | None, Sequence[Treatment]]:
    """The treatments with a strength in all requests, by medication name."""
    found: dict[str | None, list[Treatment]] = {}
    for issue in draft.issues:
        found.setdefault(medication(issue), []).extend(_with_strength(issue))
    return found


def _in_rationale(
    issue: Issue, passages: Iterable[Passage], asked: Sequence[Treatment]
) -> Iterator[Finding]:
    """In a rationale: strengths of the medication that were not requested."""
    places: dict[Place, str] = {}
    for passage in passages:
        strength = strength_of(passage)
        if strength and not _is_asked(strength, asked):
            places[passage.place_of(STRENGTH)] = strength
    for place, strength in places.items():
        yield from _finding(
            issue.rationale.folded.span(*place),
            f"the rationale has the strength {strength}, the request {asked[-1].strength}",
            asked[-1],
        )


def _is_asked(strength: str | None, asked: Sequence[Treatment]) -> bool:
    """Whether a strength is one of those in the request."""
    return strength is not None and not all(
        _differ(strength, one.strength) for one in asked if one.strength
    )


def _with_strength(issue: Issue) -> Sequence[Treatment]:
    """The treatments of a request that have a strength."""
    return [one for one in treatments(issue.request) if one.strength]


def _finding(span: Span | None, message: str, asked: Treatment) -> Iterator[Finding]:
    related = asked.span_of("strength")
    if span:
        yield Finding(
            span,
            message,
            hint=f"did you mean {asked.strength}?",
            related=(Related("the request's strength", related),) if related else (),
        )


_FIGURE = regex(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_MASSES = {"mg": "mg", "mgs": "mg", "mcg": "mcg", "mcgs": "mcg", "µg": "mcg"}
_CONFUSED = {frozenset({"mg"}), frozenset({"mcg"})}
_UNIT = regex(r"%|[a-zµ]+")


def _differ(one: str, other: str) -> bool:
    """Whether two strengths can't be the same.

    They can be if one names fewer of the ingredients ("Norco 10mg"), or if their units differ. Of
    the same figure, milligrams and micrograms can't be.
    """
    units = set(_UNIT.findall(one.lower())), set(_UNIT.findall(other.lower()))
    figures = _figures(one), _figures(other)
    if all(units) and units[0].isdisjoint(units[1]):
        masses = {frozenset(_MASSES.get(unit, "") for unit in one) for one in units}
        return figures[0] == figures[1] and masses == _CONFUSED
    return not (figures[0] <= figures[1] or figures[1] <= figures[0])


def _figures(strength: str) -> set[float]:
    return {float(figure.replace(",", "")) for figure in _FIGURE.findall(strength)}


def _adds_up(whole: str, *parts: str | None) -> bool:
    """Whether strengths add up: with 5mg authorized, 10mg of 15mg remain."""
    whole_figures, *figures = (_figures(part or "") for part in (whole, *parts))
    single = all(len(found) == 1 for found in (whole_figures, *figures))
    return single and sum(whole_figures) == sum(map(sum, figures))
