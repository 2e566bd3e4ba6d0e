"""A run: from inputs to tables, in batches, each of which is saved once it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from imrparse.data.version import TABLES_VERSION, __version__
from imrparse.processes import interrupts
from imrparse.tables.formats.parts import Format
from imrparse.tables.inputs.archives import Archives
from imrparse.tables.inputs.listing import Item, Lister, batches
from imrparse.tables.run.pool import Pool
from imrparse.tables.run.reading import batch_size, given
from imrparse.tables.run.sink import FlatFile, JoinedParts, Parts, Sink
from imrparse.tables.run.work import Batch, Counts, Plan
from imrparse.tables.run.workspace import Workspace


@frozen
class RunStart:
    """The state of a run after its inputs are listed."""

    files: int
    done: Counts
    """The counts of what was done before it was interrupted."""
    empty: tuple[str, ...]
    """Inputs without a letter."""
    skipped: Counter[str]
    """The files in folders and archives that are in no table, by their suffix."""


class Run:
    """One run. It continues an earlier, interrupted run with the same output, if there is one.

    A context manager that locks the output. With `overwrite`, the run begins anew, and existing
    tables are replaced once the new ones are complete.
    """

    def __init__(
        self,
        output: Path,
        form: Format,
        *,
        jobs: int,
        encoding: str | None,
        overwrite: bool = False,
        excel: bool = False,
        list_skipped: bool = False,
    ) -> None:
        self._output = output
        self._form = form
        self._jobs = jobs
        self._encoding = encoding
        self._overwrite = overwrite
        self._excel = excel
        self._list_skipped = list_skipped
        self._space = Workspace(output, form)
        self._sink: Sink | None = None
        self._done: dict[int, Counts] = {}

    def __enter__(self) -> Run:
        self._space.open()
        try:
            if self._overwrite:
                self._space.clear()
        except OSError:
            self._space.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._sink:
            self._sink.close()
        self._space.close()

    def begin(self, inputs: Iterable[str], suffixes: tuple[str, ...]) -> RunStart:
        """List the inputs, unless an interrupted run already did.

        Raises WorkspaceError if the settings differ from those of the interrupted run, or if its
        files are damaged; and Interrupted.
        """
        space = self._space
        empty: tuple[str, ...] = ()
        settings = space.settings()
        if settings is None:
            with interrupts.raising():  # an incomplete listing is not used
                lister = Lister(inputs, suffixes, list_skipped=self._list_skipped)
                with space.listing.open("w", encoding="utf-8") as file:
                    files = lister.write(file)
            empty = tuple(lister.empty)
            size = batch_size(files, self._jobs)
            about = {"files": files, "batch": size, "skipped": dict(sorted(lister.skipped.items()))}
            settings = self._settings() | about
            space.begin(settings)
        else:
            space.compare(settings, self._settings())
        with space.reading():
            return self._begun(settings, empty)

    def _begun(self, settings: dict[str, Any], empty: tuple[str, ...]) -> RunStart:
        self._size: int = settings["batch"]
        self._files: int = settings["files"]
        self._skipped: Counter[str] = Counter(settings["skipped"])
        placed = self._space.placed()
        if placed is not None:
            return RunStart(self._files, Counts.from_dict(placed), empty, self._skipped)
        self._sink = self._new_sink()
        self._done = self._sink.done()
        done = sum(self._done.values(), Counts())
        return RunStart(self._files, done, empty, self._skipped)

    def results(self) -> Iterator[Counts]:
        """Process the remaining batches; each yielded result is already saved.

        Raises Interrupted, CrashedError, and WorkspaceError if the listing is damaged.
        """
        if not self._sink:
            return
        space = self._space
        plan = Plan(self._form, space.parts, space.scratch, self._encoding, self._excel)
        pool = Pool(self._jobs, plan)
        archives = Archives()
        try:
            for result in pool.results(self._left(archives)):
                self._sink.take(result)
                self._done[result.number] = result.counts
                yield result.counts
        finally:
            archives.close()

    def finish(self) -> None:
        """Put the tables into place, once everything is processed. Raises Interrupted if a signal
        is received early enough."""
        interrupts.check()
        counts = sum(self._done.values(), Counts())
        placed: list[Path] = []
        if self._sink:
            if counts.files != self._files:
                raise self._space.damaged("its listing is not whole")
            if self._form.is_database:
                self._space.mark(counts.to_dict())
            self._space.begin_placing()
            placed = self._sink.finish()
        about = {
            "skipped": self._skipped,
            "excel": self._excel,
            "imrparse": __version__,
            "schema_version": TABLES_VERSION,
        }
        self._space.finish(placed, counts.to_dict() | about)

    def _settings(self) -> dict[str, Any]:
        columns = {table.name: list(table.names) for table in self._form.tables}
        return {
            "imrparse": __version__,
            "format": self._form.value + (" for Excel" if self._excel else ""),
            "encoding": self._encoding,
            "list_skipped": self._list_skipped,
            "columns": columns,
        }

    def _new_sink(self) -> Sink:
        space = self._space
        if self._form.is_database:
            from imrparse.tables.run.databases import Duckdb, Sqlite

            database = {Format.SQLITE: Sqlite, Format.DUCKDB: Duckdb}[self._form]
            return database(self._output, space.database)
        if self._form.is_flat:
            return FlatFile(space, self._form)
        return (Parts if self._form is Format.PARQUET else JoinedParts)(space, self._form)

    def _left(self, archives: Archives) -> Iterator[Batch]:
        done = set(self._done)
        for number, items in self._batches():
            if number not in done:
                yield Batch(number, tuple(given(item, archives) for item in items))

    def _batches(self) -> Iterator[tuple[int, list[Item]]]:
        with self._space.reading():
            yield from batches(self._space.listing, self._size)
