"""Messages through a pipe: frames, each preceded by its length."""

from __future__ import annotations

import struct
from typing import BinaryIO

_LENGTH = struct.Struct("!Q")


def send(pipe: BinaryIO, data: bytes) -> None:
    """Send a frame. Raises OSError if the other end is closed."""
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes | None:
    """The next frame; None if the other end is closed, even in the middle of a frame."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None
