"""The command `imrparse format`: its output, and the files that it writes or leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpers.commands import content, posix, write
from helpers.letters import sample_text

import imrparse
from imrparse.cli import main

pytestmark = pytest.mark.usefixtures("folder")

NORCO = sample_text("2017-pdfplumber-norco")
DEGREES = sample_text("2016-pdfium-lumbar-mri")  # has a degree sign, and CRLF
MASSAGE = sample_text("2014-seed-markdown-massage")
FAULTY = NORCO.replace("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMARY")


def formatted(text: str, style: str = "letter", **options: Any) -> str:
    return imrparse.format(imrparse.parse(text), style, **options)


CLEAN = formatted(NORCO)


def run(*args: str, stdin: str | bytes | None = None, **env: str) -> Result:
    return CliRunner().invoke(main, ["format", *args], input=stdin, env=env)


def put(name: str, text: str | bytes = NORCO) -> str:
    return write(name, text)


def process(*args: str, **kwargs: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "imrparse", *args]
    return subprocess.Popen(command, **{"stderr": subprocess.PIPE, **kwargs})


def names(where: str = ".") -> list[str]:
    """The content of the folder, without the settings file."""
    return sorted(path.name for path in Path(where).iterdir() if path.suffix != ".toml")


# Printing


def test_prints_on_stdout() -> None:
    result = run(put("a.txt", NORCO))
    assert (result.exit_code, result.stdout, result.stderr) == (0, CLEAN, "")
    assert content("a.txt") == NORCO
    several = run("a.txt", put("b.md", MASSAGE))
    assert several.stdout == CLEAN + formatted(MASSAGE, "markdown")


def test_stdin() -> None:
    assert run("-", stdin=NORCO).stdout == CLEAN
    assert run("-", stdin=CLEAN).stdout == CLEAN


@pytest.mark.parametrize(
    ("style", "text", "wanted"),
    [
        ("auto", NORCO, "letter"),
        ("auto", MASSAGE, "markdown"),
        ("markdown", NORCO, "markdown"),
        ("letter", MASSAGE, "letter"),
    ],
)
def test_style(style: str, text: str, wanted: str) -> None:
    result = run("--style", style, "-", stdin=text)
    assert result.stdout_bytes.decode() == formatted(text, wanted)


def test_width() -> None:
    assert run("--width", "60", "-", stdin=NORCO).stdout == formatted(NORCO, width=60)


@pytest.mark.parametrize(
    ("choice", "text", "wanted"),
    [
        ("auto", DEGREES, "\r\n"),
        ("auto", NORCO.replace("\n", "\r"), "\r"),
        ("auto", NORCO.replace("\n", "\r\n", 3), "\n"),
        ("lf", DEGREES, "\n"),
        ("crlf", NORCO, "\r\n"),
        ("cr", NORCO, "\r"),
    ],
)
def test_line_ends(choice: str, text: str, wanted: str) -> None:
    put("a.txt", text)
    assert run("--line-ends", choice, "--write", "a.txt").exit_code == 0
    assert content("a.txt") == formatted(text, line_end=wanted)


# Checking


def test_check() -> None:
    for name, text in (("in/a.txt", NORCO), ("in/b.txt", CLEAN), ("in/c.md", MASSAGE)):
        put(name, text)
    result = run("--check", "in")
    paths = [str(Path(name)) for name in ("in/a.txt", "in/c.md")]
    assert result.exit_code == 1
    assert result.stdout == "".join(f"Would reformat: {path}\n" for path in paths)
    assert result.stderr == "2 files would be reformatted, 1 file already formatted\n"
    assert content("in/a.txt") == NORCO
    clean = run("--check", "in/b.txt")
    assert (clean.exit_code, clean.stdout) == (0, "")
    assert clean.stderr == "1 file already formatted\n"


def test_diff() -> None:
    put("a.txt", CLEAN.replace("Decision rationale: ", "\nDecision rationale:\n", 1))
    put("b.txt", CLEAN)
    result = run("--diff", "a.txt", "b.txt")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:3] == ["--- a.txt", "+++ a.txt", "@@ -52,9 +52,7 @@"]
    said = "The MTUS Opioid Treatment Guidelines advise that, once pain has lasted"
    assert [line for line in lines[3:] if line[0] != " "] == [
        "-",
        "-Decision rationale:",
        f"-{said}",
        f"+Decision rationale: {said}",
    ]
    assert result.stderr == "1 file would be reformatted, 1 file already formatted\n"
    assert run("--diff", "--check", "a.txt", "b.txt").stdout == result.stdout
    clean = run("--diff", "b.txt")
    assert (clean.exit_code, clean.stdout) == (0, "")


def test_diff_shows_line_ends_that_change() -> None:
    lines = CLEAN.split("\n")
    mixed = "\r\n".join(lines[:2]) + "\r\n" + lines[2] + "\r" + "\n".join(lines[3:-1])
    result = run("--diff", put("a.txt", mixed))
    assert f"-{lines[1]}\u240d\u240a\n-{lines[2]}\u240d\n" in result.stdout
    assert f"-{lines[-2]}\n\\ No newline at end of file\n" in result.stdout
    assert f"+{lines[2]}\n" in result.stdout
    assert f"+{lines[-2]}\n" in result.stdout
    assert "\r" not in result.stdout
    crlf = DEGREES.replace("Priority: ", "Priority:  ")
    whole = run("--diff", put("b.txt", formatted(crlf, line_end="\r\n").replace("   ", "  ", 1)))
    assert "\r" not in whole.stdout
    assert "\u240d" not in whole.stdout


def test_diff_is_coloured_on_demand() -> None:
    put("a.txt", CLEAN.replace("injured worker", "injured\x1b[31m  worker", 1))
    plain = run("--diff", "a.txt")
    colored = run("--diff", "--color", "always", "a.txt")
    assert "\x1b[31m  worker" in plain.stdout
    assert "\x1b[1m--- a.txt\x1b[0m\n\x1b[1m+++ a.txt\x1b[0m\n\x1b[36m@@" in colored.stdout
    assert "\u241b[31m  worker" in colored.stdout


# Letters that are not formatted


@pytest.mark.parametrize("options", [(), ("--check",), ("--diff",), ("--write",)])
def test_letters_with_errors_are_left_alone(options: tuple[str, ...]) -> None:
    put("bad.txt", FAULTY)
    put("good.txt", CLEAN)
    result = run(*options, "--faults", "concise", "bad.txt", "good.txt", "none.txt")
    assert result.exit_code == 1
    assert result.stdout == ("" if options else CLEAN)
    messages = result.stderr.split("\n")
    assert messages[0].startswith("bad.txt:")
    assert ": IMR009 'CLINICAL CASE SUMARY' is misspelt" in messages[0]
    assert messages[1] == "none.txt: IMR000 No such file or directory"
    assert content("bad.txt") == FAULTY
    if options:
        assert messages[2].endswith(", 2 files could not be formatted")


def test_force_writes_the_corrected_letter() -> None:
    put("bad.txt", FAULTY)
    result = run("--write", "--force", "--faults", "concise", "bad.txt")
    assert content("bad.txt") == CLEAN
    assert ": IMR009 " in result.stderr
    assert result.stderr.endswith("reformatted bad.txt\n1 file reformatted\n")
    assert result.exit_code == 1
    assert run("--check", "bad.txt").exit_code == 0


def test_force_loses_no_text() -> None:
    label = "MAXIMUS guideline:"
    second = NORCO.replace(
        label, f"{label} Decision based on MTUS Knee Complaints 2004.\n\n{label}", 1
    )
    result = run("--write", "--force", "--faults", "concise", put("a.txt", second))
    assert (result.exit_code, content("a.txt")) == (1, second)
    assert "a.txt: not formatted: the print would lack the text at line " in result.stderr


def test_comments_to_the_program_are_not_removed_from_a_file() -> None:
    text = CLEAN.replace("\n\nMAXIMUS", "\n\n<!-- imrparse: ignore IMR601: a firm -->\nMAXIMUS", 1)
    result = run("--write", put("a.txt", text))
    assert (result.exit_code, content("a.txt")) == (1, text)
    assert "the print would lack the comment to imrparse at line " in result.stderr
    result = run("a.txt")
    assert (result.exit_code, result.stdout) == (0, CLEAN)
    assert result.stderr.startswith("a.txt: left out: the comment to imrparse at line ")


def test_force_can_not_print_missing_parts() -> None:
    put("bad.txt", NORCO.replace(": Upheld", ": Denied", 1))
    result = run("--write", "--force", "--faults", "concise", "bad.txt", put("no.txt", "Hello"))
    assert result.exit_code == 1
    assert "bad.txt: not formatted: issues[0].decision is missing" in result.stderr
    assert "no.txt: not formatted: reviewer.licensure is empty" in result.stderr
    assert content("no.txt") == "Hello"


def test_unprintable_letter() -> None:
    text = NORCO.replace("Decision rationale: ", "Decision rationale: A ** b ", 1)
    put("a.txt", text)
    result = run("--style", "markdown", "--write", "a.txt", put("b.txt", NORCO))
    assert result.exit_code == 1
    message = "a.txt: not formatted: the letter can't be printed so that it is read back as it is: "
    assert result.stderr.startswith(f"{message}issues[0].rationale.text: 'A ** b ")
    assert "1 file reformatted, 1 file could not be formatted\n" in result.stderr
    assert content("a.txt") == text


def test_undecodable_file() -> None:
    result = run(put("a.txt", DEGREES.encode("latin-1")), "--check", "--encoding", "utf-8")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "byte 0xb0 is not utf-8" in result.stderr


def test_warnings_have_no_effect() -> None:
    text = CLEAN.rstrip().removesuffix(".") + "\n"
    result = run("--check", put("a.txt", text))
    assert result.exit_code == 0
    assert "the text ends in the middle of a sentence" in result.stderr


def test_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> str:
        raise RecursionError("too deep")

    monkeypatch.setattr(imrparse, "format", fail)
    result = run("--write", put("a.txt"))
    assert result.exit_code == 2
    assert "imrparse: a.txt: internal error: RecursionError: too deep" in result.stderr
    assert content("a.txt") == NORCO


def test_empty_folder() -> None:
    Path("in").mkdir()
    result = run("--check", "in")
    assert result.exit_code == 0
    assert result.stderr == "in: no letters in this folder (*.txt or *.md)\n"


@pytest.mark.parametrize(
    "args",
    [
        ("--write", "-"),
        ("--write", "--check", "a.txt"),
        ("--write", "--diff", "a.txt"),
        ("--style", "html", "a.txt"),
        ("--width", "0", "a.txt"),
        ("--line-ends", "nl", "a.txt"),
        ("--encoding", "utf-88", "a.txt"),
    ],
    ids=" ".join,
)
def test_wrong_usage(args: tuple[str, ...]) -> None:
    result = run(*args, stdin=NORCO)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\nError: " in result.stderr


def test_help() -> None:
    text = run("--help").stdout
    assert text.startswith("Usage: ")
    assert max(map(len, text.splitlines())) <= 80


# On a terminal


@posix
@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ((), b"\xe2\x90\x9b#8"),  # the escape character as a symbol
        (("--diff",), b"\x1b[32m+"),
    ],
    ids=["print", "diff"],
)
def test_terminal(options: tuple[str, ...], wanted: bytes) -> None:
    import pty

    put("a.txt", DEGREES.replace("injured worker", "injured\x1b#8 worker", 1))
    try:
        master, slave = pty.openpty()
    except OSError as error:
        pytest.skip(str(error))
    shown = b""
    with process("format", *options, "a.txt", stdout=slave, env=os.environ | {"TERM": "xterm"}):
        os.close(slave)
        while wanted not in shown:
            shown += os.read(master, 4096)
    os.close(master)
    assert b"\r\r\n" not in shown


@posix
def test_broken_pipe_gives_no_message() -> None:
    paths = [put(f"{number}.txt") for number in range(30)]
    reader, writer = os.pipe()
    os.close(reader)
    with process("format", *paths, stdout=writer) as running:
        os.close(writer)
        _, stderr = running.communicate()
    assert (running.returncode, stderr) == (141, b"")
