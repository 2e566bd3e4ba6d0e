"""How large a file may be. A letter has some 6,000 characters, and its PDF some 31 KB."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from imrparse.files.errors import UnreadableError

LARGEST_FILE = 100_000_000
"""Bytes. Scanned letters of hundreds of pages stay below."""
LARGEST_TEXT = 20_000_000
"""Code points."""


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """What is in a file. Raises UnreadableError, also for one too large, which is not read."""
    try:
        with Path(path).open("rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > LARGEST_FILE:
                raise _too_large()
            return read_stream(file)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error
    except ValueError as error:  # a path with a null character in it
        raise UnreadableError(str(error)) from error


def read_stream(file: BinaryIO) -> bytes:
    """What a stream has to give. Raises UnreadableError once it is too much."""
    parts, size = [], 0
    while part := file.read(1 << 20):
        parts.append(part)
        size += len(part)
        if size > LARGEST_FILE:
            raise _too_large()
    return b"".join(parts)


def check_length(length: int) -> None:
    """Raises UnreadableError for a text of more code points than any letter has."""
    if length > LARGEST_TEXT:
        raise UnreadableError(f"more than {LARGEST_TEXT:,} characters of text; this is no letter")


def _too_large() -> UnreadableError:
    return UnreadableError(f"more than {LARGEST_FILE // 1_000_000} MB; this is no letter")
