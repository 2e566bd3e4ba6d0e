"""The inputs of a command line, some of which are lists of inputs."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO

from imrparse.files.errors import UnreadableError
from imrparse.files.opening import open_file

STDIN = ("-", "@-")
"""Inputs that stand for a list on the standard input."""

_IN_MEMORY = 1 << 20  # bytes of a list that are kept in memory, not on disk


class Names:
    """Inputs. ``-`` is a list of inputs on the standard input, and ``@FILE`` one in a file.

    A list has one input per line or, if it contains a zero byte, separated by zero bytes. It can be
    iterated more than once, and is not held in memory. Raises OSError for an unreadable list. A
    context manager, which releases the copy of the standard input.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._spooled: dict[object, IO[bytes]] = {}
        """Copies of lists that can be read only once."""

    def __iter__(self) -> Iterator[str]:
        for path in self._paths:
            if path in STDIN:
                yield from _names(self._spool(STDIN, lambda: sys.stdin.buffer))
            elif path.startswith("@") and not os.path.lexists(path):
                yield from self._of_file(path[1:])
            else:
                yield path

    def __enter__(self) -> Names:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._spooled.values():
            file.close()

    def _of_file(self, path: str) -> Iterator[str]:
        if path in self._spooled:
            yield from _names(self._spooled[path])
            return
        try:
            file = open_file(path, pipes=True)
        except UnreadableError as error:
            raise OSError(errno.EINVAL, str(error), path) from None
        with file:
            yield from _names(file if file.seekable() else self._spool(path, lambda: file))

    def _spool(self, name: object, source: Callable[[], IO[bytes]]) -> IO[bytes]:
        if name not in self._spooled:
            self._spooled[name] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
            shutil.copyfileobj(source(), self._spooled[name])
        return self._spooled[name]


def _names(file: IO[bytes]) -> Iterator[str]:
    file.seek(0)
    end = b"\0" if b"\0" in file.read(1 << 16) else b"\n"
    file.seek(0)
    rest = b""
    while block := file.read(1 << 16):
        *whole, rest = (rest + block).split(end)
        yield from (os.fsdecode(name) for name in map(_trimmed, whole) if name)
    if rest := _trimmed(rest):
        yield os.fsdecode(rest)


def _trimmed(name: bytes) -> bytes:
    return name.removesuffix(b"\r")
