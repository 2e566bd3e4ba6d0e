"""The pages about faults: each code has one, and its examples are correct."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.letter_checks import check_letter
from helpers.letters import PLAIN

import imrparse
from imrparse import Severity
from imrparse.cli import main
from imrparse.diagnostics import codes
from imrparse.diagnostics.fault_pages import PAGES, Example, FaultPage

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
