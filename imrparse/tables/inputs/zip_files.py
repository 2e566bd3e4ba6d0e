"""Zip archives, in which a bad entry does not prevent reading the others."""

from __future__ import annotations

import itertools
import struct
import zipfile
from collections.abc import Iterator, Sequence
from io import BufferedReader
from typing import IO, cast

from imrparse.files import limits
from imrparse.files.opening import open_file
from imrparse.tables.inputs.archive_entries import Archive, Entry, size_fault

_ENCRYPTED, _PATCHED, _IN_UTF8 = 0x1, 0x20, 0x800  # bits of an entry's flags
_MISNAMED = 0x8000  # a flag without a meaning in the format
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_NEWEST = 20  # version 2.0 of the format; newer features of an entry show when it is read
_SMALL = 1_000_000  # bytes of an entry that is accepted at any compression ratio

_LOCAL = struct.Struct("<4s22xHH")  # mark, lengths of the name and of the extra fields
_CENTRAL = struct.Struct("<4s2xB1xH10x2L3H8xL")
_CENTRAL_MARK, _LOCAL_MARK = b"PK\x01\x02", b"PK\x03\x04"


class ZipArchive(Archive):
    """A zip archive. Raises UnreadableError, and the exceptions of the compression modules."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._file = open_file(path)
        with open_file(path) as file, zipfile.ZipFile(_Mending(file.raw)) as archive:  # type: ignore[attr-defined]
            self._members = archive.infolist()
        self._overlapping = _overlapping(self._members)

    def close(self) -> None:
        self._file.close()

    def _entries(self) -> Iterator[Entry]:
        for number, member in enumerate(self._members):
            fault = _fault(member)
            if number in self._overlapping:
                fault = "overlaps another file of its archive"
            yield Entry(_name(member), member.file_size, fault, member.is_dir())

    def _open(self) -> IO[bytes]:
        member = self._members[self.passed - 1]
        self._file.seek(member.header_offset)
        mark, name, extra = _LOCAL.unpack(self._file.read(_LOCAL.size))
        if mark != _LOCAL_MARK:
            raise zipfile.BadZipFile
        self._file.seek(name + extra, 1)
        return cast(IO[bytes], zipfile.ZipExtFile(self._file, "r", member))


def _fault(member: zipfile.ZipInfo) -> str | None:
    if member.flag_bits & _ENCRYPTED:
        return "encrypted in its archive; unpack it with its password first"
    if member.compress_type not in _METHODS or member.flag_bits & _PATCHED:
        return "compressed in its archive with an unsupported method"
    if member.file_size > max(_SMALL, limits.LARGEST_RATIO * member.compress_size):
        ratio = member.file_size // max(1, member.compress_size)
        return size_fault(member.file_size) or f"compressed {ratio:,} to 1; this is not a letter"
    return size_fault(member.file_size)


def _overlapping(members: Sequence[zipfile.ZipInfo]) -> set[int]:
    """The indexes of entries whose data overlaps the next one."""
    order = sorted(range(len(members)), key=lambda number: members[number].header_offset)
    found = set()
    for number, after in itertools.pairwise(order):
        member = members[number]
        end = member.header_offset + _LOCAL.size + member.compress_size
        if end > members[after].header_offset:
            found.add(number)
    return found


def _name(member: zipfile.ZipInfo) -> str:
    """The name of an entry; bytes that are invalid in UTF-8 become surrogate escapes, as in file
    names."""
    if member.flag_bits & _MISNAMED:
        return member.filename.encode("cp437").decode("utf-8", "surrogateescape")
    return member.filename


class _Mending(BufferedReader):
    """A zip file whose central directory is repaired when it is read."""

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        data = super().read(size)
        return mended(data) if data.startswith(_CENTRAL_MARK) else data


def mended(directory: bytes) -> bytes:
    """Repair a central directory, keeping its length, so that zipfile does not refuse all of it.

    It refuses a name that is not UTF-8 although its entry says so, a truncated extra field, and a
    newer version of the format.
    """
    data = bytearray(directory)
    at = 0
    while data.startswith(_CENTRAL_MARK, at) and at + _CENTRAL.size <= len(data):
        _, version, flags, packed, size, name, extra, comment, offset = _CENTRAL.unpack_from(
            data, at
        )
        end_of_name = at + _CENTRAL.size + name
        end_of_extra = end_of_name + extra
        if flags & _IN_UTF8 and not _is_utf8(data[at + _CENTRAL.size : end_of_name]):
            struct.pack_into("<H", data, at + 8, flags & ~_IN_UTF8 | _MISNAMED)
        data[at + 6] = min(version, _NEWEST)
        if extra and end_of_extra <= len(data):
            large = (size, packed, offset).count(0xFFFF_FFFF)
            data[end_of_name:end_of_extra] = _extra(data[end_of_name:end_of_extra], large)
        at = end_of_extra + comment
    return bytes(data)


def _is_utf8(name: bytearray) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def _extra(fields: bytearray, large: int) -> bytes:
    """The extra field with large numbers, if it is intact; the others are blanked, keeping the
    length."""
    at = 0
    kept = b""
    while at + 4 <= len(fields):
        kind, length = struct.unpack_from("<HH", fields, at)
        if kind == 1 and at + 4 + length <= len(fields) and length >= 8 * large:
            kept = bytes(fields[at : at + 4 + length])
        at += 4 + length
    left = len(fields) - len(kept)
    filler = struct.pack("<HH", 0xFFFF, left - 4) if left >= 4 else b""
    return (kept + filler).ljust(len(fields), b"\0")
