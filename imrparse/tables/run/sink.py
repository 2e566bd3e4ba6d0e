"""Where the rows of a run are stored, and which batches are done."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from imrparse.processes import interrupts
from imrparse.tables.columns.column import Table
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.arrow_form import arrow, schema
from imrparse.tables.formats.extras import need
from imrparse.tables.formats.parts import Format, place
from imrparse.tables.formats.text_form import text_file, to_json, write_csv
from imrparse.tables.run.work import Counts, Result, part_name
from imrparse.tables.run.workspace import Workspace


class Sink(ABC):
    """Stores the results of each batch permanently."""

    @abstractmethod
    def done(self) -> dict[int, Counts]:
        """The batches that are done, and their counts."""

    @abstractmethod
    def take(self, result: Result) -> None:
        """Store the results of a batch. They are safe when this returns."""

    @abstractmethod
    def finish(self) -> list[Path]:
        """Put the tables into place after all batches are done. May be called again.

        Returns their files. Raises Interrupted if a signal arrives while it takes long.
        """

    def close(self) -> None:  # noqa: B027 - some have nothing to close
        """Close files."""


class _Journaled(Sink):
    """A folder of tables with a file for each batch. A journal records which ones are complete."""

    def __init__(self, space: Workspace, form: Format) -> None:
        journal = space.work / "journal.jsonl"
        self._space = space
        self._form = form
        self._done = {number: Counts.from_dict(counts) for number, counts in _mended(journal)}
        self._file = journal.open("a", encoding="utf-8")
        for table in form.tables:
            (space.parts / table.name).mkdir(parents=True, exist_ok=True)

    def done(self) -> dict[int, Counts]:
        return dict(self._done)

    def take(self, result: Result) -> None:
        self._file.write(to_json([result.number, result.counts.to_dict()]) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._done[result.number] = result.counts

    def close(self) -> None:
        self._file.close()


_JOINED = 10  # batches whose rows share a file; readers open hundreds of small files slowly


class Parts(_Journaled):
    """A folder of tables, each a folder of Parquet files with the rows of several batches."""

    def __init__(self, space: Workspace, form: Format) -> None:
        super().__init__(space, form)
        for folder in self._folders():  # so that this is not only found out in the end
            if folder.exists() and not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))

    def finish(self) -> list[Path]:
        for folder in self._folders():
            folder.mkdir(exist_ok=True)
        numbers = sorted(self._done)
        groups = [numbers[start : start + _JOINED] for start in range(0, len(numbers), _JOINED)]
        return [self._joined(table, group) for table in TABLES for group in groups]

    def _joined(self, table: Table, numbers: Sequence[int]) -> Path:
        """Put the rows of some batches into place, as one file."""
        parts = [self._space.parts / table.name / part_name(one, self._form) for one in numbers]
        path = self._space.output / table.name / parts[0].name
        if parts[0].exists():  # or else the file was put into place before an interruption
            interrupts.check()
            if len(parts) > 1:
                place(path, self._space.scratch, partial(_write_joined, table, parts))
                parts[0].unlink()
            else:
                parts[0].replace(path)
        for part in parts[1:]:
            part.unlink(missing_ok=True)
        return path

    def _folders(self) -> list[Path]:
        return [self._space.output / table.name for table in TABLES]


class JoinedParts(_Journaled):
    """A file for each table, joined from the parts of the batches."""

    def finish(self) -> list[Path]:
        paths = [self._space.output / f"{table.name}.{self._form.suffix}" for table in TABLES]
        for table, path in zip(TABLES, paths, strict=True):
            place(path, self._space.scratch, partial(self._join, table))
        return paths

    def _join(self, table: Table, file: BinaryIO) -> None:
        if self._form.suffix == Format.CSV.suffix:
            with text_file(file) as text:
                write_csv(table, (), text)
        for part in self._parts(table):
            interrupts.check()
            with part.open("rb") as source:
                shutil.copyfileobj(source, file, 1 << 20)

    def _parts(self, table: Table) -> list[Path]:
        parts = (self._space.parts / table.name).glob(f"part-*.{self._form.suffix}")
        return sorted(parts, key=_number)


class FlatFile(JoinedParts):
    """One file with the only table."""

    def finish(self) -> list[Path]:
        (table,) = self._form.tables
        join = self._join_parquet if self._form is Format.FLAT_PARQUET else self._join
        place(self._space.output, self._space.scratch, partial(join, table))
        return [self._space.output]

    def _join_parquet(self, table: Table, file: BinaryIO) -> None:
        parquet = need("pyarrow.parquet", "Parquet")
        with parquet.ParquetWriter(file, schema(table), compression="zstd") as writer:
            for part in self._parts(table):
                interrupts.check()
                writer.write_table(_read(part, table))


def _write_joined(table: Table, parts: Sequence[Path], file: BinaryIO) -> None:
    whole = arrow().concat_tables([_read(part, table) for part in parts])
    need("pyarrow.parquet", "Parquet").write_table(whole, file, compression="zstd")


def _read(part: Path, table: Table) -> Any:
    # A folder called "year=2016" above it is no column.
    read = need("pyarrow.parquet", "Parquet").read_table
    return read(part, schema=schema(table), partitioning=None)


def _number(part: Path) -> int:
    return int(part.stem.removeprefix("part-"))


def _mended(journal: Path) -> list[Any]:
    """The entries of a journal. An incomplete last entry is removed from the file."""
    with contextlib.suppress(FileNotFoundError):
        data = journal.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if whole != data:
            os.truncate(journal, len(whole))
        return [json.loads(line) for line in whole.splitlines()]
    return []
