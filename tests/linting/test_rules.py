"""Every rule keeps to its page, and finds in the drafts what is expected of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.letters import SAMPLES, SOUND

import imrparse
from imrparse import Diagnostic, LintConfig, Severity
from imrparse.linting.page import page_of
from imrparse.linting.registry import rule_classes
from imrparse.linting.rule import Rule

DRAFTS = SAMPLES / "drafts"
GROUPS = ["header", "wording", "reviewer", "decision", "citation", "privacy", "text"]

each_rule = pytest.mark.parametrize("rule", rule_classes(), ids=lambda rule: rule.name)
each_draft = pytest.mark.parametrize(
    "draft", sorted(DRAFTS.glob("*/*.txt")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)


def test_the_sound_letter_has_no_findings() -> None:
    assert imrparse.lint(SOUND) == ()


@each_rule
def test_page(rule: type[Rule]) -> None:
    """The code says the group; the wrong example is found, alone, and the right one is not."""
    page = page_of(rule)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert re.fullmatch(rf"IMR{GROUPS.index(rule.group) + 1}\d\d", rule.code)
    assert re.fullmatch(r"[A-Z].*\.", page.summary)
    assert SOUND.count(page.right) == 1
    wrong = SOUND.replace(page.right, page.wrong)
    found = imrparse.lint(wrong)
    assert [(one.code, one.severity) for one in found] == [(rule.code, rule.severity)]
    assert found[0].severity is not Severity.ERROR


@each_rule
def test_a_rule_can_be_left_out(rule: type[Rule]) -> None:
    page = page_of(rule)
    wrong = SOUND.replace(page.right, page.wrong)
    for name in (rule.code, rule.name, rule.group, rule.code[:4]):
        assert imrparse.lint(wrong, LintConfig(ignore=(name,))) == ()
        assert [d.code for d in imrparse.lint(wrong, LintConfig(select=(name,)))] == [rule.code]


@each_draft
def test_draft(draft: Path) -> None:
    """What is found in a draft is what the file beside it lists."""
    found = [shown(one) for one in imrparse.lint(read(draft))]
    assert found == draft.with_suffix(".expected").read_text("utf-8").splitlines()


@each_rule
def test_a_rule_has_drafts(rule: type[Rule]) -> None:
    """Two at least that are wrong, and two that are right."""
    folder = DRAFTS / f"{rule.code}-{rule.name}"
    wrong, right = (sorted(folder.glob(f"{kind}-*.txt")) for kind in ("wrong", "right"))
    assert len(wrong) >= 2
    assert len(right) >= 2
    for draft in wrong + right:
        codes = {one.code for one in imrparse.lint(read(draft))}
        assert (rule.code in codes) == (draft in wrong)


@each_draft
def test_fixes_of_a_draft(draft: Path) -> None:
    """A fix leaves a letter, changes nothing else in it, and takes its finding away for good."""
    text = read(draft)
    for found in imrparse.lint(text):
        for fix in found.fixes:
            fixed, position = "", 0
            for edit in sorted(fix.edits, key=lambda edit: edit.span):
                fixed += text[position : edit.span.start] + edit.text
                position = edit.span.end
            fixed += text[position:]
            again = imrparse.lint(fixed)
            assert not imrparse.analyze(fixed).diagnostics or imrparse.analyze(text).diagnostics
            assert len(again) < len(imrparse.lint(text)), found


def read(path: Path) -> str:
    return path.read_bytes().decode()


def shown(found: Diagnostic) -> str:
    """A finding as the files of expectations have it."""
    return f"{found.line}:{found.column} {found.code}"
