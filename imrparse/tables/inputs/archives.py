"""Files in zip and tar archives."""

from __future__ import annotations

import tarfile
import zipfile
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from attrs import evolve, frozen

from imrparse.files.errors import UnreadableError
from imrparse.files.limits import read_stream
from imrparse.text.errors import ImrparseError

_ZIP = (".zip",)
_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_LINK = "a link in an archive, which is not followed"


class DamagedError(ImrparseError, ValueError):
    """An archive that can't be read to its end."""


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
    return path.lower().endswith(_ZIP + _TAR)


def members(path: str, suffixes: tuple[str, ...]) -> Iterator[Member]:
    """The files in an archive that are named as letters' files and are not hidden.

    Raises OSError, or DamagedError where the archive can't be read on.
    """
    seen: Counter[str] = Counter()
    try:
        for member in _of_zip(path) if path.lower().endswith(_ZIP) else _of_tar(path):
            if member.name.lower().endswith(suffixes) and not _is_hidden(member.name):
                seen[member.name] += 1
                count = seen[member.name]
                yield member if count == 1 else evolve(member, name=f"{member.name}#{count}")
    except OSError as error:
        if error.errno:
            raise
        raise DamagedError(f"a damaged archive: {error}") from None
    except Exception as error:  # each compression has errors of its own
        raise DamagedError(f"a damaged archive: {error or type(error).__name__}") from None


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _of_zip(path: str) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for number, member in enumerate(archive.infolist()):
            if not member.is_dir():
                yield Member(member.filename, number, member.file_size)


def _of_tar(path: str) -> Iterator[Member]:
    with tarfile.open(path, "r|*") as archive:
        for number, member in _entries(archive):
            if member.isfile() or member.issym() or member.islnk():
                fault = None if member.isfile() else _LINK
                yield Member(member.name, number, member.size, fault)


def _entries(archive: tarfile.TarFile) -> Iterator[tuple[int, tarfile.TarInfo]]:
    """The numbered entries of an archive, none of which it keeps."""
    number = 0
    while (member := archive.next()) is not None:
        yield number, member
        archive.members = []  # type: ignore[attr-defined]
        number += 1


class Archive(ABC):
    """An archive whose files are read in their order."""

    def read(self, number: int) -> bytes:
        """What is in the entry of a number, which is larger than the last one's.

        Raises UnreadableError.
        """
        try:
            with self._open(number) as file:
                return read_stream(file)  # type: ignore[arg-type]
        except UnreadableError:
            raise
        except Exception as error:  # as above, and members may be encrypted
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise UnreadableError(f"not readable in its archive: {reason}") from None

    @abstractmethod
    def _open(self, number: int) -> IO[bytes]:
        """The entry of a number."""

    @abstractmethod
    def close(self) -> None:
        """Close the archive."""


class _Zip(Archive):
    def __init__(self, path: str) -> None:
        self._archive = zipfile.ZipFile(path)
        self._members = self._archive.infolist()

    def _open(self, number: int) -> IO[bytes]:
        return self._archive.open(self._members[number])

    def close(self) -> None:
        self._archive.close()


class _Tar(Archive):
    def __init__(self, path: str) -> None:
        self._archive = tarfile.open(path, "r|*")  # noqa: SIM115 - closed by `close`
        self._entries = _entries(self._archive)

    def _open(self, number: int) -> IO[bytes]:
        for place, member in self._entries:
            file = self._archive.extractfile(member) if place == number else None
            if file:
                return file
        raise UnreadableError("no longer in its archive")

    def close(self) -> None:
        self._archive.close()


class _Held(NamedTuple):
    path: str
    archive: Archive


class Archives:
    """Reads files in archives, one archive after the other."""

    def __init__(self) -> None:
        self._held: _Held | None = None

    def read(self, path: str, number: int) -> bytes:
        """What is in an entry of an archive. Raises UnreadableError."""
        if not self._held or self._held.path != path:
            self.close()
            self._held = _Held(path, _opened(path))
        return self._held.archive.read(number)

    def close(self) -> None:
        """Close the archive that is open."""
        if self._held:
            self._held.archive.close()
            self._held = None


def _opened(path: str) -> Archive:
    try:
        return _Zip(path) if path.lower().endswith(_ZIP) else _Tar(path)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None
    except Exception as error:
        raise UnreadableError(f"a damaged archive: {error}") from None
