"""`imrparse lint --fix` and `--diff`: what is written, and what is left alone."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from helpers.commands import concise, content, posix, put, run
from helpers.letters import MISSPELT, NAMED, SOUND, STATE

import imrparse
from imrparse import Severity
from imrparse.cli.lint_command import lint_run
from imrparse.linting import engine, fixing
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule

pytestmark = pytest.mark.usefixtures("folder")


def test_fix() -> None:
    text = MISSPELT.replace("An MRI of", "Dr. Okafor wrote that an MRI of")
    put("a.txt", text)
    put("b.txt", NAMED)
    before = Path("b.txt").stat()
    result = concise("--fix", "a.txt", "b.txt")
    assert result.exit_code == 1
    assert content("a.txt") == text.replace("SUMARY", "SUMMARY")
    assert [line[:6] for line in result.stdout.splitlines()] == ["a.txt:", "b.txt:"]
    assert result.stderr == "1 finding fixed\n2 letters: 2 warnings\n"
    after = Path("b.txt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert concise("--fix", put("c.txt", MISSPELT)).exit_code == 0


def test_diff() -> None:
    put("a.txt", STATE)
    put("b.txt", NAMED)
    result = run("--diff", "a.txt", "b.txt")
    lines = result.stdout.splitlines()
    assert lines[:2] == ["--- a.txt", "+++ a.txt"]
    assert [line for line in lines[3:] if line[0] in "+-"] == [
        "-State(s) of Licensure: Californa, Nevada",
        "+State(s) of Licensure: California, Nevada",
    ]
    assert (result.exit_code, result.stderr) == (1, "1 finding would be fixed\n")
    assert content("a.txt") == STATE
    assert run("--diff", "b.txt").exit_code == 0  # its finding has no fix
    assert run("--diff", "none.txt").exit_code == 1


def test_diff_of_the_standard_input() -> None:
    result = run("--diff", "-", stdin=STATE)
    assert result.stdout.startswith("--- <stdin>\n+++ <stdin>\n@@ ")
    assert result.exit_code == 1
    assert (run("--diff", "-", stdin=SOUND).exit_code, run("--diff", "-").stdout) == (0, "")


def test_diff_is_coloured_on_demand() -> None:
    put("a.txt", STATE)
    assert "\x1b[31m-State(s)" in run("--diff", "a.txt", "--color", "always").stdout
    assert "\x1b" not in run("--diff", "a.txt").stdout


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize(
    ("encoding", "mark", "codec"),
    [
        (None, b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-8-sig", codecs.BOM_UTF8, "utf-8"),
        ("latin-1", b"", "latin-1"),
        ("utf-16", codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_files_keep_encoding_and_line_ends(
    encoding: str | None, mark: bytes, codec: str, end: str
) -> None:
    text = STATE.replace("low back pain", "low back pain of 5°").replace("\n", end)
    put("a.txt", mark + text.encode(codec))
    named = ["--encoding", encoding] if encoding else []
    assert run("--fix", "a.txt", *named).exit_code == 0
    mended = text.replace("Californa", "California")
    assert Path("a.txt").read_bytes() == mark + mended.encode(codec)


@posix
def test_files_keep_their_permissions_and_links() -> None:
    put("real/a.txt", STATE)
    Path("real/a.txt").chmod(0o640)
    Path("link.txt").symlink_to("real/a.txt")
    assert run("--fix", "link.txt").exit_code == 0
    assert Path("link.txt").is_symlink()
    assert "California" in content("real/a.txt")
    assert stat.S_IMODE(Path("real/a.txt").stat().st_mode) == 0o640
    assert [path.name for path in Path("real").iterdir()] == ["a.txt"]


def unwritten(*args: str) -> str:
    """The message about a file that could not be written."""
    result = concise("--fix", "a.txt", put("b.txt", STATE), *args)
    assert result.exit_code == 2
    assert "California, Nevada" in content("b.txt")
    assert "1 finding fixed\n" in result.stderr
    return result.stderr.splitlines()[0]


def test_a_file_that_can_not_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt", STATE)
    access = os.access
    monkeypatch.setattr(os, "access", lambda p, m: "a.txt" not in str(p) and access(p, m))
    assert unwritten() == "a.txt: not written: Permission denied"
    assert content("a.txt") == STATE


def test_a_changed_file_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt", STATE)

    def fix_slowly(*args: Any, **kwargs: Any) -> Any:
        fixed = fixing.fix(*args, **kwargs)
        if not Path("b.txt").exists() or content("a.txt") == STATE:
            put("a.txt", SOUND + "\n")
        return fixed

    monkeypatch.setattr(lint_run, "fix", fix_slowly)
    assert unwritten().startswith("a.txt: not written: the file has changed")
    assert content("a.txt") == SOUND + "\n"


def test_an_undone_fix_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    class Spoiling(Rule):
        code: ClassVar[str] = "IMR999"
        name: ClassVar[str] = "spoiling"
        severity: ClassVar[Severity] = Severity.NOTE

        def check(self, draft: Draft) -> Iterator[Finding]:
            place = draft.plain.index("MAXIMUS guideline:")
            span = imrparse.Span(place, place + len("MAXIMUS guideline:"))
            fix = imrparse.Fix("spoil", (imrparse.Edit(span, "x"),), safe=True)
            yield Finding(span, "odd", fixes=(fix,))

    monkeypatch.setattr(engine, "rule_classes", lambda: (Spoiling,))
    monkeypatch.setattr(engine, "_linters", type(engine._linters)())
    result = concise("--fix", put("a.txt", SOUND))
    assert result.stderr.startswith("a.txt:48:1: the fix of IMR999 was undone: ")
    assert result.stdout == "a.txt:48:1: IMR999 odd\n"
    assert content("a.txt") == SOUND
