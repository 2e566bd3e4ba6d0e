"""The pages of the documentation site: their examples run, and they are about what exists."""

from __future__ import annotations

import ast
import datetime
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click.testing import CliRunner

from helpers.letters import ROOT

import imrparse
from imrparse.cli import main

DOCS = ROOT / "docs"
SCRIPTS = DOCS / "site"
RUN = re.compile(r"<!-- run -->\n```(console|python)\n(.*?)```", re.DOTALL)
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if RUN.search(page.read_text("utf-8"))]
SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the repository that the pages name."""
    for name in ("samples", "docs/tutorials"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_examples_run(page: Path) -> None:
    """Each line with a result in a comment has that result, and each command succeeds."""
    pytest.importorskip("duckdb")
    pytest.importorskip("pandas")
    names: dict[str, Any] = {name: getattr(imrparse, name) for name in imrparse.__all__}
    names["datetime"] = datetime
    for language, code in RUN.findall(page.read_text("utf-8")):
        if language == "console":
            for command in re.findall(r"^\$ (.*)$", code, re.MULTILINE):
                run(command)
        else:
            for statement, result in statements(code):
                value = evaluated(statement, names)
                assert result is None or value == eval(result, names), statement


def run(command: str) -> None:
    program, *arguments = shlex.split(command)
    if program == "cp":
        shutil.copy(*arguments)
        return
    assert program == "imrparse"
    done = CliRunner().invoke(main, arguments)
    if arguments[0] == "lint":  # 1 where something is found
        assert done.exit_code in (0, 1), done.output
    else:
        assert done.exit_code == 0, done.output


def statements(code: str) -> Iterator[tuple[str, str | None]]:
    """The statements of an example, each with the result in the comment behind it, if any.

    Comments in words say something else.
    """
    lines = code.splitlines()
    for node in ast.parse(code).body:
        source = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        last = lines[(node.end_lineno or 1) - 1]
        comment = last.partition("  # ")[2]
        yield source, comment if re.match(r"[A-Z\[('\d]\S", comment) else None


def evaluated(statement: str, names: dict[str, Any]) -> object:
    """Run a statement. Returns its value, if it is an expression."""
    try:
        return eval(statement, names)
    except SyntaxError:
        exec(statement, names)
        return None


def test_the_draft_of_the_tutorial_has_its_findings() -> None:
    draft = (DOCS / "tutorials/draft.txt").read_text("utf-8")
    assert [one.code for one in imrparse.lint(draft)] == ["IMR015", "IMR709", "IMR009"]
    assert imrparse.lint(imrparse.fix(draft).text) == ()


def test_the_page_about_rules_shows_the_example_package() -> None:
    page = (DOCS / "how-to/rules.md").read_text("utf-8")
    project = (ROOT / "tests/rule_package/pyproject.toml").read_text("utf-8")
    assert f"```python\n{(ROOT / 'tests/rule_package/house_rules.py').read_text()}```" in page
    assert f"```toml\n{project.partition(chr(10))[2]}```" in page


def test_every_page_is_in_the_navigation() -> None:
    named = re.findall(r": ([\w/-]+\.md)$", SETTINGS, re.MULTILINE)
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    assert pages <= set(named)


@pytest.mark.slow
def test_pictures_show_what_the_command_prints() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "terminal_pictures.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_a_docstring_does_not_say_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    griffe = pytest.importorskip("griffe")
    monkeypatch.syspath_prepend(str(SCRIPTS))
    undocumented = import_module("undocumented")
    code = '''
        def read(file: str, name: str) -> str:
            """Open a `file`."""
            raise WrongValueError("none")

        def load(file: str, name: str) -> str:
            """What `read` returns of a `file` called `name`. Raises ValueError."""
            raise WrongValueError("none")
    '''
    with griffe.temporary_visited_module(dedent(code)) as module:
        told = [list(undocumented._unsaid(module[name])) for name in ("read", "load")]
    assert told == [
        ["the parameter `name`", "what it returns", "that it raises WrongValueError"],
        [],
    ]


@pytest.mark.slow
def test_every_public_name_is_documented() -> None:
    pytest.importorskip("griffe")
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "undocumented.py")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
