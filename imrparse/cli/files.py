"""Writing files safely; every command writes files through this module.

A file is written completely or not at all. Its new content is prepared in a file beside it, which
then replaces it atomically; permissions, owner and extended attributes are kept. If replacing would
change the file's identity (it has several hard links, its owner can't be given to a new file, or it
is a mount point), the file is overwritten instead, and a copy of the old content is kept beside it
until that has succeeded. For a symbolic link, the file that it points to is written.
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
"""Encodings whose codec strips the byte order mark, and the marks they may have."""

_PREFIX = ".imrparse-"  # hidden, so that a leftover file is not mistaken for a letter
_MOUNTED = (errno.EBUSY, errno.EXDEV)  # errors of renaming to a mount point
_ANY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_SECURITY = "security."  # attributes that the system sets by itself


class UnwritableError(ImrparseError):
    """A file could not be written. The message is the reason, in the words of the system."""


class _CannotKeepError(Exception):
    """A new file can't get the owner or attributes of the old one."""


def encode(text: str, encoding: str, before: bytes) -> bytes:
    """Encode a text like its file: same encoding, byte order and byte order mark."""
    marks = _MARKS.get(encoding, {})
    for codec, mark in marks.items():
        if before.startswith(mark):
            return mark + text.encode(codec)
    unmarked = encoding if not marks else "utf-8" if encoding == "utf-8-sig" else _native(encoding)
    return text.encode(unmarked)


def _native(encoding: str) -> str:
    return f"{encoding}-{'le' if sys.byteorder == 'little' else 'be'}"


def replace(path: Path, data: bytes) -> None:
    """Replace the content of an existing file.

    Raises UnwritableError; the file is then unchanged, and nothing is left beside it. If the old
    content could not be restored, the message names the copy that was kept.
    """
    with _reported():
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        _replace(Path(os.path.realpath(path)), status, data)


def put(path: Path, data: bytes) -> None:
    """Write a file that may exist. Writes to a pipe or device directly.

    Raises UnwritableError; an existing file is then unchanged, and no new file is left.
    """
    with _reported():
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
    """The file that a path points to, which need not exist.

    Raises UnwritableError for a broken symbolic link.
    """
    with _reported():
        if path.is_symlink() and not path.exists():
            raise OSError(errno.ENOENT, "the symbolic link is broken")
        return Path(os.path.realpath(path)) if path.is_symlink() else path


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableError(error.strerror or str(error)) from None


def _create(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet."""
    with _file_beside(path, data) as name:
        os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101
        os.replace(name, path)  # noqa: PTH105
    _sync_folder(path)


def _replace(target: Path, status: os.stat_result, data: bytes) -> None:
    """Replace the content of a regular file in the way that keeps its identity."""
    if not status.st_mode & _ANY_WRITES or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if status.st_nlink > 1:
        _overwrite(target, data)
        return
    try:
        with _file_beside(target, data) as name:
            _copy_metadata(name, target, status)
            os.replace(name, target)  # noqa: PTH105
        _sync_folder(target)
    except _CannotKeepError:
        _overwrite(target, data)
    except OSError as error:
        if error.errno not in _MOUNTED:
            raise
        _overwrite(target, data)


@contextmanager
def _file_beside(path: Path, data: bytes) -> Iterator[str]:
    """Create a file with this content in the same folder, readable only by its owner.

    Yields its name. It is removed if anything fails.
    """
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, dir=path.parent)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor has no Path
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield name
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def _overwrite(target: Path, data: bytes) -> None:
    """Overwrite a file in place. A copy of the old content is kept beside it until that is done."""
    before = target.read_bytes()
    with _file_beside(target, before) as backup:
        try:
            _write_over(target, data)
        except BaseException:
            try:
                _write_over(target, before)
            except OSError as error:
                why = error.strerror or error
                kept = f"{backup}.kept"  # a name that is not cleaned up
                os.rename(backup, kept)  # noqa: PTH104
                raise OSError(error.errno, f"{why}; its old content is in {kept}") from None
            raise
        os.unlink(backup)  # noqa: PTH108


def _write_over(target: Path, data: bytes) -> None:
    with target.open("r+b", buffering=0) as file:
        _reserve_space(file.fileno(), len(data))
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
        file.truncate()
        os.fsync(file.fileno())


def _reserve_space(descriptor: int, size: int) -> None:
    """Reserve disk space for a file before any of it is written."""
    if size > os.fstat(descriptor).st_size and hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(descriptor, 0, size)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
                raise


def _copy_metadata(name: str, target: Path, status: os.stat_result) -> None:
    """Copy the owner, permissions and attributes of the replaced file to a new file.

    Raises _CannotKeepError if that is not possible.
    """
    made = os.stat(name)  # noqa: PTH116
    owner = status.st_uid, status.st_gid
    if hasattr(os, "chown") and owner != (made.st_uid, made.st_gid):
        try:
            os.chown(name, *owner)
        except OSError:
            raise _CannotKeepError from None
    os.chmod(name, stat.S_IMODE(status.st_mode))  # noqa: PTH101
    if hasattr(os, "listxattr"):
        _copy_attributes(name, target)


def _copy_attributes(name: str, target: Path) -> None:
    """Give a new file exactly the extended attributes of another one."""
    try:
        wanted, given = _attributes(str(target)), _attributes(name)
    except OSError:
        return  # not supported by the file system
    for attribute in wanted.keys() | given.keys():
        try:
            if attribute not in wanted:
                os.removexattr(name, attribute)
            elif wanted[attribute] != given.get(attribute):
                os.setxattr(name, attribute, wanted[attribute])
        except OSError:
            if not attribute.startswith(_SECURITY):
                raise _CannotKeepError from None


def _attributes(name: str) -> dict[str, bytes]:
    return {attribute: os.getxattr(name, attribute) for attribute in os.listxattr(name)}


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(path: Path) -> None:
    """Sync a file's directory entry to disk, if the system supports that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
