"""IMR501."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from imrparse.data import table
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.words import squeezed
from imrparse.tree.letter import Rationale


class MissingEvidence(Rule):
    """The reviewer cites no medical evidence, and the rationale does not say why none is needed.

    ## Why

    A determination cites the evidence it is based on (8 CCR 9792.10.6(d)). No evidence is needed
    only for a service that accompanies an operation and is not necessary without it; the rationale
    then says "As the requested surgical intervention is not medically necessary per the
    documentation, the requested ancillary service is not medically necessary."

    ## Example

    ```text wrong
    Decision rationale: Crutches were requested for the time after surgery. The requested
    crutches are not medically necessary.
    ```

    ```text right
    Decision rationale: As the requested surgical intervention is not medically necessary per the
    documentation, the requested ancillary service is not medically necessary.
    ```
    """

    code: ClassVar[str] = "IMR501"
    name: ClassVar[str] = "missing-evidence"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            field, rationale = issue.maximus_guideline, issue.rationale
            if field.no_evidence_cited and field.span and not _depends_on_surgery(rationale):
                yield Finding(
                    field.span,
                    "no medical evidence is cited for this decision",
                    hint="cite what the decision is based on, unless the treatment accompanies an "
                    "operation that is not medically necessary; then say so in the rationale",
                    related=(Related("the rationale", rationale.span),) if rationale.span else (),
                )


def _depends_on_surgery(rationale: Rationale) -> bool:
    """Whether a rationale says that the service is not needed because the operation is not."""
    text = squeezed(rationale.text.lower())
    return any(phrase in text for phrase in _phrases())


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(table("citation")["ancillary"])
