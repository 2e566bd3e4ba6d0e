"""IMR403."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.wording import is_complete


@frozen
class ShortRationaleOptions:
    """The limit of the rule."""

    words: int = 15
    """The fewest words that a rationale needs."""


class ShortRationale(Rule):
    """The rationale is too short to give reasons.

    ## Why

    The determination gives the clinical reasons for each decision, in plain language (8 CCR
    9792.10.6(d)). A sentence that only repeats the decision is no reason. The fixed sentence about
    services that accompany surgery is complete although it is short.

    ## Example

    ```text wrong
    Decision rationale: The request for a cold therapy unit is not medically
    necessary.
    ```

    ```text right
    Decision rationale: The MTUS is silent on cold therapy units. The ODG supports them for up to 7
    days after surgery, but finds no benefit over ice packs after a simple meniscectomy. The records
    give no reason why ice packs would not do. The request for a cold therapy unit is not medically
    necessary.
    ```
    """

    code: ClassVar[str] = "IMR403"
    name: ClassVar[str] = "short-rationale"
    severity: ClassVar[Severity] = Severity.WARNING
    Options = ShortRationaleOptions

    def check(self, draft: Draft) -> Iterator[Finding]:
        fewest: int = self.options.words
        for issue in draft.issues:
            text = issue.rationale.text
            count = text.count(" ") + bool(text)
            if count < fewest and not is_complete(text):
                yield Finding(
                    issue.rationale.span or draft.end_of(issue.span),
                    f"the rationale has {count} words" if count else "the rationale is empty",
                    hint="state the guideline, the findings and the conclusion",
                )
