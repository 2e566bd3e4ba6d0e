"""From a file to the text of its letter: text, PDF, Word and HTML.

Each format is a module of its own, imported when a file of that format comes.
"""

from __future__ import annotations

import os

from imrparse.files.errors import UndecodableError, UnreadableError
from imrparse.files.formats import SUFFIXES, TEXT_SUFFIXES, format_of
from imrparse.files.limits import check_length, read_bytes
from imrparse.files.loaded import Loaded
from imrparse.text.errors import WrongTypeError, WrongValueError
from imrparse.text.values import described

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
    password, a scan without text, more than any letter has; TypeError for anything but a path or
    bytes, and ValueError for an encoding that there is not.
    """
    _check_encoding(encoding)
    if not isinstance(file, bytes):
        name = name or _path(file)
        file = read_bytes(file)
    loaded = format_of(file, name).read(file, encoding)
    check_length(len(loaded.text))
    return loaded


def _path(file: object) -> str:
    if isinstance(file, str | os.PathLike):
        return os.fspath(file)
    hint = "; read() it in binary mode" if hasattr(file, "read") else ""
    raise WrongTypeError(
        f"a file is given by its path or as its bytes, not as {described(file)}{hint}"
    )


def _check_encoding(encoding: str | None) -> None:
    if not isinstance(encoding, str | None):
        raise WrongTypeError(f"an encoding is a str or None, not {described(encoding)}")
    try:
        "".encode(encoding or "utf-8")
    except (LookupError, ValueError):
        raise WrongValueError(f"{encoding!r} is no text encoding that is known here") from None
