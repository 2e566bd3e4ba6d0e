"""Functions that a limited process runs on archives: listing and reading entries.

`archives` calls `listed` and `read` there. The archive of the last call stays open, since most can
only be read sequentially.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from time import monotonic
from typing import Any

from imrparse.files.errors import UnreadableError
from imrparse.tables.inputs.archive_entries import DAMAGED, Archive, as_unreadable
from imrparse.tables.inputs.tar_files import TarArchive
from imrparse.tables.inputs.zip_files import ZipArchive

ZIP = (".zip",)
TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
"""The suffixes of archives."""

_STEP = 1.0  # seconds after which a call returns what it has found so far


class _Opened:
    """The archive that is open in this process."""

    archive: Archive | None = None

    def at(self, path: str, passed: int) -> Archive:
        """The archive at a path, positioned at or before an entry."""
        if self.archive and (self.archive.path != path or self.archive.passed > passed):
            self.archive.close()
            self.archive = None
        if not self.archive:
            with as_unreadable(DAMAGED):
                self.archive = _open(path)
        return self.archive


_opened = _Opened()


def _open(path: str) -> Archive:
    if path.lower().endswith(ZIP):
        return ZipArchive(path)
    return TarArchive(path)


def listed(
    _: bytes, *, path: str, suffixes: list[str], passed: int, most: int
) -> tuple[dict[str, Any], bytes]:
    """The letters in an archive after `passed` entries, for about a second.

    Returns the name, number (from 0), size and fault of up to `most` files; how many entries are
    `passed` now; whether that is the `end`; and the `fault` that ended the archive, if any.
    """
    archive = _opened.at(path, passed)
    found: list[tuple[str, int, int, str | None]] = []
    until = monotonic() + _STEP
    entry = None
    fault = None
    while len(found) < most:
        try:
            entry = archive.next()
        except UnreadableError as error:
            entry, fault = None, str(error)
        if entry is None:
            break
        name = inner_path(entry.name)
        if archive.passed > passed and not entry.is_folder and is_letter(name, tuple(suffixes)):
            found.append((name, archive.passed - 1, entry.size, entry.fault))
        if monotonic() > until:
            break
    result = {"found": found, "passed": archive.passed, "end": entry is None, "fault": fault}
    return result, b""


def read(_: bytes, *, path: str, number: int) -> tuple[bool, bytes]:
    """The content of an entry, by its number; or False if reaching it takes more than a second, and
    the call has to be repeated. Raises UnreadableError."""
    archive = _opened.at(path, number)
    until = monotonic() + _STEP
    while archive.passed <= number:
        if archive.next() is None:
            raise UnreadableError("no longer in its archive")
        if monotonic() > until and archive.passed <= number:
            return False, b""
    return True, archive.read()


def inner_path(name: str) -> str:
    """The path of an entry in its archive, without what leads nowhere: `./a//b` is `a/b`.

    tar writes `./` before each name if it is given the folder `.`. A `..` is not followed.
    """
    parts = "/".join(part for part in name.split("/") if part not in ("", "."))
    return f"/{parts}" if name.startswith("/") else parts


def is_letter(name: str, suffixes: tuple[str, ...]) -> bool:
    """Whether an entry has the suffix of a letter and is not hidden."""
    return name.lower().endswith(suffixes) and not any(map(_is_hidden, PurePosixPath(name).parts))


def _is_hidden(part: str) -> bool:
    return part == "__MACOSX" or (part.startswith(".") and part != "..")
