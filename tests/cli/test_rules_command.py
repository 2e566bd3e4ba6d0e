"""The command `imrparse rules`, and the documentation of the linter's commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.commands import put, rules, run
from helpers.letters import LATE, ROOT

from imrparse import Severity
from imrparse.cli import main
from imrparse.linting import config_files
from imrparse.linting.rules import rule_classes

pytestmark = pytest.mark.usefixtures("folder")

# The pages of rules


def test_rules_are_listed() -> None:
    lines = rules().stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    assert {rule.code for rule in rule_classes()} < {line.split()[0] for line in lines}
    assert "IMR000  unreadable-text" in lines[0]


def test_pages_of_rules() -> None:
    page = rules("late-application").stdout
    assert page == rules("IMR103").stdout
    assert page.startswith("# late-application (IMR103)\n\nGroup header; severity note.\n")
    assert "- `mail-days` (default `5`): " in page
    both = rules("IMR103", "cut-off", "IMR103").stdout
    assert both.startswith(page)
    assert both.count("\n# ") == 1
    assert "# cut-off (IMR004)\n" in both
    privacy = [rule.code for rule in rule_classes() if rule.group == "privacy"]
    assert all(f"({code})\n" in rules("privacy").stdout for code in privacy)


def test_pages_as_json() -> None:
    pages = json.loads(rules("--format", "json").stdout)
    assert len(pages) == len(rules().stdout.splitlines())
    (page,) = json.loads(rules("--format", "json", "IMR103").stdout)
    assert page.pop("page") == rules("IMR103").stdout.removesuffix("\n")
    assert page == {
        "code": "IMR103",
        "name": "late-application",
        "group": "header",
        "severity": "note",
        "default": True,
        "summary": "The application was received after the limit for filing it.",
        "options": {"days": 30, "mail-days": 5},
    }
    (fault,) = json.loads(rules("--format", "json", "IMR001").stdout)
    assert (fault["group"], fault["severity"], fault["options"]) == ("syntax", None, {})


def test_unknown_rule() -> None:
    result = rules("late-aplication")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'late-aplication'; did you mean 'late-application'?" in result.stderr


# Documentation


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def documented(name: str, command: str) -> str:
    """The output of a command, according to a page."""
    _, _, rest = page(name).partition(f"```console\n$ imrparse {command}\n")
    return rest.partition("```\n")[0]


def test_documented_examples() -> None:
    draft = LATE.replace("An MRI of", "Dr. Okafor wrote that an MRI of")
    put("drafts/knee.txt", draft.replace("California, Nevada", "Californa, Nevada"))
    for command in ("lint drafts/knee.txt", "lint --diff drafts/knee.txt"):
        result = CliRunner().invoke(main, command.split())
        assert result.stdout + result.stderr == documented("commands/lint.md", command)
    shown = run("--isolated", "--show-settings", "--ignore", "IMR102", "drafts/")
    command = "lint --show-settings --ignore IMR102 drafts/"
    assert shown.stdout == documented("configuration.md", command)
    listed = [line for line in rules().stdout.splitlines(keepends=True) if "late-" in line]
    assert "".join(listed) == documented("rules.md", "rules | grep late-")


def test_documented_settings() -> None:
    put("imrparse.toml", page("configuration.md").partition("```toml\n")[2].partition("```")[0])
    config_files.clear_cache()
    config = config_files.settings_for(Path("a.txt")).config
    assert config.severity == {"privacy": Severity.ERROR, "late-application": Severity.WARNING}
    errors = page("configuration.md").partition("```\nError: ")[2].partition("```")[0]
    for line, text in zip(
        errors.removeprefix("Error: ").splitlines(),
        (
            "[lint]\nseverty = 3\n",
            "[lint]\nignore = ['privcy']\n",
            "[lint.options.late-application]\ndayz = 3\n",
        ),
        strict=True,
    ):
        put("imrparse.toml", text)
        config_files.clear_cache()
        message = line.removeprefix("Error: ").replace("/letters", str(Path.cwd()))
        assert run("--show-settings", "-").stderr.endswith(f"Error: {message}\n")


def test_documented_options() -> None:
    """Each option of the command has a row, and each row is for an option."""
    lint_options = {
        name
        for option in main.get_command(None, "lint").params  # type: ignore[arg-type, union-attr]
        for name in option.opts
        if name.startswith("--")
    }
    documented_options = {
        line.split("`")[1].split()[0]
        for line in page("commands/lint.md").splitlines()
        if line.startswith("| `--")
    }
    assert documented_options == lint_options
