"""Messages between a process and its limited process: JSON, each followed by some bytes."""

from __future__ import annotations

import json
import struct
from io import BufferedReader, FileIO
from typing import Any

_LENGTHS = struct.Struct(">QQ")
_COPIED = 1 << 16  # bytes that are written in one call together with the message


def send(stream: FileIO, message: Any, data: bytes = b"") -> None:
    """Write a message and its bytes. Raises OSError."""
    text = json.dumps(message, separators=(",", ":")).encode()
    head = _LENGTHS.pack(len(text), len(data)) + text
    if len(data) <= _COPIED:
        _write(stream, head + data)
    else:
        _write(stream, head)
        _write(stream, data)


def receive(stream: BufferedReader) -> tuple[Any, bytes]:
    """Read a message sent with `send`. Raises EOFError if the stream ends early, and OSError."""
    text_length, data_length = _LENGTHS.unpack(_read(stream, _LENGTHS.size))
    return json.loads(_read(stream, text_length)), _read(stream, data_length)


def _write(stream: FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[stream.write(left) :]


def _read(stream: BufferedReader, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
