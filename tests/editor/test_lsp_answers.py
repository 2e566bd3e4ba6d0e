"""What the language server answers about a draft, asked without an editor."""

from __future__ import annotations

import pytest

from helpers.letters import base_letter

import imrparse

pytest.importorskip("lsprotocol", reason="needs lsprotocol")
pytest.importorskip("pygls", reason="needs pygls")

from lsprotocol import types as lsp

from imrparse.editor.lsp.checked import Checked
from imrparse.editor.lsp.hovers import hover, page
from imrparse.editor.lsp.outline import definition, folds, symbols

LETTER = base_letter("plain")
URI = "untitled:letter"


def checked(text: str) -> Checked:
    return Checked(text, URI)


def test_a_page_of_each_kind_of_code() -> None:
    assert page("IMR009").startswith("**IMR009 misspelt-part**\n\nA heading, label or decision")
    rule = page("IMR709")
    assert rule.startswith("**IMR709 ")
    assert "## " not in rule
    assert page("HOUSE999") == "**HOUSE999**"


def test_an_outline_has_each_part_and_each_issue() -> None:
    letter = imrparse.parse(LETTER)
    names = [symbol.name for symbol in symbols(checked(LETTER))]
    assert len(names) == 3 + len(letter.issues)
    assert names[3] == f"Issue 1: {letter.issues[0].request.text}"


def test_an_outline_lacks_what_is_not_there() -> None:
    without = LETTER.replace("CLINICAL CASE SUMMARY", "")
    found = symbols(checked(without))
    assert [symbol.name for symbol in found if symbol.kind is lsp.SymbolKind.Module] != []
    assert symbols(checked("A shopping list.")) == []
    assert folds(checked("A shopping list.")) == []


def test_an_issue_without_a_decision_is_undecided() -> None:
    (first, *_) = imrparse.parse(LETTER).issues
    assert first.decision is not None
    broken = LETTER.replace(f": {first.decision.value}", ": Perhaps", 1)
    details = [one.detail for one in symbols(checked(broken)) if one.kind is lsp.SymbolKind.Class]
    assert details[0] == "undecided"


def test_only_a_doubled_part_has_a_definition() -> None:
    heading = "CLINICAL CASE SUMMARY"
    start = LETTER.index(heading)
    end = LETTER.index("IMR ISSUES")
    draft = checked(LETTER[:end] + LETTER[start:end] + LETTER[end:])
    second = draft.places.position(LETTER.index(heading) + end - start)
    first = definition(draft, second)
    assert first is not None
    assert first.range.start == draft.places.position(start)
    assert definition(draft, draft.places.position(0)) is None
    assert hover(draft, second) is not None
