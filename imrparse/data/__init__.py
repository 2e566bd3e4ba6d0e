"""The facts that grammars, parsers and rules need, and the loader for them.

``compiled.jsonl`` holds what takes long to make of the package's sources, such as parse tables of
grammars. It is made when the package is built (``imrparse/syntax/compiling.py``). What it holds of
a source is used only while the source is the same; so it may be old, or missing.
"""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False  # type checkers take it for true; importing `typing` takes half a start
if TYPE_CHECKING:
    from typing import Any

COMPILED = "data/compiled.jsonl"
"""The file of what was compiled, by its path in the package."""

_DATE = "$date"


@cache
def table(name: str) -> dict[str, Any]:
    """The content of ``<name>.toml``. It is shared, so callers must not change it."""
    file = f"{name}.toml"
    source = package_file(f"data/{file}")
    found: dict[str, Any] | None = compiled(file, source)
    if found is None:
        import tomllib

        found = tomllib.loads(source.decode("utf-8"))
    return found


@cache
def names(name: str) -> tuple[str, ...]:
    """A list of ``names.toml``."""
    return tuple(table("names")[name])


def package_file(path: str) -> bytes:
    """The content of a file of the package, by its path in the package.

    Raises OSError if there is no such file. `importlib.resources` would do the same, but takes ten
    times as long to import as the file takes to read.
    """
    content: bytes = __spec__.loader.get_data(f"{_PACKAGE}{path}")  # type: ignore[union-attr]
    return content


_PACKAGE = __path__[0].removesuffix("data")


def compiled(name: str, source: bytes) -> Any:
    """What was compiled of a source; None if nothing was, or if the source has changed since."""
    line = _compiled().get(name.encode())
    if line is None:
        return None
    digest, _, content = line.partition(b" ")
    if digest != _digest(source):
        return None
    import json

    hook = _with_date if f'"{_DATE}"'.encode() in content else None
    return json.loads(content, object_hook=hook)


def compiled_line(name: str, source: bytes, value: Any) -> bytes:
    """The line of the file that holds what was compiled of a source."""
    import json

    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_as_object)
    return b" ".join([name.encode(), _digest(source), content.encode()])


@cache
def _compiled() -> dict[bytes, bytes]:
    try:
        lines = package_file(COMPILED).split(b"\n")
    except OSError:
        return {}
    return {name: rest for name, _, rest in (line.partition(b" ") for line in lines)}


def _digest(source: bytes) -> bytes:
    from zlib import crc32

    return f"{crc32(source):08x}".encode()


def _as_object(value: Any) -> dict[str, str]:
    """A date in JSON."""
    return {_DATE: value.isoformat()}


def _with_date(value: dict[str, Any]) -> Any:
    from datetime import date

    return date.fromisoformat(value[_DATE]) if _DATE in value else value
