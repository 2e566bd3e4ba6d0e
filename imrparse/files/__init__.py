"""From a file to the text of its letter: text, PDF, Word and HTML.

Each format is a module of its own, imported when a file of that format comes.
"""

from __future__ import annotations

import os

from imrparse.files.errors import UndecodableError, UnreadableError
from imrparse.files.formats import SUFFIXES, TEXT_SUFFIXES, format_of
from imrparse.files.limits import check_length, read_bytes
from imrparse.files.loaded import Loaded

__all__ = [
    "SUFFIXES",
    "TEXT_SUFFIXES",
    "Loaded",
    "UndecodableError",
    "UnreadableError",
    "load",
]


def load(
    file: str | os.PathLike[str] | bytes, *, name: str | None = None, encoding: str | None = None
) -> Loaded:
    """The text of a file, given by its path or as its bytes: a text, PDF, Word or HTML file.

    What it is, is told by what it holds, and where that does not tell, by its name; `name` is what
    bytes are called. `encoding` is that of a text; without one it is detected. Raises
    UnreadableError, whose message says why: no such file, an extra that is not installed, a
    password, a scan without text, more than any letter has.
    """
    if not isinstance(file, bytes):
        name = name or os.fspath(file)
        file = read_bytes(file)
    loaded = format_of(file, name).read(file, encoding)
    check_length(len(loaded.text))
    return loaded
