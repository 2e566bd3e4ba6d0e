"""Which tests reach which line, and which data files they read.

The tests of a module run in a process of their own, in which nothing is cached yet. The first of
them fills the caches for the others, so that a test is known to reach a line itself, or only
through another test of its module.
"""

from __future__ import annotations

import ast
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import accumulate, groupby
from pathlib import Path, PurePosixPath
from random import Random
from typing import Any

import coverage
import pytest
from mutants import Mutant
from statements import Statement, statements

PYTEST = (
    *("-q", "-n0", "-s", "-p", "no:cacheprovider"),
    *("-W", "ignore::pytest.PytestWarning", "-W", "ignore::coverage.exceptions.CoverageWarning"),
)
"""Options of every run: one process, output not captured by descriptors that forks would share."""

SKIPPED_TESTS = (
    *("cli", "files", "mutation", "printing", "processes", "reports", "stats", "tables", "text"),
    "tree",
    "linting/test_linear_time.py",
    *(f"test_{name}.py" for name in ("dev", "docs", "wrong_arguments")),
)
"""Folders and modules of `tests` that are not run. They take long, and are not where the sources
that are changed are tested."""

_LONGEST = 8.0
"""Seconds for which a test function is traced. Of one with many parameters only some are traced
then, drawn at random, so that it may not be known to reach all of its lines."""

_FAR = 3.0  # times that a test is less likely to notice a mutant if others reach it in its module
_LEAST = 0.2  # share of a file's lines below which it does not matter how few a test reaches
_TRACED = 1.5  # times as long as untraced tests take


@dataclass
class Test:
    """What one test function needs and reaches."""

    seconds: float
    """The processor time that all its parameters take once everything is cached, about."""
    passed: bool
    lines: dict[str, list[int]] = field(default_factory=dict)
    """The lines that it reaches, by path relative to the root."""


@dataclass
class TestModule:
    """What the import of a test module needs, and what its tests open."""

    seconds: float
    files: list[str] = field(default_factory=list)
    """The files of the project, without its modules."""


class Recorder:
    """A pytest plugin that runs the test functions of a module, and records what each reaches."""

    def __init__(self, root: Path, package: str, notes: Path) -> None:
        self._root = root
        self._package = package
        self._notes = notes
        self._seconds = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        """Time the import of the test module."""
        start = time.process_time()
        report = yield
        if isinstance(collector, pytest.Module):
            self._seconds = time.process_time() - start
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests, in place of pytest's own loop."""
        source = str(self._root / self._package)
        tracer = coverage.Coverage(data_file=None, config_file=False, source=[source])
        opened: set[str] = set()
        sys.addaudithook(lambda event, arguments: _note_open(event, arguments, opened))
        tracer.start()
        tests = dict(self._record(session, tracer))
        tracer.stop()
        data = tracer.get_data()
        for name, test in tests.items():
            data.set_query_context(name)
            lines = {path: sorted(data.lines(path) or ()) for path in data.measured_files()}
            test.lines = {self._relative(path): some for path, some in lines.items() if some}
            self._write("test", [name, asdict(test)])
        inside = {self._relative(path) for path in opened if path.startswith(str(self._root))}
        module = session.items[0].nodeid.partition("::")[0] if session.items else ""
        self._write("module", [module, asdict(TestModule(self._seconds, sorted(inside)))])
        return True

    def _record(
        self, session: pytest.Session, tracer: coverage.Coverage
    ) -> Iterator[tuple[str, Test]]:
        is_first = True
        for name, group in groupby(session.items, key=function_of):
            items = list(group)
            tracer.switch_context(name)
            if is_first:  # it takes the time that filling the caches takes
                _run(items[:1], _LONGEST)
                is_first = False
            failed = session.testsfailed
            start = time.process_time()
            traced = _run(Random(0).sample(items, len(items)), _LONGEST)
            seconds = (time.process_time() - start) / _TRACED * len(items) / len(traced)
            yield name, Test(seconds, session.testsfailed == failed)

    def _relative(self, path: str) -> str:
        return Path(path).relative_to(self._root).as_posix()

    def _write(self, kind: str, what: object) -> None:
        with self._notes.open("a", encoding="utf-8") as notes:
            notes.write(json.dumps([kind, what]) + "\n")


def _run(items: Sequence[pytest.Item], longest: float) -> Sequence[pytest.Item]:
    """Run tests for so many seconds of processor time. Returns those that were run."""
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


def _module_of(test: str) -> str:
    return test.partition("::")[0]


def _note_open(event: str, arguments: tuple[Any, ...], opened: set[str]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        opened.add(arguments[0])


def loaded_modules(root: Path) -> list[str]:
    """The modules that the tests need, without the project's own."""
    loaded = ((name, getattr(module, "__file__", None)) for name, module in sys.modules.items())
    return [name for name, path in loaded if path and not path.startswith(str(root))]


class Reach:
    """Finds the tests that can notice a mutant."""

    def __init__(self, notes: Iterable[str], sources: dict[str, str], budget: float) -> None:
        """`notes` are the lines that a `Recorder` wrote, `sources` the package's Python files.

        Of the tests that reach a mutant, the likeliest are given, so many seconds of them at most.
        """
        self._budget = budget
        self.tests: dict[str, Test] = {}
        self.modules: dict[str, TestModule] = {}
        for note in notes:
            kind, (name, what) = json.loads(note)
            if kind == "module":
                self.modules[name] = TestModule(**what)
            else:
                self.tests[name] = Test(**what)
        self._lines = {
            name: {path: frozenset(numbers) for path, numbers in test.lines.items()}
            for name, test in self.tests.items()
        }
        self._uses = _uses(sources)

    def tests_for(self, mutant: Mutant) -> list[str]:
        """The tests that reach a mutant, the likeliest to notice it first.

        A statement that runs when its module is imported is reached through the names it defines.
        After the tests that reach a mutant themselves come the others of their modules, which may
        use what the former have put into a cache.
        """
        tests = self._ranked(self._all_for(mutant), mutant)
        totals = accumulate(self.tests[name].seconds for name in tests)
        affordable = sum(total <= self._budget for total in totals)
        return tests[: max(1, affordable)]

    def seconds(self, tests: Iterable[str]) -> float:
        """The processor time that tests take."""
        return sum(self.tests[name].seconds for name in tests)

    def _all_for(self, mutant: Mutant) -> dict[str, int]:
        """How far each test is from a mutant."""
        if not mutant.path.endswith(".py"):
            opening = {n for n, module in self.modules.items() if mutant.path in module.files}
            return {name: 0 for name in self.tests if _module_of(name) in opening}
        reaching: set[str]
        if mutant.at_import:
            reaching = self._reaching(self._places_of(mutant.defines))
        else:
            reaching = self._reaching([(mutant.path, *mutant.lines)])
        importing = reaching
        if mutant.at_import or not reaching:  # it may have run when its module was imported
            importing = {name for name, lines in self._lines.items() if mutant.path in lines}
        modules = set(map(_module_of, reaching | importing))
        near = [name for name in self.tests if _module_of(name) in modules]
        return {name: 0 if name in reaching else 1 for name in near}

    def _ranked(self, far: dict[str, int], mutant: Mutant) -> list[str]:
        """The tests by what they cost, by how near they are to the mutant, and by how much of its
        file they reach: every letter runs a rule, and few tests are about it."""
        sizes = {name: len(self._lines[name].get(mutant.path, ())) for name in far}
        most = max(sizes.values(), default=0)
        costs = {
            name: self._cost(name)
            * (_FAR if far[name] else 1.0)
            / (_weight(name, mutant) * max(_LEAST, sizes[name] / max(1, most)) ** 3)
            for name in far
            if self.tests[name].passed
        }
        return sorted(costs, key=lambda name: (costs[name], name))

    def _cost(self, name: str) -> float:
        return self.tests[name].seconds + self.modules[_module_of(name)].seconds

    def _reaching(self, places: Iterable[tuple[str, int, int]]) -> set[str]:
        wanted: dict[str, set[int]] = {}
        for path, first, last in places:
            wanted.setdefault(path, set()).update(range(first, last + 1))
        return {
            name
            for name, lines in self._lines.items()
            if any(numbers & lines.get(path, frozenset()) for path, numbers in wanted.items())
        }

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


def _weight(test: str, mutant: Mutant) -> float:
    """How likely a test is to notice a mutant: its module mirrors the mutant's, or its folder, or
    stands in the same part of the package."""
    source, module = PurePosixPath(mutant.path), PurePosixPath(_module_of(test))
    if module.stem == f"test_{source.stem}":
        return 20.0
    if module.parent.parts[1:] == source.parent.parts[1:]:
        return 4.0
    return 3.0 if module.parts[1] == source.parts[1] else 1.0


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
