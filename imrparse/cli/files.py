"""Writing a file anew: wholly or not at all, in the encoding that it has."""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import stat
import sys
import tempfile
from pathlib import Path

from imrparse.text.errors import ImrparseError

_MARKS = {
    "utf-8-sig": {"utf-8": codecs.BOM_UTF8},
    "utf-16": {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE},
    "utf-32": {"utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE},
}
"""Encodings whose codec takes the encoding mark away, and what it stands for."""


class UnwritableError(ImrparseError):
    """A file could not be written. The message says why, as the system puts it."""


def encode(text: str, encoding: str, before: bytes) -> bytes:
    """A text in the encoding, byte order and with the encoding mark that its file has."""
    marks = _MARKS.get(encoding, {})
    for codec, mark in marks.items():
        if before.startswith(mark):
            return mark + text.encode(codec)
    unmarked = encoding if not marks else "utf-8" if encoding == "utf-8-sig" else _native(encoding)
    return text.encode(unmarked)


def _native(encoding: str) -> str:
    return f"{encoding}-{'le' if sys.byteorder == 'little' else 'be'}"


def replace(path: Path, data: bytes) -> None:
    """Put what a file is to hold into its place at once; it keeps its permissions and owner.

    Of a symbolic link the file that it leads to is replaced. Raises UnwritableError; the file is
    then as it was, and nothing is left beside it.
    """
    try:
        _replace(path, data)
    except OSError as error:
        raise UnwritableError(error.strerror or str(error)) from None


def put(path: Path, data: bytes) -> None:
    """Write a file, which may be there already. Raises UnwritableError."""
    if path.exists():
        replace(path, data)
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UnwritableError(error.strerror or str(error)) from None


def _replace(path: Path, data: bytes) -> None:
    target = Path(os.path.realpath(path))
    status = target.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "this is no regular file")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    # A hidden file, which no command takes for a letter if it is ever left behind.
    descriptor, name = tempfile.mkstemp(prefix=".imrparse-", dir=target.parent)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - there is no Path of a descriptor
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep(name, status)
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def _keep(name: str, status: os.stat_result) -> None:
    """Give a file the owner, as far as that is allowed, and the permissions of another."""
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(name, status.st_uid, status.st_gid)
    os.chmod(name, stat.S_IMODE(status.st_mode))  # noqa: PTH101
