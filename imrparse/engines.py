"""Tables of letters in engines that work on data frames: Spark, DuckDB, Polars and datasets.

import imrparse

files = spark.read.format("binaryFile").load("letters/*.pdf")
issues = imrparse.engines.spark(files, "issues", "content", path="path")

Each function takes what holds the letters in its engine, the name of a table, and the arguments of
`imrparse.arrow.record_batches`; it returns the rows of that table in the same engine. A letter that
can't be read is a row of `faults`, so that no file ends a task. The rows of a letter depend on it
and its name alone, so a task that runs again gives the same rows. An engine divides the letters
into batches as it likes, and `letter_id` is unique in a batch; give names that are unique in
`path`, so that it is a key of the table.

Each engine is imported by its function; install it yourself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from imrparse.arrow import record_batches, schema, table_batches
from imrparse.tables.formats.arrow_form import arrow

if TYPE_CHECKING:
    import pyarrow as pa

_LETTERS = 500  # in a batch, where the engine does not decide


def spark(
    frame: Any,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> Any:
    """The rows of a table of the letters in a Spark data frame, as a lazy data frame.

    The workers need imrparse and pyarrow.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    rows = partial(_rows, table=table, column=column, path=path, encoding=encoding)
    return frame.mapInArrow(rows, from_arrow_schema(schema(table)))


def duckdb(
    relation: Any,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> pa.RecordBatchReader:
    """The rows of a table of the letters in a DuckDB relation, as an Arrow reader.

    The reader can be queried once, by another connection than that of the relation:
    ``duckdb.connect().from_arrow(reader)``.
    """
    is_new = hasattr(relation, "to_arrow_reader")  # the name in newer versions
    read = relation.to_arrow_reader if is_new else relation.fetch_record_batch
    batches = read(_LETTERS)
    rows = table_batches(batches, table, column, path=path, encoding=encoding)
    return arrow().RecordBatchReader.from_batches(schema(table), rows)


def polars(
    frame: Any,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> Any:
    """The rows of a table of the letters in a Polars data frame, as another one; lazy, if the frame
    is."""
    import polars as pl

    def rows(letters: Any) -> Any:
        batches = record_batches(letters, column, path=path, encoding=encoding)
        return pl.from_arrow(batches[table])

    if not isinstance(frame, pl.LazyFrame):
        return rows(frame)
    wanted: Any = pl.from_arrow(schema(table).empty_table())
    # Filters and selections of the result must not be applied to the letters.
    return frame.map_batches(
        rows,
        schema=wanted.schema,
        predicate_pushdown=False,
        projection_pushdown=False,
        slice_pushdown=False,
    )


def datasets(
    dataset: Any,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
    **options: Any,
) -> Any:
    """The rows of a table of the letters in a Hugging Face `Dataset` or `IterableDataset`.

    `options` are those of its method `map`, such as ``num_proc=8``.
    """
    from datasets import Features

    # Only once the columns of the letters are taken away, a table may have a column of their name.
    made = {name: f"{name} of the table" for name in schema(table).names}

    def rows(letters: pa.Table) -> pa.Table:
        return _table(letters, table, column, path, encoding).rename_columns(list(made.values()))

    features = Features.from_arrow_schema(schema(table).remove_metadata())
    found = dataset.with_format("arrow").map(
        rows,
        batched=True,
        batch_size=_LETTERS,
        remove_columns=list(dataset.column_names),
        features=Features({made[name]: feature for name, feature in features.items()}),
        **options,
    )
    return found.with_format(None).rename_columns({new: name for name, new in made.items()})


def _rows(
    batches: Iterable[pa.RecordBatch],
    table: str,
    column: str,
    path: str | None,
    encoding: str | None,
) -> Iterator[pa.RecordBatch]:
    for batch in table_batches(batches, table, column, path=path, encoding=encoding):
        yield batch.replace_schema_metadata(None)


def _table(
    letters: pa.Table, table: str, column: str, path: str | None, encoding: str | None
) -> pa.Table:
    found = record_batches(letters, column, path=path, encoding=encoding)[table]
    return arrow().Table.from_batches([found]).replace_schema_metadata(None)
