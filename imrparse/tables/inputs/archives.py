"""Files in zip and tar archives, read in a limited process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from imrparse.files.errors import UnreadableError
from imrparse.files.limited import LimitedProcess
from imrparse.tables.inputs import unpacking

_AT_ONCE = 500  # files of an archive that are listed in one call

_process = LimitedProcess()
"""The process that holds the archive that was listed or read last. It reads no single files, so
that these can't make it lose its place there."""


@frozen
class Member:
    """A file in an archive."""

    name: str
    """Its path in the archive; a second one of the same path has ``#2`` after it."""
    number: int
    """Which entry of the archive it is, from 0."""
    size: int
    """In bytes, as the archive says."""
    fault: str | None = None
    """Why it can't be read, if that is known."""


def is_archive(path: str) -> bool:
    """Whether a file is named as an archive."""
    return path.lower().endswith(unpacking.ZIP + unpacking.TAR)


def members(path: str, suffixes: tuple[str, ...]) -> Iterator[Member]:
    """The files in an archive that are named as letters' files and are not hidden.

    Raises UnreadableError where the archive can't be read on.
    """
    seen: Counter[str] = Counter()
    for name, *values in _listed(path, suffixes):
        seen[name] += 1
        count = seen[name]
        yield Member(name if count == 1 else f"{name}#{count}", *values)


def _listed(path: str, suffixes: tuple[str, ...]) -> Iterator[list[Any]]:
    passed, most = 0, _AT_ONCE
    while True:
        try:
            told, _ = _process.call(
                unpacking.listed, path=path, suffixes=suffixes, passed=passed, most=most
            )
        except UnreadableError:
            if most == 1:
                raise
            most = 1  # what the call had found is lost, so find it again, one by one
            continue
        yield from told["found"]
        if told["fault"]:
            raise UnreadableError(told["fault"])
        if told["end"]:
            return
        passed = told["passed"]


class Archives:
    """Reads files in archives, best in the order in which they stand there."""

    def read(self, path: str, number: int) -> bytes:
        """What is in an entry of an archive. Raises UnreadableError."""
        while True:
            is_there, data = _process.call(unpacking.read, path=path, number=number)
            if is_there:
                return data

    def close(self) -> None:
        """End the process that reads them."""
        _process.close()
