"""Type checkers find the mistakes in code that uses the library, and nothing else."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_overloads, get_type_hints

import pytest

import imrparse
import imrparse.linting
from imrparse.text.node import Node, value_fields
from imrparse.tree import letter, prose

ROOT = Path(imrparse.__file__).parent.parent

# Lines that end in "# wrong" must be reported by a checker.
USER_CODE = """
import datetime

import attrs

import imrparse
import imrparse.linting
from imrparse import Decision, Issue, Outcome, Reviewer, Summary

letter = imrparse.parse("...")
issue = letter.issues[0]

# Values that may be missing
decided: Decision = issue.decision  # wrong
outcome: Outcome | None = letter.outcome
number: str = letter.header.case_number  # wrong
if letter.header and letter.header.decision_date:
    year: int = letter.header.decision_date.year
    letter.header.decision_date.decade  # wrong

# Replacing values
letter = imrparse.replace(letter, issue, decision=Decision.UPHELD)
letter = imrparse.replace(letter, issue, decision="Overturned")  # wrong
letter = imrparse.replace(letter, issue, decison=Decision.UPHELD)  # wrong
letter = imrparse.replace(letter, issue, request="MRI")  # wrong
letter = imrparse.replace(letter, issue.request, text="MRI")
letter = imrparse.replace(letter, letter.summary, text=None)  # wrong
letter = imrparse.replace(letter, letter.reviewer, licensure=("Ohio",))
letter = imrparse.replace(letter, letter.reviewer, licensure=["Ohio"])  # wrong
letter = imrparse.replace(letter, letter, issues=(issue,))
letter = imrparse.replace(letter, letter, issues=issue)  # wrong
letter = imrparse.replace(letter, "summary", text="A sprain.")  # wrong
if header := letter.header:
    date = datetime.date(2017, 1, 6)
    letter = imrparse.replace(letter, header, decision_date=date)
    letter = imrparse.replace(letter, header, decision_date=None)
    letter = imrparse.replace(letter, header, decision_date=20170106)  # wrong

# Making nodes
summary = Summary("A sprain.")
summary = Summary(5)  # wrong
reviewer = Reviewer(licensure=("Ohio",), specialties=("Surgery",))
reviewer = Reviewer("Ohio")  # wrong
again: Issue = attrs.evolve(issue, decision=Decision.OVERTURNED)
again.decision = Decision.UPHELD  # wrong

# Calling functions
imrparse.parse(b"text")  # wrong
imrparse.unparse("text")  # wrong
imrparse.lint(letter, config=imrparse.LintConfig(select=("IMR6",)))
imrparse.lint("text", {"select": ["IMR6"]})  # wrong
fixed: str = imrparse.fix("text", unsafe=True).text
node: imrparse.Node | None = imrparse.node_at(letter, 3)
imrparse.node_at(letter, "3")  # wrong
spans = [node.span for node in imrparse.walk(letter)]
imrparse.walk("text")  # wrong
code: str = imrparse.lint("text")[0].to_dict()["code"]
"""
WRONG = {n for n, line in enumerate(USER_CODE.splitlines(), 1) if line.endswith("# wrong")}


@pytest.fixture
def user_code(tmp_path: Path) -> Path:
    path = tmp_path / "user_code.py"
    path.write_text(USER_CODE, "utf-8")
    return path


def test_mypy(user_code: Path) -> None:
    pytest.importorskip("mypy")
    program = [sys.executable, "-m", "mypy", "--no-error-summary", str(user_code)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    found = re.findall(r"user_code\.py:(\d+): error", done.stdout)
    assert set(map(int, found)) == WRONG, done.stdout + done.stderr


@pytest.mark.slow
def test_mypy_checks_evolve_too(tmp_path: Path) -> None:
    """Which pyright does not."""
    pytest.importorskip("mypy")
    path = tmp_path / "evolving.py"
    path.write_text(
        "import attrs, imrparse\n"
        "issue = imrparse.parse('...').issues[0]\n"
        "attrs.evolve(issue, decision='Overturned')\n",
        "utf-8",
    )
    program = [sys.executable, "-m", "mypy", "--no-error-summary", str(path)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert re.findall(r"evolving\.py:(\d+): error", done.stdout) == ["3"]


@pytest.mark.slow
def test_pyright(user_code: Path) -> None:
    pytest.importorskip("pyright")
    (user_code.parent / "pyrightconfig.json").write_text(
        json.dumps({"typeCheckingMode": "standard", "extraPaths": [str(ROOT)]}), "utf-8"
    )
    program = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(
        [*program, "-p", str(user_code.parent)], capture_output=True, text=True, check=False
    )
    found = json.loads(done.stdout)["generalDiagnostics"]
    errors = [one for one in found if one["severity"] == "error"]
    assert {one["range"]["start"]["line"] + 1 for one in errors} == WRONG, done.stdout


# Libraries without types leave these unknown: lxml and pygls.
UNTYPED = {
    "imrparse.editor.lsp.server.Server",
    "imrparse.editor.lsp.server.make_server",
    "imrparse.files.docx.Content",
    "imrparse.files.docx.loaded",
    "imrparse.files.docx_runs.Runs",
    "imrparse.files.docx_runs.Runs.__init__",
}


@pytest.mark.slow
def test_every_name_has_a_known_type() -> None:
    """With and without an underscore below `imrparse`: what a type checker infers is no promise."""
    pytest.importorskip("pyright")
    program = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(
        [*program, "--ignoreexternal", "--verifytypes", "imrparse"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    symbols = json.loads(done.stdout)["typeCompleteness"]["symbols"]
    assert len(symbols) > 4000
    unknown = {one["name"] for one in symbols if one["isExported"] and not one["isTypeKnown"]}
    assert unknown <= UNTYPED


def public_signatures() -> Iterator[tuple[str, Any]]:
    """The public functions and methods, and those that they are overloaded with."""
    modules = (imrparse, imrparse.arrow, imrparse.engines, imrparse.linting)
    for module in modules:
        listed = getattr(module, "__all__", None)
        for name in listed or vars(module):
            value = getattr(module, name)
            own = [(name, value)] if name[0] != "_" else []
            if isinstance(value, type):
                own = [(f"{name}.{inner}", made) for inner, made in vars(value).items()]
            for place, function in own:
                function = getattr(function, "fget", None) or function
                home = str(getattr(function, "__module__", ""))
                if home.startswith("imrparse.") if listed else home == module.__name__:
                    for each in get_overloads(function) or [function]:
                        yield f"{module.__name__}.{place}", each


def test_no_public_function_takes_or_returns_any() -> None:
    found = {
        name: function.__annotations__
        for name, function in public_signatures()
        if inspect.isfunction(function) and not name.rpartition(".")[2].startswith("_")
    }
    assert len(found) > 60
    assert {
        name: text
        for name, annotations in found.items()
        for text in annotations.values()
        if re.search(r"\bAny\b", str(text))
    } == {}


def test_no_public_value_is_any() -> None:
    for name in (*imrparse.__all__, *imrparse.linting.__all__):
        value = getattr(imrparse, name, None) or getattr(imrparse.linting, name)
        fields = getattr(value, "__annotations__", {}) if isinstance(value, type) else {}
        for field, kind in fields.items():
            assert not re.search(r"\bAny\b", str(kind)), f"{name}.{field}"


@pytest.mark.parametrize(
    ("node", "values"),
    [
        (letter.Determination, letter.LetterValues),
        (letter.Header, letter.HeaderValues),
        (letter.Reviewer, letter.ReviewerValues),
        (letter.Issue, letter.IssueValues),
        (prose.Prose, prose.ProseValues),
    ],
)
def test_replace_takes_the_values_of_the_nodes(node: type[Node], values: Any) -> None:
    """The same fields, of the same types."""
    types = get_type_hints(node)
    assert get_type_hints(values) == {name: types[name] for name in value_fields(node)}


def test_replace_takes_every_kind_of_part() -> None:
    parts = {letter.Determination, letter.Header, letter.Reviewer, letter.Issue}
    parts |= set(prose.Prose.__subclasses__())
    nodes = {getattr(letter, name) for name in letter.__all__}
    assert {node for node in nodes if issubclass(node, Node)} - {prose.Prose} == parts
