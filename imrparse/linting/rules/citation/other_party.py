"""Guideline fields that speak of the other party."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import ClassVar

from imrparse.diagnostics import codes, safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.syntax.patterns import Wording
from imrparse.text.source import Span
from imrparse.tree.letter import Guideline

_ADMINISTRATOR, _REVIEWER = "ADMINISTRATOR_BEGINS", "EXPERT_BEGINS"


class OtherParty(Rule):
    """A guideline field says what the other party did.

    ## Why

    One field is on the evidence of the claims administrator, the other on that of the expert
    reviewer (8 CCR 9792.10.6(d) requires the reviewer's). "The Claims Administrator did not cite
    any medical evidence" under "MAXIMUS guideline:" leaves open whose evidence is meant: the
    sentence, or the whole field, was copied from the other one.

    ## Example

    ```text wrong
    MAXIMUS guideline: The Claims Administrator did not cite any medical evidence for its decision.
    ```

    ```text right
    MAXIMUS guideline: The Expert Reviewer did not cite any medical evidence for its decision.
    ```
    """

    code: ClassVar[str] = "IMR513"
    name: ClassVar[str] = "other-party"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            fields = (
                (issue.claims_administrator_guideline, _ADMINISTRATOR, _REVIEWER),
                (issue.maximus_guideline, _REVIEWER, _ADMINISTRATOR),
            )
            for field, own, other in fields:
                yield from _of_other(draft, field, _parties()[own], _parties()[other])


def _of_other(draft: Draft, field: Guideline, own: str, other: str) -> Iterator[Finding]:
    start = 0
    while (start := field.text.find(other, start)) >= 0:
        place = field.folded.span(start, start + len(other))
        if place:
            yield _finding(draft, place, own)
        start += len(other)


def _finding(draft: Draft, place: Span, own: str) -> Finding:
    edits = (Edit(place, own),)
    fix = safe_fixes.fix(f"write {own!r}", draft.source.text, edits, TextKind.SENTENCE, sure=False)
    return Finding(
        place,
        f"this field is on what {own[0].lower()}{own[1:]} cites",
        hint=codes.did_you_mean([own]),
        fixes=(fix,),
    )


@cache
def _parties() -> Mapping[str, str]:
    """How fields on what each party cites begin."""
    wording = Wording("guideline")
    return {name: wording.literal(name) or "" for name in (_ADMINISTRATOR, _REVIEWER)}
