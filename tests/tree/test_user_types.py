"""Type checkers find the mistakes in code that uses the library, and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import imrparse
from imrparse.text.node import Node, value_fields
from imrparse.tree import letter, prose

ROOT = Path(imrparse.__file__).parent.parent

# Lines that end in "# wrong" must be reported by a checker.
USER_CODE = """
import datetime

import attrs

import imrparse
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


@pytest.mark.parametrize("checker", ["pyright", "basedpyright"])
def test_pyright(checker: str, user_code: Path) -> None:
    """It is not a dependency, since it brings a runtime of its own; if installed, it is run."""
    if find_spec(checker) is None:
        pytest.skip(f"{checker} is not installed")
    (user_code.parent / "pyrightconfig.json").write_text(
        json.dumps({"typeCheckingMode": "standard", "extraPaths": [str(ROOT)]}), "utf-8"
    )
    program = [sys.executable, "-m", checker, "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(
        [*program, "-p", str(user_code.parent)], capture_output=True, text=True, check=False
    )
    found = json.loads(done.stdout)["generalDiagnostics"]
    errors = [one for one in found if one["severity"] == "error"]
    assert {one["range"]["start"]["line"] + 1 for one in errors} == WRONG, done.stdout


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
