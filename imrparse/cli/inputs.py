"""The texts that a command line names: files, folders, and `-` for the standard input."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click
from attrs import evolve, frozen

from imrparse.diagnostics import Diagnostic, ParseError
from imrparse.faults import UNREADABLE, fault
from imrparse.source import Source, Span

STDIN = "-"
SUFFIXES = (".txt", ".md")
"""What a letter's file in a folder ends with."""


class UnreadableError(Exception):
    """A file or folder could not be read. The message says why, as the system puts it."""


@frozen
class Letter:
    """A text that the command line names, not read yet."""

    name: str
    """What messages and results call it: its path, or ``<stdin>``."""
    path: Path | None
    """Its file; None for the standard input."""

    def read(self, encoding: str) -> str:
        """The text with its line ends and its encoding mark as they are.

        Raises UnreadableError, or ParseError at the first byte that the encoding does not have.
        """
        try:
            data = self.path.read_bytes() if self.path else _stdin()
        except OSError as error:
            raise UnreadableError(error.strerror or str(error)) from None
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise ParseError([_undecodable(data, encoding, error)]) from None
        except UnicodeError as error:
            raise UnreadableError(f"not {encoding}: {error}") from None


@frozen
class Found:
    """What a command line's paths come to."""

    letters: tuple[Letter, ...]
    unreadable: tuple[tuple[str, UnreadableError], ...]
    """Folders that could not be looked into."""
    empty: tuple[str, ...]
    """Named folders without a letter in them."""


def find(paths: Iterable[str]) -> Found:
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
            found = _in_folder(path, unreadable)
            if not found and len(unreadable) == faults:
                empty.append(path)
        else:
            found = [_file(Path(path))]
        letters.update((letter.name, letter) for letter in found)
    return Found(tuple(letters.values()), tuple(unreadable), tuple(empty))


def _in_folder(folder: str, unreadable: list[tuple[str, UnreadableError]]) -> list[Letter]:
    def note(error: OSError) -> None:
        reason = error.strerror or str(error)
        unreadable.append((str(Path(error.filename)), UnreadableError(reason)))

    found: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += (Path(parent, name) for name in files if _is_letter(parent, name))
    return [_file(path) for path in sorted(found)]


def _is_letter(parent: str, name: str) -> bool:
    if name.startswith(".") or not name.lower().endswith(SUFFIXES):
        return False
    # Not a pipe or a device, which might never end; what can't be looked at fails when it is read.
    path = os.path.join(parent, name)  # noqa: PTH118 - see above
    return os.path.isfile(path) or not os.path.exists(path)  # noqa: PTH110, PTH113


def _file(path: Path) -> Letter:
    return Letter(str(path), path)


def _stdin() -> bytes:
    if sys.stdin is None:
        raise OSError(errno.EBADF, "the standard input is closed")
    return sys.stdin.buffer.read()


def _undecodable(data: bytes, encoding: str, error: UnicodeDecodeError) -> Diagnostic:
    """The first byte that the encoding does not have, as a fault of the text around it."""
    readable = data[: error.start].decode(encoding, errors="replace")
    source = Source(data.decode(encoding, errors="replace"))
    found = fault(
        UNREADABLE,
        f"byte 0x{data[error.start]:02x} is not {encoding} ({error.reason})",
        Span(len(readable), len(readable) + 1),
        source,
    )
    return evolve(found, hint="if the text is in another encoding, name it with --encoding")


def known_encoding(_: click.Context, __: click.Parameter, name: str) -> str:
    """An option's value, which is the name of a text encoding, or wrong usage."""
    try:
        codec = codecs.lookup(name)
        "".encode(name)  # refuses codecs that are no text encodings, such as base64
    except (LookupError, ValueError):
        raise click.BadParameter(f"{name!r} is no text encoding that is known here.") from None
    return codec.name
