"""Archives as a limited process reads them: their entries, and what is in each.

`archives` calls `listed` and `read` there. The archive of the last call stays open, since most can
only be read from their beginning to their end.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from time import monotonic
from typing import IO, Any

from attrs import frozen

from imrparse.files import limits
from imrparse.files.errors import UnreadableError
from imrparse.files.limits import read_stream, too_large

ZIP = (".zip",)
TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
"""What the names of archives end with."""

_STEP = 1.0  # seconds after which a call returns what it has until then
_DAMAGED = "a damaged archive, or cut off"
_DAMAGED_ENTRY = "damaged in its archive"


@frozen
class Entry:
    """An entry of an archive."""

    name: str
    size: int
    """In bytes, as the archive says."""
    fault: str | None = None
    """Why it can't be read, if that is known."""


class Archive(ABC):
    """An archive, whose entries are passed one after another."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.passed = 0
        """How many entries were passed. The last of them is the one that can be read."""
        self._left = self._entries()

    def next(self) -> Entry | None:
        """Pass an entry; None at the end. Raises UnreadableError where the archive is damaged."""
        with _told_as(_DAMAGED):
            entry = next(self._left, None)
        self.passed += entry is not None
        return entry

    def read(self) -> bytes:
        """The contents of the entry that was passed last. Raises UnreadableError."""
        with _told_as(_DAMAGED_ENTRY), self._open() as file:
            return read_stream(file)  # type: ignore[arg-type]

    @abstractmethod
    def close(self) -> None:
        """Close the archive."""

    @abstractmethod
    def _entries(self) -> Iterator[Entry]:
        """The entries. May raise any exception."""

    @abstractmethod
    def _open(self) -> IO[bytes]:
        """The entry that was passed last. May raise any exception."""


@contextmanager
def _told_as(message: str) -> Iterator[None]:
    """Tell of any error in words of our own: each compression has errors of its own, and some of
    their messages hold reprs of objects."""
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except OSError as error:
        raise UnreadableError(error.strerror or message) from None
    except Exception:
        raise UnreadableError(message) from None


class _Opened:
    """The archive that is open in this process."""

    archive: Archive | None = None

    def at(self, path: str, passed: int) -> Archive:
        """The archive of a path, of which no more than so many entries were passed."""
        if self.archive and (self.archive.path != path or self.archive.passed > passed):
            self.archive.close()
            self.archive = None
        if not self.archive:
            with _told_as(_DAMAGED):
                self.archive = _open(path)
        return self.archive


_opened = _Opened()


def _open(path: str) -> Archive:
    if path.lower().endswith(ZIP):
        from imrparse.tables.inputs.zip_files import ZipArchive

        return ZipArchive(path)
    from imrparse.tables.inputs.tar_files import TarArchive

    return TarArchive(path)


def listed(
    _: bytes, *, path: str, suffixes: list[str], passed: int, most: int
) -> tuple[dict[str, Any], bytes]:
    """The letters' files of an archive after so many entries, for about a second.

    Returns the name, number (from 0), size and fault of `most` files at most; how many entries are
    `passed` now; whether that is the `end`; and the `fault` because of which it ends, if any.
    """
    archive = _opened.at(path, passed)
    found: list[tuple[str, int, int, str | None]] = []
    until = monotonic() + _STEP
    entry = None
    fault = None
    while len(found) < most:
        try:
            entry = archive.next()
        except UnreadableError as error:
            entry, fault = None, str(error)
        if entry is None:
            break
        if archive.passed > passed and is_letter(entry.name, tuple(suffixes)):
            found.append((entry.name, archive.passed - 1, entry.size, entry.fault))
        if monotonic() > until:
            break
    told = {"found": found, "passed": archive.passed, "end": entry is None, "fault": fault}
    return told, b""


def read(_: bytes, *, path: str, number: int) -> tuple[bool, bytes]:
    """The contents of an entry, by its number; or False, if it takes more than a second to get
    there, and the call has to be made again. Raises UnreadableError."""
    archive = _opened.at(path, number)
    until = monotonic() + _STEP
    while archive.passed <= number:
        if archive.next() is None:
            raise UnreadableError("no longer in its archive")
        if monotonic() > until and archive.passed <= number:
            return False, b""
    return True, archive.read()


def is_letter(name: str, suffixes: tuple[str, ...]) -> bool:
    """Whether an entry is named as a letter's file and is not hidden."""
    return name.lower().endswith(suffixes) and not any(map(_is_hidden, PurePosixPath(name).parts))


def _is_hidden(part: str) -> bool:
    return part == "__MACOSX" or (part.startswith(".") and part != "..")


def size_fault(size: int) -> str | None:
    """Why an entry of a size is not read, if it is too large."""
    return str(too_large()) if size > limits.LARGEST_FILE else None
