"""The tables in Arrow. Every function raises MissingExtraError if pyarrow is not installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

from imrparse.data.version import TABLES_VERSION
from imrparse.tables.columns.column import Column, Row, Table, Type
from imrparse.tables.formats.extras import need

RecordBatch: TypeAlias = Any
"""A `pyarrow.RecordBatch`."""
Schema: TypeAlias = Any
"""A `pyarrow.Schema`."""


def arrow() -> Any:
    """The module pyarrow."""
    return need("pyarrow", "Arrow, which Parquet and DuckDB are written with,")


@cache
def schema(table: Table) -> Schema:
    """The Arrow schema of a table. The metadata of the fields describes the columns."""
    metadata = {
        "description": table.about,
        "key": " ".join(table.key),
        "schema_version": str(TABLES_VERSION),
    }
    return arrow().schema([_field(column) for column in table.columns], metadata=metadata)


def _field(column: Column) -> Any:
    metadata = {"description": column.about}
    if column.unit:
        metadata["unit"] = column.unit
    kind = arrow_type(column.type)
    return arrow().field(column.name, kind, nullable=not column.required, metadata=metadata)


def arrow_type(kind: Type) -> Any:
    """The Arrow type of a column's type."""
    pa = arrow()
    types = {
        Type.TEXT: pa.string(),
        Type.INTEGER: pa.int32(),
        Type.NUMBER: pa.float64(),
        Type.BOOLEAN: pa.bool_(),
        Type.DATE: pa.date32(),
        Type.TEXTS: pa.list_(pa.string()),
    }
    return types[kind]


def record_batch(table: Table, rows: Sequence[Row]) -> RecordBatch:
    """Rows as one Arrow record batch."""
    wanted = schema(table)
    columns = zip(*rows, strict=True) if rows else ((),) * len(wanted)
    arrays = [
        arrow().array(column, type=field.type)
        for column, field in zip(columns, wanted, strict=True)
    ]
    return arrow().RecordBatch.from_arrays(arrays, schema=wanted)
