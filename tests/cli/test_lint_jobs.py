"""`imrparse lint` on many files: several processes, crashes, memory, interrupts."""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import pytest

from helpers.commands import posix, process, put, run
from helpers.effort import tries
from helpers.in_turn import in_turn
from helpers.letters import NAMED, SOUND, STATE
from helpers.signalled import (
    STATUS,
    can_see_processes,
    command,
    finished,
    left_of,
    wait_for_handlers,
    wait_until,
)

import imrparse
from imrparse import Severity, Source
from imrparse.cli.inputs import Letter
from imrparse.cli.lint_command import lint_call, lint_run
from imrparse.cli.lint_command.lint_output import output
from imrparse.cli.lint_command.lint_run import LintedFile, Plan, lint_all
from imrparse.linting import engine
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules import rule_classes
from imrparse.reports.results import Result as FileResult

pytestmark = pytest.mark.usefixtures("folder")
NO_LETTER = "Dear Sir or Madam\n"


# Internal errors


class Failing(Rule):
    """Fails on letters that contain Nevada, in every process."""

    code: ClassVar[str] = "IMR999"
    name: ClassVar[str] = "failing"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        if "Nevada" in draft.plain:
            raise RecursionError("too\ndeep")
        yield from ()


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An additional rule that fails."""
    monkeypatch.setattr(engine, "rule_classes", lambda: (*rule_classes(), Failing))
    monkeypatch.setattr(engine, "_linters", type(engine._linters)())


FAILURE = "internal error: RecursionError: too deep in the rule IMR999"


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("env", [{}, {"IMRPARSE_TRACEBACK": "1"}], ids=["quiet", "traceback"])
def test_a_rule_that_fails_does_not_stop_the_rest(env: dict[str, str]) -> None:
    put("a.txt", NAMED.replace("Nevada", "Oregon"))
    put("b.txt", SOUND)
    put("c.txt", NAMED.replace("Nevada", "Oregon"))
    result = run("a.txt", "b.txt", "c.txt", "--format", "concise", **env)
    assert result.exit_code == 2
    assert [line[:6] for line in result.stdout.splitlines()] == ["a.txt:", "c.txt:"]
    assert result.stderr.startswith(f"imrparse: b.txt: {FAILURE} (IMRPARSE_TRACEBACK=1 shows")
    assert ("in check\n" in result.stderr) == bool(env)
    assert result.stderr.endswith("3 letters: 2 warnings, 1 could not be read\n")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes start after a few letters, however fast the first ones were linted."""
    monkeypatch.setattr(lint_run, "_WORTH", 0)


def failing_batch(batch: lint_run._Batch, plan: Plan) -> list[LintedFile]:
    """Replaces the function that other processes call."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "rule_classes", lambda: (*rule_classes(), Failing))
        engine._linters.clear()
        return [lint_run.lint_one(letter, plan) for letter in batch.letters]


@pytest.mark.slow
@pytest.mark.usefixtures("at_once")
def test_a_rule_that_fails_in_another_process_does_not_stop_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lint_run, "_lint_batch", failing_batch)
    for number in range(50):
        put(f"in/{number:02}.txt", SOUND if number == 30 else SOUND.replace("Nevada", "Oregon"))
    result = run("in", "--jobs", "2", "--format", "sarif", IMRPARSE_TRACEBACK="1")
    assert result.exit_code == 2
    assert f"imrparse: {Path('in/30.txt')}: {FAILURE} (" in result.stderr
    assert "in check\n" in result.stderr
    (invocation,) = json.loads(result.stdout)["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"].startswith(FAILURE)


def crashing_batch(batch: lint_run._Batch, plan: Plan) -> list[LintedFile]:
    """Another process that crashes on one of the letters."""
    if any("12" in letter.name for letter in batch.letters):
        os._exit(1)
    return lint_run._lint_batch(batch, plan)


@pytest.mark.slow
@pytest.mark.usefixtures("at_once")
def test_a_crash_loses_one_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint_run, "_lint_batch", crashing_batch)
    names = [put(f"in/{number:02}.txt", NAMED) for number in range(24)]
    result = run("in", "--jobs", "2", "--format", "concise")
    assert result.exit_code == 2
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == names[:12] + names[13:]
    message = f"imrparse: {Path('in/12.txt')}: the program crashed on this file"
    assert result.stderr.splitlines()[0] == message


# Several processes


def many(count: int) -> list[str]:
    """Files with findings that are each on a different line."""
    return [put(f"in/{n:04}.txt", "\n" * (n % 7) + NAMED) for n in range(count)]


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("form", in_turn(["sarif", "concise", "jsonl"], 3))
def test_several_processes_give_the_same_result(form: str) -> None:
    many(40)
    one, two = (run("in", "--format", form, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert (one.exit_code, one.stderr) == (two.exit_code, two.stderr)


@pytest.mark.usefixtures("at_once")
def test_several_processes_fix() -> None:
    for number in range(24):
        put(f"in/{number:02}.txt", STATE)
    result = run("in", "--fix", "--jobs", "2")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "24 findings fixed\n24 letters: no findings\n"
    assert all(path.read_text("utf-8") == SOUND for path in Path("in").iterdir())


class Ahead:
    """Letters that count how many of them were taken."""

    def __init__(self, count: int, path: Path) -> None:
        self.taken = 0
        self._letters = [Letter(str(number), path) for number in range(count)]

    def __len__(self) -> int:
        return len(self._letters)

    def __iter__(self) -> Iterator[Letter]:
        self.taken = 0
        for letter in self._letters:
            self.taken += 1
            yield letter


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("jobs", in_turn([2, 1], 2))
def test_only_a_few_letters_are_held_at_once(jobs: int) -> None:
    """Ten thousand letters are never held at once, however slowly the results are consumed."""
    letters: Any = Ahead(10_000, Path.cwd() / put("a.txt", NO_LETTER))
    most = jobs * lint_run._AHEAD * lint_run._BATCH
    for done, _ in enumerate(linted := lint_all(letters, Plan("utf-8"), jobs)):
        assert letters.taken - done <= most
        if done == 600:
            break
    linted.close()
    assert letters.taken <= 601 + most


@pytest.mark.parametrize("form", in_turn(["sarif", "junit"], 2))
def test_documents_do_not_hold_texts(form: str) -> None:
    document = output(form, "never")
    found = imrparse.lint(NAMED)
    text = found[0].source.text
    document.write(FileResult("a.txt", found))
    del found
    imrparse.lint(SOUND)  # the reader keeps the last text
    assert not sources_of(text)


def sources_of(text: str) -> list[Source]:
    """What a text refers to."""
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Source) and one.text == text]


def test_results_of_a_letter_are_released(monkeypatch: pytest.MonkeyPatch) -> None:
    """In any format."""
    most = 0

    def lint_one(letter: Letter, plan: Plan) -> LintedFile:
        nonlocal most
        if "7" in letter.name:  # the last one
            most = max(most, len(sources_of(NAMED)))
        return lint(letter, plan)

    lint = lint_run.lint_one
    monkeypatch.setattr(lint_run, "lint_one", lint_one)
    for number in range(8):
        put(f"in/{number}.txt", NAMED)
    for args in (["--format", "full"], ["--format", "json"], ["--write-baseline", "b.json"]):
        assert run("in", "--jobs", "1", *args).exit_code in (0, 1)
    assert 0 < most < 5


# Interrupts and pipes

AT_ONCE = """
from imrparse.__main__ import main
from imrparse.cli.lint_command import lint_run

lint_run._WORTH = 0
main()
"""
"""The command, which begins other processes after a few letters, however busy the machine is."""


_MANY = 1_000
"""Letters with findings that are longer than the buffers of a pipe and of its reader together."""


def at_once_command(*arguments: object) -> subprocess.Popen[bytes]:
    Path("at_once.py").write_text(AT_ONCE)
    return command(*arguments, program=Path("at_once.py"))


slow = pytest.mark.slow


@posix
@pytest.mark.parametrize(
    ("jobs", "caught"),
    [
        (2, signal.SIGINT),
        (1, signal.SIGTERM),
        pytest.param(1, signal.SIGINT, marks=slow),
        pytest.param(2, signal.SIGTERM, marks=slow),
        *(pytest.param(jobs, one, marks=slow) for jobs in (1, 2) for one in [*STATUS][2:]),
    ],
)
def test_interrupt_gives_no_message(jobs: int, caught: signal.Signals) -> None:
    """Like a terminal: all processes get the signal. None is left."""
    many(_MANY)
    with at_once_command("lint", "in", "--jobs", jobs, "--format", "jsonl") as running:
        wait_for_processes(running, jobs)
        os.killpg(running.pid, caught)
        _, stderr = finished(running)
    assert (running.returncode, stderr) == (STATUS[caught], b"")
    assert not left_of(running)


@posix
@pytest.mark.slow
@pytest.mark.parametrize("caught", STATUS, ids=lambda one: one.name)
@pytest.mark.parametrize("watch", [(), ("--watch",)], ids=["once", "watch"])
def test_interrupt_is_silent_at_any_moment(caught: signal.Signals, watch: tuple[str, ...]) -> None:
    many(400)
    moments = random.Random(caught.name)
    for _ in range(tries(4)):
        arguments = ("in", "--jobs", 2, "--format", "json", *watch)
        with command("lint", *arguments, stdout=subprocess.DEVNULL) as running:
            wait_for_handlers(running)
            time.sleep(moments.uniform(0, 3))
            os.killpg(running.pid, caught)
            _, stderr = finished(running)
        assert (running.returncode, stderr) in [(STATUS[caught], b""), (1, b"")]
        assert not left_of(running)


@posix
@pytest.mark.slow
def test_processes_end_with_the_main_process() -> None:
    many(_MANY)
    with at_once_command("lint", "in", "--jobs", 2, "--format", "jsonl") as running:
        wait_for_processes(running, 2)
        running.kill()
        running.communicate()
    wait_until(lambda: not left_of(running))


def wait_for_processes(running: subprocess.Popen[bytes], jobs: int) -> None:
    """Wait until a command has started all its processes, as far as that can be observed."""
    assert running.stdout is not None
    running.stdout.readline()
    if can_see_processes and jobs > 1:
        wait_until(lambda: len(left_of(running)) > jobs or running.poll() is not None)
        assert running.poll() is None, running.communicate()


@posix
@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("sarif", 1),
        ("full", 200),
        *(
            pytest.param(form, count, marks=slow)
            for form, count in product(["full", "json", "sarif", "github"], [1, 200])
            if (form, count) not in [("sarif", 1), ("full", 200)]
        ),
    ],
)
def test_broken_pipe_gives_no_message(form: str, count: int) -> None:
    many(count)
    reader, writer = os.pipe()
    os.close(reader)
    with process("in", "--format", form, "--jobs", "2", stdout=writer) as running:
        os.close(writer)
        _, stderr = running.communicate()
    messages = [
        line for line in stderr.decode().splitlines() if not line.startswith(f"{count} letter")
    ]
    assert (running.returncode, messages) == (141, [])


def test_json_is_whole_when_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: Any) -> Iterator[LintedFile]:
        yield from lint_all(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(lint_call, "lint_all", interrupted)
    result = run("--format", "json", put("a.txt", NAMED))
    assert (result.exit_code, len(json.loads(result.stdout))) == (130, 1)
    assert run("--format", "sarif", "a.txt").stdout == ""
