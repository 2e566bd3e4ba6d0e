"""The letters that commands read, and the options and arguments that name them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, TypeVar

import click
from attrs import frozen

from imrparse.cli.report import FORMS, Report
from imrparse.diagnostics.errors import ParseError
from imrparse.files import READ_SUFFIXES, SUFFIXES, Loaded, UndecodableError, UnreadableError, load
from imrparse.files.limits import read_bytes, read_stream
from imrparse.files.text import text_encoding
from imrparse.text.visible import file_name

STDIN = "-"


@frozen
class Letter:
    """A letter named on the command line, not read yet."""

    name: str
    """Its name in messages and results: its path as `file_name` writes it, or ``<stdin>``."""
    path: Path | None
    """Its file; None for the standard input."""
    stands_for: Path | None = None
    """The file that the standard input is the text of, if that was said."""

    @property
    def place(self) -> Path | None:
        """The path that settings depend on."""
        return self.path or self.stands_for

    def read(self, encoding: str | None) -> Loaded:
        """Read the text; a text file keeps its line ends and byte order mark.

        If `encoding` is None, it is detected. Raises UnreadableError, or ParseError at the first
        byte that is invalid in the encoding.
        """
        return self.decode(self.load(), encoding)

    def load(self) -> bytes:
        """The bytes of the file. Raises UnreadableError."""
        return read_bytes(self.path) if self.path else _stdin()

    def decode(self, data: bytes, encoding: str | None) -> Loaded:
        """Decode loaded bytes. Raises the same exceptions as `read`."""
        try:
            return load(data, name=self.name, encoding=encoding)
        except UndecodableError as error:
            raise ParseError([error.diagnostic]) from None


@frozen
class Found:
    """The result of searching the paths of a command line."""

    letters: tuple[Letter, ...]
    unreadable: tuple[tuple[str, UnreadableError], ...]
    """Folders that could not be searched."""
    empty: tuple[str, ...]
    """Folders on the command line that contain no letter."""


def find(
    paths: Iterable[str], suffixes: tuple[str, ...] = SUFFIXES, stdin: Path | None = None
) -> Found:
    """The letters at the given paths, each once; those of a folder are sorted by path.

    `stdin` is the file that the standard input is the text of, if that is known.

    A file on the command line is accepted whatever its name; a missing file fails when it is read.
    Folders are searched recursively for files with one of the suffixes, without hidden ones.
    """
    letters: dict[str, Letter] = {}
    unreadable: list[tuple[str, UnreadableError]] = []
    empty: list[str] = []
    for path in paths:
        if path == STDIN:
            name = "<stdin>" if stdin is None else file_name(str(stdin))
            found = [Letter(name, None, stdin)]
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
    # Lock files that Word keeps beside open files are not letters.
    if name.startswith((".", "~$")) or not name.lower().endswith(suffixes):
        return False
    # Skip pipes and devices, which might never end; other inaccessible files fail when read.
    path = os.path.join(parent, name)  # noqa: PTH118 - see above
    return os.path.isfile(path) or not os.path.exists(path)  # noqa: PTH110, PTH113


def _file(path: Path) -> Letter:
    return Letter(file_name(str(path)), path)


def _stdin() -> bytes:
    if sys.stdin is None:
        raise UnreadableError("the standard input is closed")
    try:
        return read_stream(sys.stdin.buffer)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None


def known_encoding(_: click.Context, __: click.Parameter, name: str) -> str | None:
    """An option's value: the name of a text encoding, or None to detect it."""
    if name == "auto":
        return None
    if not (known := text_encoding(name, escapes=True)):
        raise click.BadParameter(f"{name!r} is not a text encoding.")
    return known


_Command = TypeVar("_Command", bound=Callable[..., object])


class Decorator(Protocol):
    """Adds an argument or an option to a command."""

    def __call__(self, command: _Command, /) -> _Command:
        """Return the command."""
        ...


# An unreadable file is reported in its turn, like any other fault of a single file.
path_arguments: Decorator = click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(readable=False)
)


def _or_here(_: click.Context, __: click.Parameter, paths: tuple[str, ...]) -> tuple[str, ...]:
    return paths or (os.curdir,)


path_arguments_or_here: Decorator = click.argument(
    "paths", metavar="[PATH]...", nargs=-1, type=click.Path(readable=False), callback=_or_here
)
"""As `path_arguments`, but without a path the current folder is meant."""


stdin_filename_option: Decorator = click.option(
    "--stdin-filename",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="The file whose text the standard input (-) is, for messages and settings.",
)


def check_stdin_filename(paths: Iterable[str], stdin: Path | None) -> None:
    """Raise UsageError for a name of the standard input if that is not read."""
    if stdin is not None and STDIN not in paths:
        raise click.UsageError("--stdin-filename needs the standard input (-).")


encoding_option: Decorator = click.option(
    "--encoding",
    metavar="NAME",
    callback=known_encoding,
    default="auto",
    help="The encoding of the texts; auto (the default) detects UTF-8, UTF-16 and Windows-1252.",
)
color_option: Decorator = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour; auto (the default) depends on the terminal, NO_COLOR and FORCE_COLOR.",
)
_faults_option: Decorator = click.option(
    "--faults",
    type=click.Choice(FORMS),
    default="full",
    help="How to report faults: in full (the default), in one line each, or as JSON objects.",
)


def reading_options(command: _Command) -> _Command:
    """Add the options `faults`, `color` and `encoding` to a command."""
    return _faults_option(color_option(encoding_option(command)))


def letters_of(
    paths: Iterable[str],
    report: Report,
    suffixes: tuple[str, ...] = SUFFIXES,
    stdin: Path | None = None,
) -> tuple[Letter, ...]:
    """The letters at the given paths. Reports folders that are empty or can't be searched."""
    found = find(paths, suffixes, stdin)
    report_folders(found, report, suffixes)
    return found.letters


def report_folders(found: Found, report: Report, suffixes: tuple[str, ...] = SUFFIXES) -> None:
    """Report folders that contain no letters or could not be searched."""
    for folder, error in found.unreadable:
        report.unreadable_folder(folder, error)
    for folder in found.empty:
        *most, last = (f"*{suffix}" for suffix in suffixes if suffix in READ_SUFFIXES)
        report.empty_folder(folder, f"{', '.join(most)} or {last}")
