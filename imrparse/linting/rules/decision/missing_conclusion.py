"""IMR402."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.fields.details import Verdict
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.wording import phrases
from imrparse.tree.letter import Decision

_WORDS = {
    Decision.UPHELD: "the request is not medically necessary",
    Decision.OVERTURNED: "the request is medically necessary",
}
_LAST_SENTENCES = 3


class MissingConclusion(Rule):
    """The rationale does not say whether the treatment is medically necessary.

    ## Why

    The determination says of each disputed treatment whether it is medically necessary, and why (8
    CCR 9792.10.6(d)). If a rationale ends with guidelines or findings, the reader has to draw the
    conclusion.

    ## Example

    ```text wrong
    The records
    give no reason why ice packs would not do.
    ```

    ```text right
    The records
    give no reason why ice packs would not do. The request for a cold therapy unit is not medically
    necessary.
    ```
    """

    code: ClassVar[str] = "IMR402"
    name: ClassVar[str] = "missing-conclusion"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            rationale = issue.rationale
            if rationale.conclusion.verdict is not Verdict.NOT_STATED:
                continue
            if rationale.text and not _may_end_with_conclusion(rationale.text):
                words = _WORDS[issue.decision] if issue.decision else None
                yield Finding(
                    draft.end_of(rationale.span),
                    "the rationale does not say whether the treatment is medically necessary",
                    hint=f"end with the conclusion: {words!r}" if words else None,
                )


def _may_end_with_conclusion(text: str) -> bool:
    """Whether a rationale ends with a statement that may be its conclusion."""
    sentences = text.lower().rsplit(". ", _LAST_SENTENCES)[-_LAST_SENTENCES:]
    if phrases()["CONCLUSION_CLUE"].search(" ".join(sentences)):
        return True
    last = sentences[-1]
    return not phrases()["OF_GUIDELINE"].search(last) and bool(phrases()["DECIDED"].search(last))
