"""Trying a mutant: running its tests on a mutated copy of the project, in a forked process."""

from __future__ import annotations

import compileall
import gc
import importlib
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from mutants import Mutant
from reach import PYTEST, Reach

_STAGES = (1.5, 8.0)  # seconds of tests that run before the rest
_LEAST, _FACTOR = 20.0, 4.0  # seconds, and a factor, that tests may take with a mutant
_IDLE_FACTOR = 20.0  # ratio of wall time to processor time at which a process counts as stuck
_MOST_MEMORY = 4 << 30
_NOT_COPIED = (".git", ".venv", ".mutation", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis")

KILLED, SURVIVED, UNREACHED = "killed", "survived", "unreached"


@dataclass(frozen=True)
class Outcome:
    """The result for a mutant."""

    verdict: str
    by: str = ""
    """The test that failed first, or the reason why no test could finish."""
    seconds: float = 0.0


class Tree:
    """A private copy of the project, in which one file at a time is mutated."""

    def __init__(self, project: Path, place: Path) -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(project, place, ignore=shutil.ignore_patterns(*_NOT_COPIED), symlinks=True)
        compileall.compile_dir(place, quiet=2)
        self.root = place

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[None]:
        """The tree with a mutant in it. A new modification time prevents use of the compiled
        file."""
        path = self.root / mutant.path
        status, source = path.stat(), path.read_bytes()
        path.write_bytes(mutant.apply(source.decode()).encode())
        try:
            yield
        finally:
            path.write_bytes(source)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def preload(modules: Iterable[str]) -> None:
    """Import the modules that the tests need besides the project, so that forks have them."""
    for name in modules:
        if name not in sys.modules:
            with suppress(Exception):
                importlib.import_module(name)
    gc.collect()
    gc.freeze()


class Trials:
    """Tries mutants in one tree."""

    def __init__(self, tree: Tree, reach: Reach) -> None:
        self._tree = tree
        self._reach = reach
        self._log = tree.root.with_suffix(".log")

    def outcome(self, mutant: Mutant) -> Outcome:
        """Run the tests that reach a mutant, until one fails."""
        start = time.monotonic()
        tests = self._reach.tests_for(mutant)
        if not tests:
            return Outcome(UNREACHED)
        with self._tree.changed(mutant):
            for stage in self._stages(tests):
                if failure := self.failure(stage):
                    return Outcome(KILLED, failure, time.monotonic() - start)
        return Outcome(SURVIVED, seconds=time.monotonic() - start)

    def _stages(self, tests: Sequence[str]) -> Iterator[Sequence[str]]:
        """The tests in a few groups, so that a slow test is not collected if a fast one kills the
        mutant."""
        rest = list(tests)
        for budget in _STAGES:
            stage: list[str] = []
            while rest and (not stage or self._reach.seconds([*stage, rest[0]]) < budget):
                stage.append(rest.pop(0))
            if stage:
                yield stage
        if rest:
            yield rest

    def failure(self, tests: Sequence[str]) -> str:
        """The first test that fails, "time" if they do not end, or "" if all pass."""
        limit = _LEAST + _FACTOR * self._reach.seconds(tests)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.close(read)
                status = self._run(tests, limit, write)
            finally:
                os._exit(status)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            ended = _wait(child, limit * _IDLE_FACTOR)
            report_text = pipe.read().decode() if ended is not None else ""
        if ended == 0:
            return ""
        if ended is None or -ended in (signal.SIGXCPU, signal.SIGKILL):
            return "time"
        return report_text or f"exit status {ended}"

    def _run(self, tests: Sequence[str], limit: float, write: int) -> int:
        """In the forked process: run tests in the tree."""
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        enter(self._tree.root)
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        return int(pytest.main([*PYTEST, "-x", *tests], plugins=[_Telling(write)]))


class _Telling:
    """A pytest plugin that reports the first failing test."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._has_reported = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self._has_reported:
            self._has_reported = True
            os.write(self._pipe, report.nodeid.encode()[:4000])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self._has_reported:
            self._has_reported = True
            os.write(self._pipe, f"collection of {report.nodeid}".encode()[:4000])


def enter(root: Path) -> None:
    """Make a copy of the project the imported one, here and in child processes of tests."""
    os.chdir(root)
    sys.path.insert(0, str(root))
    os.environ["PYTHONPATH"] = str(root)
    os.environ["CI"] = "true"  # the same examples each time


def _wait(child: int, limit: float) -> int | None:
    """The exit status of a process and the end of its group; None if it had to be killed.

    A negative status is the signal that ended it.
    """
    end = time.monotonic() + limit
    pause = 0.01
    status: int | None = None
    while status is None and time.monotonic() < end:
        done, waited = os.waitpid(child, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(waited)
        else:
            time.sleep(pause)
            pause = min(0.2, pause * 1.2)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if status is None:
        os.waitpid(child, 0)
    return status
