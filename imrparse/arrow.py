"""Tables of letters as Arrow record batches, for any engine that works with them.

import imrparse

tables = imrparse.arrow.record_batches(batch, column="text")
tables["letters"], tables["issues"], tables["citations"], tables["faults"]

`table_batches` makes one table of many batches. `schema` gives the schema of a table in advance.
The tables are those of `imrparse extract` (docs/tables.md). The first call imports pyarrow, which
the extra `imrparse[tables]` installs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

from imrparse.tables.columns.rows import TABLES, Rows, no_rows
from imrparse.tables.columns.subjects import UniqueNames
from imrparse.tables.formats.arrow_form import arrow, record_batch
from imrparse.tables.formats.arrow_form import schema as _schema
from imrparse.tables.run.work import FileToRead, file_rows
from imrparse.text.errors import ImrparseError, WrongTypeError, WrongValueError
from imrparse.text.visible import original_file_name

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_NO_TEXT = "no text"

Tabular: TypeAlias = "pa.RecordBatch | pa.Table | pl.DataFrame | pd.DataFrame"
"""A `pyarrow.RecordBatch` or `Table`, or a `DataFrame` of Polars or pandas."""


class MissingColumnError(ImrparseError, KeyError):
    """A record batch has no column of the name that was given."""


def schema(table: str) -> pa.Schema:
    """The schema of `table`: "letters", "issues", "citations" or "faults".

    Raises ValueError for an unknown table.
    """
    for known in TABLES:
        if known.name == table:
            return _schema(known)
    names = ", ".join(repr(known.name) for known in TABLES)
    raise WrongValueError(f"{table!r} is not a table; choose one of {names}")


def record_batches(
    data: Tabular,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> dict[str, pa.RecordBatch]:
    """The rows of the letters in a record batch, an Arrow table, or a data frame of Polars or
    pandas: one record batch for each table, by name.

    `column` holds texts, or files as bytes: text, PDF, Word, HTML. The keys are made from the names
    in the column `path`; without one, or where it has none, a letter is named ``#`` and a digest of
    its content. A name that occurs again in `data` gets a number, ``a.txt#2``, so that `letter_id`
    is a key of `data`; names are not compared with those of other calls. `encoding` is that of
    texts given as bytes; by default it is detected.

    A null or unreadable row becomes a row of `faults`, so that every row is accounted for.
    Raises KeyError for an unknown column, TypeError for a column or data of another type.
    """
    found = no_rows()
    for given in _given(_arrow(data, column, path), column, path):
        _add(found, file_rows(given, encoding))
    return {table.name: record_batch(table, found[table.name]) for table in TABLES}


def table_batches(
    batches: Iterable[Tabular] | Tabular,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> Iterator[pa.RecordBatch]:
    """The rows of `table`, a record batch for each one in `batches`; one after another, so that
    only one is in memory.

    `batches` is an iterable, such as Spark's `mapInArrow` passes, or an Arrow table, a reader or a
    data frame, which is divided into its own batches. The other arguments and the exceptions are
    those of `imrparse.arrow.record_batches`, and so are the keys: they are unique in a batch, and
    in all of them if the names in `path` are.
    """
    schema(table)
    for batch in _divided(batches, column, path):
        yield record_batches(batch, column, path=path, encoding=encoding)[table]


def _divided(data: Any, column: str, path: str | None) -> Iterable[Any]:
    if _is_frame(data) or hasattr(data, "to_batches"):
        batches: Iterable[Any] = _arrow(data, column, path).to_batches()
        return batches
    return (data,) if hasattr(data, "to_pylist") else data


def _arrow(data: Any, column: str, path: str | None) -> Any:
    """The data as an Arrow table or record batch. Of a data frame, only the columns that are
    needed are converted, since others may hold any objects."""
    if not _is_frame(data):
        if not hasattr(data, "schema") or not hasattr(data, "column"):
            hint = "; collect() it first" if hasattr(data, "collect") else ""
            raise WrongTypeError(
                "letters must be in a record batch, an Arrow table or a data frame, "
                f"not {type(data).__name__}{hint}"
            )
        return data
    names = [column, path] if path and path != column else [column]
    for name in names:
        _check_column(name, list(data.columns))
    if hasattr(data, "to_arrow"):
        return data.select(names).to_arrow()
    return arrow().Table.from_pandas(data[names], preserve_index=False)


def _is_frame(data: Any) -> bool:
    """Whether data is a data frame of Polars or pandas, which need not be installed."""
    kind = type(data)
    return kind.__module__.partition(".")[0] in ("pandas", "polars") and (
        kind.__name__ == "DataFrame"
    )


def _given(batch: Any, column: str, path: str | None) -> Iterator[FileToRead]:
    values = _column(batch, column)
    names: Iterable[Any] = _column(batch, path) if path else (None for _ in values)
    unique = UniqueNames()
    for place, (value, name) in enumerate(zip(values, names, strict=True)):
        given = _name(name, path)
        if value is None:
            yield FileToRead(unique(given or f"#{place}"), "", fault=_NO_TEXT)
        elif isinstance(value, str | bytes):
            yield FileToRead(unique(given or _digest(value)), "", value)
        else:
            raise WrongTypeError(
                f"the column {column!r} holds {type(value).__name__}, neither texts nor bytes"
            )


def _name(name: object, column: str | None) -> str:
    """The name of a file in Python, from a cell, in which it stands as in the tables."""
    if isinstance(name, bytes):
        return os.fsdecode(name)
    if isinstance(name, str | None):
        return original_file_name(name or "")
    raise WrongTypeError(f"the column {column!r} holds {type(name).__name__}, not names of files")


def _column(batch: Any, name: str) -> list[Any]:
    _check_column(name, batch.schema.names)
    values: list[Any] = batch.column(name).to_pylist()
    return values


def _check_column(name: str, names: Sequence[str]) -> None:
    if name not in names:
        raise MissingColumnError(f"no column {name!r}; there are {', '.join(map(str, names))}")


def _digest(value: str | bytes) -> str:
    data = value.encode(errors="surrogatepass") if isinstance(value, str) else value
    return f"#{blake2b(data, digest_size=16).hexdigest()}"


def _add(found: Rows, more: Rows) -> None:
    for name, rows in more.items():
        found[name] += rows
