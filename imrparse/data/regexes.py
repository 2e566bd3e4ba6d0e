"""The regular expressions of the package, made from stored code.

`re` compiles in Python, which takes a third of the time that a command needs for one letter. The
code that it makes is stored when the package is built (``imrparse/storing.py``), as Python stores
its own compiled modules, and on the same condition: it is used only by the version of Python that
made it. Any other compiles, and so it does a pattern that is not stored.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from marshal import loads
from zlib import crc32

from imrparse.data import package_file

TYPE_CHECKING = False  # type checkers take it for true; importing `typing` takes half a start
if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = f"data/regexes.{sys.implementation.cache_tag}.bin"
"""The file of stored code, by its path in the package: the length of its head, in `SIZE` bytes,
the head and the records. The head has the version of the code, a checksum of the package's sources
and the place of each record, by its `number`. A record has the pattern too, so that a number alone
never decides."""

SIZE = 4

is_storing = False
"""Whether this process stores code: it needs the patterns that a start with stored code needs."""

used: dict[tuple[str, int], re.Pattern[str]] = {}
"""The regular expressions made so far in this process, by their patterns and flags."""


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, in a fiftieth of the time where its code is stored.

    It keeps what it makes, so it is for patterns of the package, not for those made from letters.
    """
    key = pattern, int(flags)
    found = used.get(key)
    if found is None:
        found = used[key] = _from_code(*key) or re.compile(*key)
    return found


def are_stored() -> bool:
    """Whether large patterns cost little, so that none of a part of them need be made."""
    return is_storing or bool(stored()[1])


def number(pattern: str, flags: int) -> int:
    """The number of a regular expression in the file."""
    return crc32(pattern.encode("utf-8", "surrogatepass"), flags)


def version() -> tuple[int, int, str]:
    """What code depends on beside the version of Python: the version of the matcher, the size of
    its numbers and their byte order.

    Raises ImportError or AttributeError if this Python's `re` has another matcher.
    """
    import _sre  # type: ignore[import-not-found]

    return _sre.MAGIC, _sre.CODESIZE, sys.byteorder


def _from_code(pattern: str, flags: int) -> re.Pattern[str] | None:
    """A regular expression made from its stored code; None if none is stored, or it is invalid."""
    records, places = stored()
    place = places.get(number(pattern, flags))
    if place is None:
        return None
    import _sre

    try:
        same, all_flags, code, *groups = loads(records[slice(*place)])
        if same != pattern:
            return None
        numbers = memoryview(code).cast("I").tolist()
        made: re.Pattern[str] = _sre.compile(pattern, all_flags, numbers, *groups)
    except (EOFError, OverflowError, RuntimeError, TypeError, ValueError):
        return None  # `_sre` checks code
    return made


@cache
def stored() -> tuple[memoryview, Mapping[int, tuple[int, int]]]:
    """The records of the file, and the place of each by its number; none if it is of no use."""
    try:
        content = memoryview(package_file(FILE))
        end = SIZE + int.from_bytes(content[:SIZE], "little")
        stored_version, _, places = loads(content[SIZE:end])
        if stored_version == version():
            return content[end:], places
    except _INVALID:
        pass
    return memoryview(b""), {}


_INVALID = (AttributeError, EOFError, ImportError, OSError, TypeError, ValueError)


def checksum(content: bytes) -> int | None:
    """The checksum of the sources that a file was made from; None if this Python can't use it."""
    try:
        stored_version, sources, _ = loads(content[SIZE:])
        return int(sources) if stored_version == version() else None
    except _INVALID:
        return None
