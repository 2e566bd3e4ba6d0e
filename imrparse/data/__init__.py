"""The facts that grammars, parsers and rules need, and the loader for them."""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False  # type checkers take it for true; importing `typing` takes half a start
if TYPE_CHECKING:
    from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of ``<name>.toml``. It is shared, so callers must not change it."""
    import tomllib

    return tomllib.loads(_text(f"{name}.toml"))


@cache
def names(name: str) -> tuple[str, ...]:
    """The lines of ``<name>.txt``, without comments and empty lines."""
    lines = _text(f"{name}.txt").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _text(file: str) -> str:
    from importlib.resources import files

    return (files(__name__) / file).read_text("utf-8")
