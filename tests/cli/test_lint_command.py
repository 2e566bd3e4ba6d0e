"""The command `imrparse lint`: its output and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import concise, put, run
from helpers.letters import GAP, LATE, MISSPELT, NAMED, SOUND, STATE

import imrparse
from imrparse.diagnostics.rendering import full, to_json

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
    put("a.txt", SOUND.replace("CM16-0902277", "none"))
    found, skipped = run("--statistics", "a.txt").stdout.split("\n\n")
    assert "IMR012" in found
    assert "1  IMR102  date-order:" in skipped
    assert "IMR601" not in skipped


# Usage


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("a.txt", "--format", "xml"),
        ("a.txt", "--formt", "json"),
        ("a.txt", "--fix", "--diff"),
        ("a.txt", "--unsafe-fixes"),
        ("-", "--fix"),
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
