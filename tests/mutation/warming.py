"""What is done once, so that a process forked for a mutant need not do it again.

Nothing of the project itself stays loaded: each fork imports it anew, one file of it changed. What
stays is what that import makes slow: other packages, compiled patterns, and lark's tables, which
depend on nothing but the text of a pattern or grammar.
"""

from __future__ import annotations

import gc
import importlib
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import lark

_PATTERNS = 100_000  # that are kept compiled


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
