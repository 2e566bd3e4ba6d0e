"""The entries of an archive, visited one after another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from attrs import frozen

from imrparse.files import limits
from imrparse.files.errors import UnreadableError
from imrparse.files.limits import read_stream, too_large

DAMAGED = "a damaged or truncated archive"
_DAMAGED_ENTRY = "damaged in its archive"


@frozen
class Entry:
    """An entry of an archive."""

    name: str
    size: int
    """In bytes, according to the archive."""
    fault: str | None = None
    """The reason why it can't be read, if known."""
    is_folder: bool = False


class Archive(ABC):
    """An archive whose entries are visited one after another."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.passed: int = 0
        """The number of entries visited so far. The last of them can be read."""
        self._left = self._entries()

    def next(self) -> Entry | None:
        """Move to the next entry; None at the end. Raises UnreadableError if the archive is
        damaged."""
        with as_unreadable(DAMAGED):
            entry = next(self._left, None)
        self.passed += entry is not None
        return entry

    def read(self) -> bytes:
        """The content of the current entry. Raises UnreadableError."""
        with as_unreadable(_DAMAGED_ENTRY), self._open() as file:
            return read_stream(file)  # type: ignore[arg-type]

    @abstractmethod
    def close(self) -> None:
        """Close the archive."""

    @abstractmethod
    def _entries(self) -> Iterator[Entry]:
        """Yield the entries. May raise any exception."""

    @abstractmethod
    def _open(self) -> IO[bytes]:
        """Open the current entry. May raise any exception."""


@contextmanager
def as_unreadable(message: str) -> Iterator[None]:
    """Convert any error to our own message: each compression has its own exceptions, and some of
    their messages contain reprs of objects."""
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except OSError as error:
        raise UnreadableError(error.strerror or message) from None
    except Exception:
        raise UnreadableError(message) from None


def size_fault(size: int) -> str | None:
    """The reason why an entry of this size is not read, or None."""
    return str(too_large()) if size > limits.LARGEST_FILE else None
