"""Requests that hold a decision besides the one that follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from imrparse.data import table
from imrparse.parsing.recovery.decisions import Decisions
from imrparse.syntax.islands import IslandFinder
from imrparse.text.source import Span
from imrparse.tree.letter import Determination

if TYPE_CHECKING:
    from imrparse.parsing.recovery import findings

_LONGEST = 40  # code points of an introduction


def doubtful_decisions(
    plain: str, letter: Determination, decisions: Decisions, finder: IslandFinder
) -> Iterator[findings.EarlierDecision | findings.DecisionInRequest | findings.DecisionIntroduced]:
    """The decisions inside the requests of a letter that was read from a plain text."""
    for issue in letter.issues:
        request, decision = issue.request.span, issue.span_of("decision")
        if not request or not decision or not issue.decision:
            continue
        first = decisions.first(plain, request.start, decision.start)
        if first < decision.start:
            yield _findings().EarlierDecision(Span(first, decision.end))
        elif inside := finder.decisions_anyhow(plain, *request):
            yield _findings().DecisionInRequest(Span(*inside[0][1:]))
        elif introduction := _introduction().search(
            plain, max(0, request.end - _LONGEST), request.end
        ):
            yield _findings().DecisionIntroduced(Span(*introduction.span()))


def _findings() -> Any:
    # Few letters give any, and the module takes long to import.
    from imrparse.parsing.recovery import findings

    return findings


@cache
def _introduction() -> re.Pattern[str]:
    """Signs at the end of a request, and a word after such a sign."""
    words = "|".join(map(re.escape, table("sentences")["introducing"]))
    return re.compile(rf"[:;\u2013\u2014-]\s*(?:{words})\Z|[:;]\Z", re.IGNORECASE)
