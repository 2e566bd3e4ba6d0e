"""Recording the lines that each test reaches, one test module at a time, with a cache."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from choices import SKIPPED_TESTS
from reach import PYTEST, Recorder, loaded_modules
from trials import Tree, enter, preload

_FORM = "2"  # of the notes; incrementing it invalidates old ones
_READ = (".py", ".lark", ".toml", ".json", ".txt", ".css")


def record(root: Path, store: Path, package: str, jobs: int) -> list[str]:
    """The notes of a `Recorder` for every test module of a project; outdated ones are renewed.

    The notes for a module are outdated if it has changed, or any other file except a test module.
    """
    (store / "reach").mkdir(parents=True, exist_ok=True)
    every = sorted((root / "tests").rglob("test_*.py"))
    modules = [path for path in every if not _is_skipped(path.relative_to(root / "tests"))]
    base = _digest(path for path in _sources(root, package) if path not in every)
    places = {module: store / "reach" / f"{_digest([module], base)}.jsonl" for module in modules}
    stale = [module for module, place in places.items() if not place.exists()]
    if stale:
        tree = Tree(root, store / "tree-recorded")
        _fork(partial(_collect, tree.root, store / "modules.json"))
        preload(json.loads((store / "modules.json").read_text("utf-8")))
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


def _is_own(path: Path) -> bool:
    return path.parent == Path(__file__).parent


def _sources(root: Path, package: str) -> list[Path]:
    folders = [root / name for name in (package, "grammars", "tests", "samples")]
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in _READ)
    return sorted(path for path in found if not _is_own(path))


def _digest(paths: Iterable[Path], base: str = _FORM) -> str:
    digest = hashlib.sha256(base.encode())
    for path in paths:
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _collect(tree: Path, place: Path) -> None:
    """Record which modules the tests import."""
    enter(tree)
    pytest.main([*PYTEST, "--collect-only", "tests"])
    place.write_text(json.dumps(loaded_modules(tree)), "utf-8")


def _record(tree: Path, package: str, module: str, place: Path) -> None:
    enter(tree)
    pytest.main([*PYTEST, module], plugins=[Recorder(tree, package, place)])


def say(line: str) -> None:
    """Report progress."""
    sys.stderr.write(line + "\n")


def _fork(task: Callable[[], None]) -> None:
    """Run a function in a process of its own, without output."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            silent = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(silent, stream)
            task()
            status = 0
        finally:
            os._exit(status)
    os.waitpid(child, 0)
