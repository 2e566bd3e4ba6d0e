"""Trying a mutant: its tests run on a changed copy of the project, in a forked process."""

from __future__ import annotations

import compileall
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest
from mutants import Mutant
from processes import enter, limit, silence, verdict
from reach import PYTEST, Reach
from standing import Standing

_STAGES = (1.5, 8.0)  # seconds of tests that are tried before the rest
_LEAST, _FACTOR = 5.0, 4.0  # seconds and times that tests may take on a mutant
_NOT_COPIED = (".git", ".venv", ".mutation", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis")

KILLED, SURVIVED, UNREACHED = "killed", "survived", "unreached"


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant."""

    verdict: str
    by: str = ""
    """The test that failed first, or why no test could run to its end."""
    seconds: float = 0.0


class Tree:
    """A private copy of the project, in which one file at a time is changed."""

    def __init__(self, project: Path, place: Path) -> None:
        _update(project, place)
        compileall.compile_dir(place, quiet=2)
        self.root = place

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[None]:
        """The tree with a mutant in it. Its time of change keeps the compiled file from use."""
        path = self.root / mutant.path
        status, source = path.stat(), path.read_bytes()
        path.write_bytes(mutant.apply(source.decode()).encode())
        try:
            yield
        finally:
            path.write_bytes(source)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _update(project: Path, place: Path) -> None:
    """Make a folder a copy of another. Files that it has already stay, and what is compiled."""
    place.mkdir(parents=True, exist_ok=True)
    wanted = {path.name: path for path in project.iterdir() if not _is_left_out(path.name)}
    for old in place.iterdir():
        if old.name not in wanted and old.name != "__pycache__":
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    for name, path in wanted.items():
        copy = place / name
        if path.is_dir():
            _update(path, copy)
        elif not copy.exists() or _state(copy) != _state(path):
            shutil.copy2(path, copy)


def _is_left_out(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in _NOT_COPIED)


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


class Trials:
    """Tries mutants in one tree."""

    def __init__(self, tree: Tree, reach: Reach, package: str) -> None:
        self._tree = tree
        self._reach = reach
        self._standing = Standing(tree.root, package)

    def outcome(self, mutant: Mutant) -> Outcome:
        """Run the tests that reach a mutant, until one fails."""
        start = time.monotonic()
        tests = self._reach.tests_for(mutant)
        if not tests:
            return Outcome(UNREACHED)
        source = (self._tree.root / mutant.path).read_text("utf-8")
        limits = {name: self._limit([name]) for name in tests}
        failure, is_sure = self._standing.answer(mutant, source, limits)
        if not failure and not is_sure:
            failure = self._failure_in_stages(mutant, tests)
        return Outcome(KILLED if failure else SURVIVED, failure, time.monotonic() - start)

    def _failure_in_stages(self, mutant: Mutant, tests: Sequence[str]) -> str:
        with self._tree.changed(mutant):
            for stage in self._stages(tests):
                if failure := self.failure(stage):
                    return failure
        return ""

    def _stages(self, tests: Sequence[str]) -> Iterator[Sequence[str]]:
        """The tests in a few runs, so that a slow one is not collected where a quick one kills."""
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
        seconds = self._limit(tests)
        told, telling = os.pipe()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                status = self._run(tests, seconds, telling)
            finally:
                os._exit(status)
        os.close(telling)
        return verdict(child, told, seconds)

    def _limit(self, tests: Sequence[str]) -> float:
        return _LEAST + _FACTOR * self._reach.seconds(tests)

    def _run(self, tests: Sequence[str], seconds: float, telling: int) -> int:
        """In the forked process: run tests in the tree."""
        limit(seconds)
        silence()
        enter(self._tree.root)
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        return int(pytest.main([*PYTEST, "-x", *tests], plugins=[_Telling(telling)]))


class _Telling:
    """A pytest plugin that says which test fails first."""

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
