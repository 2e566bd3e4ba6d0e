"""Summaries that say that the utilization review approved what is disputed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.passages import treatments
from imrparse.linting.rules.decision.word_lists import phrases
from imrparse.linting.rules.text.word_lists import BETWEEN_SENTENCES

_VERBS = frozenset({"certified", "approved", "authorized"})
_REVIEW = frozenset({"utilization", "ur"})


class ApprovedRequest(Rule):
    """The summary says that utilization review approved the request, and not that it denied one.

    ## Why

    Only a request that was denied or modified is reviewed (Labor Code 4610.5(d)). "Certified" for
    "non-certified" turns the summary into its opposite. Nothing is reported if a review denied,
    modified or partially approved anything after that, or if a part of a request was authorized and
    the summary may mean that part.

    ## Example

    ```text wrong
    Utilization Review approved the requests below.
    ```

    ```text right
    Utilization Review denied or modified the requests below.
    ```
    """

    code: ClassVar[str] = "IMR413"
    name: ClassVar[str] = "approved-request"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        if draft.words.isdisjoint(_VERBS) or draft.words.isdisjoint(_REVIEW):
            return
        is_partial = any(len(treatments(one.request)) > 1 for one in draft.issues)
        folded = draft.letter.summary.folded
        lower = folded.text.lower()
        for found in phrases()["REVIEW_APPROVED"].finditer(lower):
            before = BETWEEN_SENTENCES.split(lower[: found.start()])[-1] + found[0]
            refused = phrases()["REVIEW_REFUSED"].search(lower, found.start())
            span = folded.span(*found.span("verb"))
            if refused or phrases()["OTHER_REVIEW"].search(before):
                continue
            if span and (not is_partial or phrases()["THE_REQUEST"].match(lower, found.end())):
                yield Finding(
                    span,
                    f"the utilization review {found['verb']!r} what this letter decides on",
                    hint="did you mean 'non-certified' or 'denied'?",
                )
