"""How commands start: what they import, what they say of themselves, and with `python -OO`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import imrparse
from imrparse.cli import main
from imrparse.data.docstrings import docstring

COMMANDS = ("extract", "format", "lint", "parse", "rules", "schema", "stats")
CALLS = (
    ["--help"],
    *([command, "--help"] for command in COMMANDS),
    ["rules"],
    ["rules", "IMR104", "late-application"],
    ["rules", "--format", "json"],
    ["lint", "letter.txt"],
    ["lint", "--format", "sarif", "letter.txt"],
    ["parse", "--format", "json", "letter.txt"],
    ["format", "letter.txt"],
)
PROGRAM = """
import json, sys
from click.testing import CliRunner
from imrparse.cli import main
results = [CliRunner().invoke(main, call) for call in json.loads(sys.argv[1])]
print(json.dumps([[r.exit_code, r.output] for r in results]))
"""
DRAFT = Path(__file__).parent.parent / "letters/sound.txt"


def run(folder: Path, *options: str) -> list[tuple[int, str]]:
    """The exit status and the output of each call, for a Python with some options."""
    program = [sys.executable, *options, "-c", PROGRAM, json.dumps(CALLS)]
    done = subprocess.run(program, cwd=folder, capture_output=True, text=True, check=True)
    results: list[tuple[int, str]] = json.loads(done.stdout)
    return results


@pytest.mark.slow
def test_commands_give_the_same_output(tmp_path: Path) -> None:
    text = DRAFT.read_text("utf-8")
    (tmp_path / "letter.txt").write_text(text.replace("five years", "four years"), "utf-8")
    usual, optimized = run(tmp_path), run(tmp_path, "-OO")
    for call, one, other in zip(CALLS, usual, optimized, strict=True):
        assert one == other, call
    assert {status for status, _ in usual} == {0, 1}


class Documented:
    """One line.

    Another: \\d.
    """


class Undocumented:
    pass


def documented() -> None:
    """Does nothing."""


def test_docstrings_are_the_same_from_the_source() -> None:
    """With -OO they are missing; here they are deleted."""
    expected = docstring(Documented), docstring(documented)
    assert expected == ("One line.\n\nAnother: \\d.", "Does nothing.")
    Documented.__doc__ = documented.__doc__ = None
    assert (docstring(Documented), docstring(documented)) == expected
    assert docstring(Undocumented) == ""


# What is imported, version and help


@pytest.mark.parametrize(
    ("args", "unwanted"),
    [
        (("--version",), {"attrs", "click", "imrparse.cli", "lark", "rich"}),
        (("--help",), {"attrs", "imrparse.cli.parse", "lark", "rich"}),
        (
            ("parse", "--format", "jsonl", "letter.txt"),
            {"imrparse.parsing.recovery.findings", "lark", "rich"},
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_start_imports_what_it_needs(
    args: tuple[str, ...], unwanted: set[str], tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text(DRAFT.read_text("utf-8"), "utf-8")
    command = [sys.executable, "-X", "importtime", "-m", "imrparse", *args]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "imrparse" in imported
    assert not imported & unwanted


def test_help_tells_of_each_command_what_its_own_help_does() -> None:
    context = click.Context(main)
    names = main.list_commands(context)
    told = [" ".join(line.split()) for line in main.get_help(context).splitlines()]
    for name in names:
        command = main.get_command(context, name)
        assert command
        assert f"{name} {command.get_short_help_str(80)}" in told


def test_the_version_is_told_before_anything_is_imported() -> None:
    command = [sys.executable, "-m", "imrparse", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"imrparse, version {imrparse.__version__}\n"
    without_stdout = (
        "import sys; sys.stdout = None; sys.argv[1:] = ['--version']\n"
        "from imrparse.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", without_stdout], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_version_and_help() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout.split()[-1] == imrparse.__version__
    for command in ([], ["parse"], ["lint"], ["rules"], ["schema"]):
        help_text = CliRunner().invoke(main, [*command, "--help"]).stdout
        assert help_text.startswith("Usage: ")
        assert max(map(len, help_text.splitlines())) <= 80


def test_completion() -> None:
    env = {"_IMRPARSE_COMPLETE": "bash_complete", "COMP_WORDS": "imrparse pa", "COMP_CWORD": "1"}
    result = CliRunner().invoke(main, [], prog_name="imrparse", env=env)
    assert result.stdout == "plain,parse\n"


def test_without_a_command_it_shows_what_it_can_do() -> None:
    done = CliRunner().invoke(main, [])
    assert (done.exit_code, done.stderr) == (0, "")
    read, found, following = done.stdout.split("\n\nAnd ")[0], *done.stdout.rsplit("\nNext:\n")
    assert "CM16-0900123: Upheld (template G2c)" in read
    assert "sample letter:39:2: IMR009 'MAXIMUS guidelin:' is misspelt" in found
    assert "imrparse --help" in following
