"""Files that hold the rows of one batch, each written atomically."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from imrparse.tables.columns.column import Row, Table
from imrparse.tables.columns.rows import FLAT, TABLES
from imrparse.tables.formats.extras import need
from imrparse.tables.formats.text_form import (
    row_for_spreadsheets,
    text_file,
    write_csv,
    write_json_lines,
)

SUMMARY = "summary.json"
"""The file beside the tables that holds the counts of a run."""


_FLAT = "flat "


class Format(Enum):
    """A format of the tables, by its name in the command."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    FLAT_PARQUET = "flat parquet"
    FLAT_CSV = "flat csv"
    FLAT_JSONL = "flat jsonl"

    @property
    def suffix(self) -> str:
        """The suffix of its files, without the dot."""
        return self.value.removeprefix(_FLAT)

    @property
    def is_flat(self) -> bool:
        """Whether it is one table, of issues joined with letters."""
        return self.value.startswith(_FLAT)

    @property
    def is_database(self) -> bool:
        """Whether it is a database."""
        return self in (Format.SQLITE, Format.DUCKDB)

    @property
    def is_one_file(self) -> bool:
        """Whether it is one file, not a folder."""
        return self.is_database or self.is_flat

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        return (FLAT,) if self.is_flat else TABLES

    def flat(self) -> Format:
        """The format of one table in this format. Raises ValueError for a database."""
        return Format(f"{_FLAT}{self.value}")


_Write = Callable[[Table, Sequence[Row], BinaryIO], None]


def write_part(
    form: Format,
    table: Table,
    rows: Sequence[Row],
    path: Path,
    scratch: Path,
    *,
    excel: bool = False,
) -> None:
    """Write the rows of a batch to a file.

    The file is written in the folder `scratch` and moved when it is complete. Both folders must be
    on the same device. With `excel`, no cell of a CSV file is run by a spreadsheet.
    """
    if excel:
        rows = [row_for_spreadsheets(row) for row in rows]
    place(path, scratch, lambda file: _WRITERS[form.suffix](table, rows, file))


def place(path: Path, scratch: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file elsewhere, and move it to its place when it is complete."""
    temporary = scratch / f"{path.parent.name}-{path.name}.{os.getpid()}"
    try:
        with temporary.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _parquet(table: Table, rows: Sequence[Row], file: BinaryIO) -> None:
    from imrparse.tables.formats.arrow_form import arrow, record_batch

    batch = record_batch(table, rows)
    whole = arrow().Table.from_batches([batch])
    need("pyarrow.parquet", "Parquet").write_table(whole, file, compression="zstd")


def _csv(table: Table, rows: Sequence[Row], file: BinaryIO) -> None:
    # The header line is written once, above the rows of all batches.
    with text_file(file) as text:
        write_csv(table, rows, text, head=False)


def _json_lines(table: Table, rows: Sequence[Row], file: BinaryIO) -> None:
    with text_file(file) as text:
        write_json_lines(table, rows, text)


_WRITERS: dict[str, _Write] = {"parquet": _parquet, "csv": _csv, "jsonl": _json_lines}
