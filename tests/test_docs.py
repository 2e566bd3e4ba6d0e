"""The documentation: generated pages are up to date, rules are listed, and links are valid."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from helpers.letters import ROOT

from imrparse.linting.rules import rule_classes

MARKDOWN = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("benchmarks/*.md")]


def make(*arguments: str, script: Path = ROOT / "docs" / "make.py") -> tuple[int, str]:
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_generated_pages_are_up_to_date() -> None:
    assert make("--check") == (0, "")


def test_a_stale_page_is_reported_and_regenerated(tmp_path: Path) -> None:
    script = tmp_path / "make.py"
    script.write_bytes((ROOT / "docs" / "make.py").read_bytes())
    page = tmp_path / "faults.md"
    for stale in (None, "# Faults\n"):
        if stale:
            page.write_text(stale, "utf-8")
        status, message = make("--check", script=script)
        assert (status, "faults.md is stale" in message) == (1, True)
    assert make(script=script) == (0, "")
    assert make("--check", script=script) == (0, "")
    assert page.read_bytes() == (ROOT / "docs" / "faults.md").read_bytes()
    assert make("--chek", script=script)[0] == 2


def test_each_group_of_rules_is_listed() -> None:
    listed = (ROOT / "docs" / "rules.md").read_text("utf-8")
    for rule in rule_classes():
        group = import_module(rule.__module__.rpartition(".")[0])
        assert f"| {rule.code[:4]}xx | [{rule.group}](" in listed
        assert f" | {group.__doc__} |\n" in listed


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_are_valid(page: Path) -> None:
    """Links to other files of the repository."""
    for link in re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / link).exists(), link
