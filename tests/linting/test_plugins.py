"""Rules of other packages. The example is the package in `tests/rule_package`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.letters import ROOT, SOUND
from helpers.rule_cases import Case, check, edits, sentences

import imrparse
from imrparse import ConfigError, LintConfig
from imrparse.cli import main
from imrparse.linting import Rule, engine
from imrparse.linting.rule import options_of, page_of
from imrparse.linting.rules import rule_classes

PACKAGE = ROOT / "tests" / "rule_package"
PUBLIC = (
    "Draft",
    "Finding",
    "NoOptions",
    "Part",
    "Rule",
    "RuleWithOptions",
    "Text",
    "TextKind",
    "fix",
)

Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package of one module: its name, and its source."""

    def installed(module: str, source: str) -> None:
        (tmp_path / f"{module}.py").write_text(source, "utf-8")
        about = tmp_path / f"{module}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[imrparse.rules]\n{module} = {module}\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        forget()

    yield installed
    forget()


def forget() -> None:
    """Let the rules be looked for again."""
    rule_classes.cache_clear()
    engine.default_linter.cache_clear()
    engine._linters.clear()


@pytest.fixture
def house(install: Install) -> type[Rule]:
    """The rule of the example package, installed."""
    install("house_rules", (PACKAGE / "house_rules.py").read_text("utf-8"))
    (rule,) = (rule for rule in rule_classes() if rule.code == "HOUSE101")
    return rule


def test_public_names() -> None:
    assert tuple(imrparse.linting.__all__) == PUBLIC
    for name in PUBLIC:
        assert getattr(imrparse.linting, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'Rules'"):
        imrparse.linting.Rules  # noqa: B018


def test_the_old_way_to_give_a_rule_options_warns(install: Install) -> None:
    source = (PACKAGE / "house_rules.py").read_text("utf-8")
    old = source.replace("RuleWithOptions[HouseSpellingOptions]", "Rule")
    old = old.replace("RuleWithOptions", "Rule").replace(
        "    group: ClassVar", "    Options = HouseSpellingOptions\n    group: ClassVar"
    )
    install("old_rules", old)
    text = (
        r"HouseSpelling is deprecated since imrparse 0\.3, and gone in 0\.5: use .*RuleWithOptions"
    )
    with pytest.warns(DeprecationWarning, match=text):
        (rule,) = (rule for rule in rule_classes() if rule.code == "HOUSE101")
    (wrong, right) = options_of(rule)
    assert (wrong.name, right.name) == ("wrong", "right")
    assert rule().options.wrong == wrong.default  # type: ignore[attr-defined]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    "case",
    [
        *sentences("He had an «x-ray=>X-ray» of the knee.", "He had an X-ray of the knee."),
        *edits("twice a week", "after an «x-ray=>X-ray»", "twice each week"),
        Case(
            {"twice a week": "after an «xray=>X-ray» and an x-ray"},
            config=LintConfig(options={"house-spelling": {"wrong": "xray"}}),
        ),
    ],
    ids=lambda case: next(iter(case.edits.values())),
)
def test_its_rule_is_tested_like_those_of_the_package(case: Case) -> None:
    check("HOUSE101", case)


def test_its_page(house: type[Rule]) -> None:
    page = page_of(house)
    assert page.right in re.sub(r"\s+", " ", SOUND)
    assert [option.name for option in options_of(house)] == ["wrong", "right"]
    shown = CliRunner().invoke(main, ["rules", "house"])
    assert shown.stdout.startswith("# house-spelling (HOUSE101)\n\nGroup house; severity warning.")
    assert '- `right` (default `"X-ray"`): The spelling of the house.' in shown.stdout


OPTIONS = """\
from attrs import frozen
from imrparse.linting import Finding, RuleWithOptions
from imrparse import Severity

@frozen
class Options:
    words: tuple[str, ...] = ("x-ray",)
    share: float = 0.5
    is_strict: bool = False

    def __attrs_post_init__(self):
        if self.share > 1:
            raise ValueError("share is at most 1")

class House(RuleWithOptions[Options]):
    code = "HOUSE102"
    name = "house-words"
    group = "house"
    severity = Severity.WARNING

    def check(self, draft):
        assert type(self.options.share) is float
        if self.options.words == ("MRI",):
            yield Finding(draft.texts[0].span(0, 1), "found")
"""


def test_options_have_the_types_of_their_class(install: Install) -> None:
    install("house_words", OPTIONS + f'\nHouse.__doc__ = """{_PAGE}"""\n')

    def found(**options: object) -> list[str]:
        config = LintConfig(select=["HOUSE102"], options={"house-words": options})
        return [one.code for one in imrparse.lint(SOUND, config)]

    assert found() == []
    assert found(words=["MRI"], share=1) == ["HOUSE102"]
    for wrong, message in (
        ({"words": "MRI"}, "words: expected a list of strings, not 'MRI'"),
        ({"words": [1]}, "words: expected a list of strings"),
        ({"share": "half"}, "share: expected "),
        ({"is-strict": 1}, "is-strict: expected "),
        ({"share": 2}, "options.house-words: share is at most 1"),
    ):
        with pytest.raises(ConfigError, match=message):
            found(**wrong)


_PAGE = """A word of the house.

    ## Why

    For this test.

    ## Example

    ```text wrong
    reported an x-ray
    ```

    ```text right
    reported locking
    ```
    """


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("name", ["HOUSE101", "HOUSE1", "HOUSE", "house", "house-spelling", "IMR"])
def test_it_is_selected_like_others(name: str) -> None:
    letter = SOUND.replace("twice a week", "after an x-ray")
    found = imrparse.lint(letter, LintConfig(select=[name]))
    assert [one.code for one in found] == ["HOUSE101"]
    assert imrparse.lint(letter, LintConfig(ignore=[name])) == ()


def test_without_the_package_its_rule_is_unknown() -> None:
    with pytest.raises(ConfigError, match="unknown rule, code or group 'HOUSE'"):
        imrparse.lint(SOUND, LintConfig(select=["HOUSE"]))


RULE = """\
from imrparse import Severity
from imrparse.linting import Rule

class House(Rule):
    code = "HOUSE1"
    name = "house"
    group = "house"
    severity = Severity.NOTE
    def check(self, draft):
        return iter(())
"""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import nothing_like_it", "can't be imported: ModuleNotFoundError: No module named"),
        ("", "has no rule"),
        (RULE, "the rule House needs a `code` of capitals and three digits"),
        (RULE.replace("HOUSE1", "IMR101"), "of other capitals than IMR"),
        (RULE.replace("HOUSE1", "HOUSE101").replace('"house"', '"house 1"', 1), "needs a `name`"),
        (RULE.replace("HOUSE1", "HOUSE101").replace("severity =", "level ="), "needs a `severity`"),
        (RULE.replace("HOUSE1", "HOUSE101").replace('group = "house"', ""), "needs a `group`"),
        (
            RULE.replace("HOUSE1", "HOUSE101").replace('group = "house"', 'group = "text"'),
            "the group 'text' of HOUSE101 is one of imrparse",
        ),
        (
            RULE.replace("HOUSE1", "HOUSE101").replace('name = "house"', 'name = "doubled-word"'),
            "two rules have one name",
        ),
    ],
    ids=lambda value: "" if "\n" in value else value[:30],
)
def test_what_is_wrong_with_a_package_is_told(source: str, said: str, install: Install) -> None:
    module = f"faulty_rules_{abs(hash(said))}"
    install(module, source)
    with pytest.raises(ConfigError, match=re.escape(said)):
        rule_classes()
    done = CliRunner().invoke(main, ["rules"])
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
