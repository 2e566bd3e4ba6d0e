"""Processes that apply a function, to tasks or to batches of files: what they return, and how they
end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.signalled import wait_until

from imrparse.processes.child import Child, ChildDiedError, ChildNotBegunError, RemoteTraceback
from imrparse.processes.workers import Workers
from imrparse.tables.formats.parts import Format
from imrparse.tables.run import pool
from imrparse.tables.run.pool import Pool
from imrparse.tables.run.work import Batch, Counts, FileToRead, Plan, Result

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


def results(function: Callable[[Any], Any], tasks: list[Any]) -> dict[Any, Any]:
    """The result of each task: an answer, an error, or None for a crash."""
    found = {}
    with Workers(2, function) as workers:
        for task in tasks:
            workers.give(task)
        while len(workers):
            outcome = workers.wait()
            assert outcome is not None
            found[outcome.task] = None if outcome.crashed else outcome.error or outcome.answer
    return found


def square(number: int) -> int:
    return number * number


def test_answers() -> None:
    assert results(square, [1, 2, 3, 4, 5]) == {1: 1, 2: 4, 3: 9, 4: 16, 5: 25}


def fail_over_two(number: int) -> int:
    if number == 2:
        raise OSError(28, "no space")
    return number


def test_errors_are_returned_and_stop_nothing() -> None:
    found = results(fail_over_two, [1, 2, 3])
    assert (found[1], found[3]) == (1, 3)
    assert (found[2].errno, found[2].strerror) == (28, "no space")
    assert isinstance(found[2].__cause__, RemoteTraceback)
    assert "in fail_over_two" in str(found[2].__cause__)


class UnpicklableError(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


def fail_strangely(number: int) -> int:
    raise UnpicklableError(number, number)


def test_an_error_that_can_not_be_sent_is_described() -> None:
    found = results(fail_strangely, [1])
    assert str(found[1]) == "UnpicklableError: 1 and 1"


def crash_over_two(number: int) -> int:
    if number == 2:
        os._exit(3)
    return number


def test_a_crash_loses_only_its_task() -> None:
    assert results(crash_over_two, [1, 2, 3, 4, 5]) == {1: 1, 2: None, 3: 3, 4: 4, 5: 5}


def print_something(number: int) -> int:
    print("something", flush=True)  # noqa: T201
    os.write(1, b"else\n")
    sys.stdin.read()
    return number


def test_printing_disturbs_nothing() -> None:
    assert results(print_something, [1, 2]) == {1: 1, 2: 2}


def test_large_tasks_and_answers() -> None:
    """Larger than any pipe buffer, in both directions at once."""
    tasks = [bytes(3_000_000), bytes(4_000_000), bytes(5_000_000)]
    assert results(bytes, tasks) == {task: task for task in tasks}


def test_tasks_not_begun_can_be_dropped(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    with Workers(1, Path.exists) as workers:
        for _ in range(1_000):
            workers.give(fifo)
        workers.drop()
        assert len(workers) < 1_000
        while len(workers):
            workers.wait()


def no_such_thing(number: int) -> int:
    return number


no_such_thing.__module__ = "no_such_module"


def test_a_function_that_the_process_can_not_import() -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(sys.modules, "no_such_module", sys.modules[__name__])
        found = results(no_such_thing, [1])
    assert isinstance(found[1], ModuleNotFoundError)


def test_a_process_that_can_not_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    found = results(square, [1])
    assert isinstance(found[1], ChildNotBegunError)


# How they end


def begin_another(_: None) -> tuple[int, int, set[signal.Signals]]:
    """Starts a process, and returns the numbers of both and the blocked signals."""
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    return os.getpid(), other.pid, signal.pthread_sigmask(signal.SIG_BLOCK, ())  # type: ignore[return-value]


@posix
def test_a_process_ends_with_its_children() -> None:
    child = Child(begin_another)
    pid, other, _ = child.call(None)
    child.end()
    assert not is_there(pid)
    wait_until(lambda: not is_there(other))
    with pytest.raises(ChildDiedError):
        child.call(None)


@posix
def test_a_dying_process_ends_its_children() -> None:
    with Workers(1, begin_another) as workers:
        workers.give(None)
        outcome = workers.wait()
        assert outcome is not None
        pid, other, _ = outcome.get()
        os.kill(pid, signal.SIGKILL)
        workers.give(None)
        outcome = workers.wait()
        assert outcome is not None
        assert outcome.crashed
        wait_until(lambda: not is_there(other))


def begin_registered(_: None) -> int:
    """Starts a process in the right way, and returns its number."""
    return Child(own_number).call(None)


def own_number(_: None) -> int:
    return os.getpid()


@posix
def test_registered_processes_end_first() -> None:
    """Its own process waits for it, so that it does not become a zombie."""
    with Workers(1, begin_registered) as workers:
        workers.give(None)
        outcome = workers.wait()
        assert outcome is not None
    with pytest.raises(ProcessLookupError):
        os.kill(outcome.get(), 0)


@posix
def test_stop_signals_are_left_to_the_main_process() -> None:
    with Workers(1, begin_another) as workers:
        workers.give(None)
        outcome = workers.wait()
        assert outcome is not None
        pid, _, blocked = outcome.get()
        assert {signal.SIGINT, signal.SIGTERM, signal.SIGHUP} <= blocked
        assert os.getpgid(pid) == pid != os.getpgid(0)
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(pid, one)
        workers.give(None)
        outcome = workers.wait()
        assert outcome is not None
        assert not outcome.crashed


PARENT = """
import os, sys
sys.path[:0] = {path!r}
from test_workers import begin_another
from imrparse.processes.child import Child
pids = Child(begin_another).call(None)[:2]
print(*pids, flush=True)
os.kill(os.getpid(), 9)
"""


@posix
def test_processes_end_when_the_main_process_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(path=sys.path))
    done = subprocess.run([sys.executable, script], capture_output=True, check=False)
    pids = [int(pid) for pid in done.stdout.split()]
    assert len(pids) == 2
    wait_until(lambda: not any(map(is_there, pids)))


def is_there(pid: int) -> bool:
    """Whether there is a process that is not a zombie."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return Path("/proc/self/stat").exists() is False


# Batches of files for several processes


def in_memory(monkeypatch: pytest.MonkeyPatch, folder: Path, size: int) -> list[int]:
    """How many batches of a size were made and are not done, each time that one is done."""
    made = 0

    def batches() -> Iterator[Batch]:
        nonlocal made
        for made in range(1, 9):
            yield Batch(made, (FileToRead("a.txt", "a.zip", bytes(size)),))

    monkeypatch.setattr(pool, "read_batch", read_nothing)
    monkeypatch.setattr(pool, "_MOST_WAITING", 1_000)
    results = Pool(2, Plan(Format.CSV, folder, folder)).results(batches())
    return [made - done for done, _ in enumerate(results)]


def read_nothing(batch: Batch, plan: Plan) -> Result:  # noqa: ARG001
    return Result(batch.number, Counts(), None)


def test_few_batches_wait_if_they_are_small(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert max(in_memory(monkeypatch, tmp_path, 10)) == 4


@pytest.mark.parametrize(("size", "most"), [(1_000, 1), (600, 2)])
def test_fewer_batches_wait_if_they_are_large(
    size: int, most: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A batch is given to a process while the others come to less than 1,000 bytes."""
    assert max(in_memory(monkeypatch, tmp_path, size)) == most
