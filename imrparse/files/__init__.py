"""Reading the text of a letter from a file: text, PDF, Word, OpenDocument or HTML.

Each format is a module of its own, imported on first use.
"""

from __future__ import annotations

import os

from imrparse.files.errors import UndecodableError, UnreadableError
from imrparse.files.formats import READ_SUFFIXES, SUFFIXES, TEXT_SUFFIXES, format_of
from imrparse.files.limits import check_length, read_bytes
from imrparse.files.loaded import Loaded
from imrparse.files.text import text_encoding
from imrparse.text.errors import WrongTypeError, WrongValueError
from imrparse.text.values import described

__all__ = [
    "READ_SUFFIXES",
    "SUFFIXES",
    "TEXT_SUFFIXES",
    "Loaded",
    "UndecodableError",
    "UnreadableError",
    "load",
]


def load(
    file: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    encoding: str | None = None,
    limited: bool = True,
) -> Loaded:
    """The text of `file`, a path or bytes: of a text, PDF, Word, OpenDocument or HTML file.

    The format is detected from the content or else from the name; `name` is the file name for
    bytes. `encoding` is that of a text or HTML file; by default it is detected.

    PDF, Word and OpenDocument files are read in a separate process with limits on memory and time
    (`imrparse.files.limits`). With `limited=False` they are read in this process, without limits.

    Raises UnreadableError, whose message is the reason: no such file, an extra that is not
    installed, a password, a scan without text, an exceeded limit; TypeError for anything but a path
    or bytes, and ValueError for an unknown encoding.
    """
    _check_encoding(encoding)
    if not isinstance(file, bytes):
        name = name or _path(file)
        file = read_bytes(file)
    form = format_of(file, name)
    if limited and form.is_limited:
        form.check_extra()
        from imrparse.files import transfer  # only with the first such file

        return transfer.read_limited(file, form.kind)
    loaded = form.read(file, encoding)
    check_length(len(loaded.text))
    return loaded


def _path(file: object) -> str:
    if isinstance(file, str | os.PathLike):
        return os.fspath(file)
    hint = "; read() it in binary mode" if hasattr(file, "read") else ""
    raise WrongTypeError(f"a file must be a path or bytes, not {described(file)}{hint}")


def _check_encoding(encoding: str | None) -> None:
    if not isinstance(encoding, str | None):
        raise WrongTypeError(f"an encoding must be a str or None, not {described(encoding)}")
    if encoding and not text_encoding(encoding, escapes=True):
        raise WrongValueError(f"{encoding!r} is not a text encoding")
