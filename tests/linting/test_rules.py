"""Properties of every rule: its page, messages, test, settings, and independence of layout.

The cases of each rule are in `tests/linting/rules`, in the module of its group.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.in_turn import in_turn
from helpers.layouts.dialects import DIALECTS, lay_out
from helpers.letters import SOUND, SOUND_2014, SOUND_2015
from helpers.rule_cases import told

import imrparse
from imrparse import LintConfig, Severity
from imrparse.linting.rule import Rule, markdown, measured_of, page_of
from imrparse.linting.rules import rule_classes

GROUPS = ["header", "wording", "reviewer", "decision", "citation", "privacy", "text", "acceptance"]

# In a stretched text, white space means nothing.
HIDDEN_BY_STRETCHING = {"IMR110", "IMR603", "IMR608", "IMR704", "IMR719"}

each_rule = pytest.mark.parametrize("rule", rule_classes(), ids=lambda rule: rule.name)


@pytest.mark.parametrize(
    ("field", "said"),
    [("code", "two rules have the code IMR"), ("name", "two rules have one name")],
)
def test_rules_differ_by_code_and_name(
    field: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = rule_classes()[:2]
    monkeypatch.setattr(second, field, getattr(first, field))
    with pytest.raises(ValueError, match=said):
        rule_classes.__wrapped__()


@each_rule
def test_page(rule: type[Rule]) -> None:
    """The code matches the group; only the wrong example is found, and nothing else."""
    page = page_of(rule)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert re.fullmatch(rf"IMR{GROUPS.index(rule.group) + 1}\d\d", rule.code)
    assert re.fullmatch(r"[A-Z].*\.", page.summary)
    found = imrparse.lint(wrong_letter(rule), with_rule(rule))
    assert [(one.code, one.severity) for one in found] == [(rule.code, rule.severity)]
    assert found[0].severity is not Severity.ERROR


@each_rule
def test_messages_of_the_example(rule: type[Rule], snapshot: SnapshotAssertion) -> None:
    """The span is on the words, and a reader learns what is wrong and what would be right."""
    (found,) = imrparse.lint(wrong_letter(rule), with_rule(rule))
    assert told(found) == snapshot


@each_rule
def test_a_rule_has_a_test(rule: type[Rule]) -> None:
    modules = (Path(__file__).parent / "rules").glob("test_*.py")
    assert any(f'"{rule.code}",' in module.read_text("utf-8") for module in modules)


@pytest.mark.parametrize("rule", in_turn(rule_classes(), 3), ids=lambda rule: rule.name)
def test_a_rule_can_be_ignored(rule: type[Rule]) -> None:
    wrong = wrong_letter(rule)
    for name in (rule.code, rule.name, rule.group, rule.code[:4]):
        assert imrparse.lint(wrong, LintConfig(ignore=(name,))) == ()
        is_found = rule.default or name in (rule.code, rule.name)
        found = imrparse.lint(wrong, LintConfig(select=(name,)))
        assert [one.code for one in found] == [rule.code] * is_found


@each_rule
def test_a_rule_off_by_default_says_why(rule: type[Rule]) -> None:
    assert ("off by default" in page_of(rule).text) is not rule.default
    assert ("off by default" in markdown(rule).partition("## Why")[0]) is not rule.default


@pytest.mark.parametrize(
    ("template", "letter"), [("2014", SOUND_2014), ("2015", SOUND_2015), ("2016", SOUND)]
)
def test_a_sound_letter_has_no_findings(template: str, letter: str) -> None:
    assert imrparse.lint(letter) == ()
    content = content_of(letter)
    for dialect in DIALECTS:
        assert imrparse.lint(lay_out(content, dialect, template=template)) == (), dialect


@pytest.mark.parametrize("rule", in_turn(rule_classes(), 3), ids=lambda rule: rule.name)
def test_layout_hides_nothing(rule: type[Rule]) -> None:
    """The page's example is found in a third of the dialects, a different third for each rule."""
    if rule.group == "acceptance":
        return  # A comment is no content.
    wrong = wrong_letter(rule)
    (words,) = found_words(wrong, rule)
    content = content_of(wrong)
    if content == content_of(SOUND):
        return  # The example is in the fixed wording, which differs between layouts.
    for dialect in DIALECTS[int(rule.code[-1]) % 3 :: 3]:
        if dialect != "pypdf-layout" or rule.code not in HIDDEN_BY_STRETCHING:
            assert found_words(lay_out(content, dialect), rule) == [words], dialect


def wrong_letter(rule: type[Rule]) -> str:
    """The sound letter with the wrong example of the rule's page."""
    page = page_of(rule)
    assert SOUND.count(page.right) == 1
    return SOUND.replace(page.right, page.wrong)


def test_pages_say_what_the_rules_were_measured_on() -> None:
    measured = {rule.code for rule in rule_classes() if measured_of(rule)}
    assert measured <= {rule.code for rule in rule_classes() if rule.default}
    (rule,) = (rule for rule in rule_classes() if rule.code == "IMR402")
    section = r"\n## Measured\n\nOn \d+ published letters .*\n\n- In copies "
    assert re.search(section, markdown(rule))


def with_rule(rule: type[Rule]) -> LintConfig:
    """Settings with which a rule runs even if it is off by default, besides the others."""
    return LintConfig(select=("IMR", rule.code))


def content_of(letter: str) -> dict[str, Any]:
    """The content of a letter, in the form that `lay_out` needs."""
    data = imrparse.to_dict(imrparse.parse(letter))
    issues = [
        {key: value["text"] if isinstance(value, dict) else value for key, value in issue.items()}
        for issue in data["issues"]
    ]
    return data | {"summary": data["summary"]["text"], "issues": issues}


def found_words(letter: str, rule: type[Rule]) -> list[tuple[str, str]]:
    """The code and the words of each finding, without spaces and hyphens, which layouts change."""
    return [
        (found.code, re.sub(r"[\s\ufffe-]", "", letter[slice(*found.span)]))
        for found in imrparse.lint(letter, with_rule(rule))
    ]
