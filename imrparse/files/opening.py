"""Opening files given by users, without waiting forever for pipes and devices."""

from __future__ import annotations

import os
import select
import stat
from io import BufferedReader, FileIO
from typing import BinaryIO

from imrparse.files.errors import UnreadableError

WRITER_WAIT = 1.0
"""Seconds that a pipe may take to be opened for writing."""

# Windows has neither this flag nor named pipes among its files
_NONBLOCKING = getattr(os, "O_NONBLOCK", 0)
_BLOCK = 1 << 16
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def open_file(path: str | os.PathLike[str], *, pipes: bool = False) -> BinaryIO:
    """Open a regular file for reading or, with `pipes`, a pipe that something writes to.

    Raises UnreadableError for a device, a socket and any other pipe, within `WRITER_WAIT`, and the
    same OSError as `open`.
    """
    _check_kind(os.stat(path).st_mode, pipes=pipes)  # noqa: PTH116 - some devices act on opening
    # The file may have been replaced since it was checked, so opening must not block either.
    file = FileIO(os.fspath(path), opener=lambda name, flags: os.open(name, flags | _NONBLOCKING))
    try:
        mode = os.fstat(file.fileno()).st_mode
        _check_kind(mode, pipes=pipes)
        return BufferedReader(_Pipe(file) if stat.S_ISFIFO(mode) else file)
    except BaseException:
        file.close()
        raise


def _check_kind(mode: int, *, pipes: bool) -> None:
    kind = _KINDS.get(stat.S_IFMT(mode))
    if kind and not (pipes and stat.S_ISFIFO(mode)):
        raise UnreadableError(f"{kind}, not a regular file")


class _Pipe(FileIO):
    """A pipe that something writes to. Raises UnreadableError if nothing does."""

    def __init__(self, file: FileIO) -> None:
        super().__init__(os.dup(file.fileno()))
        file.close()
        try:
            self._first = self._begin()
        except BaseException:
            self.close()
            raise
        os.set_blocking(self.fileno(), True)

    def _begin(self) -> bytes | None:
        """The first bytes; None if there is a writer that has not written yet."""
        ready = select.poll()
        ready.register(self.fileno(), select.POLLIN)
        ready.poll(WRITER_WAIT * 1_000)
        first = super().read(_BLOCK)
        if first == b"":
            raise UnreadableError("a pipe that nothing writes to")
        return first

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        """Fill a buffer, starting with the bytes already read."""
        if not self._first:
            return super().readinto(buffer)
        size = min(len(buffer), len(self._first))
        buffer[:size], self._first = self._first[:size], self._first[size:]
        return size
