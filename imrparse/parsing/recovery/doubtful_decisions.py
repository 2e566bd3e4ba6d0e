"""Requests that hold a decision besides the one that follows them."""

from __future__ import annotations

from collections.abc import Iterator

from imrparse.parsing.recovery.decisions import Decisions
from imrparse.parsing.recovery.findings import DecisionInRequest, EarlierDecision
from imrparse.syntax.islands import IslandFinder
from imrparse.text.source import Span
from imrparse.tree.letter import Determination


def doubtful_decisions(
    plain: str, letter: Determination, decisions: Decisions, finder: IslandFinder
) -> Iterator[EarlierDecision | DecisionInRequest]:
    """The decisions inside the requests of a letter that was read from a plain text."""
    for issue in letter.issues:
        request, decision = issue.request.span, issue.span_of("decision")
        if not request or not decision or not issue.decision:
            continue
        first = decisions.first(plain, request.start, decision.start)
        if first < decision.start:
            yield EarlierDecision(Span(first, decision.end))
        elif inside := finder.decisions_anyhow(plain, *request):
            yield DecisionInRequest(Span(*inside[0][1:]))
