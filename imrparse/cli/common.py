"""Options and functions shared by the commands that read letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from imrparse.cli.inputs import Found, Letter, find, known_encoding
from imrparse.cli.report import FORMS, Report
from imrparse.files import READ_SUFFIXES, SUFFIXES

_Command = TypeVar("_Command", bound=Callable[..., Any])

# An unreadable file is reported in its turn, like any other fault of a single file.
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
    help="Colour; auto (the default) depends on the terminal, NO_COLOR and FORCE_COLOR.",
)
_faults_option = click.option(
    "--faults",
    type=click.Choice(FORMS),
    default="full",
    help="How to report faults: in full (the default), in one line each, or as JSON objects.",
)


def reading_options(command: _Command) -> _Command:
    """Add the options `faults`, `color` and `encoding` to a command."""
    return _faults_option(color_option(encoding_option(command)))


def letters_of(
    paths: Iterable[str], report: Report, suffixes: tuple[str, ...] = SUFFIXES
) -> tuple[Letter, ...]:
    """The letters at the given paths. Reports folders that are empty or can't be searched."""
    found = find(paths, suffixes)
    report_folders(found, report, suffixes)
    return found.letters


def report_folders(found: Found, report: Report, suffixes: tuple[str, ...] = SUFFIXES) -> None:
    """Report folders that contain no letters or could not be searched."""
    for folder, error in found.unreadable:
        report.unreadable_folder(folder, error)
    for folder in found.empty:
        *most, last = (f"*{suffix}" for suffix in suffixes if suffix in READ_SUFFIXES)
        report.empty_folder(folder, f"{', '.join(most)} or {last}")
