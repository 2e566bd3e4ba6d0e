"""A process in which the package and all tests are loaded already, for mutants inside functions.

Each mutant is tried in a fork of it, in which the code of the changed functions is replaced. What
was computed before stays as it was: results in caches are thrown away where a changed function had
a part in them, but constants of modules are not made anew. So a test that fails has noticed the
mutant, but one that passes may have had no chance to: `Standing.answer` says whether it had one.
"""

from __future__ import annotations

import functools
import gc
import os
import pickle
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from inspect import CO_OPTIMIZED
from itertools import groupby
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import IO, Any, NamedTuple

import pytest
from mutants import Mutant
from processes import FAILED, enter, limit, silence, verdict
from reach import PYTEST, SKIPPED_TESTS, function_of

_SAMPLES = 3  # letters that are read before the first mutant

_Functions = Mapping[str, Sequence[FunctionType]]
"""The functions of a module, by their qualified names."""


class Answer(NamedTuple):
    """What the tests say of a mutant."""

    failure: str
    """The first test that fails, "time" if they do not end, or "" if all pass."""
    is_sure: bool = True
    """Whether a mutant that no test has noticed was at work in all that the tests see."""


class Standing:
    """Starts such a process, and asks it. It ends with the one that started it."""

    def __init__(self, root: Path, package: str) -> None:
        questions, self._asking = os.pipe()
        self._answers, answering = os.pipe()
        if os.fork() == 0:
            status = 1
            try:
                os.close(self._asking)
                os.close(self._answers)
                silence()
                server = _Server(root, package, os.fdopen(questions, "rb"), answering)
                enter(root)
                sys.dont_write_bytecode = False  # what pytest makes of the tests is kept
                server.load()
                ignored = [f"--ignore=tests/{name}" for name in SKIPPED_TESTS]
                pytest.main([*PYTEST, *ignored, "tests"], plugins=[server])
                status = 0
            finally:
                os._exit(status)
        os.close(questions)
        os.close(answering)
        self._from = os.fdopen(self._answers, "rb")

    def answer(self, mutant: Mutant, source: str, tests: Mapping[str, float]) -> Answer:
        """What some test functions say of a mutant of a source, each given so many seconds."""
        question = pickle.dumps((mutant, source, tests))
        os.write(self._asking, len(question).to_bytes(8, "big"))
        written = 0
        while written < len(question):
            written += os.write(self._asking, question[written:])
        answer = pickle.load(self._from)
        assert isinstance(answer, Answer)
        return answer


class _Server:
    """The process itself, as a pytest plugin: it answers questions in place of running tests."""

    def __init__(self, root: Path, package: str, questions: IO[bytes], answers: int) -> None:
        self._root = root
        self._package = package
        self._questions = questions
        self._answers = answers
        self._calls = _Calls(str(root / package))

    def load(self) -> None:
        """Begin to note which functions run while modules are imported."""
        sys.setprofile(self._calls)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Answer questions until there are no more."""
        self._read_samples()
        self._calls.end_of_first_reading()
        self._read_samples()
        sys.setprofile(None)
        self._calls.end_of_second_reading()
        items = {name: list(some) for name, some in groupby(session.items, key=function_of)}
        objects = gc.get_objects()
        functions = _functions(objects, str(self._root / self._package))
        caches = [
            one
            for one in objects
            if isinstance(one, functools._lru_cache_wrapper)
            and (one.__module__ or "").partition(".")[0] == self._package
        ]
        del objects
        gc.collect()
        gc.freeze()
        while size := self._questions.read(8):
            question = self._questions.read(int.from_bytes(size, "big"))
            answer = self._answer(session, items, functions, caches, question)
            os.write(self._answers, pickle.dumps(answer))
        return True

    def _read_samples(self) -> None:
        for sample in sorted((self._root / "samples").glob("*.txt"))[:_SAMPLES]:
            sys.modules[self._package].lint(sample.read_text("utf-8"))

    def _answer(
        self,
        session: pytest.Session,
        items: Mapping[str, Sequence[pytest.Item]],
        functions: Mapping[str, _Functions],
        caches: Iterable[Any],
        question: bytes,
    ) -> Answer:
        mutant: Mutant
        tests: Mapping[str, float]
        mutant, source, tests = pickle.loads(question)
        path = str(self._root / mutant.path)
        changed = list(_changed(path, source, mutant.apply(source), functions.get(path, {})))
        if not changed or mutant.at_import:
            return Answer("", is_sure=False)
        codes = {function.__code__ for function, _ in changed}
        told, telling = os.pipe()
        child = os.fork()
        if child == 0:
            status = FAILED
            try:
                limit(sum(tests.values()))
                for function, code in changed:
                    function.__code__ = code
                if not codes.isdisjoint(self._calls.cached):
                    for cache in caches:
                        cache.cache_clear()
                chosen = [(item, tests[name]) for name in tests for item in items[name]]
                status = _run(session, chosen, telling)
            finally:
                os._exit(status)
        os.close(telling)
        failure = verdict(child, told, sum(tests.values()))
        return Answer(failure, is_sure=codes.isdisjoint(self._calls.early))


def _changed(
    path: str, source: str, mutated: str, functions: _Functions
) -> Iterator[tuple[FunctionType, CodeType]]:
    """The functions of a module whose code a mutant changes, with their new code."""
    old, new = (dict(_codes(compile(text, path, "exec"))) for text in (source, mutated))
    for name, code in new.items():
        if code != old.get(name):
            for function in functions.get(name, ()):
                if function.__code__.co_freevars == code.co_freevars:
                    yield function, code


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """The code of each function of a module that is in no other function."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_flags & CO_OPTIMIZED:
                yield constant.co_qualname, constant
            else:
                yield from _codes(constant)


def _functions(objects: Iterable[object], package: str) -> Mapping[str, _Functions]:
    """The functions of each module of a package, by its path."""
    found: dict[str, dict[str, list[FunctionType]]] = {}
    for one in objects:
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(package):
            module = found.setdefault(one.__code__.co_filename, {})
            module.setdefault(one.__code__.co_qualname, []).append(one)
    return found


def _run(session: pytest.Session, chosen: Sequence[tuple[pytest.Item, float]], telling: int) -> int:
    """Run tests, each for so many seconds at most, and tell which fails first."""
    for number, (item, seconds) in enumerate(chosen, 1):
        following = chosen[number][0] if number < len(chosen) else None
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            os.write(telling, item.nodeid.encode()[:4000])
            return FAILED
    return 0


class _Calls:
    """A profiler that notes which functions of a package run early, and which to fill a cache."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._open: Counter[str] = Counter()
        self._kinds: dict[CodeType, str] = {}
        self._run: set[CodeType] = set()
        self._filling: set[CodeType] = set()
        self.early: set[CodeType] = set()
        """What runs while a module of the package is imported."""
        self.cached: set[CodeType] = set()
        """What runs where a cache is filled, or does not run when a letter is read again."""

    def end_of_first_reading(self) -> None:
        """What follows are the same letters, read again."""
        self.cached = self._run
        self._run = set()

    def end_of_second_reading(self) -> None:
        """What has run again fills no cache, unless it was called by what does."""
        self.cached = (self.cached - self._run) | self._filling

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event not in ("call", "return") or not code.co_filename.startswith(self._package):
            return
        kind = self._kind(frame)
        if kind:
            self._open[kind] += 1 if event == "call" else -1
        if event == "call":
            self._run.add(code)
            if self._open["module"]:
                self.early.add(code)
            if self._open["cache"]:
                self._filling.add(code)

    def _kind(self, frame: FrameType) -> str:
        """Whether a frame is of a module's import, or of a function with a cache around it."""
        code = frame.f_code
        if code not in self._kinds:
            named = frame.f_globals.get(code.co_name)
            is_cached = isinstance(named, functools._lru_cache_wrapper)
            is_module = code.co_name == "<module>"
            self._kinds[code] = "module" if is_module else "cache" if is_cached else ""
        return self._kinds[code]
