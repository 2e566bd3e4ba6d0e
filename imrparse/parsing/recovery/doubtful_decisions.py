"""Requests that hold a decision besides the one that follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from imrparse.syntax.islands import IslandFinder
from imrparse.text.source import Span
from imrparse.tree.letter import Decision, Determination

_LAST_WORD = re.compile(r"\b(?<=\s)[A-Z][a-z]+\Z")

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import DecisionInRequest


def doubtful_decisions(
    plain: str, letter: Determination, finder: IslandFinder
) -> Iterator[DecisionInRequest]:
    """The decisions inside the requests of a letter that was read from a plain text."""
    for issue in letter.issues:
        request = issue.request.span
        last = _LAST_WORD.search(plain, *request) if request else None
        if last and last[0] in [decision.value for decision in Decision]:
            from imrparse.parsing.recovery.findings import DecisionInRequest

            yield DecisionInRequest(Span(*last.span()))
        elif request and issue.decision and (inside := finder.decisions_anyhow(plain, *request)):
            from imrparse.parsing.recovery.findings import DecisionInRequest

            yield DecisionInRequest(Span(*inside[0][1:]))
