"""Where the rows of a run are stored, and which batches are done."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from abc import ABC, abstractmethod
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from imrparse.processes import interrupts
from imrparse.tables.columns.column import Table
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.parts import Format, place
from imrparse.tables.formats.text_form import text_file, to_json, write_csv
from imrparse.tables.run.counts import Counts
from imrparse.tables.run.work import Result


class Sink(ABC):
    """Stores the results of each batch permanently."""

    @abstractmethod
    def done(self) -> dict[int, Counts]:
        """The batches that are done, and their counts."""

    @abstractmethod
    def take(self, result: Result) -> None:
        """Store the results of a batch. They are safe when this returns."""

    @abstractmethod
    def finish(self) -> None:
        """Put the tables into place after all batches are done. May be repeated.

        May raise Interrupted.
        """

    def close(self) -> None:  # noqa: B027 - some have nothing to close
        """Close files."""


class Parts(Sink):
    """A folder of tables with a file for each batch. A journal records which ones are complete."""

    def __init__(self, work: Path) -> None:
        journal = work / "journal.jsonl"
        self._entries = _mended(journal)
        self._file = journal.open("a", encoding="utf-8")

    def done(self) -> dict[int, Counts]:
        return {number: Counts.from_dict(counts) for number, counts in self._entries}

    def take(self, result: Result) -> None:
        self._file.write(to_json([result.number, result.counts.to_dict()]) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def finish(self) -> None:
        """The parts are already in place."""

    def close(self) -> None:
        self._file.close()


class JoinedParts(Parts):
    """A folder of tables, each a single file in the end, joined from the parts of the batches."""

    def __init__(self, work: Path, form: Format, parts: Path, folder: Path) -> None:
        """`parts` is the folder of the parts, `folder` that of the tables."""
        super().__init__(work)
        self._form = form
        self._parts = parts
        self._folder = folder
        self._scratch = work / "scratch"

    def finish(self) -> None:
        for table in TABLES:
            path = self._folder / f"{table.name}.{self._form.value}"
            place(path, self._scratch, partial(self._join, table))

    def _join(self, table: Table, file: BinaryIO) -> None:
        if self._form is Format.CSV:
            with text_file(file) as text:
                write_csv(table, (), text)
        parts = (self._parts / table.name).glob(f"part-*.{self._form.value}")
        for part in sorted(parts, key=_number):
            interrupts.check()
            with part.open("rb") as source:
                shutil.copyfileobj(source, file, 1 << 20)


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
