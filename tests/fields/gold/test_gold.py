"""Real fields are parsed as a person reads them. Skipped if the letters are not available."""

from __future__ import annotations

import pytest
from score_gold import (
    Score,
    conclusions_line,
    differences,
    score_citations,
    score_conclusions,
    score_requests,
    table,
)

from helpers.letters import SHARED

LETTERS = SHARED
"""Beside the repository: real letters must stay out of it."""

pytestmark = pytest.mark.skipif(not (LETTERS / "letters").is_dir(), reason="needs the letters")


def explain(name: str, score: Score) -> str:
    """The table, and all differences."""
    return "\n\n".join([table({name: score}), *differences(score)])


def test_citations() -> None:
    score = score_citations([LETTERS])
    assert score.found == score.entries
    assert score.share >= 0.98, explain("citations", score)


def test_requests() -> None:
    score = score_requests([LETTERS])
    assert score.found == score.entries
    assert score.share >= 0.95, explain("requests", score)


def test_conclusions_agree_with_the_decisions() -> None:
    """No parsed conclusion contradicts its decision; a rationale may leave the conclusion
    implicit."""
    conclusions = score_conclusions([LETTERS])
    print(conclusions_line(conclusions))  # noqa: T201
    assert conclusions.agreeing > conclusions.not_stated
    assert not conclusions.contrary, "\n\n".join(conclusions.contrary)
