"""Archives made to take much memory or time, or to hide their content."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO
from zlib import crc32

LETTER = b"Dear Sir or Madam\n"
TERABYTE = 10**12

Files = Iterable[tuple[str, bytes]]


def tar(*entries: bytes, end: bytes = bytes(1024)) -> bytes:
    """A tar archive with these entries."""
    return b"".join(entries) + end


def header(
    name: str,
    size: int | bytes,
    kind: bytes = tarfile.REGTYPE,
    *,
    link: str = "",
    sparse: bytes = b"",
) -> bytes:
    """The header of an entry, with its size as a number or as raw bytes."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    block = bytearray(info.tobuf(tarfile.GNU_FORMAT))[-512:]
    block[124:136] = size if isinstance(size, bytes) else _number(size)
    block[386 : 386 + len(sparse)] = sparse
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def _number(value: int) -> bytes:
    """A number in a header, in octal digits or, if it is large, in binary."""
    return b"%011o\0" % value if value < 8**11 else b"\x80" + value.to_bytes(11, "big")


def entry(name: str, data: bytes = LETTER, kind: bytes = tarfile.REGTYPE) -> bytes:
    """A whole entry."""
    return header(name, len(data), kind) + data + bytes(-len(data) % 512)


def pax(**values: str) -> bytes:
    """An extended header with these values."""
    lines = b""
    for name, value in values.items():
        line = f" {name.replace('_', '.')}={value}\n".encode()
        length = len(line) + len(str(len(line) + 3))
        lines += str(length).encode() + line
    return entry("pax", lines, tarfile.XHDTYPE)


def sparse_header(size: int) -> bytes:
    """An entry with a letter, before a hole."""
    fields = b"%011o\0%011o\0" % (0, len(LETTER)) + bytes(72) + b"\0"
    block = header("a.txt", 512, tarfile.GNUTYPE_SPARSE, sparse=fields + _number(size))
    return block + LETTER + bytes(512 - len(LETTER))


def packed_tar(kind: str, inner: bytes, size: int) -> bytes:
    """A tar archive with a prefix, an entry of zeros, and a letter after it."""
    before = tar(entry("a.txt"), inner, header("big.bin", size), end=b"")
    after = tar(entry("z.txt"))
    return packed(kind, before) + zeros(kind, size) + packed(kind, after)


def large_dictionary() -> bytes:
    """Data that needs 1.5 GB of memory to be unpacked."""
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1_500_000_000, "mode": lzma.MODE_FAST,
                "mf": lzma.MF_HC3, "nice_len": 273, "depth": 1}]  # fmt: skip
    small = [{**filters[0], "dict_size": 4096}]
    data = bytearray(lzma.compress(tar(entry("a.txt"), bytes(10_000_000)), filters=small))
    # The size of the dictionary is a byte in the block's header, which has a checksum.
    start = 12
    length = (data[start] + 1) * 4
    at = data.index(b"\x21\x01", start) + 2
    data[at] = 37
    checksum = start + length - 4
    struct.pack_into("<L", data, checksum, crc32(data[start:checksum]))
    return bytes(data)


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return written.getvalue()


class Zip:
    """A zip archive whose parts can each be written freely."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.directory = bytearray()
        self.count = 0

    def local(self, name: bytes, packed: bytes, size: int, **fields: int) -> int:
        """Write an entry. Returns its offset."""
        at = len(self.data)
        self.data += self._header(b"PK\x03\x04", name, len(packed), size, **fields) + name + packed
        return at

    def central(self, name: bytes, packed: int, size: int, at: int, **fields: int) -> None:
        """Write a directory entry."""
        head = self._header(b"PK\x01\x02\x14\0", name, packed, size, **fields)
        extra = fields.get("extra", 0)
        tail = struct.pack("<HHHLL", 0, 0, 0, 0, at)
        self.directory += head + tail + name + b"\x01\x00\xff\x00"[:extra]
        self.count += 1

    def add(self, name: bytes, packed: bytes, size: int, **fields: int) -> None:
        """Write an entry, and its directory entry."""
        at = self.local(name, packed, size, **{**fields, "extra": 0})
        self.central(name, len(packed), size, at, **fields)

    def _header(self, mark: bytes, name: bytes, packed: int, size: int, **fields: int) -> bytes:
        return mark + struct.pack(
            "<HHHLLLLHH",
            fields.get("version", 20),
            fields.get("flags", 0),
            fields.get("method", zipfile.ZIP_DEFLATED),
            0,
            fields.get("checksum", 0),
            packed,
            size,
            len(name),
            fields.get("extra", 0),
        )

    def whole(self) -> bytes:
        count = min(self.count, 0xFFFF)
        end = struct.pack("<4H2LH", 0, 0, count, count, len(self.directory), len(self.data), 0)
        return bytes(self.data + self.directory) + b"PK\x05\x06" + end


def one_bad_entry(**fields: int) -> bytes:
    """A letter with a defect between two sound ones."""
    made = Zip()
    checksum = crc32(LETTER)
    sound = {"method": zipfile.ZIP_STORED, "checksum": checksum}
    made.add(b"a.txt", LETTER, len(LETTER), **sound)
    made.add(b"caf\xe9.txt", LETTER, len(LETTER), **{**sound, **fields})
    made.add(b"z.txt", LETTER, len(LETTER), **sound)
    return made.whole()


def zip_bomb(size: int, stated: int | None = None) -> bytes:
    made = Zip()
    declared = min(size if stated is None else stated, 0xFFFF_FFFE)
    made.add(b"a.txt", deflated(b" ", size, raw=True), declared)
    made.add(b"z.txt", LETTER, len(LETTER), method=0, checksum=crc32(LETTER))
    return made.whole()


def overlapping(count: int, size: int) -> bytes:
    """Many directory entries for the same data."""
    made = Zip()
    packed = deflated(b" ", size, raw=True)
    at = made.local(b"0.txt", packed, size)
    for number in range(count):
        made.central(b"%d.txt" % number, len(packed), size, at)
    return made.whole()


def many_entries(count: int, name: str) -> bytes:
    made = Zip()
    for number in range(count):
        made.central((name % number).encode(), 0, 0, 0, method=0)
    return made.whole()


def lzma_in_a_zip() -> bytes:
    """An entry that needs a dictionary of 4 GB."""
    properties = struct.pack("<BBHBL", 9, 4, 5, 93, 0xFFFF_FFFF)
    made = Zip()
    made.add(b"a.txt", properties + bytes(100), 10_000, method=zipfile.ZIP_LZMA)
    return made.whole()


def _digits() -> bytes:
    """Headers on which a pattern in older versions of tarfile is slow."""
    return gzip.compress(tar(*[entry("pax", b"1" * 100_000, tarfile.XHDTYPE) for _ in range(50)]))


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "terabyte.tar": lambda: tar(entry("a.txt"), header("b.bin", TERABYTE), entry("z.txt")),
    "terabyte.tar.gz": lambda: gzip.compress(ARCHIVES["terabyte.tar"]()),
    "terabyte.tar.bz2": lambda: bz2.compress(ARCHIVES["terabyte.tar"]()),
    "terabyte.tar.xz": lambda: lzma.compress(ARCHIVES["terabyte.tar"]()),
    "terabyte-letter.tar.gz": lambda: gzip.compress(
        tar(entry("a.txt"), header("b.txt", TERABYTE), entry("z.txt"))
    ),
    "negative.tar": lambda: tar(entry("a.txt"), header("b.txt", b"\xff" * 12), entry("z.txt")),
    "pax-terabyte.tar": lambda: tar(entry("a.txt"), pax(size=str(TERABYTE)), entry("b.txt")),
    "pax-negative.tar": lambda: tar(entry("a.txt"), pax(size="-1024"), entry("b.txt")),
    "pax-terabyte-header.tar.gz": lambda: packed_tar(
        "gz", header("pax", 9_000_000_000, tarfile.XHDTYPE), 9_000_000_000
    ),
    "pax-digits.tar.gz": lambda: _digits(),
    "pax-chain.tar.gz": lambda: gzip.compress(tar(*[pax(comment="a")] * 20_000, entry("a.txt"))),
    "long-name.tar": lambda: tar(
        entry("a.txt"), header("x", 10**9, tarfile.GNUTYPE_LONGNAME), entry("b.txt")
    ),
    "sparse.tar": lambda: tar(sparse_header(TERABYTE), entry("z.txt")),
    "sparse-map.tar.gz": lambda: gzip.compress(
        tar(
            pax(GNU_sparse_major="1", GNU_sparse_minor="0", GNU_sparse_realsize="99"),
            entry("a.txt", b"9" * 30_000_000),
        )
    ),
    "ten-gigabytes.tar.gz": lambda: packed_tar("gz", b"", 10_000_000_000),
    "ten-gigabytes.tar.bz2": lambda: packed_tar("bz2", b"", 10_000_000_000),
    "ten-gigabytes.tar.xz": lambda: packed_tar("xz", b"", 10_000_000_000),
    "zeros.tar.gz": lambda: zeros("gz", 10_000_000_000),
    "entries.tar.gz": lambda: gzip.compress(tar(header("x", 0) * 600_000)),
    "letters.tar.gz": lambda: gzip.compress(tar(header("a.txt", 0) * 20_000)),
    "dictionary.tar.xz": large_dictionary,
    "special.tar": lambda: tar(
        header("fifo.txt", 0, tarfile.FIFOTYPE),
        header("device.txt", 0, tarfile.CHRTYPE),
        header("link.txt", 0, tarfile.SYMTYPE, link="/etc/passwd"),
        header("hard.txt", 0, tarfile.LNKTYPE, link="a.txt"),
        header("other.txt", 0, b"Z"),
        entry("a.txt"),
    ),
    "names.tar": lambda: tar(
        *map(entry, ("../up.txt", "/root.txt", "a/../b.txt", "./here.txt", "a\nb.txt"))
    ),
    "damaged-header.tar": lambda: tar(entry("a.txt"), b"x" * 512, entry("z.txt")),
    "no-end.tar": lambda: tar(entry("a.txt"), end=b""),
    "two.tar": lambda: tar(entry("a.txt")) + tar(entry("z.txt")),
    "names.zip": lambda: zipped(
        (name, LETTER) for name in ("../up.txt", "/root.txt", "a/../b.txt", "C:\\a.txt", "a\nb.txt")
    ),
    "name-in-no-utf8.zip": lambda: one_bad_entry(flags=0x800),
    "version.zip": lambda: one_bad_entry(version=99),
    "extra.zip": lambda: one_bad_entry(extra=4),
    "encrypted.zip": lambda: one_bad_entry(flags=1),
    "method.zip": lambda: one_bad_entry(method=99),
    "checksum.zip": lambda: one_bad_entry(checksum=1),
    "ten-gigabytes.zip": lambda: zip_bomb(10_000_000_000),
    "states-less.zip": lambda: zip_bomb(2_000_000_000, 900_000),
    "states-less-large.zip": lambda: zip_bomb(2_000_000_000, 90_000_000),
    "overlapping.zip": lambda: overlapping(20_000, 20_000_000),
    "bzip2.zip": lambda: zipped([("a.txt", bytes(95_000_000))], zipfile.ZIP_BZIP2),
    "lzma.zip": lzma_in_a_zip,
    "entries.zip": lambda: many_entries(300_000, "%d.bin"),
    "letters.zip": lambda: many_entries(20_000, "%d.txt"),
    "million.zip": lambda: many_entries(1_500_000, "%d.bin"),
    "no-directory.zip": lambda: one_bad_entry()[:-22],
    "texts.zip": lambda: zipped((f"{n}.txt", b"MRI: Upheld\n" * 83_000) for n in range(20)),
    "zip-in-zip.zip": lambda: zipped([("b.zip", zipped([("a.txt", LETTER)])), ("a.txt", LETTER)]),
}


# Compressed data that unpacks to a much larger size, made without ever holding all of it

_PIECE = 50_000_000


def deflated(unit: bytes, size: int, *, raw: bool = False) -> bytes:
    """A unit repeated, in the format of zlib or, if `raw`, as in a zip archive."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15 if raw else 15)
    piece = unit * (min(size, _PIECE) // len(unit))
    data = [packer.compress(piece), packer.flush(zlib.Z_FULL_FLUSH)]
    # After a full flush, output does not depend on earlier input.
    again = [packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)] if size > _PIECE else []
    data += again * (size // _PIECE - 1)
    data.append(packer.flush())
    if raw:
        return b"".join(data)
    return b"".join(data)[:-4] + b"\0\0\0\0"  # a wrong checksum


def zeros(kind: str, size: int) -> bytes:
    """Zeros, compressed in the format for this suffix."""
    return packed(kind, bytes(_PIECE)) * (size // _PIECE)


def packed(kind: str, data: bytes) -> bytes:
    """Data, compressed in the format for this suffix."""
    if kind == "gz":
        return gzip.compress(data)
    return bz2.compress(data) if kind == "bz2" else lzma.compress(data)
