"""How much reading a file may take. A letter has some 6,000 characters, and its PDF some 31 KB."""

from __future__ import annotations

import os
from typing import BinaryIO

from imrparse.files.errors import UnreadableError
from imrparse.files.opening import open_file

LARGEST_FILE = 100_000_000
"""Bytes. Scanned letters of hundreds of pages stay below."""
LARGEST_TEXT = 20_000_000
"""Code points."""
MOST_PIECES = 1_000_000
"""Pieces of text in a page of HTML, each of which keeps its place."""
LARGEST_MEMORY = 768_000_000
"""Bytes of address space that a limited process may add to what it has when it starts."""
LONGEST_COMPUTING = 20.0
"""Seconds of processor time for one call of a limited process. A letter's PDF takes 0.01."""
LONGEST_WAIT = 120.0
"""Seconds by the clock for the same, on a machine that does other things too, or where the system
does not measure processor time."""
LARGEST_UNPACKED = 500_000_000
"""Bytes that any archive may unpack to."""
LARGEST_RATIO = 100
"""How many bytes each further byte of an archive may unpack to. Letters have 4, zeros 1,000."""

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
    """The limits as they are now, by name."""
    return {name: globals()[name] for name in _PASSED_ON}


def impose(values: dict[str, float]) -> None:
    """Set the limits of this process to what `current` returned in another."""
    globals().update(values)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The contents of a regular file, or of a pipe that something writes to.

    Raises UnreadableError for anything else, and for a file that is too large, which is not read.
    """
    try:
        with open_file(path, pipes=True) as file:
            if os.fstat(file.fileno()).st_size > LARGEST_FILE:
                raise too_large()
            return read_stream(file)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error
    except ValueError as error:  # a path with a null character in it
        raise UnreadableError(str(error)) from error


def read_stream(file: BinaryIO) -> bytes:
    """The rest of a stream. Raises UnreadableError once it is too much."""
    parts, size = [], 0
    while part := file.read(1 << 20):
        parts.append(part)
        size += len(part)
        if size > LARGEST_FILE:
            raise too_large()
    return b"".join(parts)


def check_length(length: int) -> None:
    """Raises UnreadableError for a text of more code points than any letter has."""
    if length > LARGEST_TEXT:
        raise too_long()


def too_long() -> UnreadableError:
    """The error for a text of more code points than any letter has."""
    return UnreadableError(f"more than {LARGEST_TEXT:,} characters of text; this is no letter")


def too_large() -> UnreadableError:
    """The error for a file of more bytes than any letter has."""
    return UnreadableError(f"more than {LARGEST_FILE // 1_000_000} MB; this is no letter")
