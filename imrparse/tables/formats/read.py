"""Reads the tables of a run in any format, row by row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from imrparse.files.errors import UnreadableError
from imrparse.files.opening import open_file
from imrparse.tables.columns.column import Row, Table
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.extras import need
from imrparse.tables.formats.parts import SUMMARY, Format
from imrparse.tables.formats.text_form import read_csv, read_json_lines, texts
from imrparse.text.errors import ImrparseError

_SQLITE = b"SQLite format 3\0"
_DUCKDB = b"DUCK"
_DUCKDB_AT = 8
_ROWS = 1_000


class NoTablesError(ImrparseError):
    """A path has no tables. The message says what was found there."""


def format_of(path: Path) -> Format:
    """The format of the tables in a folder or a file. Raises NoTablesError, or OSError."""
    if path.is_dir():
        first = TABLES[0].name
        if any((path / first).glob("*.parquet")):  # the folder may be one of letters
            return Format.PARQUET
        for form in (Format.CSV, Format.JSONL):
            if (path / f"{first}.{form.value}").exists():
                return form
        raise NoTablesError(f"{path}: no tables in this folder; imrparse extract makes them")
    try:
        with open_file(path) as file:
            head = file.read(len(_SQLITE))
    except UnreadableError as error:
        raise NoTablesError(f"{path}: {error}") from None
    if head == _SQLITE:
        return Format.SQLITE
    if head[_DUCKDB_AT:].startswith(_DUCKDB):
        return Format.DUCKDB
    raise NoTablesError(f"{path}: neither an SQLite nor a DuckDB file, nor a folder of tables")


def read_rows(path: Path, table: Table, names: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of a table, with the columns of these names, or all.

    The rows of a letter are adjacent and in order. Raises NoTablesError, OSError, and
    MissingExtraError.
    """
    names = table.names if names is None else names
    form = format_of(path)
    if form is Format.PARQUET:
        yield from _parquet(path / table.name, names)
    elif form is Format.SQLITE:
        yield from _sqlite(path, table, names)
    elif form is Format.DUCKDB:
        yield from _duckdb(path, table, names)
    elif form is Format.CSV:
        with (path / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            yield from read_csv(table, names, file, excel=_is_for_spreadsheets(path))
    else:
        with (path / f"{table.name}.jsonl").open(encoding="utf-8", newline="\n") as file:
            yield from read_json_lines(table, names, file)


def _is_for_spreadsheets(folder: Path) -> bool:
    """Whether the CSV files of a folder were written for spreadsheets, as its summary says."""
    try:
        return json.loads((folder / SUMMARY).read_bytes()).get("excel") is True
    except (FileNotFoundError, ValueError, AttributeError):
        return False  # the files alone


def _parquet(folder: Path, names: Sequence[str]) -> Iterator[Row]:
    parquet = need("pyarrow.parquet", "Parquet")
    for part in sorted(folder.glob("*.parquet")):
        with closing(parquet.ParquetFile(part)) as file:
            for batch in file.iter_batches(_ROWS, columns=list(names)):
                columns = [batch.column(name).to_pylist() for name in names]
                yield from zip(*columns, strict=True)


def _sqlite(path: Path, table: Table, names: Sequence[str]) -> Iterator[Row]:
    convert = texts(table.select(names))
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        # In insertion order, in which the rows of a letter are adjacent.
        found = connection.execute(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY rowid")
        yield from map(convert, found)


def _duckdb(path: Path, table: Table, names: Sequence[str]) -> Iterator[Row]:
    duckdb = need("duckdb", "A DuckDB file")
    with closing(duckdb.connect(path, read_only=True)) as connection:
        found = connection.execute(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY rowid")
        while rows := found.fetchmany(_ROWS):
            yield from rows
