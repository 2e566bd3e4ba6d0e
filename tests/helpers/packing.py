"""Compressed data that unpacks to a much larger size, made without ever holding all of it."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib

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
