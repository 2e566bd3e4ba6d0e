"""What a checker remembers of the last version of a draft does not change what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.letters import SOUND, sample_names, sample_text
from helpers.slips import draft_names, faulty_draft

from imrparse import Diagnostic
from imrparse.linting.config import Config
from imrparse.linting.draft import Draft
from imrparse.linting.engine import linter
from imrparse.linting.memory import Memory
from imrparse.linting.rule import Finding, Rule, page_of
from imrparse.linting.rules import rule_classes
from imrparse.parsing.reader import reader
from imrparse.text.source import Source

BY_TEXT = [rule() for rule in rule_classes() if rule.by_text]
DRAFTS = [faulty_draft(name).text for name in draft_names()]
EXAMPLES = [
    SOUND.replace(page.right, page.wrong, 1) for page in (page_of(type(rule)) for rule in BY_TEXT)
]

# What is typed: words of findings, marks that begin or end what is looked at, labels, line ends.
TYPED = [
    "a", " a", " an hour", "MRI ", "c20 ", "C9", " more then ", "pa1n", "[", "]", "TBD", "(", '"',
    "\u201d", ".", ". the ", ",,", "\n", "\n\n", "  ", "   ", "he/she ", "444 year old male", "é",
    "1800 degrees", "Decision rationale:", "Upheld", "MAXIMUS guideline:", "The records gives ",
    "note: ", "\U0001f4e6",
]  # fmt: skip


@pytest.mark.parametrize("rule", BY_TEXT, ids=lambda rule: rule.name)
def test_a_rule_by_text_looks_at_each_text_alone(rule: Rule) -> None:
    found = 0
    for text in [*EXAMPLES, *DRAFTS, *map(sample_text, sample_names())]:
        draft = Draft(reader().read(Source(text)))
        alone = [one for each in draft.filled for one in rule.check(draft.only([each]))]
        assert in_order(alone) == in_order(rule.check(draft))
        found += len(alone)
    assert found


def in_order(found: Iterator[Finding] | list[Finding]) -> list[Finding]:
    return sorted(found, key=lambda one: (one.span, one.message))


@st.composite
def typings(draw: st.DrawFn) -> list[str]:
    """The versions of a draft while it is typed."""
    versions = [draw(st.sampled_from([SOUND, *EXAMPLES, *DRAFTS]))]
    for _ in range(draw(st.integers(1, 4))):
        text = versions[-1]
        place = draw(st.integers(0, len(text)))
        removed = draw(st.sampled_from([0, 0, 1, 12, 300]))
        typed = draw(st.sampled_from(TYPED))
        versions.append(text[:place] + typed + text[place + removed :])
    return versions


@given(typings())
def test_what_is_remembered_is_what_would_be_found(versions: list[str]) -> None:
    memory, checker = Memory(), linter(Config())
    for text in versions:
        kept = checker.examine(text, memory=memory)
        assert plain(kept.diagnostics) == plain(checker.lint(text))


def plain(found: Sequence[Diagnostic]) -> list[object]:
    return [one.to_dict() for one in found]


def test_another_linter_forgets() -> None:
    memory = Memory()
    text = SOUND.replace("twice a week", "more then twice a week")
    assert [one.code for one in linter(Config()).examine(text, memory=memory).diagnostics]
    assert not linter(Config(ignore=("IMR723",))).examine(text, memory=memory).diagnostics


def test_only_what_changed_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    only = Draft.only

    def counted(draft: Draft, texts: Sequence[object]) -> Draft:
        looked.append(len(texts))
        return only(draft, texts)  # type: ignore[arg-type]

    monkeypatch.setattr(Draft, "only", counted)
    memory, checker = Memory(), linter(Config())
    checker.examine(SOUND, memory=memory)
    checker.examine(SOUND.replace("twice a week", "twice a wek"), memory=memory)
    checker.examine(SOUND.replace("Case Number:", "Case  Number:", 1), memory=memory)
    assert looked[0] > 1
    assert looked[1:] == [1, 1]  # the text that changed; and again, as it was
