"""Where `imrparse extract` writes its tables, and in which format."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from imrparse.cli.output import stdout
from imrparse.tables.formats.parts import Format
from imrparse.text.visible import visible

STDOUT = "-"

_SUFFIXES = {
    ".sqlite": Format.SQLITE,
    ".sqlite3": Format.SQLITE,
    ".db": Format.SQLITE,
    ".duckdb": Format.DUCKDB,
    ".csv": Format.CSV,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".parquet": Format.PARQUET,
}
_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
_UNKNOWN = (*_SPREADSHEETS, ".tsv", ".json", ".txt", ".arrow", ".feather", ".gz", ".zip")
"""Suffixes of files that are not written; a folder with such a name would be a mistake."""


def wanted_format(output: str, form: str | None, *, flat: bool) -> Format:
    """The format for an output, by its suffix unless `form` names one.

    Raises UsageError if the output is not the name of a file or folder of that format.
    """
    if not output.strip():
        raise click.UsageError("--output is empty; name a folder, or a file.")
    suffix = Path(output).suffix.lower()
    by_suffix = _SUFFIXES.get(suffix)
    given = Format(form) if form else by_suffix
    if suffix in _UNKNOWN:
        raise click.UsageError(f"{_quoted(output)}: {_advice(suffix)}")
    if flat:
        return _flat_format(output, given, by_suffix)
    wanted = given or Format.PARQUET
    if output == STDOUT or (by_suffix and not wanted.is_one_file):
        where = "the standard output is" if output == STDOUT else f"{_quoted(output)} would be"
        raise click.UsageError(
            f"{where} one file, and these are four tables. Name a folder for them, or add --flat "
            "for one table of issues joined with letters."
        )
    _check_suffix(output, wanted, by_suffix)
    return wanted


def _flat_format(output: str, given: Format | None, by_suffix: Format | None) -> Format:
    if given is None and output != STDOUT:
        raise click.UsageError(
            "--flat writes one file: name it .csv, .jsonl or .parquet, or add --format."
        )
    wanted = given or Format.CSV
    if wanted.is_database:
        raise click.UsageError("--flat writes csv, jsonl or parquet, not a database.")
    _check_suffix(output, wanted.flat(), by_suffix)
    return wanted.flat()


def _check_suffix(output: str, wanted: Format, by_suffix: Format | None) -> None:
    if by_suffix and by_suffix.suffix != wanted.suffix:
        raise click.UsageError(
            f"{_quoted(output)} is not the name of a {wanted.suffix} file; change its suffix, or "
            "--format."
        )
    if wanted.is_one_file and Path(output).is_dir():
        raise click.UsageError(f"{_quoted(output)}: Is a directory; name a {wanted.suffix} file.")


def _advice(suffix: str) -> str:
    if suffix in _SPREADSHEETS:
        return "workbooks are not written; --flat --excel -o out.csv makes a file for spreadsheets."
    return f"{suffix} files are not written; --flat writes .csv, .jsonl or .parquet."


def _quoted(output: str) -> str:
    return repr(visible(output))


@contextmanager
def written_to(output: str, wanted: Format) -> Iterator[Path]:
    """The path for an output. A file for the standard output is temporary, and is copied there at
    the end, if it exists then.

    Raises UsageError if binary data would be written to a terminal.
    """
    if output != STDOUT:
        yield Path(output)
        return
    if wanted is Format.FLAT_PARQUET and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("Parquet is not written to a terminal.")
    with TemporaryDirectory(prefix="imrparse-") as folder:
        path = Path(folder, f"flat.{wanted.suffix}")
        yield path
        if path.exists():
            with path.open("rb") as file:
                shutil.copyfileobj(file, stdout().buffer)
