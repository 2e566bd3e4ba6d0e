"""Figures in free text that can't be: ages, scores, ranges of motion, levels of the spine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

from attrs import frozen

from imrparse.data import table
from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft, Text
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import BETWEEN_SENTENCES, is_cited
from imrparse.syntax.patterns import Wording
from imrparse.text.spans import text_before

_LONGEST = 120  # code points of the sentence before a figure
_AFTER = 30  # code points after it


class ImpossibleFigure(Rule):
    """An age, a score, a range of motion or a level of the spine can't be.

    ## Why

    A figure has one digit too many or too few, or a wrong one: "a 444 year old male", "flexion of
    1800 degrees", "C9". A reader can't tell what was found. A sixth lumbar vertebra is rare, so
    "L6" is a note.

    ## Example

    ```text wrong
    pain rated 14 out of 10 (6
    ```

    ```text right
    pain rated 4 out of 10 (6
    ```
    """

    code: ClassVar[str] = "IMR722"
    name: ClassVar[str] = "impossible-figure"
    severity: ClassVar[Severity] = Severity.WARNING
    by_text: ClassVar[bool] = True

    def check(self, draft: Draft) -> Iterator[Finding]:
        for figure in _figures():
            if not figure.may_occur(draft):
                continue
            for text in draft.filled:
                if not is_cited(text):
                    yield from _impossible(draft, text, figure)


@frozen
class _Figure:
    """A kind of figure, and what it can be."""

    pattern: re.Pattern[str]
    least: int
    most: int
    says: str
    words: frozenset[str]
    clue: str
    near: Sequence[str]
    is_note: bool
    unit: str

    def may_occur(self, draft: Draft) -> bool:
        """Whether a draft has what every such figure has beside it: a fast test."""
        if self.unit and f" {self.unit} " not in draft.joined:
            long = len(self.unit) + len(str(self.most))
            if not any(one.endswith(self.unit) and len(one) >= long for one in draft.words):
                return False
        return self.clue in draft.lowercase and not (
            self.words and draft.words.isdisjoint(self.words)
        )


def _impossible(draft: Draft, text: Text, figure: _Figure) -> Iterator[Finding]:
    lower = draft.lowercase[text.start : text.start + len(text.plain)]
    if figure.clue not in lower:
        return
    for found in figure.pattern.finditer(lower):
        stated = int(found["figure"].replace(",", ""))
        if not figure.least <= stated <= figure.most and _is_near(lower, found, figure.near):
            yield Finding(
                text.span(*found.span()),
                figure.says.replace("#", f"{stated}"),
                severity=Severity.NOTE if figure.is_note else None,
            )


def _is_near(lower: str, found: re.Match[str], near: Sequence[str]) -> bool:
    """Whether one of some words stands near a figure in its sentence."""
    before = BETWEEN_SENTENCES.split(text_before(lower, found.start(), _LONGEST))[-1]
    after = BETWEEN_SENTENCES.split(lower[found.end() : found.end() + _AFTER])[0]
    return not near or any(word in before or word in after for word in near)


@cache
def _figures() -> Sequence[_Figure]:
    wording, facts = Wording("lint/figures"), table("figures")
    return [
        _figure(wording[form[0].name], facts[name])
        for name, form in wording.forms["figure"].items()
    ]


def _figure(pattern: re.Pattern[str], facts: Mapping[str, Any]) -> _Figure:
    return _Figure(
        pattern,
        least=facts.get("least", 0),
        most=facts.get("most", _NO_LIMIT),
        says=facts["says"],
        words=frozenset(facts.get("words", ())),
        clue=facts.get("clue", ""),
        near=facts.get("near", ()),
        is_note=facts.get("is_note", False),
        unit=facts.get("unit", ""),
    )


_NO_LIMIT = 10**9
