"""Sides of body parts that contradict the rest of the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from imrparse.diagnostics.diagnostic import Related
from imrparse.fields.details import Side
from imrparse.fields.treatments.treatment import read_treatment
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding
from imrparse.linting.rules.decision.word_lists import phrases
from imrparse.text.spans import text_before
from imrparse.tree.letter import Issue, Prose

_OPPOSITE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
_KEPT = 1024  # patterns
_FEWEST = 4  # places of a summary that suffice where the rationale names no side
_LONGEST = 200  # code points of a sentence before a side


def other_sides(draft: Draft, issue: Issue) -> Iterator[Finding]:
    """The side of a body part that contradicts the rest of the letter: in the request, if summary
    and rationale have the other one alone; in the rationale, if summary and request have."""
    for asked in _asked(issue):
        summary = _sides_in(draft.letter.summary, asked.name)
        said = _sides_in(issue.rationale, asked.name)
        is_told = bool(summary and said) or len(summary) >= _FEWEST
        if is_told and {one.side for one in (*summary, *said)} == {_OPPOSITE[asked.side].value}:
            yield _of_request(draft, issue, asked, summary[0].place)
        elif {one.side for one in summary} == {asked.side.value}:
            yield from _of_rationale(issue, asked, said)


class _Asked(NamedTuple):
    """A body part on one side, as a request names it."""

    name: str
    side: Side
    start: int
    end: int


def _asked(issue: Issue) -> Iterator[_Asked]:
    text = issue.request.text
    lower = text.lower()
    if (Side.LEFT.value in lower) is (Side.RIGHT.value in lower) or len(lower) != len(text):
        return
    seen = set()
    for part in read_treatment(text).parts:
        name = text[slice(*part.place)].lower()
        if part.side in _OPPOSITE and part.side_place and name not in seen and name.isascii():
            seen.add(name)
            yield _Asked(name, part.side, *part.side_place)


class _Said(NamedTuple):
    """A side with which a text names a body part."""

    side: str
    place: tuple[int, int]
    is_compared: bool
    """Whether the sentence names it on purpose: "compared with the right knee"."""


def _sides_in(prose: Prose, name: str) -> list[_Said]:
    """The sides with which a text names a body part."""
    lower = prose.text.lower()
    if name not in lower:
        return []
    found = []
    for one in _sided(name).finditer(lower):
        sentence = text_before(lower, one.start(), _LONGEST).rpartition(". ")[2]
        is_compared = phrases()["COMPARED_SIDE"].search(sentence) is not None
        found.append(_Said(one["side"], one.span("side"), is_compared))
    return found


@lru_cache(_KEPT)
def _sided(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<side>left|right|bilateral|both|contralateral|opposite)\s(?:[a-z]+\s)?"
        rf"{re.escape(name)}"
    )


def _of_request(draft: Draft, issue: Issue, asked: _Asked, elsewhere: tuple[int, int]) -> Finding:
    span = issue.request.folded.span(asked.start, asked.end)
    place = draft.letter.summary.folded.span(*elsewhere)
    other = _OPPOSITE[asked.side].value
    return Finding(
        span or draft.end_of(issue.request.span),
        f"the request has the {asked.side.value} {asked.name}, the rest of the letter the {other}",
        related=(Related("the summary", place),) if place else (),
    )


def _of_rationale(issue: Issue, asked: _Asked, said: list[_Said]) -> Iterator[Finding]:
    other = _OPPOSITE[asked.side].value
    if not {one.side for one in said} <= {side.value for side in _OPPOSITE}:
        return
    for one in said:
        span = issue.rationale.folded.span(*one.place)
        wanted = issue.request.folded.span(asked.start, asked.end)
        if one.side == other and span and not one.is_compared:
            yield Finding(
                span,
                f"the request and the summary have the {asked.side.value} {asked.name}",
                related=(Related("the request", wanted),) if wanted else (),
            )
