"""`python -OO`, which strips docstrings and assertions, makes no difference to users."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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
