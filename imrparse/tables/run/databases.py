"""Tables in a single file: SQLite and DuckDB."""

from __future__ import annotations

import errno
import json
import sqlite3
from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from imrparse.data.version import TABLES_VERSION
from imrparse.tables.columns.column import Row, Table, Type, Value
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.extras import need
from imrparse.tables.formats.read import DUCKDB_TYPES
from imrparse.tables.formats.text_form import to_json
from imrparse.tables.run.sink import Sink
from imrparse.tables.run.work import Counts, Result

_BATCHES = "CREATE TABLE IF NOT EXISTS batches (number INTEGER PRIMARY KEY, counts {text} NOT NULL)"


class Database(Sink):
    """A database, created under a temporary name. Each batch is a transaction."""

    _error: type[Exception] = sqlite3.Error
    """The exception class of the database, raised e.g. if the disk is full."""

    def __init__(self, path: Path, partial: Path) -> None:
        """`partial` is the file that is written; `finish` renames it to `path`.

        Raises ValueError if `partial` exists and is not such a database, and OSError.
        """
        self._path = path
        self._partial = partial
        self._connection: Any = None
        is_new = not partial.exists()
        try:
            self._connect(partial)
            self._done = self._read_done()
        except BaseException as error:
            self.close()  # no caller has the object yet
            if not isinstance(error, self._error):
                raise
            if is_new:
                raise _as_os_error(error) from error
            raise ValueError(str(error)) from error

    def _read_done(self) -> dict[int, Counts]:
        found = self._connection.execute("SELECT number, counts FROM batches").fetchall()
        return {number: Counts.from_dict(json.loads(counts)) for number, counts in found}

    def done(self) -> dict[int, Counts]:
        return self._done

    def take(self, result: Result) -> None:
        try:
            self._connection.execute("BEGIN")
            for table in TABLES:
                self._insert(table, (result.rows or {})[table.name])
            values = (result.number, to_json(result.counts.to_dict()))
            self._connection.execute("INSERT INTO batches VALUES (?, ?)", values)
            self._connection.execute("COMMIT")
        except self._error as error:
            raise _as_os_error(error) from error

    def finish(self) -> list[Path]:
        self.close()  # merges the journal into the database
        self._partial.replace(self._path)
        return [self._path]

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    @abstractmethod
    def _connect(self, path: Path) -> None:
        """Open the database, and create its tables if there are none."""

    @abstractmethod
    def _insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows."""


class Sqlite(Database):
    """An SQLite database. Dates are texts in ISO form, lists JSON, booleans 0 and 1."""

    def _connect(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for table in TABLES:
            columns = [
                f"{one.name} {_sqlite_type(one.type)}{_needed(one)}" for one in table.columns
            ]
            key = f"PRIMARY KEY ({', '.join(table.key)})"
            body = ", ".join([*columns, key])
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table.name} ({body})")
        self._connection.execute(f"PRAGMA user_version = {TABLES_VERSION}")
        self._connection.execute(_BATCHES.format(text="TEXT"))

    def _insert(self, table: Table, rows: Sequence[Row]) -> None:
        places = ", ".join("?" * len(table.columns))
        values = ([_sqlite_value(value) for value in row] for row in rows)
        self._connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", values)


class Duckdb(Database):
    """A DuckDB database, with native dates, lists and booleans."""

    def _connect(self, path: Path) -> None:
        duckdb = need("duckdb", "A DuckDB file")
        self._error = duckdb.Error
        self._connection = duckdb.connect(path, config={"memory_limit": "512MB", "threads": 1})
        for table in TABLES:
            columns = [
                f"{one.name} {DUCKDB_TYPES[one.type]}{_needed(one)}" for one in table.columns
            ]
            body = ", ".join(columns)
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table.name} ({body})")
            version = f"schema_version {TABLES_VERSION}"
            self._connection.execute(f"COMMENT ON TABLE {table.name} IS '{version}'")
            for one in table.columns:
                about = one.about.replace("'", "''")
                comment = f"COMMENT ON COLUMN {table.name}.{one.name} IS '{about}'"
                self._connection.execute(comment)
        self._connection.execute(_BATCHES.format(text="VARCHAR"))

    def _insert(self, table: Table, rows: Sequence[Row]) -> None:
        # Through Arrow; inserting row by row takes a hundred times as long.
        from imrparse.tables.formats.arrow_form import arrow, record_batch

        batch = arrow().Table.from_batches([record_batch(table, rows)])
        self._connection.register("batch_of_rows", batch)
        self._connection.execute(f"INSERT INTO {table.name} SELECT * FROM batch_of_rows")
        self._connection.unregister("batch_of_rows")


def _as_os_error(error: Exception) -> OSError:
    return OSError(errno.EIO, str(error))


def _needed(column: Any) -> str:
    return " NOT NULL" if column.required else ""


def _sqlite_type(kind: Type) -> str:
    return {Type.INTEGER: "INTEGER", Type.BOOLEAN: "INTEGER", Type.NUMBER: "REAL"}.get(kind, "TEXT")


def _sqlite_value(value: Value) -> str | int | float | None:
    if isinstance(value, list):
        return to_json(value)
    return value.isoformat() if isinstance(value, date) else value
