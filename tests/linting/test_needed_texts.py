"""What the rules find does not depend on the looks that spare them a search."""

from __future__ import annotations

import pytest

from helpers.in_turn import in_turn
from helpers.letters import sample_names, sample_text

import imrparse
from imrparse.linting.rule import page_of
from imrparse.linting.rules import rule_classes
from imrparse.syntax.patterns import Wording

_PASSAGES = " ".join(page_of(rule).wrong.replace("\n", " ") for rule in rule_classes())


def _drafts(text: str) -> list[str]:
    """A letter, and drafts of it with faults: shortened, without colons, and with what the rules
    are to find in the middle of its last rationale."""
    last = text.rfind(". ") + 2
    return [text, text[: len(text) // 2], text.replace(":", "", 4), _with(text, last)]


def _with(text: str, place: int) -> str:
    return f"{text[:place]}{_PASSAGES} {text[place:]}"


@pytest.mark.parametrize("name", in_turn(sample_names(), 2))
def test_findings_without_the_looks(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = _drafts(sample_text(name))
    found = [imrparse.lint(draft) for draft in drafts]
    monkeypatch.setattr(Wording, "may_match", lambda *_: True)
    assert [imrparse.lint(draft) for draft in drafts] == found
