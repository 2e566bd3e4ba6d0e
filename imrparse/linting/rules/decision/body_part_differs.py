"""IMR408."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.details import Treatment
from imrparse.fields.treatments.body_parts import Part
from imrparse.fields.treatments.treatment import read_treatment
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.body import differing_level, differing_part, place_of
from imrparse.linting.rules.decision.naming import Passage, treatment_passages, treatments
from imrparse.text.source import Span
from imrparse.tree.letter import Issue


class BodyPartDiffers(Rule):
    """The rationale decides on another body part or side than was requested.

    ## Why

    The determination is about the treatment that was requested (8 CCR 9792.10.6(d)): a rationale
    about the left knee does not decide on the right knee. The rule compares the conclusion of the
    rationale, and the parts of a partially authorized request; it ignores findings and history.

    ## Example

    ```text wrong
    The request for right knee arthroscopy is not medically necessary.
    ```

    ```text right
    The request for left knee arthroscopy is not medically necessary.
    ```
    """

    code: ClassVar[str] = "IMR408"
    name: ClassVar[str] = "body-part-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue, passages in treatment_passages(draft):
            asked = treatments(issue.request)
            yield from _in_request(asked)
            for passage in passages:
                yield from _in_rationale(issue, passage, asked)


def _in_request(asked: Sequence[Treatment]) -> Iterator[Finding]:
    """In a partial authorization: a body part that is not in the original request."""
    original, *others = asked
    for other in others:
        parts = _parts(other)
        wrong = differing_part(parts, _parts(original))
        if wrong:
            words = other.text[slice(*place_of(wrong))]
            span = other.body_parts[parts.index(wrong)].span
            yield from _finding(span, f"{words!r} is not in the original request", original)
            return


def _in_rationale(issue: Issue, passage: Passage, asked: Sequence[Treatment]) -> Iterator[Finding]:
    """In a rationale: a body part or spinal level that is not in the request."""
    wrong = differing_part(passage.reading.parts, [part for one in asked for part in _parts(one)])
    place = place_of(wrong) if wrong else differing_level(passage.text, issue.request.text)
    if place:
        words = passage.text[slice(*place)]
        span = issue.rationale.folded.span(passage.start + place[0], passage.start + place[1])
        yield from _finding(span, f"the rationale decides on {words!r}, not the request", asked[-1])


def _finding(span: Span | None, message: str, asked: Treatment) -> Iterator[Finding]:
    if span:
        related = (Related("what was requested", asked.span),) if asked.span else ()
        yield Finding(span, message, related=related)


def _parts(treatment: Treatment) -> Sequence[Part]:
    return read_treatment(treatment.text).parts
