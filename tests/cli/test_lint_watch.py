"""Linting again when files change, without waiting: the files are changed during the pauses."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.commands import write
from helpers.letters import NAMED, SOUND

from imrparse.cli import main
from imrparse.cli.inputs import Letter, find
from imrparse.cli.lint_command.watch import watch_files

pytestmark = pytest.mark.usefixtures("folder")


def put(name: str, text: str = SOUND) -> None:
    """Write a file with a different modification time."""
    path = Path(name)
    after = path.stat().st_mtime_ns + 1_000_000 if path.exists() else None
    write(name, text)
    if after:
        os.utime(path, ns=(after, after))


class Pauses:
    """Runs an action in each pause, and interrupts in the last one."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self.steps = list(steps)

    def __call__(self, _: float) -> None:
        if not self.steps:
            raise KeyboardInterrupt
        self.steps.pop(0)()


def nothing() -> None:
    pass


def used(*steps: Callable[[], object], settings: Path | None = None) -> list[list[str]]:
    """The letters that are used in each round."""
    rounds: list[list[str]] = []

    def use(letters: Sequence[Letter]) -> None:
        rounds.append([letter.name for letter in letters])

    with pytest.raises(KeyboardInterrupt):
        watch_files(lambda: find(["in"]).letters, use, settings, Pauses(*steps))
    return rounds


def test_only_what_changed_is_used_again() -> None:
    a, b, c = (str(Path("in", name)) for name in ("a.txt", "b.txt", "c.txt"))
    put(a)
    put(b)
    rounds = used(
        nothing,
        lambda: put(b, NAMED),
        nothing,
        lambda: put(c),
        lambda: Path(a).unlink(),
        lambda: put(a),
        lambda: list(map(put, (a, c), (NAMED, NAMED))),
    )
    assert rounds == [[a, b], [b], [c], [a], [a, c]]


def test_changed_settings_count() -> None:
    a, b = str(Path("in/a.txt")), str(Path("in/x/b.txt"))
    put(a)
    put(b)
    rounds = used(
        lambda: put("in/x/imrparse.toml", "[lint]\n"),
        lambda: put("pyproject.toml", ""),
        lambda: put("imrparse.toml", "[lint]\n"),
        lambda: put("other.toml", ""),
        lambda: Path("in/x/imrparse.toml").unlink(),
    )
    assert rounds == [[a, b], [b], [a, b], [a, b], [b]]


def test_given_settings_count() -> None:
    a = str(Path("in/a.txt"))
    put(a)
    steps = (lambda: put("imrparse.toml", "[lint]\n"), lambda: put("own.toml", "[lint]\n"))
    assert used(*steps, settings=Path("own.toml")) == [[a], [a]]


def run(monkeypatch: pytest.MonkeyPatch, args: list[str], *steps: Callable[[], object]) -> str:
    """What `imrparse lint --watch` writes to both streams."""
    pauses = Pauses(*steps)
    monkeypatch.setattr(
        "imrparse.cli.lint_command.lint_call.watch_files",
        lambda letters, use, settings: watch_files(letters, use, settings, pauses),
    )
    monkeypatch.setattr(time, "strftime", lambda _: "12:00:00")
    result = CliRunner().invoke(main, ["lint", "--watch", "--format", "concise", *args])
    assert result.exit_code == 130
    return result.output


def test_command(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt")
    put("b.txt")
    written = run(monkeypatch, ["a.txt", "b.txt"], lambda: put("a.txt", NAMED), nothing)
    assert written == (
        "2 letters: no findings\n"
        "-- 12:00:00\n"
        "a.txt:33:27: IMR601 a person is named\n"
        "1 letter: 1 warning\n"
    )


def test_command_survives_bad_settings_and_lost_files(monkeypatch: pytest.MonkeyPatch) -> None:
    put("in/a.txt", NAMED)
    written = run(
        monkeypatch,
        ["in"],
        lambda: put("in/imrparse.toml", "[lint]\nselct = []\n"),
        lambda: put("in/imrparse.toml", '[lint]\nselect = ["header"]\n'),
        lambda: Path("in/a.txt").unlink(),
        nothing,
        lambda: put("in/a.txt", NAMED),
    )
    lines = written.splitlines()
    assert lines[1] == "1 letter: 1 warning"
    assert lines[3].startswith("Error: ")
    assert lines[3].endswith("unknown setting 'selct'; did you mean 'select'?")
    assert lines[6].startswith("in: no letters in this folder")
    assert lines[5:] == [
        "1 letter: no findings",
        lines[6],
        "-- 12:00:00",
        "1 letter: no findings",
    ]
