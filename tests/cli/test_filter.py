"""Commands in an editor or a shell: as a filter, without a path, with typing mistakes."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from helpers.commands import content, put
from helpers.letters import MISSPELT, NAMED, SOUND

import imrparse
from imrparse.cli import main

pytestmark = pytest.mark.usefixtures("folder")


def command(*args: str, stdin: str | bytes | None = None, **env: str) -> Result:
    return CliRunner().invoke(main, args, input=stdin, env=env)


# lint --fix - and format -


def test_a_filter_writes_the_fixed_text_and_reports_the_rest() -> None:
    result = command("lint", "--fix", "-", stdin=MISSPELT)
    said = "1 finding fixed\n1 letter: no findings\n"
    assert (result.exit_code, result.stdout, result.stderr) == (0, SOUND, said)
    named = MISSPELT.replace("a crate", "Mr. Ott")
    result = command("lint", "--fix", "--format", "concise", "-", stdin=named)
    assert (result.exit_code, result.stdout) == (1, SOUND.replace("a crate", "Mr. Ott"))
    assert result.stderr.startswith("<stdin>:30:36: IMR601 a person is named\n")


@pytest.mark.parametrize(
    "data", [SOUND.encode(), b"hello", b"", b"\xef\xbb\xbfDear Sir", b"\xff\xfe"]
)
def test_a_filter_writes_what_came_in_where_nothing_is_fixed(data: bytes) -> None:
    assert command("lint", "--fix", "-", stdin=data).stdout_bytes == data


def test_a_filter_keeps_the_encoding() -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        text = MISSPELT.replace("a crate", "a caf\u00e9 table")
        result = command("lint", "--fix", "-", stdin=text.encode(encoding))
        mended = SOUND.replace("a crate", "a caf\u00e9 table")
        assert result.stdout_bytes == mended.encode(encoding)


def test_the_name_of_the_standard_input() -> None:
    """It is that of messages, and settings depend on it."""
    put("in/imrparse.toml", '[lint.per-file-ignores]\n"old.txt" = ["privacy"]\n')
    for name, status in (("in/old.txt", 0), ("in/new.txt", 1)):
        result = command("lint", "--format", "concise", "--stdin-filename", name, "-", stdin=NAMED)
        assert result.exit_code == status
        assert result.stdout == f"{name}:33:27: IMR601 a person is named\n" * status
    result = command("format", "--stdin-filename", "a.txt", "-", stdin=MISSPELT)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("a.txt:24:1: IMR009 ")
    result = command("format", "--stdin-filename", "a.txt", "-", stdin=SOUND)
    assert result.stdout == imrparse.format(imrparse.parse(SOUND))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("lint", "--fix", "-", "a.txt"), "--fix - takes the standard input alone."),
        (("lint", "--fix", "-", "--format", "json"), "can't be combined with --format json."),
        (("lint", "--fix", "-", "--statistics"), "can't be combined with --statistics."),
        (("lint", "--stdin-filename", "b.txt", "a.txt"), "needs the standard input (-)."),
        (("format", "--stdin-filename", "b.txt", "a.txt"), "needs the standard input (-)."),
        (("lint", "--watch", "-"), "--watch needs files, not the standard input (-)."),
    ],
)
def test_what_a_filter_can_not_do(args: tuple[str, ...], said: str) -> None:
    result = command(*args)
    assert (result.exit_code, said in result.stderr) == (2, True)


# Without a path


def test_the_current_folder_is_meant() -> None:
    put("in/a.txt", MISSPELT)
    result = command("lint", "--format", "concise")
    assert result.stdout.startswith("in/a.txt:24:1: IMR009 ")
    assert command("lint", "--fix").exit_code == 0
    assert content("in/a.txt") == SOUND
    assert command("format", "--check").stdout == "Would reformat: in/a.txt\n"


# Typing mistakes, completion, and the width


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("lnt", "No such command 'lnt'. Did you mean 'lint'?"),
        ("Parse", "No such command 'Parse'. Did you mean 'parse'?"),
        ("letter.PDF", "Did you mean `imrparse parse letter.PDF` or `imrparse lint letter.PDF`?"),
        ("my notes", "Did you mean `imrparse parse 'my notes'` or"),
        ("xyzzy", "No such command 'xyzzy'.\n"),
    ],
)
def test_what_was_meant(word: str, said: str) -> None:
    put("my notes", SOUND)
    result = command(word)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("lint --select IMR60", ["IMR601", "IMR602"]),
        ("lint --ignore IMR401,IMR40", ["IMR401,IMR402", "IMR401,IMR403"]),
        ("lint --select named", ["named-person"]),
        ("rules priv", ["privacy"]),
        ("rules imr00", ["IMR000", "IMR001"]),
    ],
)
def test_completion_of_rules(words: str, wanted: list[str]) -> None:
    env = {"COMP_WORDS": f"imrparse {words}", "COMP_CWORD": str(words.count(" ") + 1)}
    result = CliRunner().invoke(
        main, [], env={**env, "_IMRPARSE_COMPLETE": "bash_complete"}, prog_name="imrparse"
    )
    offered = [line.removeprefix("plain,") for line in result.stdout.splitlines()]
    assert offered[: len(wanted)] == wanted


def test_columns_are_honoured() -> None:
    put("a.txt", NAMED)
    lines = command("lint", COLUMNS="40").stdout.splitlines()
    assert any(line.endswith("...") for line in lines)
    assert max(len(line) for line in lines if " | " in line) <= 40
    assert command("lint", COLUMNS="none").stdout == command("lint").stdout
