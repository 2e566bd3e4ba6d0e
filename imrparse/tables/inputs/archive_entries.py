"""The entries of an archive, passed one after another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from attrs import frozen

from imrparse.files import limits
from imrparse.files.errors import UnreadableError
from imrparse.files.limits import read_stream, too_large

DAMAGED = "a damaged archive, or cut off"
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
        with told_as(DAMAGED):
            entry = next(self._left, None)
        self.passed += entry is not None
        return entry

    def read(self) -> bytes:
        """The contents of the entry that was passed last. Raises UnreadableError."""
        with told_as(_DAMAGED_ENTRY), self._open() as file:
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
def told_as(message: str) -> Iterator[None]:
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


def size_fault(size: int) -> str | None:
    """Why an entry of a size is not read, if it is too large."""
    return str(too_large()) if size > limits.LARGEST_FILE else None
