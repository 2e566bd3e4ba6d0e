"""`imrparse.lint`: texts and letters, configurations, and syntax faults among the findings."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest

from helpers.letters import GAP, LATE, MISSPELT, NAMED, SOUND, STATE

import imrparse
from imrparse import ConfigError, Diagnostic, LintConfig, Severity
from imrparse.linting import engine
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.text.source import Span


def codes(letter: str | imrparse.Determination, **settings: Any) -> list[str]:
    return [one.code for one in imrparse.lint(letter, LintConfig(**settings))]


def shown(found: tuple[Diagnostic, ...]) -> list[tuple[str, str, int, int]]:
    return [(one.code, one.severity.value, one.line, one.column) for one in found]


# Inputs


def test_text() -> None:
    assert imrparse.lint(SOUND) == ()
    assert shown(imrparse.lint(NAMED)) == [("IMR601", "warning", 33, 27)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_places_are_those_of_the_original_text(end: str) -> None:
    text = "\ufeff" + NAMED.replace("\n", end)
    (found,) = imrparse.lint(text)
    assert (found.line, found.column, found.source.text) == (33, 27, text)
    assert text[slice(*found.span)] == "Dr. Okafor"


def test_letter_with_its_source() -> None:
    assert imrparse.lint(imrparse.parse(NAMED)) == imrparse.lint(NAMED)


def test_letter_that_was_edited() -> None:
    letter = imrparse.parse(SOUND)
    summary = letter.summary.text.replace("An MRI of", "Dr. Okafor's report on an MRI of")
    edited = imrparse.replace(letter, letter.summary, text=summary)
    (found,) = imrparse.lint(edited)
    assert found.code == "IMR601"
    assert found.source.text == imrparse.unparse(edited)


def test_letter_without_a_source() -> None:
    made = imrparse.from_dict(imrparse.to_dict(imrparse.parse(NAMED)))
    assert made.source is None
    (found,) = imrparse.lint(made)
    assert found.source.text == imrparse.format(made)
    assert found.source.text[slice(*found.span)] == "Dr. Okafor"


@pytest.mark.parametrize("letter", [None, b"text", 7])
def test_other_arguments(letter: Any) -> None:
    with pytest.raises(TypeError, match="str"):
        imrparse.lint(letter)


def test_any_text_can_be_linted() -> None:
    assert codes("") == ["IMR001"]
    assert codes("Dear Sir or Madam, this is Dr. Okafor") == ["IMR001"]


def test_findings_are_in_the_order_of_the_text() -> None:
    text = GAP.replace("An MRI of", "Dr. Okafor's report on an MRI of").replace(
        "California, N", "Californa, N"
    )
    found = imrparse.lint(text)
    assert [one.code for one in found] == ["IMR015", "IMR601", "IMR608"]
    assert [one.span for one in found] == sorted(one.span for one in found)


# Syntax faults


def test_errors_are_always_reported() -> None:
    for settings in ({"ignore": ("IMR",)}, {"select": ("IMR6",)}, {"ignore": ("syntax",)}):
        assert codes(MISSPELT, **settings) == ["IMR009"]
    config = LintConfig(severity={"IMR009": Severity.NOTE, "IMR": Severity.NOTE})
    assert imrparse.lint(MISSPELT, config)[0].severity is Severity.ERROR


@pytest.mark.parametrize("name", ["IMR015", "IMR01", "syntax", "misspelt-state"])
def test_other_faults_can_be_ignored_or_change_severity(name: str) -> None:
    assert codes(STATE) == ["IMR015"]
    assert codes(STATE, ignore=(name,)) == []
    assert codes(STATE, select=(name,)) == ["IMR015"]
    assert codes(STATE, select=("header",)) == []
    (found,) = imrparse.lint(STATE, LintConfig(severity={name: Severity.NOTE}))
    assert found.severity is Severity.NOTE


NO_CASE = SOUND.replace("CM16-0902277", "none").replace("11/18/2016", "11/18/2017")
"""The case number is missing, and the dates are out of order."""
INJURY = ("an industrial injury on 05/09/2014", "an industrial injury on 05/09/2013")
SPECIALTY = "Certification(s)/Specialty: Orthopedic Surgery, Sports Medicine\n"
GUIDELINE = "Claims Administrator guideline: Decision based on MTUS Opioid Treatment 2016.\n\n"


def without(part: str, old: str, new: str) -> str:
    """The sound letter without a part, and with an edit that gives a finding."""
    assert SOUND.count(part) == SOUND.count(old) == 1
    return SOUND.replace(part, "").replace(old, new)


NO_LABEL = SOUND.replace("Decision rationale: According", "According").replace("a crate", "Mr. Ott")
"""The first issue has no rationale, and the summary names a person."""


@pytest.mark.parametrize(
    ("text", "found", "skipped"),
    [
        (MISSPELT.replace("a crate", "Mr. Ott"), ["IMR009", "IMR601"], []),
        (NO_CASE.replace("a crate", "Mr. Ott"), ["IMR012", "IMR102", "IMR601"], []),
        (NO_CASE, ["IMR012", "IMR102"], []),
        (without("Priority: Standard\n", *INJURY), ["IMR005", "IMR106"], []),
        (without("CLINICAL CASE SUMMARY\n\n", *INJURY), ["IMR005", "IMR106"], []),
        (without("IMR ISSUES, DECISIONS AND RATIONALES\n\n", *INJURY), ["IMR106", "IMR005"], []),
        (
            without(SPECIALTY, *INJURY),
            ["IMR005", "IMR106"],
            ["IMR301", "IMR302", "IMR303", "IMR304", "IMR307"],
        ),
        (without(GUIDELINE, "was prescribed", "was was prescribed"), ["IMR005", "IMR703"], []),
        (without(GUIDELINE, "Norco is not", "Norco is"), ["IMR005", "IMR401"], []),
        (NO_LABEL, ["IMR601", "IMR005"], []),
    ],
)
def test_an_error_hides_no_finding_elsewhere(
    text: str, found: list[str], skipped: list[str]
) -> None:
    linted = engine.default_linter().examine(text)
    assert [one.code for one in linted.diagnostics] == found
    assert list(linted.skipped) == skipped


LICENCE = "State(s) of Licensure: California, Nevada\n"
OTHER_KNEE = ("request for left knee", "request for right knee")
OTHER_DENIAL = ("UR Denial Date: 10/20/2016", "UR Denial Date: 10/21/2016")
OTHER_INJURY = ("Injury: 05/09/2014", "Injury: 05/08/2014")


@pytest.mark.parametrize(
    ("fault", "slip", "found"),
    [
        (("meniscectomy: Upheld", "meniscectomy: Denied"), OTHER_KNEE, ["IMR010", "IMR408"]),
        (("MAXIMUS guideline:", ""), OTHER_KNEE, ["IMR005", "IMR408"]),
        (("11/07/2016", ""), OTHER_INJURY, ["IMR006", "IMR106"]),
        (("Priority: Standard", "Priority: Normal"), OTHER_DENIAL, ["IMR013", "IMR107"]),
        (("Priority:", "UR Denial Date: 1/1/2016\nPriority:"), OTHER_INJURY, ["IMR007", "IMR106"]),
        (("Priority:", "UR Denial Date: 1/1/2016\nPriority:"), OTHER_DENIAL, ["IMR007"]),
        (("WAS MADE", "WERE MADE"), OTHER_INJURY, ["IMR009", "IMR106"]),
        (("WAS MADE", "WERE MADE"), ("Sports Med", "Sprots Med"), ["IMR009", "IMR304"]),
        ((LICENCE, ""), OTHER_INJURY, ["IMR005", "IMR106"]),
    ],
)
def test_an_error_hides_only_what_it_destroys(
    fault: tuple[str, str], slip: tuple[str, str], found: list[str]
) -> None:
    """A fault and another slip in one header, or in one issue, are told in one run."""
    assert codes(SOUND.replace(*fault, 1).replace(*slip, 1)) == found


class Needy(Rule):
    code: ClassVar[str] = "IMR998"
    name: ClassVar[str] = "needy"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:  # noqa: ARG002
        yield Finding(Span(0, 1), "here")


class Failing(Needy):
    def check(self, draft: Draft) -> Iterator[Finding]:  # noqa: ARG002
        yield Finding(Span(0, 1), "here")
        raise RecursionError("too deep")


def test_a_failing_rule_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "rule_classes", lambda: (Failing,))
    with pytest.raises(RecursionError, match="too deep") as error:
        engine.Linter(LintConfig()).lint(SOUND)
    assert error.value.__notes__ == ["in the rule IMR998"]


# Configurations


@pytest.mark.parametrize("name", ["IMR601", "IMR60", "IMR6", "privacy", "named-person", "IMR"])
def test_rules_are_named_in_several_ways(name: str) -> None:
    assert codes(NAMED, select=(name,)) == ["IMR601"]
    assert codes(NAMED, ignore=(name,)) == []


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        (["IMR6"], ["IMR601"], False),
        (["IMR601"], ["IMR6"], True),
        (["IMR601"], ["privacy"], True),
        (["named-person"], ["IMR601"], False),
        (["privacy"], ["IMR6"], False),
        (["IMR60"], ["privacy"], True),
        (["header", "IMR601"], ["IMR"], True),
        (["header"], [], False),
        ([], [], False),
    ],
)
def test_the_more_specific_name_wins(select: list[str], ignore: list[str], wanted: bool) -> None:
    assert codes(NAMED, select=select, ignore=ignore) == ["IMR601"] * wanted


def test_severity() -> None:
    config = LintConfig(
        severity={"privacy": Severity.NOTE, "IMR601": Severity.ERROR, "header": Severity.WARNING}
    )
    assert [one.severity for one in imrparse.lint(NAMED, config)] == [Severity.ERROR]
    assert [one.severity for one in imrparse.lint(GAP, config)] == [Severity.NOTE]
    assert [one.severity for one in imrparse.lint(LATE, config)] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("sentence", "with_quotations", "without"),
    [
        ('He said "the the pain is worse."', ["IMR703"], []),
        ("He said \u201cthe the pain is worse.\u201d", ["IMR703"], []),
        ('He said "the pain" is the the worse "of two".', ["IMR703"], ["IMR703"]),
        ('He is 5\'9" tall, the the scar 3".', ["IMR703"], ["IMR703"]),
        # An identified person is, whoever wrote it.
        ('He said "Dr. Okafor saw me."', ["IMR601"], ["IMR601"]),
    ],
)
def test_quotations(sentence: str, with_quotations: list[str], without: list[str]) -> None:
    text = SOUND.replace("An MRI of", f"{sentence} An MRI of")
    assert codes(text) == with_quotations
    assert codes(text, quotations=False) == without


def test_options() -> None:
    assert codes(SOUND, options={"late-application": {"days": 10, "mail-days": 0}}) == ["IMR103"]


def test_date() -> None:
    """The date to check against is the letter's own unless one is given."""
    rule = {"select": ("IMR504",)}  # superseded-edition
    old = SOUND.replace(
        "Chronic Pain Medical Treatment 2016", "Chronic Pain Medical Treatment 2009"
    )
    before = datetime.date(2016, 7, 28)
    assert codes(old, **rule) != codes(old, **rule, date=before)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: {"select": "IMR6"}, "expected a list of strings, not 'IMR6'"),
        (lambda: {"ignore": [6]}, "expected a list of strings, not [6]"),
        (lambda: {"select": None}, "expected a list of strings, not None"),
        (lambda: {"select": object()}, "expected a list of strings, not an object"),
        (
            lambda: {"ignore": [object(), ["a"]]},
            "expected a list of strings, not [an object, a list]",
        ),
        (
            lambda: {"severity": {"IMR6": print}},
            "'IMR6': a builtin_function_or_method is not 'error'",
        ),
        (
            lambda: {"options": {"a": [datetime.date(2017, 1, 31)]}},
            "'a': expected a table, not [2017-",
        ),
        (lambda: {"severity": {"IMR6": "bad"}}, "'IMR6': 'bad' is not 'error' or 'warning'"),
        (lambda: {"severity": ["IMR6"]}, "expected a table, not ['IMR6']"),
        (lambda: {"options": {"late-application": 30}}, "'late-application': expected a table"),
        (lambda: {"per_file_ignores": {"*.md": "IMR6"}}, "'*.md': expected a list of strings"),
        (lambda: {"date": "2017-01-31"}, "expected a date (2017-01-31, without quotes)"),
        (lambda: {"date": datetime.datetime(2017, 1, 31)}, "expected a date"),
    ],
)
def test_values_of_the_wrong_type(make: Callable[[], dict[str, Any]], message: str) -> None:
    with pytest.raises(ConfigError) as error:
        LintConfig(**make())
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"select": ["decison"]},
            "select: unknown rule, code or group 'decison'; did you mean 'decision'?",
        ),
        (
            {"ignore": ["imr601"]},
            "ignore: unknown rule, code or group 'imr601'; did you mean 'IMR601'?",
        ),
        ({"ignore": ["IMR95"]}, "ignore: unknown rule, code or group 'IMR95'"),
        ({"select": [""]}, "select: unknown rule, code or group ''"),
        (
            {"severity": {"named-persons": "note"}},
            "severity: unknown rule, code or group 'named-persons'; did you mean 'named-person'?",
        ),
        (
            {"per_file_ignores": {"*.md": ["privcy"]}},
            "per-file-ignores: '*.md': unknown rule, code or group 'privcy'; "
            "did you mean 'privacy'?",
        ),
        (
            {"options": {"late-aplication": {}}},
            "options: unknown rule 'late-aplication'; did you mean 'late-application'?",
        ),
        (
            {"options": {"IMR103": {}}},
            "options: unknown rule 'IMR103'; its name is 'late-application'",
        ),
        (
            {"options": {"late-application": {"day": 3}}},
            "options.late-application: unknown option of this rule 'day'; did you mean 'days'?",
        ),
        (
            {"options": {"late-application": {"mail_days": 3}}},
            "options.late-application: unknown option of this rule 'mail_days'; "
            "did you mean 'mail-days'?",
        ),
        (
            {"options": {"late-application": {"days": "30"}}},
            "options.late-application.days: expected a whole number, not '30'",
        ),
        (
            {"options": {"late-application": {"days": True}}},
            "options.late-application.days: expected a whole number, not True",
        ),
    ],
)
def test_unknown_names(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as error:
        imrparse.lint(SOUND, LintConfig(**settings))
    assert str(error.value).startswith(message)


def test_config_error_is_a_value_error() -> None:
    assert issubclass(ConfigError, ValueError)
