"""Tables of letters as Arrow record batches, for any engine that works with them.

from imrparse import arrow

tables = arrow.record_batches(batch, column="text")
tables["letters"], tables["issues"], tables["citations"], tables["faults"]

`schema` gives the schema of a table in advance. The tables are those of `imrparse extract`
(docs/tables.md). The first call imports pyarrow, which the extra `imrparse[tables]` installs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from imrparse.tables.columns.rows import TABLES, Rows, no_rows
from imrparse.tables.formats.arrow_form import record_batch
from imrparse.tables.formats.arrow_form import schema as _schema
from imrparse.tables.run.work import FileToRead, file_rows
from imrparse.text.errors import ImrparseError, WrongTypeError, WrongValueError

if TYPE_CHECKING:
    import pyarrow as pa

_NO_TEXT = "no text"


class MissingColumnError(ImrparseError, KeyError):
    """A record batch has no column of the name that was given."""


def schema(table: str) -> pa.Schema:
    """The schema of a table: "letters", "issues", "citations" or "faults".

    Raises ValueError for an unknown table.
    """
    for known in TABLES:
        if known.name == table:
            return _schema(known)
    names = ", ".join(repr(known.name) for known in TABLES)
    raise WrongValueError(f"{table!r} is not a table; choose one of {names}")


def record_batches(
    batch: pa.RecordBatch,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> dict[str, pa.RecordBatch]:
    """The rows of the letters in a record batch: one record batch for each table, by name.

    `column` holds texts, or files as bytes: text, PDF, Word, HTML. The keys are made from the names
    in the column `path`; without one, a letter is named ``#`` and a digest of its content, so that
    equal contents have equal keys. `encoding` is that of texts given as bytes; by default it is
    detected.

    A null or unreadable row becomes a row of `faults`, so that every row is accounted for.
    Raises KeyError for an unknown column, TypeError for a column of another type.
    """
    found = no_rows()
    for given in _given(batch, column, path):
        _add(found, file_rows(given, encoding))
    return {table.name: record_batch(table, found[table.name]) for table in TABLES}


def table_batches(
    batches: Iterable[pa.RecordBatch],
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> Iterator[pa.RecordBatch]:
    """The rows of one table for each record batch. Spark's `mapInArrow` calls such a function."""
    schema(table)
    for batch in batches:
        yield record_batches(batch, column, path=path, encoding=encoding)[table]


def _given(batch: pa.RecordBatch, column: str, path: str | None) -> Iterator[FileToRead]:
    values = _column(batch, column)
    names: Iterable[Any] = _column(batch, path) if path else (None for _ in values)
    for place, (value, name) in enumerate(zip(values, names, strict=True)):
        if value is None:
            yield FileToRead(name or f"#{place}", "", fault=_NO_TEXT)
        elif isinstance(value, str | bytes):
            yield FileToRead(name or _digest(value), "", value)
        else:
            raise WrongTypeError(
                f"the column {column!r} holds {type(value).__name__}, neither texts nor bytes"
            )


def _column(batch: pa.RecordBatch, name: str) -> list[Any]:
    if name not in batch.schema.names:
        raise MissingColumnError(f"no column {name!r}; there are {', '.join(batch.schema.names)}")
    values: list[Any] = batch.column(name).to_pylist()
    return values


def _digest(value: str | bytes) -> str:
    data = value.encode(errors="surrogatepass") if isinstance(value, str) else value
    return f"#{blake2b(data, digest_size=16).hexdigest()}"


def _add(found: Rows, more: Rows) -> None:
    for name, rows in more.items():
        found[name] += rows
