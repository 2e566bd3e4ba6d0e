"""The messages, hints and related places of each rule's example."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.findings import told
from helpers.letters import SOUND

import imrparse
from imrparse.linting.registry import rule_classes
from imrparse.linting.rule import Rule
from imrparse.linting.rule_page import page_of


@pytest.mark.parametrize("rule", rule_classes(), ids=lambda rule: rule.name)
def test_messages_of_the_example(rule: type[Rule], snapshot: SnapshotAssertion) -> None:
    """The span is on the words, and a reader learns what is wrong and what would be right."""
    page = page_of(rule)
    (found,) = imrparse.lint(SOUND.replace(page.right, page.wrong))
    assert told(found) == snapshot
