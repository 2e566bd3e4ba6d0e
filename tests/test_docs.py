"""The pages on faults: complete, not stale, and their examples do what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from checks import check_letter
from click.testing import CliRunner

import imrparse
from imrparse import Severity
from imrparse.cli import main
from imrparse.diagnostics.fault_pages import PAGES, Example, FaultPage

ROOT = Path(__file__).parent.parent
LETTER = (ROOT / "tests" / "letters" / "plain.txt").read_bytes().decode()

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def make(*arguments: str, script: Path = ROOT / "docs" / "make.py") -> tuple[int, str]:
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_pages_are_not_stale() -> None:
    assert make("--check") == (0, "")


def test_a_stale_page_is_told_of_and_made_anew(tmp_path: Path) -> None:
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


def test_a_page_of_no_rule_is_told_of_and_removed(tmp_path: Path) -> None:
    script = tmp_path / "make.py"
    script.write_bytes((ROOT / "docs" / "make.py").read_bytes())
    assert make(script=script) == (0, "")
    (orphan := tmp_path / "rules" / "IMR999.md").write_text("# gone\n", "utf-8")
    assert make("--check", script=script) == (
        1,
        "docs/rules/IMR999.md is of no rule: run python docs/make.py\n",
    )
    assert make(script=script) == (0, "")
    assert not orphan.exists()
    assert make("--check", script=script) == (0, "")


def test_each_code_has_a_page() -> None:
    codes = [v for v in vars(faults).values() if isinstance(v, str) and re.match(r"IMR\d", v)]
    assert [page.code for page in PAGES] == sorted(codes)
    assert len({page.name for page in PAGES}) == len(PAGES)


@each_page
def test_page_is_well_made(page: FaultPage) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", page.name)
    for words in (page.summary, page.explanation, page.why):
        assert re.fullmatch(r"[A-Z].*[.]", words)
    assert page.failing != page.passing
    assert page.failing in page.spoil(LETTER)
    if page.example is not Example.WHOLE:
        assert page.spoil(LETTER) != LETTER
        with pytest.raises(ValueError, match=page.code):
            page.spoil("no letter")


def test_passing_examples_stand_in_a_sound_letter() -> None:
    letter = check_letter(LETTER)
    assert len(letter.issues) == 2
    assert letter.header is not None
    assert all(page.passing in LETTER for page in PAGES)


def test_sound_letter_has_no_faults() -> None:
    assert imrparse.analyze(LETTER).diagnostics == ()


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.example is not Example.ENCODING],  # that is the file's
    ids=lambda page: page.name,
)
def test_failing_example_has_this_fault_only(page: FaultPage) -> None:
    found = imrparse.analyze(page.spoil(LETTER)).diagnostics
    assert [diagnostic.code for diagnostic in found] == [page.code]
    sort = Severity.WARNING if page.explanation.startswith("A warning") else Severity.ERROR
    assert found[0].severity is sort


def test_failing_example_of_a_file(tmp_path: Path) -> None:
    (page,) = (page for page in PAGES if page.example is Example.ENCODING)
    path = tmp_path / "letter.txt"
    path.write_bytes(LETTER.encode("latin-1"))
    result = CliRunner().invoke(main, ["parse", "--encoding", "utf-8", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert f": {page.code} " in result.stderr
    for right in ([], ["--encoding", "latin-1"]):
        assert CliRunner().invoke(main, ["parse", *right, str(path)]).exit_code == 0
