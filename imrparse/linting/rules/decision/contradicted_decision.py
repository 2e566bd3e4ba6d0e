"""IMR401."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.details import Verdict
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.plain import concludes_plainly
from imrparse.tree.letter import Decision

_IMPLIED_DECISION = {Verdict.NECESSARY: Decision.OVERTURNED, Verdict.NOT_NECESSARY: Decision.UPHELD}


class ContradictedDecision(Rule):
    """The rationale concludes the opposite of the decision.

    ## Why

    The determination says of each disputed treatment whether it is medically necessary, and gives
    the reasons (8 CCR 9792.10.6(d)). If a treatment is not medically necessary the denial is
    upheld; otherwise it is overturned. If rationale and decision disagree, nobody can tell what was
    decided. Conclusions that are only quoted, conceded, hypothetical or retracted are not compared.

    ## Example

    ```text wrong
    The request for left knee arthroscopy is medically necessary.
    ```

    ```text right
    The request for left knee arthroscopy is not medically necessary.
    ```
    """

    code: ClassVar[str] = "IMR401"
    name: ClassVar[str] = "contradicted-decision"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            conclusion = issue.rationale.conclusion
            meant = _IMPLIED_DECISION.get(conclusion.verdict)
            decision = issue.span_of("decision")
            if not meant or not conclusion.span or not decision:
                continue
            if issue.decision is None or issue.decision is meant:
                continue
            if concludes_plainly(issue):
                yield Finding(
                    conclusion.span,
                    f"the rationale concludes that the treatment is {conclusion.verdict.value}, "
                    f"but the decision is {issue.decision.value}",
                    hint=f"did you mean the decision {meant.value!r}?",
                    related=(Related("the decision", decision),),
                )
