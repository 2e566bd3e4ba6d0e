"""Tables of letters in engines that work on data frames: Spark, Ray Data, DuckDB, Polars, datasets.

import imrparse

files = spark.read.format("binaryFile").load("letters/*.pdf")
tables = imrparse.engines.spark_tables(files, "content", path="path")
tables["issues"].write.partitionBy("category").parquet("tables/issues")

Each function takes what holds the letters in its engine, the name of a table, and the arguments of
`imrparse.arrow.record_batches`; it returns the rows of that table in the same engine. Those that
end in `_tables` return all four by name, and read each letter once. A letter that can't be read is
a row of `faults`, so that no file ends a task. The rows of a letter depend on it and its name
alone, so a task that runs again gives the same rows. An engine divides the letters into batches as
it likes, and `letter_id` is unique in a batch; give names that are unique in `path`, so that it is
a key of the table.

Each engine is imported by its function; install it yourself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from imrparse.arrow import Tabular, record_batches, schema, table_batches
from imrparse.frames import Paths, file_batches
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.arrow_form import arrow

if TYPE_CHECKING:
    import duckdb as _duckdb
    import polars as pl
    import pyarrow as pa
    from datasets import Dataset, IterableDataset
    from pyspark.sql import DataFrame as SparkFrame
    from ray.data import Dataset as RayDataset

    _PolarsT = TypeVar("_PolarsT", pl.DataFrame, pl.LazyFrame)
    _DatasetT = TypeVar("_DatasetT", Dataset, IterableDataset)

_LETTERS = 500  # in a batch, where the engine does not decide
_NAMES = tuple(table.name for table in TABLES)


def spark(
    frame: SparkFrame,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> SparkFrame:
    """The rows of `table` of the letters in the Spark data frame `frame`, as a lazy data frame.

    The other arguments are those of `imrparse.arrow.record_batches`. The workers need imrparse and
    pyarrow.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    rows = partial(_rows, table=table, column=column, path=path, encoding=encoding)
    return frame.mapInArrow(rows, from_arrow_schema(schema(table)))


def spark_tables(
    frame: SparkFrame,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> dict[str, SparkFrame]:
    """The rows of all tables of the letters in the Spark data frame `frame`, as lazy ones by name.

    The other arguments are those of `imrparse.arrow.record_batches`. Each letter is read once, when
    the first of them is used: what was read is kept in the memory and on the disks of the
    executors, until ``spark.catalog.clearCache()``.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    rows = partial(_nested_rows, column=column, path=path, encoding=encoding)
    kept = frame.mapInArrow(rows, from_arrow_schema(_nested_schema())).persist()
    return {name: kept.selectExpr(f"inline({name})") for name in _NAMES}


def ray(
    dataset: RayDataset,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
    **options: object,
) -> RayDataset:
    """The rows of `table` of the letters in the Ray `dataset`, as a lazy one.

    `options` are those of its method `map_batches`, such as ``concurrency=8``; the other arguments
    are those of `imrparse.arrow.record_batches`. The workers need
    imrparse and pyarrow.
    """
    rows = partial(_table, table=table, column=column, path=path, encoding=encoding)
    map_batches: Callable[..., RayDataset] = dataset.map_batches
    return map_batches(rows, **_RAY, **options)


def ray_tables(
    dataset: RayDataset,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
    **options: object,
) -> dict[str, RayDataset]:
    """The rows of all tables of the letters in the Ray `dataset`, as lazy ones by name.

    All letters are read now, and each once: what was read is in Ray's object store. `options` are
    those of the method `map_batches`; the other arguments are those of
    `imrparse.arrow.record_batches`.
    """
    rows = partial(_nested_table, column=column, path=path, encoding=encoding)
    map_batches: Callable[..., RayDataset] = dataset.map_batches
    kept = map_batches(rows, **_RAY, **options).materialize()
    return {
        name: kept.map_batches(partial(_unnested, table=name), batch_format="pyarrow")
        for name in _NAMES
    }


_RAY: dict[str, object] = {"batch_size": _LETTERS, "batch_format": "pyarrow"}


def duckdb(
    relation: _duckdb.DuckDBPyRelation,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> pa.RecordBatchReader:
    """The rows of `table` of the letters in the DuckDB relation `relation`, as an Arrow reader.

    The other arguments are those of `imrparse.arrow.record_batches`. The reader can be queried
    once, by another connection than that of the relation: ``duckdb.connect().from_arrow(reader)``.
    """
    is_new = hasattr(relation, "to_arrow_reader")  # the name in newer versions
    read = relation.to_arrow_reader if is_new else relation.fetch_record_batch
    batches = read(_LETTERS)
    rows = table_batches(batches, table, column, path=path, encoding=encoding)
    return arrow().RecordBatchReader.from_batches(schema(table), rows)


def polars(
    frame: _PolarsT,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
) -> _PolarsT:
    """The rows of `table` of the letters in the Polars `frame`, as another one; lazy, if that is.

    The other arguments are those of `imrparse.arrow.record_batches`.
    """
    import polars as pl

    def rows(letters: pl.DataFrame) -> pl.DataFrame:
        batches = record_batches(letters, column, path=path, encoding=encoding)
        return cast("pl.DataFrame", pl.from_arrow(batches[table]))

    if not isinstance(frame, pl.LazyFrame):
        return rows(frame)
    wanted = cast("pl.DataFrame", pl.from_arrow(schema(table).empty_table()))
    # Filters and selections of the result must not be applied to the letters.
    return frame.map_batches(
        rows,
        schema=wanted.schema,
        predicate_pushdown=False,
        projection_pushdown=False,
        slice_pushdown=False,
    )


def polars_scan(
    paths: Paths, table: str, *, jobs: int | None = None, encoding: str | None = None
) -> pl.LazyFrame:
    """The rows of `table` of the letters in files, as a lazy frame of Polars.

    The other arguments are those of `imrparse.read_tables`. The files are read when the frame is
    collected, in several processes, and again each time. Rows are filtered and columns dropped
    batch by batch, so that a query needs little memory; reading ends once a `head` is complete. The
    order of the letters is arbitrary.
    """
    import polars as pl
    from polars.io.plugins import register_io_source

    wanted = cast("pl.DataFrame", pl.from_arrow(schema(table).empty_table()))

    def rows(
        columns: list[str] | None, predicate: pl.Expr | None, count: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        left = sys.maxsize if count is None else count
        batches = file_batches(paths, table, jobs=jobs, encoding=encoding)
        with closing(batches):
            for batch in batches:
                found = cast("pl.DataFrame", pl.from_arrow(batch))
                found = found if predicate is None else found.filter(predicate)
                found = (found if columns is None else found.select(columns)).head(left)
                yield found
                left -= len(found)
                if not left:
                    return

    return register_io_source(rows, schema=wanted.schema)


def datasets(
    dataset: _DatasetT,
    table: str,
    column: str = "text",
    *,
    path: str | None = None,
    encoding: str | None = None,
    **options: object,
) -> _DatasetT:
    """The rows of `table` of the letters in `dataset`, a `Dataset` or `IterableDataset`.

    `options` are those of its method `map`, such as ``num_proc=8``; the other arguments are those
    of `imrparse.arrow.record_batches`.
    """
    from datasets import Features

    # Only once the columns of the letters are taken away, a table may have a column of their name.
    made = {name: f"{name} of the table" for name in schema(table).names}
    letters: Any = dataset  # whose two classes have differing arguments

    def rows(letters: pa.Table) -> pa.Table:
        return _table(letters, table, column, path, encoding).rename_columns(list(made.values()))

    features = Features.from_arrow_schema(schema(table).remove_metadata())
    found = letters.with_format("arrow").map(
        rows,
        batched=True,
        batch_size=_LETTERS,
        remove_columns=list(dataset.column_names),
        features=Features({made[name]: feature for name, feature in features.items()}),
        **options,
    )
    renamed = found.with_format(None).rename_columns({new: name for name, new in made.items()})
    return cast("_DatasetT", renamed)


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


# All tables in one: a column for each, whose cells are lists of rows.


def _nested_schema() -> pa.Schema:
    pa = arrow()
    kinds = {name: pa.list_(pa.struct(_fields(name))) for name in _NAMES}
    return pa.schema(list(kinds.items()))


def _fields(table: str) -> list[pa.Field]:
    return list(schema(table).remove_metadata())


def _nested_rows(
    batches: Iterable[Tabular], column: str, path: str | None, encoding: str | None
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        found = record_batches(batch, column, path=path, encoding=encoding)
        longest = max(rows.num_rows for rows in found.values())
        for start in range(0, longest, _LETTERS):
            cells = [_cell(name, found[name].slice(start, _LETTERS)) for name in _NAMES]
            yield arrow().RecordBatch.from_arrays(cells, schema=_nested_schema())


def _cell(table: str, rows: pa.RecordBatch) -> pa.Array:
    """Rows as an array whose only cell is a list of them."""
    pa = arrow()
    fields = _fields(table)
    columns = [array.cast(one.type) for array, one in zip(rows.columns, fields, strict=True)]
    return pa.ListArray.from_arrays(
        [0, rows.num_rows],
        pa.StructArray.from_arrays(columns, fields=fields),
        type=_nested_schema().field(table).type,
    )


def _nested_table(
    letters: pa.Table, column: str, path: str | None, encoding: str | None
) -> pa.Table:
    return arrow().Table.from_batches(
        _nested_rows([letters], column, path, encoding), _nested_schema()
    )


def _unnested(kept: pa.Table, table: str) -> pa.Table:
    pa = arrow()
    cells = kept.column(table).combine_chunks()
    rows = cells.chunks if isinstance(cells, pa.ChunkedArray) else [cells]
    batches = [pa.RecordBatch.from_struct_array(chunk.flatten()) for chunk in rows]
    return pa.Table.from_batches(batches, pa.schema(_fields(table)))
