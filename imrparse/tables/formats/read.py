"""Reads the tables of a run in any format: row by row, or into DuckDB."""

from __future__ import annotations

import csv
import json
import sqlite3
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from glob import escape
from itertools import islice
from pathlib import Path
from typing import Any

from attrs import frozen

from imrparse.files.errors import UnreadableError
from imrparse.files.opening import open_file
from imrparse.tables.columns.column import Row, Table, Type
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.arrow_form import arrow_type
from imrparse.tables.formats.extras import need
from imrparse.tables.formats.parts import SUMMARY, Format
from imrparse.tables.formats.text_form import MARKED, read_csv, read_json_lines, texts
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


_LONG = ("summary", "preamble", "postscript", "rationale", "conclusion", "text")
"""Columns of long texts, which are not copied from formats that DuckDB does not read itself."""
_FILES = 500  # that DuckDB opens at a time; it keeps the metadata of each in memory
_END = "])"
_UNITED = "], union_by_name = true)"  # slower; otherwise all files must have the columns of a query


@frozen
class InDuckdb:
    """The tables of a folder or file in DuckDB."""

    connection: Any
    columns: Mapping[str, Mapping[str, str]]
    """The columns of each table, and their types in DuckDB."""
    parts: Mapping[str, Sequence[str]]
    """What each table consists of, as SQL. The rows of a letter are in one part."""

    def complete(self, table: str, part: str) -> str:
        """A part with all columns of its table, even if some of its files are of an older version
        and do not have them."""
        united = part.removesuffix(_END) + _UNITED if part.endswith(_END) else part
        found = {row[0] for row in self.connection.execute(f"DESCRIBE FROM {united}").fetchall()}
        columns = self.columns[table].items()
        missing = [f"NULL::{kind} AS {name}" for name, kind in columns if name not in found]
        return f"(SELECT {', '.join(['*', *missing])} FROM {united})"


def in_duckdb(path: Path, wanted: Collection[str] = ()) -> InDuckdb:
    """The tables of a folder or file in DuckDB, but for `faults`.

    DuckDB reads only the columns that a query needs. From SQLite, columns of long texts are left
    out unless their names are `wanted`. Raises NoTablesError, MissingExtraError and OSError.
    """
    duckdb = need("duckdb", "imrparse stats")
    form = format_of(path)
    settings = {"memory_limit": "800MB", "temp_directory": tempfile.gettempdir()}
    connection = duckdb.connect(":memory:", config=settings)
    try:
        if form is Format.DUCKDB:
            connection.execute(f"ATTACH {_quoted(str(path))} AS given (READ_ONLY)")
        parts, columns = {}, {}
        for table in TABLES[:-1]:
            parts[table.name], example = _parts(connection, path, form, table, wanted)
            rows = connection.execute(f"DESCRIBE FROM {example}").fetchall()
            columns[table.name] = {row[0]: row[1] for row in rows}
    except duckdb.Error as error:
        connection.close()
        raise NoTablesError(f"{path}: {first_line(error)}") from None
    except BaseException:
        connection.close()
        raise
    return InDuckdb(connection, columns, parts)


def _parts(
    connection: Any, path: Path, form: Format, table: Table, wanted: Collection[str]
) -> tuple[Sequence[str], str]:
    """The parts of a table, and what has all its columns."""
    if form is Format.PARQUET:
        return _parquet_parts(path / table.name)
    if form is Format.DUCKDB:
        return [f"given.{table.name}"], f"given.{table.name}"
    if form is Format.SQLITE:
        # DuckDB would download an extension for it.
        found = _sqlite_names(path, table)
        names = [name for name in found if name not in _LONG or name in wanted]
        rows = _batches(table, names, read_rows(path, table, names))
        connection.register("rows_of_table", rows)
        connection.execute(f"CREATE TABLE {table.name} AS SELECT * FROM rows_of_table")
        connection.unregister("rows_of_table")
    else:
        query = _csv_query if form is Format.CSV else _json_query
        connection.execute(f"CREATE VIEW {table.name} AS {query(path, table)}")
    return [table.name], table.name


def _parquet_parts(folder: Path) -> tuple[Sequence[str], str]:
    files = sorted(folder.glob("*.parquet"))
    if not files:
        raise NoTablesError(f"{folder}: no Parquet files in this folder")
    parts = [files[start : start + _FILES] for start in range(0, len(files), _FILES)]
    examples = [part[0] for part in parts] if len(parts) > 1 else files
    return [_read_parquet(part) for part in parts], _read_parquet(examples, _UNITED)


def _read_parquet(files: Sequence[Path], end: str = _END) -> str:
    return f"read_parquet([{', '.join(map(_quoted, files))}{end}"


def _json_query(folder: Path, table: Table) -> str:
    path = folder / f"{table.name}.jsonl"
    names = list(table.names)
    with path.open(encoding="utf-8", newline="\n") as file, suppress(ValueError):
        names = list(json.loads(file.readline()))
    columns = {one.name: DUCKDB_TYPES[one.type] for one in table.columns if one.name in names}
    return (
        f"SELECT * FROM read_json({_quoted(path)}, "
        f"format = 'newline_delimited', columns = {_struct(columns)}, "
        f"maximum_object_size = {_longest_row(path)})"
    )


def _longest_row(path: Path) -> int:
    """As many bytes as a row of a file may have. DuckDB takes several times as much memory."""
    return min(_LARGEST_ROW, max(_USUAL_ROW, path.stat().st_size))


def _csv_query(folder: Path, table: Table) -> str:
    path = folder / f"{table.name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file), list(table.names))
    types = {one.name: one.type for one in table.columns}
    excel = _is_for_spreadsheets(folder)
    columns = {
        name: "VARCHAR"
        if types.get(name) is Type.TEXTS
        else DUCKDB_TYPES[types.get(name, Type.TEXT)]
        for name in names
    }
    values = ", ".join(_csv_value(name, types.get(name, Type.TEXT), excel) for name in names)
    return (
        f"SELECT {values} FROM read_csv({_quoted(path)}, auto_detect = false, header = true, "
        f"delim = ',', quote = '\"', escape = '\"', nullstr = '', columns = {_struct(columns)}, "
        f"max_line_size = {_longest_row(path)}, buffer_size = {2 * _longest_row(path)})"
    )


def _csv_value(name: str, kind: Type, excel: bool) -> str:
    if kind is Type.TEXTS:
        return f"CAST(CAST({name} AS JSON) AS VARCHAR[]) AS {name}"
    if kind is Type.TEXT and excel:
        marked = f"regexp_matches({name}, {_quoted(MARKED)})"
        return f"CASE WHEN {marked} THEN substr({name}, 2) ELSE {name} END AS {name}"
    return name


def _sqlite_names(path: Path, table: Table) -> list[str]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        found = {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
    return [name for name in table.names if name in found]


def _batches(table: Table, names: Sequence[str], rows: Iterator[Row]) -> Any:
    """Rows as a reader of Arrow record batches."""
    pa = need("pyarrow", "imrparse stats")
    schema = pa.schema([(one.name, arrow_type(one.type)) for one in table.select(names)])

    def batches() -> Iterator[Any]:
        while some := list(islice(rows, _ROWS)):
            columns = zip(*some, strict=True)
            arrays = [
                pa.array(values, type=field.type)
                for values, field in zip(columns, schema, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _struct(columns: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}: '{kind}'" for name, kind in columns.items()) + "}"


def _quoted(value: Path | str) -> str:
    """A text in SQL; a path as a pattern that matches it alone."""
    if isinstance(value, Path):
        value = escape(str(value))
    return "'" + value.replace("'", "''") + "'"


def first_line(error: Exception) -> str:
    """The first line of an error of DuckDB; the others quote the query."""
    return str(error).partition("\n")[0]


_LARGEST_ROW = 1 << 28  # bytes
_USUAL_ROW = 1 << 21  # bytes
DUCKDB_TYPES = {
    Type.TEXT: "VARCHAR",
    Type.INTEGER: "INTEGER",
    Type.NUMBER: "DOUBLE",
    Type.BOOLEAN: "BOOLEAN",
    Type.DATE: "DATE",
    Type.TEXTS: "VARCHAR[]",
}
