"""The command `imrparse parse`: its output and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text
from syrupy.assertion import SnapshotAssertion

from helpers.commands import write
from helpers.letters import sample_text

import imrparse
from imrparse import Diagnostic, Severity, Span
from imrparse.cli import inputs, main
from imrparse.cli.tree_view import wrapped
from imrparse.data.version import TREE_VERSION
from imrparse.diagnostics.rendering import to_json
from imrparse.files import READ_SUFFIXES

pytestmark = pytest.mark.usefixtures("folder")

NORCO = sample_text("2017-pdfplumber-norco")
STRESS = sample_text("2016-pdfium-stress-no-header-three-issues")
DEGREES = sample_text("2016-pdfium-lumbar-mri")  # has a degree sign
NO_LETTER = "Dear Sir or Madam\n"


def put(name: str, text: str | bytes = NORCO) -> str:
    return write(name, text)


def run(*args: str, stdin: str | bytes | None = None, **env: str) -> Result:
    return CliRunner().invoke(main, ["parse", *args], input=stdin, env=env)


def process(*args: str, **kwargs: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "imrparse", *args]
    return subprocess.Popen(command, **{"stderr": subprocess.PIPE, **kwargs})


def letters(result: Result) -> list[tuple[str, Any]]:
    """The paths and letters of a JSON array."""
    return [(item["path"], item["letter"]) for item in json.loads(result.stdout_bytes)]


# Output


@pytest.mark.parametrize("options", [(), ("--places",), ("--full",)], ids=" ".join)
def test_tree(options: tuple[str, ...], snapshot: SnapshotAssertion) -> None:
    result = run(put("stress.txt", STRESS), *options, COLUMNS="80")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == snapshot
    assert max(map(len, result.stdout.split("\n"))) <= 80


def test_tree_of_several_letters() -> None:
    one, two = put("one.txt", NORCO), put("two.txt", STRESS)
    assert run(one, two).stdout == f"{run(one).stdout}\n{run(two).stdout}"


def test_tree_is_100_columns_wide_by_default() -> None:
    widths = [
        max(map(len, run(put("a.txt", STRESS), "--full", **env).stdout.split("\n")))
        for env in ({}, {"COLUMNS": "none"}, {"COLUMNS": "70"})
    ]
    assert widths[0] == widths[1]
    assert 95 < widths[0] <= 100
    assert 65 < widths[2] <= 70


def test_places_are_those_of_the_original_text() -> None:
    """With a byte order mark and any line ends; the norco letter's request is one line."""
    line, text = next(
        (n, line) for n, line in enumerate(NORCO.split("\n"), 1) if line.endswith(": Upheld")
    )
    column = len(text) - len("Upheld") + 1
    wanted = f"{line}:{column}-{line}:{len(text) + 1}"
    for end in ("\n", "\r\n", "\r"):
        result = run(put("a.txt", "\ufeff" + NORCO.replace("\n", end)), "--places")
        assert next(row.split() for row in result.stdout.split("\n") if "Decision  " in row) == [
            "Decision",
            wanted,
            "Upheld",
        ]


def test_json_is_an_array_of_paths_and_letters() -> None:
    result = run("--format", "json", put("one.txt", NORCO), put("two.txt", DEGREES))
    expected = [("one.txt", NORCO), ("two.txt", DEGREES)]
    assert letters(result) == [(p, imrparse.to_dict(imrparse.parse(t))) for p, t in expected]
    assert "45°" in result.stdout_bytes.decode("utf-8")
    assert result.stdout.startswith('[\n  {\n    "path": "one.txt",\n    "schema_version": 1,\n')


def test_json_is_well_formed_when_nothing_could_be_read() -> None:
    assert run("--format", "json", "none.txt").stdout == "[]\n"
    assert run("--format", "jsonl", "none.txt").stdout == ""


def test_jsonl_is_an_object_per_line() -> None:
    name = "one\u2028.txt"  # str.splitlines and others treat it as a line end
    result = run("--format", "jsonl", put(name, NORCO), put("two.txt", STRESS))
    one, two = map(json.loads, result.stdout.splitlines())
    letter = imrparse.to_dict(imrparse.parse(NORCO))
    assert one == {"path": name, "schema_version": TREE_VERSION, "letter": letter}
    assert imrparse.from_dict(two["letter"]) == imrparse.parse(STRESS)


def test_lone_surrogates_are_escaped() -> None:
    put("a.txt", NORCO.replace("injured worker", r"injured \ud800 worker"))
    result = run("a.txt", "--encoding", "unicode_escape", "--format", "json")
    assert "injured \ud800 worker" in letters(result)[0][1]["summary"]["text"]
    assert rb"injured \ud800 worker" in result.stdout_bytes
    assert r"injured \ud800 worker" in run("a.txt", "--encoding", "unicode_escape").stdout


def test_schema() -> None:
    result = CliRunner().invoke(main, ["schema"])
    assert json.loads(result.stdout) == imrparse.json_schema()


# Inputs


def test_stdin() -> None:
    result = run("-", "-", "--format", "json", stdin=NORCO)
    assert [path for path, _ in letters(result)] == ["<stdin>"]
    assert run("-", stdin=NO_LETTER).stderr.startswith("<stdin>:1:1: IMR001 ")


def test_text_is_read_unchanged() -> None:
    text = "\ufeffone\r\ntwo\rthree\n\x0c\x85"
    assert inputs.Letter("a", Path(put("a", text))).read(None).text == text


@pytest.mark.parametrize("option", ["latin-1", "auto"])
def test_encoding(option: str) -> None:
    path = put("a.txt", DEGREES.encode("latin-1"))
    result = run(path, "--encoding", option, "--format", "json")
    assert letters(result)[0][1] == imrparse.to_dict(imrparse.parse(DEGREES))


# Faults


def test_a_bad_letter_does_not_stop_the_rest() -> None:
    put("in/bad.txt", "\n\n  " + NO_LETTER)
    put("in/good.txt")
    put("in/latin.txt", "Gru\u00df\n  \u00fcber\n".encode("latin-1"))
    result = run("--format", "json", "--encoding", "utf-8", "none.txt", "in")
    assert result.exit_code == 1
    assert [path for path, _ in letters(result)] == [str(Path("in/good.txt"))]
    excerpts = [line for line in result.stderr.split("\n") if line.startswith(" ")]
    messages = [line for line in result.stderr.split("\n") if line and line not in excerpts]
    assert [" ".join(line.split(" ")[:2]) for line in messages] == [
        "none.txt: IMR000",
        f"{Path('in/bad.txt')}:3:3: IMR001",
        f"{Path('in/latin.txt')}:1:4: IMR000",
        "3 of",
    ]
    assert messages[0].endswith("No such file or directory")
    assert messages[2].endswith("byte 0xdf is not utf-8 (invalid continuation byte)")
    assert messages[-1] == "3 of 4 letters could not be read"
    shown = [line.strip() for line in excerpts]
    assert shown[:2] == ["|", f"3 |   {NO_LETTER.strip()}"]
    assert shown[2].startswith("|   ^^^^")


def test_a_fault_is_reported_between_its_neighbours() -> None:
    args = ("parse", put("a.txt"), "none.txt", put("b.txt"))
    with process(*args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        output, _ = running.communicate()
    assert output.index(b"a.txt\n=") < output.index(b"none.txt: ") < output.index(b"b.txt\n=")


def faulty(severity: Severity) -> Any:
    """Replaces `analyze` by one that reports a diagnostic at the first word of each letter."""

    def analyze(loaded: imrparse.Loaded) -> SimpleNamespace:
        found = Diagnostic("IMR999", severity, "odd", Span(0, 4), source=loaded.source())
        return SimpleNamespace(
            determination=imrparse.parse(loaded), diagnostics=(found,), decoration=()
        )

    return analyze


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.NOTE])
def test_warnings_leave_a_letter_readable(
    severity: Severity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imrparse, "analyze", faulty(severity))
    result = run("--format", "json", "--faults", "concise", put("a.txt"), put("b.txt"))
    assert (result.exit_code, len(letters(result))) == (0, 2)
    assert result.stderr == "a.txt:1:1: IMR999 odd\nb.txt:1:1: IMR999 odd\n"


def test_errors_keep_a_letter_from_the_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imrparse, "analyze", faulty(Severity.ERROR))
    result = run("--format", "json", "--faults", "concise", put("a.txt"))
    assert (result.exit_code, letters(result)) == (1, [])
    assert result.stderr == "a.txt:1:1: IMR999 odd\n"


def test_faults_in_full(monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion) -> None:
    monkeypatch.setattr(imrparse, "analyze", faulty(Severity.ERROR))
    damaged = put("damaged.txt")
    latin = put("latin.txt", "Gru\u00df\n  \u00fcber\n".encode("latin-1"))
    args = ("--format", "jsonl", "--encoding", "utf-8", damaged, latin, "none.txt")
    assert run(*args).stderr == snapshot


def test_faults_in_one_line_each() -> None:
    result = run("--faults", "concise", put("a.txt", "\n  " + NO_LETTER), "none.txt")
    first, second, *rest = result.stderr.split("\n")
    assert first.startswith("a.txt:2:3: IMR001 ")
    assert second == "none.txt: IMR000 No such file or directory"
    assert rest == ["2 of 2 letters could not be read", ""]


def test_faults_as_json() -> None:
    text = "\n  " + NO_LETTER
    latin = put("b.txt", b"\xff")
    args = ("--faults", "json", "--encoding", "utf-8", put("a.txt", text), latin, "none\u00e4.txt")
    result = run(*args, FORCE_COLOR="1")
    bad, undecodable, missing = map(json.loads, result.stderr.splitlines())
    with pytest.raises(imrparse.ParseError) as error:
        imrparse.parse(text)
    assert bad == to_json(error.value.diagnostics[0], "a.txt")
    assert (undecodable["code"], undecodable["span"]) == ("IMR000", [0, 1])
    assert missing.keys() == bad.keys()
    assert (missing["path"], missing["code"], missing["line"]) == ("none\u00e4.txt", "IMR000", None)
    assert (result.exit_code, result.stderr.isascii()) == (1, True)


def test_no_summary_for_one_letter() -> None:
    assert run("none.txt").stderr == "none.txt: IMR000 No such file or directory\n"


def test_unreadable_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    put("in/a.txt")
    put("in/locked/b.txt")
    scandir = os.scandir

    def refuse(path: Any = ".") -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = run("--format", "json", "in")
    assert (result.exit_code, len(letters(result))) == (1, 1)
    assert result.stderr == f"{Path('in/locked')}: IMR000 Permission denied\n"


def test_empty_folder_is_reported(folder: Path) -> None:
    (folder / "in").mkdir()
    result = run("in")
    assert (result.exit_code, result.stdout) == (0, "")
    *most, last = (f"*{suffix}" for suffix in READ_SUFFIXES)
    assert ".doc" not in READ_SUFFIXES
    wanted = f"({', '.join(most)} or {last})"
    assert result.stderr == f"in: no letters in this folder {wanted}\n"


@pytest.mark.parametrize("env", [{}, {"IMRPARSE_TRACEBACK": "1"}], ids=["quiet", "traceback"])
def test_internal_error(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    analyze = imrparse.analyze

    def fail(loaded: imrparse.Loaded) -> Any:
        if loaded.text == NO_LETTER:
            raise RecursionError("too\ndeep")
        return analyze(loaded)

    monkeypatch.setattr(imrparse, "analyze", fail)
    result = run("--format", "json", put("a.txt", NO_LETTER), put("b.txt"), "none.txt", **env)
    assert result.exit_code == 2
    assert [path for path, _ in letters(result)] == ["b.txt"]
    message = "imrparse: a.txt: internal error: RecursionError: too deep ("
    assert result.stderr.startswith(message)
    assert ("Traceback" in result.stderr) == bool(env)


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("a.txt", "--formt", "json"),
        ("a.txt", "--format", "xml"),
        ("a.txt", "--faults", "xml"),
        ("a.txt", "--format", "jsonl", "--full"),
        ("a.txt", "--encoding", "utf-88"),
        ("a.txt", "--encoding", "base64"),
    ],
    ids=" ".join,
)
def test_wrong_usage(args: tuple[str, ...]) -> None:
    put("a.txt")
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\nError: " in result.stderr


# The lines of the view


@given(st.text("ab ,\u2019\u00e9", max_size=60), st.integers(8, 30))
def test_lines_are_broken_as_rich_breaks_them(text: str, width: int) -> None:
    text = " ".join(word[:8] for word in text.split())
    expected = [line.plain.rstrip() for line in Text(text).wrap(Console(), width)]
    assert wrapped(text, width) == expected


def test_a_word_that_is_wider_than_a_line_begins_one() -> None:
    assert wrapped("see https://example.org/a/b now", 12) == [
        "see",
        "https://exam",
        "ple.org/a/b",
        "now",
    ]


def test_wide_characters_take_two_columns() -> None:
    assert wrapped("\u6f22" * 5, 4) == ["\u6f22\u6f22", "\u6f22\u6f22", "\u6f22"]


def test_plain_output_needs_no_rich() -> None:
    program = (
        "import sys\n"
        "from imrparse.cli import main\n"
        "main(['parse', 'a.txt'], standalone_mode=False)\n"
        "sys.exit('rich' in sys.modules)\n"
    )
    put("a.txt")
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
