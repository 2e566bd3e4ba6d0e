"""Recording what each test reaches, one test module at a time, and keeping what was recorded."""

from __future__ import annotations

import gc
import hashlib
import importlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import lark
import pytest
from processes import enter, silence
from reach import PYTEST, SKIPPED_TESTS, Recorder, loaded_modules
from trials import Tree

_PATTERNS = 100_000  # that are kept compiled
_FORM = "3"  # of the notes; another number makes the old ones stale
_READ = (".py", ".lark", ".toml", ".json", ".txt", ".css")


def record(root: Path, store: Path, package: str, jobs: int) -> list[str]:
    """The notes of a `Recorder` on every test module of a project, taken where they are stale.

    The notes on a module are stale when it has changed, or a helper that it imports, or anything
    that is no Python of the tests, or the options of pytest.
    """
    (store / "reach").mkdir(parents=True, exist_ok=True)
    tests = root / "tests"
    every = sorted(tests.rglob("test_*.py"))
    modules = [path for path in every if not _is_skipped(path.relative_to(tests))]
    base = _digest(_sources(root, package), _FORM + os.environ.get("PYTEST_ADDOPTS", ""))
    places = {
        module: store / "reach" / f"{_digest([module, *_helpers(module, tests)], base)}.jsonl"
        for module in modules
    }
    stale = [module for module, place in places.items() if not place.exists()]
    if stale:
        tree = Tree(root, store / "tree-recorded")
        if not (store / "modules.json").exists():  # an old list is as good: it only saves time
            _fork(partial(_collect, tree.root, store / "modules.json"))
        preload(json.loads((store / "modules.json").read_text("utf-8")))
        warm_up(tree.root, package)
        with ThreadPoolExecutor(jobs) as pool:
            for module in stale:
                name = module.relative_to(root).as_posix()
                pool.submit(_record_one, tree.root, package, name, places[module])
    return [line for place in places.values() for line in place.read_text("utf-8").splitlines()]


def _record_one(tree: Path, package: str, module: str, place: Path) -> None:
    say(f"recording {module}")
    unfinished = place.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    _fork(partial(_record, tree, package, module, unfinished))
    unfinished.replace(place)


def _is_skipped(path: Path) -> bool:
    return any(path.is_relative_to(skipped) for skipped in SKIPPED_TESTS)


def _helpers(module: Path, tests: Path) -> list[Path]:
    """The modules of `tests/helpers` that a test module imports, and those that these import."""
    found: list[Path] = []
    waiting = [module]
    while waiting:
        for name in re.findall(r"\bhelpers(?:\.\w+)+", waiting.pop().read_text("utf-8")):
            path = tests / f"{name.replace('.', '/')}.py"
            if path.exists() and path not in found:
                found.append(path)
                waiting.append(path)
    return sorted(found)


def _sources(root: Path, package: str) -> list[Path]:
    folders = [root / name for name in (package, "grammars", "tests", "samples")]
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in _READ)
    return sorted(path for path in found if not _is_apart(path, root))


def _is_apart(path: Path, root: Path) -> bool:
    """Whether a file is looked at for itself, as the tests are, or is of the mutation tests."""
    is_python = path.suffix == ".py" and path.name != "conftest.py"
    in_tests = path.is_relative_to(root / "tests")
    return (is_python and in_tests) or path.parent == Path(__file__).parent


def _digest(paths: Iterable[Path], base: str = _FORM) -> str:
    digest = hashlib.sha256(base.encode())
    for path in paths:
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _collect(tree: Path, place: Path) -> None:
    """Note which modules the tests import."""
    enter(tree)
    pytest.main([*PYTEST, "--collect-only", "tests"])
    place.write_text(json.dumps(loaded_modules(tree)), "utf-8")


def _record(tree: Path, package: str, module: str, place: Path) -> None:
    enter(tree)
    pytest.main([*PYTEST, module], plugins=[Recorder(tree, package, place)])


def say(line: str) -> None:
    """Tell of the progress."""
    sys.stderr.write(line + "\n")


def _fork(task: Callable[[], None]) -> None:
    """Do something in a process of its own, without a word."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            silence()
            task()
            status = 0
        finally:
            os._exit(status)
    os.waitpid(child, 0)


# What is done once, so that a process forked for a mutant need not do it again.
#
# Nothing of the project itself stays loaded: each fork imports it anew, one file of it changed.
# What stays is what that import makes slow: other packages, compiled patterns, and lark's tables,
# which depend on nothing but the text of a pattern or grammar.


def preload(modules: Iterable[str]) -> None:
    """Import what the tests need besides the project."""
    for name in modules:
        if name not in sys.modules:
            with suppress(Exception):
                importlib.import_module(name)


def warm_up(root: Path, package: str) -> None:
    """Let the package read some samples, and forget all of it but patterns and tables."""
    setattr(re, "_MAXCACHE", _PATTERNS)  # noqa: B010, since no stub knows it
    _remember_tables()
    sys.path.insert(0, str(root))
    for sample in sorted((root / "samples").glob("*.txt")):
        importlib.import_module(package).lint(sample.read_text("utf-8"))
    sys.path.remove(str(root))
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]
    gc.collect()
    gc.freeze()


_tables: dict[str, dict[str, Any]] = {}
_make: Callable[..., None] = lark.Lark.__init__


def _remember_tables() -> None:
    """Make lark's tables once for each grammar."""

    def made(self: lark.Lark, grammar: Any, **options: Any) -> None:
        shown = sorted((name, getattr(value, "__name__", value)) for name, value in options.items())
        key = f"{grammar} {shown}"
        if not isinstance(grammar, str):
            _make(self, grammar, **options)
        elif key not in _tables:
            _make(self, grammar, **options)
            _tables[key] = dict(self.__dict__)
        else:
            self.__dict__.update(_tables[key])

    setattr(lark.Lark, "__init__", made)  # noqa: B010, since mypy lets no method be replaced
