"""The hidden folder beside the tables for unfinished work."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO

from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.parts import SUMMARY, Format, place
from imrparse.text.errors import ImrparseError

_WORK = ".imrparse-extract"
_LOCK = "lock"


class WorkspaceError(ImrparseError):
    """The output can't be used as it is. The message says why, and what to do."""


class Workspace:
    """The output of a run, and the state of an interrupted run.

    A run has begun once its settings exist; they are written after the listing. Its tables stay in
    the hidden folder until they are complete, and then replace any older tables. A mark is written
    before a complete database is moved. Another mark means that the folder is being cleared for a
    new run, so that its remaining content is ignored.
    """

    def __init__(self, output: Path, form: Format) -> None:
        self.output = output
        self._form = form
        name = f".{output.name}{_WORK}" if form.is_one_file else _WORK
        self.work: Path = (output.parent if form.is_one_file else output) / name
        self.scratch: Path = self.work / "scratch"
        self.parts: Path = self.work / "parts"
        """The tables of each batch, with a folder for each table."""
        self.listing: Path = self.work / "listing.jsonl"
        self.database: Path = self.work / "tables"
        """The path under which the single file with all tables is created."""
        self._old = self.work.with_name(f"{name}.old")
        self._run = self.work / "run.json"
        self._mark = self.work / "finished"
        self._clearing = self.work / "clearing"
        self._lock: IO[bytes] | None = None

    @property
    def is_begun(self) -> bool:
        """Whether there is an unfinished run."""
        return self._run.exists() or self._clearing.exists()

    def mark(self, counts: dict[str, Any]) -> None:
        """Record that the database is complete and is about to be moved into place."""
        self._write(self._mark, counts)

    def placed(self) -> dict[str, Any] | None:
        """The counts of a run whose database is in place, or None."""
        if not self._mark.exists() or self.database.exists():
            return None
        with self.reading():
            counts: dict[str, Any] = json.loads(self._mark.read_text("utf-8"))
            return counts

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A context for reading the files of an interrupted run.

        Raises WorkspaceError if they are damaged.
        """
        try:
            yield
        except (ValueError, KeyError, TypeError) as error:
            raise self.damaged(str(error)) from None

    def damaged(self, why: str) -> WorkspaceError:
        """The error for an interrupted run that can't be resumed."""
        return WorkspaceError(
            f"{self.output}: what the interrupted run has left is damaged ({why}); "
            "--overwrite begins anew"
        )

    @property
    def is_running(self) -> bool:
        """Whether another run is active here. Its lock ends with its process."""
        try:
            lock = (self.work / _LOCK).open("r+b")
        except FileNotFoundError:
            return False
        with lock:
            return not _locked(lock)

    @property
    def is_complete(self) -> bool:
        """Whether a run has finished all its tables here."""
        end = self.output if self._form.is_one_file else self.output / SUMMARY
        return end.exists() and not self.is_begun

    @property
    def has_tables(self) -> bool:
        """Whether there are files where the run's tables will be."""
        return any(path.exists() for path in self._files())

    def open(self) -> None:
        """Create the folder, and lock it. Raises WorkspaceError if another run is active."""
        while self._lock is None:
            self.scratch.mkdir(parents=True, exist_ok=True)
            self._lock = self._new_lock()
        if self._clearing.exists():
            self.clear()
        for left in self.scratch.iterdir():
            left.unlink()

    def _new_lock(self) -> IO[bytes] | None:
        """The lock; None if a run that has just ended removed it with the folder."""
        path = self.work / _LOCK
        with ExitStack() as stack:
            try:
                lock = stack.enter_context(path.open("ab"))
            except FileNotFoundError:
                return None
            if not _locked(lock):
                raise self.running()
            try:
                is_there = os.path.samestat(path.stat(), os.fstat(lock.fileno()))
            except FileNotFoundError:
                is_there = False
            if is_there:
                stack.pop_all()
            return lock if is_there else None

    def running(self) -> WorkspaceError:
        """The error for an output that another run is writing to."""
        return WorkspaceError(f"{self.output}: another run is writing there now")

    def clear(self) -> None:
        """Remove the files of an interrupted run, but no tables that are in place.

        The folder must be open. If this is interrupted, it is completed when the folder is next
        opened.
        """
        if self._form.is_one_file and self.output.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self.output))
        self._clearing.touch()
        kept = (self._clearing, self.scratch, self.work / _LOCK)
        for path in list(self.work.iterdir()):
            if path not in kept:
                _remove(path)
        self._clearing.unlink()

    def close(self) -> None:
        """Release the lock. Remove the folder if it holds no unfinished run."""
        try:
            if self._lock and not self.is_begun:
                self._remove()
        finally:
            self._unlock()

    def settings(self) -> dict[str, Any] | None:
        """The settings of the interrupted run, or None."""
        if not self._run.exists():
            return None
        with self.reading():
            settings: dict[str, Any] = json.loads(self._run.read_text("utf-8"))
            return settings

    def begin(self, settings: dict[str, Any]) -> None:
        """Record that the listing was written with these settings."""
        self._write(self._run, settings)

    def compare(self, begun: dict[str, Any], wanted: dict[str, Any]) -> None:
        """Raise WorkspaceError if the interrupted run has other settings."""
        for name, value in wanted.items():
            with self.reading():
                there = begun[name]
            if there != value:
                values = f" {there}, not {value}" if isinstance(value, str | None) else ""
                raise WorkspaceError(
                    f"{self.output}: the run to continue was begun with another "
                    f"{name}{':' * bool(values)}{values}; --overwrite starts over"
                )

    def begin_placing(self) -> None:
        """Prepare for putting complete tables into place. May be called again.

        Removes the old summary, so that none describes the tables until all of them are in place.
        """
        if not self._form.is_one_file:
            (self.output / SUMMARY).unlink(missing_ok=True)

    def finish(self, placed: Iterable[Path], summary: dict[str, Any]) -> None:
        """Finish a run whose tables are in place, in the given files. May be called again.

        Removes older tables that these have not replaced.
        """
        if not self._form.is_one_file:
            for path in {*self._files()} - {*placed}:
                path.unlink(missing_ok=True)
                self._remove_if_empty(path.parent)
            self._write(self.output / SUMMARY, summary)
        self._remove()
        self._unlock()

    def _remove_if_empty(self, folder: Path) -> None:
        """Remove the folder of a table in Parquet that has no parts any more."""
        if folder != self.output:
            with suppress(OSError):
                folder.rmdir()

    def _remove(self) -> None:
        """Remove the folder: atomically for others, and while it is locked, except on Windows.

        Otherwise another run might find it unlocked and mistake this run for an interrupted one.
        """
        if sys.platform == "win32":
            self._unlock()  # a folder with open files can't be renamed
        self.tidy()
        self.work.rename(self._old)
        self.tidy()

    def _unlock(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None

    def tidy(self) -> None:
        """Remove the remains of a finished run that was interrupted at the very end."""
        # Another run that finds the tables complete may be removing it too.
        shutil.rmtree(self._old, ignore_errors=True)

    def _files(self) -> list[Path]:
        """The files of tables, in any format. A folder `letters` may also be an input."""
        if self._form.is_one_file:
            return [self.output]
        names = [table.name for table in TABLES]
        whole = [f"{name}.{form.value}" for name in names for form in (Format.CSV, Format.JSONL)]
        parts = [part for name in names for part in (self.output / name).glob("part-*.parquet")]
        return [*(self.output / name for name in (SUMMARY, *whole)), *parts]

    def _write(self, path: Path, values: dict[str, Any]) -> None:
        text = json.dumps(values, indent=2) + "\n"

        def write(file: BinaryIO) -> None:
            file.write(text.encode())

        place(path, self.scratch, write)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _locked(file: IO[bytes]) -> bool:
    """Try to lock a file. The lock ends with the process. Raises OSError if files can't be
    locked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True
