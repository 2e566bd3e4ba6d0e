"""Requests that hold a decision besides the one that follows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from imrparse.syntax.islands import IslandFinder
from imrparse.text.source import Span
from imrparse.tree.letter import Determination

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import DecisionInRequest


def doubtful_decisions(
    plain: str, letter: Determination, finder: IslandFinder
) -> Iterator[DecisionInRequest]:
    """The decisions inside the requests of a letter that was read from a plain text."""
    for issue in letter.issues:
        request = issue.request.span
        if request and issue.decision and (inside := finder.decisions_anyhow(plain, *request)):
            from imrparse.parsing.recovery.findings import DecisionInRequest

            yield DecisionInRequest(Span(*inside[0][1:]))
