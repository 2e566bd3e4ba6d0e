"""Files in zip and tar archives, read in a limited process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from imrparse.files.errors import UnreadableError
from imrparse.files.limited import LimitedProcess
from imrparse.tables.columns.subjects import UniqueNames
from imrparse.tables.inputs import unpacking

_AT_ONCE = 500  # files of an archive listed in one call

_process = LimitedProcess()
"""The process that holds the archive that was used last. It reads no single files, so that these
can't make it lose its position in the archive."""


@frozen
class Member:
    """A file in an archive."""

    name: str
    """Its path in the archive; a second one with the same path has ``#2`` appended."""
    number: int
    """The index of the entry in the archive, from 0."""
    size: int
    """In bytes, according to the archive."""
    fault: str | None = None
    """The reason why it can't be read, if known."""
    entry: str = ""
    """Its path in the archive, without a number."""


def is_archive(path: str) -> bool:
    """Whether a file has the suffix of an archive."""
    return path.lower().endswith(unpacking.ZIP + unpacking.TAR)


def members(path: str, suffixes: tuple[str, ...]) -> Iterator[Member]:
    """The files in an archive with one of these suffixes, without hidden ones.

    Raises UnreadableError at the point where the archive can't be read any further.
    """
    unique = UniqueNames()
    for name, *values in _listed(path, suffixes):
        number, size, fault = values
        yield Member(unique(name), number, size, fault, name)


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
            most = 1  # the files found in the failed call are lost, so find them again one by one
            continue
        yield from told["found"]
        if told["fault"]:
            raise UnreadableError(told["fault"])
        if told["end"]:
            return
        passed = told["passed"]


class Archives:
    """Reads files in archives; fastest in the order of the archive."""

    def read(self, path: str, number: int) -> bytes:
        """The content of an entry of an archive. Raises UnreadableError."""
        while True:
            is_there, data = _process.call(unpacking.read, path=path, number=number)
            if is_there:
                return data

    def close(self) -> None:
        """End the process that reads them."""
        _process.close()
