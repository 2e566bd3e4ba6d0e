"""The command `imrparse lint`: its output, its exit status, and what it fixes."""

from __future__ import annotations

import codecs
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from helpers.commands import concise, content, posix, put, run
from helpers.letters import GAP, LATE, MISSPELT, NAMED, SOUND, STATE

import imrparse
from imrparse import Severity
from imrparse.cli.lint_command import lint_run
from imrparse.diagnostics.rendering import full, to_json
from imrparse.linting import engine, fixing
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule

pytestmark = pytest.mark.usefixtures("folder")
NO_LETTER = "Dear Sir or Madam\n"
FOUND = "a.txt:33:27: IMR601 a person is named\n"


# Findings and the exit status


@pytest.mark.parametrize(
    ("text", "status", "summary"),
    [
        (SOUND, 0, "no findings"),
        (GAP, 0, "1 note"),
        (LATE, 0, "1 note"),
        (NAMED, 1, "1 warning"),
        (MISSPELT, 1, "1 error"),
        (STATE.replace("An MRI of", "Dr. Okafor wrote: an MRI of"), 1, "2 warnings"),
    ],
    ids=["sound", "gap", "early", "named", "misspelt", "two"],
)
def test_exit_status(text: str, status: int, summary: str) -> None:
    result = run(put("a.txt", text))
    assert (result.exit_code, result.stderr) == (status, f"1 letter: {summary}\n")


def test_findings_are_shown_in_full() -> None:
    (found,) = imrparse.lint(NAMED)
    put("a.txt", NAMED)
    assert run("a.txt").stdout == full(found, path="a.txt") + "\n\n"
    assert run("a.txt", "--format", "concise").stdout == FOUND


def test_several_files_in_order() -> None:
    for name in ("in/b.txt", "in/a.txt", "in/c/d.md", "z.dat"):
        put(name, NAMED)
    result = concise("z.dat", "in", "in/a.txt")
    paths = [line.partition(":")[0] for line in result.stdout.splitlines()]
    assert paths == ["z.dat", *(str(Path("in", name)) for name in ("a.txt", "b.txt", "c/d.md"))]
    assert result.stderr == "4 letters: 4 warnings\n"


def test_standard_input() -> None:
    result = concise("-", stdin=NAMED)
    assert (result.exit_code, result.stdout) == (1, "<stdin>:33:27: IMR601 a person is named\n")


def test_a_bad_file_does_not_stop_the_rest() -> None:
    put("in/bad.txt", NO_LETTER)
    put("in/latin.txt", "Gru\u00df".encode("latin-1"))
    put("in/named.txt", NAMED)
    result = concise("none.txt", "in", "--encoding", "utf-8")
    assert result.exit_code == 1
    assert [line.split(" ")[1] for line in result.stdout.splitlines()] == [
        "IMR001",
        "IMR000",
        "IMR601",
    ]
    assert result.stderr == (
        "none.txt: IMR000 No such file or directory\n"
        "4 letters: 2 errors, 1 warning, 1 could not be read\n"
    )


def test_empty_folder() -> None:
    Path("in").mkdir()
    result = run("in")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("in: no letters in this folder (")
    assert result.stderr.count("\n") == 1


def test_encoding() -> None:
    put("a.txt", NAMED.replace("low back pain", "low back pain of 5°").encode("latin-1"))
    assert concise("a.txt", "--encoding", "latin-1").stdout == FOUND


def test_select_and_ignore() -> None:
    put("a.txt", GAP.replace("An MRI of", "Dr. Okafor wrote that an MRI of"))
    assert concise("a.txt").stdout.count("\n") == 2
    assert concise("a.txt", "--ignore", "named-person,redaction-gap").stdout == ""
    assert concise("a.txt", "--select", "header, IMR608").stdout.count("\n") == 1
    assert concise("a.txt", "--select", "header", "--select", "IMR608").stdout.count("\n") == 1


# Statistics


def test_statistics() -> None:
    put("a.txt", GAP.replace("An MRI of", "Dr. Okafor wrote that an MRI of"))
    put("b.txt", NAMED)
    result = run("--statistics", "a.txt", "b.txt")
    assert result.stdout == (
        "2  IMR601  named-person: A person is named in free text.\n"
        "1  IMR608  redaction-gap: A name was removed, and the sentence has a gap in its place.\n"
    )
    assert (result.exit_code, result.stderr) == (1, "2 letters: 2 warnings, 1 note\n")
    assert run("--statistics", put("c.txt", SOUND)).stdout == ""


def test_statistics_list_the_rules_that_were_skipped() -> None:
    put("a.txt", SOUND.replace("Priority: Standard", "Priority: Standard or sooner"))
    found, skipped = run("--statistics", "a.txt").stdout.split("\n\n")
    assert "IMR014" in found
    assert "1  IMR102  date-order:" in skipped
    assert "IMR601" not in skipped


# Usage


@pytest.mark.parametrize(
    "args",
    [
        ("a.txt", "--format", "xml"),
        ("a.txt", "--formt", "json"),
        ("a.txt", "--fix", "--diff"),
        ("a.txt", "--unsafe-fixes"),
        ("-", "--watch"),
        ("a.txt", "--isolated", "--config", "imrparse.toml"),
        ("a.txt", "--statistics", "--diff"),
        ("a.txt", "--statistics", "--format", "json"),
        ("a.txt", "--write-baseline", "x", "--baseline", "y"),
        ("a.txt", "--write-baseline", "x", "--diff"),
        ("a.txt", "--write-baseline", "x", "--watch"),
        ("a.txt", "--write-baseline", "x", "--statistics"),
        ("a.txt", "--jobs", "0"),
        ("a.txt", "--encoding", "utf-88"),
        ("a.txt", "--select", "IMR66"),
        ("a.txt", "--config", "none.toml"),
        ("a.txt", "--baseline", "none.json"),
    ],
    ids=" ".join,
)
def test_wrong_usage(args: tuple[str, ...]) -> None:
    put("a.txt", NAMED)
    result = run(*args, stdin=NAMED)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\nError: " in result.stderr
    assert not Path("x").exists()


def test_color() -> None:
    put("a.txt", NAMED)
    assert "\x1b[" not in run("a.txt").stdout
    assert "\x1b[33mIMR601" in run("a.txt", FORCE_COLOR="1").stdout.replace("\x1b[1m", "")
    assert "\x1b[" in run("a.txt", "--color", "always", NO_COLOR="1").stdout
    assert "\x1b[" not in run("a.txt", "--color", "never", FORCE_COLOR="1").stdout


def test_control_characters_do_not_reach_the_terminal() -> None:
    put("a\x1b.txt", NAMED.replace("Okafor", "Oka\x1bfor"))
    for form in ("full", "concise"):
        assert "\x1b" not in run("a\x1b.txt", "--format", form).output
    Path("a\x1b.txt").rename("a.txt")
    for form in ("github", "json", "sarif", "junit"):  # in which a path must be unchanged
        assert "\x1b" not in run("a.txt", "--format", form).output


def test_json_has_the_keys_of_every_diagnostic() -> None:
    put("a.txt", NAMED)
    put("b.txt", STATE)
    texts = {"a.txt": NAMED, "b.txt": STATE}
    wanted = [to_json(one, name) for name in texts for one in imrparse.lint(texts[name])]
    assert json.loads(run("--format", "json", "a.txt", "b.txt").stdout) == wanted
    lines = run("--format", "jsonl", "a.txt", "b.txt").stdout.splitlines()
    assert [json.loads(line) for line in lines] == wanted
    (missing,) = json.loads(run("--format", "json", "none.txt").stdout)
    assert missing.keys() == wanted[0].keys()
    assert (missing["path"], missing["code"], missing["line"]) == ("none.txt", "IMR000", None)
    assert run("--format", "json", put("c.txt", SOUND)).stdout == "[]\n"


# `--fix` and `--diff`: what is written, and what is left alone


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
