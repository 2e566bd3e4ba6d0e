"""Which tests reach which lines, and which data files they read.

Each test function runs once in a process of its own, with empty caches: so a test is known to reach
the lines that fill a cache even if another test would have filled it before.
"""

from __future__ import annotations

import ast
import json
import math
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

import coverage
import pytest
from mutants import Mutant
from statements import Statement, statements

PYTEST = ("-q", "-n0", "-s", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestWarning")
"""Options of every run: one process, and output not captured through descriptors that forks
share."""


_LONGEST = 4.0
"""Seconds for which a test function is traced. If it has many parameters, some are skipped, and it
may not be known to reach all of its lines."""


@dataclass
class Test:
    """The resources that one test function needs, and the lines it reaches."""

    seconds: float
    """The processor time of all its parameters once everything is cached."""
    passed: bool
    lines: dict[str, list[int]] = field(default_factory=dict)
    """The lines that it reaches, by path relative to the root."""
    files: list[str] = field(default_factory=list)
    """The other files of the project that it opens."""


class Recorder:
    """A pytest plugin that runs each test function in a fork, and records the lines it reaches."""

    def __init__(self, root: Path, package: str, notes: Path) -> None:
        self._root = root
        self._package = package
        self._notes = notes
        self._collecting: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        """Time the import of each test module."""
        start = time.process_time()
        report = yield
        if isinstance(collector, pytest.Module):
            self._collecting[collector.nodeid] = time.process_time() - start
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests, in place of pytest's own loop."""
        self._write("collecting", self._collecting)
        for name, group in groupby(session.items, key=function_of):
            items = list(group)
            child = os.fork()
            if child == 0:
                status = 1
                try:
                    self._write("test", [name, asdict(self._record(items))])
                    status = 0
                finally:
                    os._exit(status)
            os.waitpid(child, 0)
        return True

    def _record(self, items: Sequence[pytest.Item]) -> Test:
        source = str(self._root / self._package)
        tracer = coverage.Coverage(data_file=None, config_file=False, source=[source])
        opened: set[str] = set()
        sys.addaudithook(lambda event, arguments: _note_open(event, arguments, opened))
        tracer.start()
        traced = _run(items, _LONGEST)
        tracer.stop()
        passed = items[0].session.testsfailed == 0
        start = time.process_time()
        _run(traced, math.inf)
        seconds = (time.process_time() - start) * len(items) / len(traced)
        data = tracer.get_data()
        lines = {
            self._relative(path): sorted(data.lines(path) or ()) for path in data.measured_files()
        }
        inside = {path for path in opened if path.startswith(str(self._root))}
        return Test(
            seconds=seconds,
            passed=passed,
            lines={path: numbers for path, numbers in lines.items() if numbers},
            files=sorted(map(self._relative, inside)),
        )

    def _relative(self, path: str) -> str:
        return Path(path).relative_to(self._root).as_posix()

    def _write(self, kind: str, what: object) -> None:
        with self._notes.open("a", encoding="utf-8") as notes:
            notes.write(json.dumps([kind, what]) + "\n")


def _run(items: Sequence[pytest.Item], longest: float) -> Sequence[pytest.Item]:
    """Run tests for a number of seconds of processor time. Returns those that were run."""
    end = time.process_time() + longest
    for number, item in enumerate(items, 1):
        following = items[number] if number < len(items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if time.process_time() > end:
            return items[:number]
    return items


def function_of(item: pytest.Item) -> str:
    """The name of an item's test function: its node without the parameters."""
    return item.nodeid.partition("[")[0]


def _note_open(event: str, arguments: tuple[Any, ...], opened: set[str]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        opened.add(arguments[0])


def loaded_modules(root: Path) -> list[str]:
    """The modules that the tests need, without those of the project."""
    loaded = ((name, getattr(module, "__file__", None)) for name, module in sys.modules.items())
    return [name for name, path in loaded if path and not path.startswith(str(root))]


class Reach:
    """Finds the tests that can notice a mutant."""

    def __init__(self, notes: Iterable[str], sources: dict[str, str], budget: float) -> None:
        """`notes` are the lines written by a `Recorder`, `sources` the package's Python files.

        Of the tests that reach a mutant, the fastest are returned, up to a limit in seconds.
        """
        self._budget = budget
        self.tests: dict[str, Test] = {}
        collecting: dict[str, float] = {}
        for note in notes:
            kind, what = json.loads(note)
            if kind == "collecting":
                collecting |= what
            else:
                self.tests[what[0]] = Test(**what[1])
        self._costs = {
            name: test.seconds + collecting.get(name.partition("::")[0], 0.0)
            for name, test in self.tests.items()
        }
        self._lines = {
            name: {path: frozenset(numbers) for path, numbers in test.lines.items()}
            for name, test in self.tests.items()
        }
        self._uses = _uses(sources)

    def tests_for(self, mutant: Mutant) -> list[str]:
        """The tests that reach a mutant, fastest first.

        A statement that runs on import is reached through the names it defines; the tests that
        reach a use of them come first, then those that reach any line of its module.
        """
        tests = self._all_for(mutant)
        totals = accumulate(self.tests[name].seconds for name in tests)
        affordable = sum(total <= self._budget for total in totals)
        return tests[: max(1, affordable)]

    def _all_for(self, mutant: Mutant) -> list[str]:
        if not mutant.path.endswith(".py"):
            return self._sorted(n for n, test in self.tests.items() if mutant.path in test.files)
        if not mutant.at_import:
            return self._reaching([(mutant.path, *mutant.lines)])
        first = self._reaching(self._places_of(mutant.defines))
        module = self._sorted(name for name, lines in self._lines.items() if mutant.path in lines)
        return list(dict.fromkeys(first + module))

    def seconds(self, tests: Iterable[str]) -> float:
        """The processor time of some tests."""
        return sum(self.tests[name].seconds for name in tests)

    def _reaching(self, places: Iterable[tuple[str, int, int]]) -> list[str]:
        wanted: dict[str, set[int]] = {}
        for path, first, last in places:
            wanted.setdefault(path, set()).update(range(first, last + 1))
        return self._sorted(
            name
            for name, lines in self._lines.items()
            if any(numbers & lines.get(path, frozenset()) for path, numbers in wanted.items())
        )

    def _sorted(self, names: Iterable[str]) -> list[str]:
        passed = (name for name in names if self.tests[name].passed)
        return sorted(passed, key=lambda name: (self._costs[name], name))

    def _places_of(self, names: Iterable[str]) -> list[tuple[str, int, int]]:
        """The statements in functions that use some names, directly or through other names."""
        places: list[tuple[str, int, int]] = []
        waiting, seen = list(names), set(names)
        while waiting:
            for path, statement in self._uses.get(waiting.pop(), ()):
                if statement.function:
                    places.append((path, statement.first, statement.last))
                else:
                    new = set(statement.defines) - seen
                    seen |= new
                    waiting += sorted(new)
        return places


def _uses(sources: dict[str, str]) -> dict[str, list[tuple[str, Statement]]]:
    """The statements that use each name."""
    uses: dict[str, list[tuple[str, Statement]]] = {}
    for path, source in sources.items():
        for statement in statements(ast.parse(source)):
            names = {name for part in statement.parts for name in _names(part)}
            for name in names - set(statement.defines):
                uses.setdefault(name, []).append((path, statement))
    return uses


def _names(part: ast.expr) -> Iterator[str]:
    for node in ast.walk(part):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
