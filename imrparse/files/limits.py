"""Limits on reading files. A letter has some 6,000 characters, and its PDF some 31 KB."""

from __future__ import annotations

import os
from typing import BinaryIO

from imrparse.files.errors import UnreadableError
from imrparse.files.opening import open_file

LARGEST_FILE = 100_000_000
"""Bytes. Scanned letters of hundreds of pages are smaller."""
LARGEST_TEXT = 20_000_000
"""Code points."""
MOST_PIECES = 1_000_000
"""Pieces of text in an HTML page, each of which has a place."""
LARGEST_MEMORY = 768_000_000
"""Bytes of address space that a limited process may use in addition to its initial size."""
LONGEST_COMPUTING = 20.0
"""Seconds of processor time for one call of a limited process. A letter's PDF takes 0.01."""
LONGEST_WAIT = 120.0
"""Seconds of wall time for one call, for busy machines and systems that do not measure processor
time."""
LARGEST_UNPACKED = 500_000_000
"""Bytes that any archive may unpack to."""
LARGEST_RATIO = 100
"""The number of bytes that each further byte of an archive may unpack to. Letters reach 4, zeros
1,000."""

_PASSED_ON = (
    "LARGEST_FILE",
    "LARGEST_TEXT",
    "LARGEST_MEMORY",
    "LONGEST_COMPUTING",
    "LONGEST_WAIT",
    "LARGEST_UNPACKED",
    "LARGEST_RATIO",
)


def current() -> dict[str, float]:
    """The current limits, by name."""
    return {name: globals()[name] for name in _PASSED_ON}


def impose(values: dict[str, float]) -> None:
    """Set the limits of this process to the result of `current` in another one."""
    globals().update(values)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Read a regular file, or a pipe that something writes to.

    Raises UnreadableError for anything else, and for a file that is too large, without reading it.
    """
    try:
        with open_file(path, pipes=True) as file:
            if os.fstat(file.fileno()).st_size > LARGEST_FILE:
                raise too_large()
            return read_stream(file)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error
    except ValueError as error:  # a path with a null character
        raise UnreadableError(str(error)) from error


def read_stream(file: BinaryIO) -> bytes:
    """Read the rest of a stream. Raises UnreadableError as soon as it is too large."""
    parts, size = [], 0
    while part := file.read(1 << 20):
        parts.append(part)
        size += len(part)
        if size > LARGEST_FILE:
            raise too_large()
    return b"".join(parts)


def check_length(length: int) -> None:
    """Raise UnreadableError for a text with more code points than any letter has."""
    if length > LARGEST_TEXT:
        raise too_long()


def too_long() -> UnreadableError:
    """The error for a text with more code points than any letter has."""
    return UnreadableError(f"more than {LARGEST_TEXT:,} characters of text; this is not a letter")


def too_large() -> UnreadableError:
    """The error for a file with more bytes than any letter has."""
    return UnreadableError(f"more than {LARGEST_FILE // 1_000_000} MB; this is not a letter")
