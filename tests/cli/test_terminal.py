"""Terminals and pipes: no text of a letter or file name controls them, and none is broken."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from helpers.commands import posix, write
from helpers.letters import sample_text

from imrparse.cli import main, output
from imrparse.text.visible import escaped, original_file_name, visible, visible_lines

pytestmark = pytest.mark.usefixtures("folder")

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
OBEYED = re.compile(f"[{re.escape(CONTROLS)}{DIRECTIONS}\u2028\u2029]")

EVIL = "\x1b#8owned\x07\u202elive\x9b31m\u2066"
NAME = f"a{EVIL}.txt"
NORCO = sample_text("2017-pdfplumber-norco")
LETTER = NORCO.replace("injured worker", f"injured {EVIL} worker")
FAULTY = LETTER.replace("CLINICAL CASE SUMMARY", f"CLINICAL CASE SUMARY {EVIL}")

# Runs the commands one after another in one process, whose output and errors are a terminal.
RUN = """
import json, sys
from imrparse.cli import main, output
for args in json.load(open("commands.json")):
    print("$", *map(ascii, args), flush=True)
    try:
        main(args)
    except SystemExit as end:
        print("=", end.code, flush=True)
"""

COMMANDS = [
    ["parse", NAME],
    ["parse", "--full", "--places", "--color", "never", NAME],
    ["parse", "--format", "json", NAME],
    ["parse", "--format", "jsonl", NAME],
    ["parse", "--faults", "full", "bad.txt", f"none{EVIL}"],
    ["parse", "--faults", "concise", "bad.txt", f"none{EVIL}"],
    ["parse", "--faults", "json", "bad.txt", f"none{EVIL}"],
    ["format", NAME],
    ["format", "--diff", NAME],
    ["format", "--check", NAME],
    ["format", "--write", NAME],
    ["lint", "--isolated", NAME],
    ["lint", "--isolated", "--format", "concise", NAME],
    ["lint", "--isolated", "--format", "json", NAME],
    ["lint", "--isolated", "--format", "sarif", NAME],
    ["lint", "--isolated", "--diff", "--unsafe-fixes", NAME],
    ["lint", "--isolated", NAME, "--write-baseline", f"known{EVIL}.json"],
    ["lint", "--isolated", NAME, "--baseline", f"none{EVIL}.json"],
    ["lint", NAME, "--show-settings"],
    ["lint", NAME, "--select", EVIL],
    ["lint", NAME, f"--{EVIL}"],
    [EVIL],
    ["rules", EVIL],
    ["rules"],
    ["extract", NAME, "-o", f"tables{EVIL}"],
    ["extract", NAME, "-o", f"tables{EVIL}"],
    ["stats", f"tables{EVIL}"],
    ["stats", "--format", "json", f"tables{EVIL}"],
    ["stats", f"none{EVIL}"],
]


@pytest.fixture
def evil_folder(folder: Path) -> Path:
    """A folder with files whose names and texts hold control characters."""
    Path(NAME).write_bytes(LETTER.encode())
    Path("bad.txt").write_bytes(FAULTY.encode())
    settings = {"per-file-ignores": {EVIL: ["text"]}}
    table = json.dumps(settings["per-file-ignores"]).replace(":", "=", 1).replace("\x7f", "")
    Path("imrparse.toml").write_text(f"[lint]\nper-file-ignores = {table}\n", "utf-8")
    return folder


@posix
@pytest.mark.usefixtures("evil_folder")
def test_commands_on_a_terminal() -> None:
    shown = on_a_terminal(COMMANDS)
    # The terminal writes "\\r\\n" for "\\n". Colours and progress come from the commands
    # themselves.
    plain = _OWN.sub("", shown.replace("\r\n", "\n"))
    for command in plain.split("\n$ "):
        found = OBEYED.findall(command.replace("\n", "").replace("\t", ""))
        assert not found, command.partition("\n")[0]
    assert "live" in plain
    assert plain.count("\n= ") + plain.startswith("= ") == len(COMMANDS)


_OWN = re.compile(r"\x1b\[[\d;]*m|\r?\x1b\[(?:\?25[lh]|\d*[AK])")


def on_a_terminal(commands: list[list[str]]) -> str:
    """What a terminal receives from some commands."""
    import pty

    Path("commands.json").write_text(json.dumps(commands), "utf-8")
    try:
        master, slave = pty.openpty()
    except OSError as error:
        pytest.skip(str(error))
    env = os.environ | {"TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", RUN]
    got = b""
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env):
        os.close(slave)
        while block := _read(master):
            got += block
    os.close(master)
    return got.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # closed at the other end
        return b""


@pytest.mark.usefixtures("evil_folder")
def test_data_goes_to_a_pipe_unchanged() -> None:
    difference = CliRunner().invoke(main, ["format", "--diff", NAME]).stdout_bytes.decode()
    assert EVIL in difference
    read = json.loads(CliRunner().invoke(main, ["parse", "--format", "json", NAME]).stdout_bytes)
    # Direction marks are decoration: they stand in the text, and in no value.
    seen = EVIL.replace("\u202e", "").replace("\u2066", "")
    assert seen in read[0]["letter"]["summary"]["text"]
    printed = CliRunner().invoke(main, ["format", NAME]).stdout_bytes.decode()
    assert seen in printed
    assert read[0]["path"] == NAME


@given(st.text(st.one_of(st.characters(), st.sampled_from(CONTROLS + DIRECTIONS))))
def test_visible(text: str) -> None:
    assert not OBEYED.search(visible(text))
    lines = visible_lines(text)
    assert not OBEYED.search(lines.replace("\n", "").replace("\t", ""))
    assert lines.count("\n") == text.count("\n")
    assert visible(visible_lines(text)) == visible(text)
    written = escaped(json.dumps(text, ensure_ascii=False))
    assert not OBEYED.search(written)
    assert json.loads(written) == text


def test_escapes_are_those_of_toml_too() -> None:
    text = CONTROLS + DIRECTIONS
    assert tomllib.loads(f"a = {escaped(json.dumps(text, ensure_ascii=False))}") == {"a": text}


def test_usual_text_is_unchanged() -> None:
    text = "Pe\u00f1a \u201cMRI\u201d 98.6\u00b0 \u4e2d\u6587 \ufb01x \u2013 \U0001f600"
    assert visible(text) == visible_lines(text) == escaped(text) == text


# Terminals and pipes


def put(name: str, text: str | bytes = NORCO) -> str:
    return write(name, text)


def parse(*args: str, stdin: str | bytes | None = None, **env: str) -> Result:
    return CliRunner().invoke(main, ["parse", *args], input=stdin, env=env)


def process(*args: str, **kwargs: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "imrparse", *args]
    return subprocess.Popen(command, **{"stderr": subprocess.PIPE, **kwargs})


def test_color() -> None:
    path = put("a.txt")

    def colored(*args: str, **env: str) -> bool:
        result = parse(path, "none.txt", *args, **env)
        shown = ["\x1b[" in text for text in (result.stdout, result.stderr)]
        assert shown[0] == shown[1]
        return shown[0]

    assert not colored()
    assert colored("--color", "always", NO_COLOR="1", TERM="dumb")
    assert colored(FORCE_COLOR="1")
    assert not colored(FORCE_COLOR="1", NO_COLOR="1")
    assert not colored("--color", "never", FORCE_COLOR="1")


def test_control_characters_of_letters_do_not_reach_the_terminal() -> None:
    put("a.txt", NORCO.replace("injured worker", "injured\x1b#8\x9b1mworker", 1))
    result = parse("a.txt", "-", stdin="\x1b]0;title\x07\n")
    assert "injured␛#8\ufffd1mworker" in result.stdout
    assert "␛]0;title␇" in result.stderr
    assert not {"\x1b", "\x9b", "\x07"} & set(result.output)


@posix
def test_color_on_a_terminal() -> None:
    import pty

    try:
        master, slave = pty.openpty()
    except OSError as error:
        pytest.skip(str(error))
    with process("parse", put("a.txt"), stdout=slave, env=os.environ | {"TERM": "xterm"}):
        os.close(slave)
        shown = b""
        while b"Decision " not in shown:  # some systems lose the content of a pty when it is closed
            shown += os.read(master, 4096)
        while b"Rationale" not in shown:
            shown += os.read(master, 4096)
    os.close(master)
    assert b"\x1b[1;33mUpheld" in shown


@posix
@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("tree", 1),
        ("jsonl", 50),
        *(
            pytest.param(form, count, marks=pytest.mark.slow)
            for form, count in [("tree", 50), ("json", 1), ("json", 50), ("jsonl", 1)]
        ),
    ],
)
def test_broken_pipe_gives_no_message(form: str, count: int) -> None:
    """It may show at the end or while letters are written."""
    paths = [put(f"{number}.txt") for number in range(count)]
    reader, writer = os.pipe()
    os.close(reader)
    with process("parse", "--format", form, *paths, stdout=writer) as running:
        os.close(writer)
        _, stderr = running.communicate()
    assert (running.returncode, stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("count", [1, 50])
def test_full_disk(count: int) -> None:
    paths = [put(f"{number}.txt") for number in range(count)]
    with Path("/dev/full").open("wb") as full, process("parse", *paths, stdout=full) as it:
        _, stderr = it.communicate()
    assert (it.returncode, stderr) == (2, b"imrparse: No space left on device\n")


@posix
def test_interrupt_gives_no_message() -> None:
    args = ("parse", "--format", "json", put("a.txt"), "none.txt", "-")
    with process(*args, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stderr is not None
        # the message about none.txt: after it, the command waits for stdin
        running.stderr.readline()
        running.send_signal(signal.SIGINT)
        stdout, stderr = running.communicate()
    assert (running.returncode, stderr) == (130, b"")
    assert len(json.loads(stdout)) == 1


@posix
def test_path_with_invalid_encoding(folder: Path) -> None:
    name = b"caf\xe9.txt"
    try:
        (folder / os.fsdecode(name)).write_text(NORCO)
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    with process("parse", "--format", "jsonl", ".", stdout=subprocess.PIPE) as running:
        stdout, _ = running.communicate()
    path = json.loads(stdout.decode("utf-8"))["path"]
    assert path == "caf\\udce9.txt"  # the form of docs/tables.md, which every JSON reader accepts
    assert os.fsencode(original_file_name(path)) == name


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stdout", "count", "shown"),
    [(io.StringIO, 3, True), (io.StringIO, 1, False), (Terminal, 3, False)],
    ids=["several", "one", "results on the terminal"],
)
def test_progress(
    stdout: type[io.StringIO], count: int, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_PATIENCE", -1)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setattr(sys, "stdout", stdout())
    with output.Steps(range(count)) as steps:
        assert list(steps) == list(range(count))
    assert ("2/3" in terminal.getvalue()) == shown
    assert bool(terminal.getvalue()) == shown
