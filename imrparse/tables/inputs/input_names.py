"""The inputs of a command line, some of which are lists of inputs."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

STDIN = ("-", "@-")
"""What stands for a list on the standard input."""

_IN_MEMORY = 1 << 20  # bytes of a list that are not put on the disk


class Names:
    """Inputs. ``-`` is a list of inputs on the standard input, and ``@FILE`` one in a file.

    A list has one input a line, or if there is a zero byte in it, between zero bytes. It can be
    gone through more than once, and is not held in memory. Raises OSError for a list that can't be
    read. A context manager, which lets go of what was on the standard input.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._spooled: IO[bytes] | None = None

    def __iter__(self) -> Iterator[str]:
        for path in self._paths:
            if path in STDIN:
                yield from _names(self._stdin())
            elif path.startswith("@") and not os.path.lexists(path):
                with Path(path[1:]).open("rb") as file:
                    yield from _names(file)
            else:
                yield path

    def __enter__(self) -> Names:
        return self

    def __exit__(self, *_: object) -> None:
        if self._spooled:
            self._spooled.close()

    def _stdin(self) -> IO[bytes]:
        if self._spooled is None:
            self._spooled = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed on leaving
            shutil.copyfileobj(sys.stdin.buffer, self._spooled)
        self._spooled.seek(0)
        return self._spooled


def _names(file: IO[bytes]) -> Iterator[str]:
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
