"""No text of a letter or file name controls a terminal or changes the direction of text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from helpers.letters import sample_text

from imrparse.cli import main
from imrparse.text.visible import escaped, visible, visible_lines

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
OBEYED = re.compile(f"[{re.escape(CONTROLS)}{DIRECTIONS}\u2028\u2029]")

EVIL = "\x1b#8owned\x07\u202elive\x9b31m\u2066"
NAME = f"a{EVIL}.txt"
LETTER = sample_text("2017-pdfplumber-norco").replace("injured worker", f"injured {EVIL} worker")
FAULTY = LETTER.replace("CLINICAL CASE SUMMARY", f"CLINICAL CASE SUMARY {EVIL}")

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")

# Runs the commands one after another in one process, whose output and errors are a terminal.
RUN = """
import json, sys
from imrparse.cli import main
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
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path(NAME).write_bytes(LETTER.encode())
    Path("bad.txt").write_bytes(FAULTY.encode())
    settings = {"per-file-ignores": {EVIL: ["text"]}}
    table = json.dumps(settings["per-file-ignores"]).replace(":", "=", 1).replace("\x7f", "")
    Path("imrparse.toml").write_text(f"[lint]\nper-file-ignores = {table}\n", "utf-8")
    return tmp_path


@posix
@pytest.mark.usefixtures("folder")
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


@pytest.mark.usefixtures("folder")
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
