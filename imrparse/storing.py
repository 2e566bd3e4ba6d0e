"""Makes the files that are stored with the package, so that no start has to make what they hold.

    python -m imrparse.storing

renews them in a checkout; the build of the package and the tests do so too. They are
``compiled.jsonl`` (see ``syntax/compiling.py``), and the code of the regular expressions that
reading and linting the samples needs (see ``data/regexes.py``).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from marshal import dumps
from pathlib import Path
from typing import Any
from zlib import crc32

from imrparse import api
from imrparse.data import regexes
from imrparse.syntax import compiling
from imrparse.text.errors import ImrparseError

_PACKAGE = Path(__file__).resolve().parent
_FORMAT = 4  # of `marshal`: the newest that Python 3.11 reads


def renew() -> list[Path]:
    """Write the files, unless they are as they should be. Returns their paths."""
    return [compiling.renew(), *_renew_regexes()]


def _renew_regexes() -> Iterator[Path]:
    sources, path = _checksum(), _PACKAGE / regexes.FILE
    if not (path.exists() and regexes.checksum(path.read_bytes()) == sources):
        try:
            code = [(key, regex_code(*key)) for key in _needed()]
        except (AttributeError, ImportError, TypeError):
            return  # this Python compiles in another way
        compiling.write(regexes.FILE, _content(code, sources))
    yield path


def _checksum() -> int:
    """A checksum of what patterns are made from."""
    checksum = 0
    for folder, suffix in ((_PACKAGE, "py"), (_PACKAGE, "toml"), (compiling.folder(), "lark")):
        for path in sorted(folder.rglob(f"*.{suffix}")):
            checksum = crc32(path.read_bytes(), checksum)
    return checksum


def _needed() -> Iterable[tuple[str, int]]:
    """The patterns that sound letters and letters with a fault need, with their flags."""
    regexes.is_storing = True
    for path in sorted((compiling.folder().parent / "samples").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for variant in (text, text[: len(text) // 2], text.replace(":", "", 4)):
            try:
                api.lint(variant)
            except ImrparseError:
                continue
    regexes.is_storing = False
    return sorted(regexes.used)


def regex_code(pattern: str, flags: int) -> tuple[Any, ...]:
    """What `re` makes of a pattern: the arguments of `_sre.compile`, with the code as bytes."""
    import re._compiler as compiler  # type: ignore[import-not-found]
    import re._parser as parser  # type: ignore[import-not-found]

    parsed = parser.parse(pattern, flags)
    code = array("I", compiler._code(parsed, flags))
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    all_flags = flags | state.flags
    return pattern, all_flags, code.tobytes(), state.groups - 1, state.groupdict, tuple(names)


def _content(code: Iterable[tuple[tuple[str, int], tuple[Any, ...]]], sources: int) -> bytes:
    """The content of the file of regular expressions."""
    places: dict[int, tuple[int, int]] = {}
    records, end = [], 0
    for key, arguments in code:
        record = dumps(arguments, _FORMAT)
        places[regexes.number(*key)] = end, end + len(record)
        records.append(record)
        end += len(record)
    head: Any = regexes.version(), sources, places
    table = dumps(head, _FORMAT)
    return b"".join([len(table).to_bytes(regexes.SIZE, "little"), table, *records])


if __name__ == "__main__":
    renew()
