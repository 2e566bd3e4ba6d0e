"""The documentation: examples are right, generated pages fresh, rules listed, and links valid."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from helpers.letter_checks import check_letter
from helpers.letters import PLAIN, ROOT

import imrparse
from imrparse import Severity
from imrparse.cli import main
from imrparse.diagnostics import codes
from imrparse.diagnostics.fault_pages import PAGES, Example, FaultPage
from imrparse.linting.rules import rule_classes

MARKDOWN = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("benchmarks/*.md")]
README = (ROOT / "README.md").read_text("utf-8")
LIBRARY = (ROOT / "docs/library.md").read_text("utf-8")
EXAMPLE = "".join(re.findall(r"```python\n(.*?)```", README + LIBRARY, re.DOTALL))
HOOKS = (ROOT / "docs/site/hooks.py").read_text("utf-8")
ON_SITE = {ROOT / "docs" / page for page in re.findall(r'"([a-z]+/[a-z]+\.md)":', HOOKS)}
EXPLAINED = 6  # lines whose comments only explain


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
    """Links to other files of the repository, or to pages that exist on the site only."""
    for link in re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text("utf-8")):
        target = (page.parent / link).resolve()
        assert target.exists() or target in ON_SITE, link


# The examples of README and docs/library.md


def test_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line of the example with a comment has the result in the comment."""
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {name: getattr(imrparse, name) for name in imrparse.__all__}
    names["datetime"] = datetime
    explained = 0
    for line in EXAMPLE.splitlines():
        code, comment = (part.strip() for part in f"{line}#".split("#")[:2])
        if comment and re.match(r"[A-Z'(d\d]\S", comment):
            assert eval(code, names) == eval(comment, names), line
        elif comment.startswith("<"):
            exec(code, names)
            assert repr(eval(code.rpartition("= ")[2], names)) == comment, line
        else:
            exec(code, names)
            explained += bool(comment)
    assert explained == EXPLAINED


def test_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = Path("samples/2016-pdfium-lumbar-mri.txt").read_bytes().decode()
    with pytest.raises(imrparse.ParseError) as error:
        imrparse.parse(
            text.replace("MAXIMUS guideline:", "MAXIMUS guidline:").replace("10/04/", "10/34/")
        )
    assert str(error.value) in README


# The pages about faults: each code has one, and its examples are correct.

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def test_each_code_has_a_page() -> None:
    known = [v for v in vars(codes).values() if isinstance(v, str) and re.match(r"IMR\d", v)]
    assert [page.code for page in PAGES] == sorted(known)
    assert len({page.name for page in PAGES}) == len(PAGES)


@each_page
def test_page_is_complete(page: FaultPage) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", page.name)
    for words in (page.summary, page.explanation, page.why):
        assert re.fullmatch(r"[A-Z].*[.]", words)
    assert page.failing != page.passing
    assert page.failing in page.spoil(PLAIN)
    if page.example is not Example.WHOLE:
        assert page.spoil(PLAIN) != PLAIN
        with pytest.raises(ValueError, match=page.code):
            page.spoil("no letter")


def test_passing_examples_stand_in_a_sound_letter() -> None:
    letter = check_letter(PLAIN)
    assert len(letter.issues) == 2
    assert letter.header is not None
    assert all(page.passing in PLAIN for page in PAGES)


def test_sound_letter_has_no_faults() -> None:
    assert imrparse.analyze(PLAIN).diagnostics == ()


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.example is not Example.ENCODING],  # in the file's encoding
    ids=lambda page: page.name,
)
def test_failing_example_has_this_fault_only(page: FaultPage) -> None:
    found = imrparse.analyze(page.spoil(PLAIN)).diagnostics
    assert [diagnostic.code for diagnostic in found] == [page.code]
    sort = Severity.WARNING if page.explanation.startswith("A warning") else Severity.ERROR
    assert found[0].severity is sort


def test_failing_example_of_a_file(tmp_path: Path) -> None:
    (page,) = (page for page in PAGES if page.example is Example.ENCODING)
    path = tmp_path / "letter.txt"
    path.write_bytes(PLAIN.encode("latin-1"))
    result = CliRunner().invoke(main, ["parse", "--encoding", "utf-8", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert f": {page.code} " in result.stderr
    for right in ([], ["--encoding", "latin-1"]):
        assert CliRunner().invoke(main, ["parse", *right, str(path)]).exit_code == 0
