"""Writing files: the one place through which every command does it.

A file is written wholly or not at all. Its new content is made ready beside it and put into its
place at once; it keeps its permissions, owner and extended attributes. Where that would make
another file of it (it has several hard links, its owner can't be given to a new file, or it is a
mount point), it is overwritten instead, with a copy of the old content beside it until that has
succeeded. A symbolic link stays one, and the file that it leads to is written.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imrparse.text.errors import ImrparseError

_MARKS = {
    "utf-8-sig": {"utf-8": codecs.BOM_UTF8},
    "utf-16": {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE},
    "utf-32": {"utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE},
}
"""Encodings whose codec takes the encoding mark away, and what it stands for."""

_PREFIX = ".imrparse-"  # hidden, so that no command takes the file for a letter if it is left
_MOUNTED = (errno.EBUSY, errno.EXDEV)  # what renaming to a mount point ends with
_ANY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_SECURITY = "security."  # attributes that the system gives by itself


class UnwritableError(ImrparseError):
    """A file could not be written. The message says why, as the system puts it."""


class _UnkeptError(Exception):
    """A new file can't have what the old one has: its owner, or its attributes."""


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
    """Give a file that exists another content.

    Raises UnwritableError; the file is then as it was, and nothing is left beside it. Where even
    the old content could not be written back, the message names the copy of it.
    """
    with _told():
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "this is no regular file")
        _replace(Path(os.path.realpath(path)), status, data)


def put(path: Path, data: bytes) -> None:
    """Write a file that may exist. A pipe or a device is written to as it is.

    Raises UnwritableError; what was there is then as it was, and no new file is left.
    """
    with _told():
        try:
            status = path.stat()
        except FileNotFoundError:
            _create(destination(path), data)
            return
        if stat.S_ISREG(status.st_mode):
            _replace(Path(os.path.realpath(path)), status, data)
        else:
            path.write_bytes(data)


def destination(path: Path) -> Path:
    """The file that a path leads to, which need not exist.

    Raises UnwritableError for a symbolic link to a file that does not.
    """
    with _told():
        if path.is_symlink() and not path.exists():
            raise OSError(errno.ENOENT, "this symbolic link leads to no file")
        return Path(os.path.realpath(path)) if path.is_symlink() else path


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableError(error.strerror or str(error)) from None


def _create(path: Path, data: bytes) -> None:
    """Write a file that does not exist."""
    with _beside(path, data) as name:
        os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101
        os.replace(name, path)  # noqa: PTH105
    _sync_folder(path)


def _replace(target: Path, status: os.stat_result, data: bytes) -> None:
    """Give a regular file another content, by the way that keeps what it is."""
    if not status.st_mode & _ANY_WRITES or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if status.st_nlink > 1:
        _overwrite(target, data)
        return
    try:
        with _beside(target, data) as name:
            _keep(name, target, status)
            os.replace(name, target)  # noqa: PTH105
        _sync_folder(target)
    except _UnkeptError:
        _overwrite(target, data)
    except OSError as error:
        if error.errno not in _MOUNTED:
            raise
        _overwrite(target, data)


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[str]:
    """The name of a new file in the same folder, with this content, which only its owner may
    read. It is removed if anything fails."""
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, dir=path.parent)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - there is no Path of a descriptor
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield name
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def _overwrite(target: Path, data: bytes) -> None:
    """Write over a file in its place. The old content stands beside it until that is done."""
    before = target.read_bytes()
    with _beside(target, before) as backup:
        try:
            _write_over(target, data)
        except BaseException:
            try:
                _write_over(target, before)
            except OSError as error:
                why = error.strerror or error
                kept = f"{backup}.kept"  # under a name that is not removed
                os.rename(backup, kept)  # noqa: PTH104
                raise OSError(error.errno, f"{why}; its old content is in {kept}") from None
            raise
        os.unlink(backup)  # noqa: PTH108


def _write_over(target: Path, data: bytes) -> None:
    with target.open("r+b", buffering=0) as file:
        _make_room(file.fileno(), len(data))
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
        file.truncate()
        os.fsync(file.fileno())


def _make_room(descriptor: int, size: int) -> None:
    """Have the disk hold so many bytes of a file, before any of them is written."""
    if size > os.fstat(descriptor).st_size and hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(descriptor, 0, size)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
                raise


def _keep(name: str, target: Path, status: os.stat_result) -> None:
    """Give a new file the owner, permissions and attributes of the one that it replaces.

    Raises _UnkeptError if it can't have them.
    """
    made = os.stat(name)  # noqa: PTH116
    owner = status.st_uid, status.st_gid
    if hasattr(os, "chown") and owner != (made.st_uid, made.st_gid):
        try:
            os.chown(name, *owner)
        except OSError:
            raise _UnkeptError from None
    os.chmod(name, stat.S_IMODE(status.st_mode))  # noqa: PTH101
    if hasattr(os, "listxattr"):
        _keep_attributes(name, target)


def _keep_attributes(name: str, target: Path) -> None:
    """Give a new file the extended attributes of another one, and no others."""
    try:
        wanted, given = _attributes(str(target)), _attributes(name)
    except OSError:
        return  # the file system has none
    for attribute in wanted.keys() | given.keys():
        try:
            if attribute not in wanted:
                os.removexattr(name, attribute)
            elif wanted[attribute] != given.get(attribute):
                os.setxattr(name, attribute, wanted[attribute])
        except OSError:
            if not attribute.startswith(_SECURITY):
                raise _UnkeptError from None


def _attributes(name: str) -> dict[str, bytes]:
    return {attribute: os.getxattr(name, attribute) for attribute in os.listxattr(name)}


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(path: Path) -> None:
    """Have the disk know a file's name, as far as the system lets a folder be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
