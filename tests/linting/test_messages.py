"""The messages, hints and related places of each rule's example."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.letters import SOUND

import imrparse
from imrparse import Diagnostic, Span
from imrparse.linting.registry import rule_classes
from imrparse.linting.rule import Rule
from imrparse.linting.rule_page import page_of


@pytest.mark.parametrize("rule", rule_classes(), ids=lambda rule: rule.name)
def test_messages_of_the_example(rule: type[Rule], snapshot: SnapshotAssertion) -> None:
    """The span is on the words, and a reader learns what is wrong and what would be right."""
    page = page_of(rule)
    (found,) = imrparse.lint(SOUND.replace(page.right, page.wrong))
    assert described(found) == snapshot


def described(found: Diagnostic) -> str:
    """A finding in lines: the words, the messages about them, and each fix."""
    lines = [f"{words(found, found.span)}: {found.message}"]
    lines += [f"hint: {found.hint}"] if found.hint else []
    lines += [f"{one.message}: {words(found, one.span)}" for one in found.related]
    for fix in found.fixes:
        text = found.source.text
        edits = [f"{text[slice(*edit.span)]!r} -> {edit.text!r}" for edit in fix.edits]
        lines.append(f"{'safe' if fix.safe else 'unsafe'} fix, {fix.message}: {', '.join(edits)}")
    return "\n".join(lines)


def words(found: Diagnostic, span: Span) -> str:
    """The text of a span, on one line."""
    return repr(" ".join(found.source.text[slice(*span)].split()))
