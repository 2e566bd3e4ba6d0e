"""Tar archives, compressed or not, whose headers may be false."""

from __future__ import annotations

import os
import re
import tarfile
from collections.abc import Callable, Iterator
from io import BufferedIOBase
from typing import IO, BinaryIO, cast

from imrparse.files import limits
from imrparse.files.errors import UnreadableError
from imrparse.files.opening import open_file
from imrparse.tables.inputs.archive_entries import DAMAGED, Archive, Entry, size_fault

_LINK = "a link in an archive, which is not followed"
_SPECIAL = "a pipe or a device in an archive, not a regular file"
_CUT_OFF = "a damaged archive: it is truncated"
_DAMAGED = "a damaged archive: the header of a file can't be read"
_IMPOSSIBLE = "a damaged archive: it is truncated, or contains impossible sizes"
_GOES_ON = "an archive that continues after its end; the rest is not read"

_BLOCK = 512
_SKIPPED = 1 << 20  # bytes of a compressed archive that are skipped at once
_BEHIND = 1 << 16  # bytes examined after the end; the last record is filled up with zeros
# bytes of extended headers, which contain the name of a file and the like
_LARGEST_HEADER = 1 << 17
_PAX = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_HEADERS = (*_PAX, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_DIGITS = re.compile(rb"[0-9]{100}")  # on these, older versions of tarfile take quadratic time


class TarArchive(Archive):
    """A tar archive. Raises UnreadableError, and the exceptions of the compression modules."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._file = open_file(path)
        self._largest = os.fstat(self._file.fileno()).st_size
        self._source = _Plain(self._file)
        self._too_large = _IMPOSSIBLE
        if unpacker := _unpacker(self._file):
            self._source = _Packed(self._file, unpacker)
            self._largest = _largest(self._largest)
            self._too_large = _out_of_proportion(self._largest)
        source = cast(BinaryIO, self._source)
        try:
            self._tar = tarfile.TarFile(fileobj=source, tarinfo=_Header)
        except tarfile.ReadError:
            raise UnreadableError(_header_fault(self._source) or DAMAGED) from None
        self._member: tarfile.TarInfo | None = None

    def close(self) -> None:
        self._tar.close()
        self._file.close()

    def _entries(self) -> Iterator[Entry]:
        offset = -1
        while (member := self._tar.next()) is not None:
            self._tar.members = []  # type: ignore[attr-defined]  # which would all be kept
            if member.offset <= offset:
                raise UnreadableError(_IMPOSSIBLE)
            offset = member.offset
            self._member = member
            yield Entry(member.name, member.size, _fault(member), member.isdir())
            if self._tar.offset > self._largest:  # before anything is skipped
                raise UnreadableError(self._too_large)
        if fault := _header_fault(self._source):
            raise UnreadableError(fault)
        if self._source.read(_BEHIND).strip(b"\0"):
            raise UnreadableError(_GOES_ON)

    def _open(self) -> IO[bytes]:
        file = self._tar.extractfile(self._member) if self._member else None
        if not file:
            raise UnreadableError(_SPECIAL)
        return file


def _fault(member: tarfile.TarInfo) -> str | None:
    if member.issym() or member.islnk():
        return _LINK
    if not member.isfile():
        return _SPECIAL
    return size_fault(member.size)


def _header_fault(source: _Plain) -> str | None:
    """What is wrong with the header that was read last, if tarfile did not accept it.

    None if it is the block of zeros at the end of an archive. tarfile also takes a damaged header
    and the end of the file for that.
    """
    if len(source.last) < _BLOCK:
        return _CUT_OFF
    return _DAMAGED if any(source.last) else None


class _Header(tarfile.TarInfo):
    """What stands before a file."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        """Process a header; this is tarfile's hook for subclasses."""
        if self.size < 0 or (self.type in _HEADERS and self.size > _LARGEST_HEADER):
            raise UnreadableError(_IMPOSSIBLE)
        source = cast(_Plain, archive.fileobj)
        if self.type in _PAX and _DIGITS.search(source.peek(self.size)):
            raise UnreadableError(_DAMAGED)
        try:
            member: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        except tarfile.HeaderError:
            raise UnreadableError(_DAMAGED) from None
        if member.size < 0:  # Newer versions of tarfile raise an error instead.
            raise UnreadableError(_DAMAGED)
        return member


class _Plain:
    """The bytes of an archive, read forward. Peeked bytes are returned again by `read`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0
        self._peeked = b""
        self.last = b""
        """The end of what was read last, at most a block of it."""

    def read(self, size: int) -> bytes:
        data, self._peeked = self._peeked[:size], self._peeked[size:]
        parts = [data]
        left = size - len(data)
        while left and (data := self._read(left)):
            parts.append(data)
            left -= len(data)
        self._at += size - left
        data = b"".join(parts)
        self.last = data[-_BLOCK:]
        return data

    def peek(self, size: int) -> bytes:
        at = self._at
        self._peeked = self.read(size)
        self._at = at
        return self._peeked

    def tell(self) -> int:
        return self._at

    def seek(self, place: int) -> None:
        if place < self._at:
            raise UnreadableError(_IMPOSSIBLE)
        self._skip(place)

    def _read(self, size: int) -> bytes:
        return self._file.read(size)

    def _skip(self, place: int) -> None:
        self._file.seek(place)
        self._at, self._peeked = place, b""


class _Packed(_Plain):
    """The bytes of a compressed archive, as long as its ratio is plausible."""

    def __init__(self, file: BinaryIO, unpacker: Callable[[BinaryIO], BufferedIOBase]) -> None:
        super().__init__(file)
        self._contents = unpacker(file)
        self._size = 0

    def _read(self, size: int) -> bytes:
        # Returns the bytes before an error; the next call then raises it.
        data = self._contents.read1(size)
        self._size += len(data)
        if self._size > (largest := _largest(self._file.tell())):
            raise UnreadableError(_out_of_proportion(largest))
        return data

    def _skip(self, place: int) -> None:
        while self._at < place and self.read(min(_SKIPPED, place - self._at)):
            pass


def _largest(size: int) -> int:
    """The number of bytes that this many bytes of a compressed archive may unpack to."""
    return limits.LARGEST_UNPACKED + limits.LARGEST_RATIO * size


def _out_of_proportion(largest: int) -> str:
    megabytes = largest // 1_000_000
    return f"an archive that unpacks to more than {megabytes:,} MB; the rest is not read"


def _unpacker(file: BinaryIO) -> Callable[[BinaryIO], BufferedIOBase] | None:
    """The decompressor for a file, by its signature; None if it is not compressed."""
    head = file.read(6)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        from gzip import GzipFile

        return lambda packed: GzipFile(fileobj=packed)
    if head.startswith(b"BZh"):
        from bz2 import BZ2File

        return BZ2File
    if head.startswith((b"\xfd7zXZ\0", b"\x5d\0\0")):
        from lzma import LZMAFile

        return LZMAFile
    return None
