"""The texts that a command line names: files, folders, and `-` for the standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click
from attrs import frozen

from imrparse.diagnostics.errors import ParseError
from imrparse.files import SUFFIXES, Loaded, UndecodableError, UnreadableError, load
from imrparse.files.limits import read_bytes, read_stream
from imrparse.files.text import text_encoding

STDIN = "-"


@frozen
class Letter:
    """A letter that the command line names, not read yet."""

    name: str
    """What messages and results call it: its path, or ``<stdin>``."""
    path: Path | None
    """Its file; None for the standard input."""

    def read(self, encoding: str | None) -> Loaded:
        """The text, of a text file with its line ends and its encoding mark as they are.

        Without an `encoding` that of a text is detected. Raises UnreadableError, or ParseError at
        the first byte that the encoding does not have.
        """
        return self.decode(self.load(), encoding)

    def load(self) -> bytes:
        """What is in the file. Raises UnreadableError."""
        return read_bytes(self.path) if self.path else _stdin()

    def decode(self, data: bytes, encoding: str | None) -> Loaded:
        """The text that was loaded. Raises as `read` does."""
        try:
            return load(data, name=self.name, encoding=encoding)
        except UndecodableError as error:
            raise ParseError([error.diagnostic]) from None


@frozen
class Found:
    """What a command line's paths come to."""

    letters: tuple[Letter, ...]
    unreadable: tuple[tuple[str, UnreadableError], ...]
    """Folders that could not be looked into."""
    empty: tuple[str, ...]
    """Named folders without a letter in them."""


def find(paths: Iterable[str], suffixes: tuple[str, ...] = SUFFIXES) -> Found:
    """The letters that the paths name, each once, those of a folder sorted by path.

    A named file is taken whatever it is called, and one that does not exist fails when it is read.
    In folders, and the folders in them, files named as letters are taken but no hidden ones.
    """
    letters: dict[str, Letter] = {}
    unreadable: list[tuple[str, UnreadableError]] = []
    empty: list[str] = []
    for path in paths:
        if path == STDIN:
            found = [Letter("<stdin>", None)]
        elif os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where permission is missing
            faults = len(unreadable)
            found = _in_folder(path, unreadable, suffixes)
            if not found and len(unreadable) == faults:
                empty.append(path)
        else:
            found = [_file(Path(path))]
        letters.update((letter.name, letter) for letter in found)
    return Found(tuple(letters.values()), tuple(unreadable), tuple(empty))


def _in_folder(
    folder: str, unreadable: list[tuple[str, UnreadableError]], suffixes: tuple[str, ...]
) -> list[Letter]:
    def note(error: OSError) -> None:
        reason = error.strerror or str(error)
        unreadable.append((str(Path(error.filename)), UnreadableError(reason)))

    found: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += (Path(parent, name) for name in files if _is_letter(parent, name, suffixes))
    return [_file(path) for path in sorted(found)]


def _is_letter(parent: str, name: str, suffixes: tuple[str, ...]) -> bool:
    # What Word keeps beside a file that is open is none.
    if name.startswith((".", "~$")) or not name.lower().endswith(suffixes):
        return False
    # Not a pipe or a device, which might never end; what can't be looked at fails when it is read.
    path = os.path.join(parent, name)  # noqa: PTH118 - see above
    return os.path.isfile(path) or not os.path.exists(path)  # noqa: PTH110, PTH113


def _file(path: Path) -> Letter:
    return Letter(str(path), path)


def _stdin() -> bytes:
    if sys.stdin is None:
        raise UnreadableError("the standard input is closed")
    try:
        return read_stream(sys.stdin.buffer)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None


def known_encoding(_: click.Context, __: click.Parameter, name: str) -> str | None:
    """An option's value, which is the name of a text encoding, or None for one to be detected."""
    if name == "auto":
        return None
    if not (known := text_encoding(name, escapes=True)):
        raise click.BadParameter(f"{name!r} is not a text encoding.")
    return known
