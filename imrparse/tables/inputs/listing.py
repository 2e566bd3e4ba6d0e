"""The inputs of a command line, and listing the files in them before the first of them is read.

There may be a million, so paths are strings here.
"""

# ruff: noqa: PTH100, PTH112, PTH114, PTH118, PTH120, PTH122, PTH207

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from glob import has_magic, iglob
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TextIO

from attrs import frozen

from imrparse.files.errors import UnreadableError
from imrparse.files.opening import open_file
from imrparse.processes import interrupts
from imrparse.tables.columns.subjects import letter_id
from imrparse.tables.inputs.archives import is_archive, members

FED_BYTES = 16_000_000  # of content from archives in a batch

_ANY = ("",)  # the suffixes of all files
_LONGEST_SUFFIX = 10  # characters; a longer one, as in "letter of Dr. Smith", is part of a name
_MOST_SUFFIXES = 1_000  # that are counted
WITHOUT_SUFFIX = "without a suffix"
LINKED_FOLDERS = "link to a folder"
_OTHER = "other"
_SKIPPED = "not read from a folder or an archive"


@frozen
class Item:
    """A file to be read, or the reason why it can't be."""

    path: str
    """Its name in the tables: its path relative to the common folder of all inputs."""
    where: str
    """The path of the file, or of the archive that contains it."""
    member: int | None = None
    """Its index in the archive."""
    size: int = 0
    """Its size in the archive in bytes; 0 if it is not read from one."""
    fault: str | None = None
    """The reason why it can't be read, if already known."""
    skipped: str | None = None
    """Its suffix, if it is of a kind that is not read from a folder or an archive."""

    def to_line(self) -> str:
        """The item as a line of the listing."""
        values = (self.path, self.where, self.member, self.size, self.fault)
        return json.dumps(values, separators=(",", ":")) + "\n"

    @classmethod
    def from_line(cls, line: str) -> Item:
        """Parse a line made by `to_line`."""
        return cls(*json.loads(line))


class Lister:
    """Finds the files of inputs: files, folders, archives, and patterns of these."""

    def __init__(
        self, inputs: Iterable[str], suffixes: tuple[str, ...], *, list_skipped: bool = False
    ) -> None:
        """`inputs` must be iterable more than once. `suffixes` are those of letters; a file given
        by name may have any. With `list_skipped`, files with another suffix are items too."""
        self._inputs = inputs
        self._suffixes = suffixes
        self._base = _common(inputs)
        self.empty: list[str] = []
        """Inputs in which no letter was found."""
        self.skipped: Counter[str] = Counter()
        """The files that are no items, by their suffix. Hidden files are not counted."""
        self._list_skipped = list_skipped

    def write(self, file: TextIO) -> int:
        """Write the items to the listing. Returns their number."""
        seen: set[int] = set()
        count = 0
        for item in self._items():
            key = int(letter_id(item.path), 16)
            if key in seen:
                continue
            seen.add(key)
            if item.skipped and not self._list_skipped:
                self._count(item.skipped)
                continue
            count += 1
            file.write(item.to_line())
        return count

    def _count(self, kind: str) -> None:
        is_counted = kind in self.skipped or len(self.skipped) < _MOST_SUFFIXES
        self.skipped[kind if is_counted else _OTHER] += 1

    def _items(self) -> Iterator[Item]:
        for name in self._inputs:
            found = False
            for item in self._of_input(name):
                found = found or not item.skipped
                yield item
            if not found:
                self.empty.append(name)

    def _of_input(self, name: str) -> Iterator[Item]:
        if has_magic(name) and not os.path.lexists(name):
            any_match = False
            for match in sorted(iglob(name, recursive=True)):
                any_match = True
                yield from self._of_path(os.path.abspath(match), named=False)
            if not any_match:
                yield self._fault(os.path.abspath(name), "no file matches this pattern")
        else:
            yield from self._of_path(os.path.abspath(name), named=True)

    def _of_path(self, path: str, *, named: bool) -> Iterator[Item]:
        if os.path.isdir(path):
            yield from self._of_folder(path)
        elif is_archive(path):
            yield from self._of_archive(path)
        elif named or self._is_letter(path):
            yield Item(self._relative(path), path)
        else:
            yield self._skip(_kind(path), path)

    def _is_letter(self, path: str) -> bool:
        return path.lower().endswith(self._suffixes)

    def _skip(self, kind: str, path: str, inner: str | None = None) -> Item:
        name = inner or self._relative(path)
        return Item(name, path, fault=f"{_SKIPPED}: {kind}", skipped=kind)

    def _of_folder(self, folder: str) -> Iterator[Item]:
        faults: list[OSError] = []
        for parent, folders, files in os.walk(folder, onerror=faults.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from self._folder_faults(faults)
            for name in folders:
                if os.path.islink(path := os.path.join(parent, name)):
                    yield self._skip(LINKED_FOLDERS, path)
            for name in sorted(files):
                if not name.startswith("."):
                    yield from self._of_path(os.path.join(parent, name), named=False)
        yield from self._folder_faults(faults)

    def _folder_faults(self, faults: list[OSError]) -> Iterator[Item]:
        for error in faults:
            yield self._fault(error.filename, error.strerror or str(error))
        faults.clear()

    def _of_archive(self, path: str) -> Iterator[Item]:
        try:
            for member in members(path, _ANY):
                inner = f"{self._relative(path)}/{member.name}"
                if not self._is_letter(member.entry):
                    yield self._skip(_kind(member.entry), path, inner)
                    continue
                size = 0 if member.fault else member.size  # files that are not read need no memory
                yield Item(inner, path, member.number, size, member.fault)
        except UnreadableError as error:
            yield self._fault(path, str(error))

    def _fault(self, path: str, message: str) -> Item:
        return Item(self._relative(path), path, fault=message)

    def _relative(self, path: str) -> str:
        if not self._base:
            return Path(path).as_posix()
        if path == self._base:
            return Path(path).name
        return Path(os.path.relpath(path, self._base)).as_posix()


def _kind(path: str) -> str:
    """The suffix of a file in lower case: ".rtf"."""
    suffix = os.path.splitext(path)[1].lower()
    is_suffix = 1 < len(suffix) <= _LONGEST_SUFFIX and suffix[1:].isalnum()
    return suffix if is_suffix else WITHOUT_SUFFIX


def _common(inputs: Iterable[str]) -> str:
    """The common folder of all inputs; empty if they are on several drives."""
    common = None
    for name in inputs:
        folder = _folder_of(name)
        try:
            common = os.path.commonpath([common, folder]) if common else folder
        except ValueError:
            return ""
    return common or ""


def _folder_of(name: str) -> str:
    path = os.path.abspath(name)
    if os.path.isdir(path):
        return path
    while has_magic(path) and not os.path.lexists(path):
        path = os.path.dirname(path)
        if not has_magic(path):
            return path
    return os.path.dirname(path)


def batches(listing: Path, size: int) -> Iterator[tuple[int, list[Item]]]:
    """The items of a listing in numbered batches, the same in every run; at least one batch."""
    number, fed = 0, 0
    batch: list[Item] = []
    with listing.open(encoding="utf-8") as lines:
        for line in lines:
            item = Item.from_line(line)
            if batch and (len(batch) == size or fed + item.size > FED_BYTES):
                yield number, batch
                number, batch, fed = number + 1, [], 0
            batch.append(item)
            fed += item.size
    if batch or number == 0:
        yield number, batch


STDIN = ("-", "@-")
"""Inputs that stand for a list on the standard input."""

_IN_MEMORY = 1 << 20  # bytes of a list that are kept in memory, not on disk


class Names:
    """Inputs. ``-`` is a list of inputs on the standard input, and ``@FILE`` one in a file.

    A list has one input per line or, if it contains a zero byte, separated by zero bytes. It can be
    iterated more than once, and is not held in memory. Raises OSError for an unreadable list. A
    context manager, which releases the copy of the standard input.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._spooled: dict[object, IO[bytes]] = {}
        """Copies of lists that can be read only once."""

    def __iter__(self) -> Iterator[str]:
        for path in self._paths:
            if path in STDIN:
                yield from _names(self._spool(STDIN, lambda: sys.stdin.buffer))
            elif path.startswith("@") and not os.path.lexists(path):
                yield from self._of_file(path[1:])
            else:
                yield path

    def __enter__(self) -> Names:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._spooled.values():
            file.close()

    def _of_file(self, path: str) -> Iterator[str]:
        if path in self._spooled:
            yield from _names(self._spooled[path])
            return
        try:
            file = open_file(path, pipes=True)
        except UnreadableError as error:
            raise OSError(errno.EINVAL, str(error), path) from None
        with file:
            yield from _names(file if file.seekable() else self._spool(path, lambda: file))

    def _spool(self, name: object, source: Callable[[], IO[bytes]]) -> IO[bytes]:
        if name not in self._spooled:
            with interrupts.held():  # such a file that is half made can't be closed
                self._spooled[name] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
            shutil.copyfileobj(source(), self._spooled[name])
        return self._spooled[name]


def _names(file: IO[bytes]) -> Iterator[str]:
    file.seek(0)
    end = b"\0" if b"\0" in file.read(1 << 16) else b"\n"
    file.seek(0)
    rest = b""
    while block := file.read(1 << 16):
        *whole, rest = (rest + block).split(end)
        yield from (os.fsdecode(name) for name in map(_trimmed, whole) if name)
    if rest := _trimmed(rest):
        yield os.fsdecode(rest)


def _trimmed(name: bytes) -> bytes:
    return name.removesuffix(b"\r")
