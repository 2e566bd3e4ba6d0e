"""What the commands that read letters have in common: options, and telling what was not found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from imrparse.cli.inputs import Found, Letter, find, known_encoding
from imrparse.cli.report import FORMS, Report
from imrparse.files import SUFFIXES

_Command = TypeVar("_Command", bound=Callable[..., Any])

# A file that may not be read is told of in its turn, as any other fault of one file is.
path_arguments = click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(readable=False)
)


encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    callback=known_encoding,
    default="auto",
    help="The encoding of the texts; auto (the default) detects UTF-8, UTF-16 and Windows-1252.",
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour; auto (the default) minds the terminal, NO_COLOR and FORCE_COLOR.",
)
_faults_option = click.option(
    "--faults",
    type=click.Choice(FORMS),
    default="full",
    help="How to tell of faults: in full (the default), in one line each, or as JSON objects.",
)


def reading_options(command: _Command) -> _Command:
    """Gives a command the options `faults`, `color` and `encoding`."""
    return _faults_option(color_option(encoding_option(command)))


def letters_of(
    paths: Iterable[str], report: Report, suffixes: tuple[str, ...] = SUFFIXES
) -> tuple[Letter, ...]:
    """The letters that the paths name. Folders without any, or that can't be read, are told of."""
    found = find(paths, suffixes)
    tell_of_folders(found, report, suffixes)
    return found.letters


def tell_of_folders(found: Found, report: Report, suffixes: tuple[str, ...] = SUFFIXES) -> None:
    """Tell of the folders in which there are no letters, or none could be looked for."""
    for folder, error in found.unreadable:
        report.unreadable_folder(folder, error)
    for folder in found.empty:
        *most, last = (f"*{suffix}" for suffix in suffixes)
        report.empty_folder(folder, f"{', '.join(most)} or {last}")
