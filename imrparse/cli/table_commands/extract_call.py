"""A call of `imrparse extract`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from imrparse.cli import files
from imrparse.cli.output import discard_output, stdout
from imrparse.cli.report import CLEAN, FAILED, FOUND
from imrparse.cli.table_commands.extract_view import Progress, summary_lines
from imrparse.files import READ_SUFFIXES, SUFFIXES
from imrparse.processes import interrupts
from imrparse.processes.child import ChildNotBegunError
from imrparse.processes.interrupts import Interrupted
from imrparse.tables.formats.extras import MissingExtraError, check
from imrparse.tables.formats.parts import Format
from imrparse.tables.inputs.input_names import Names
from imrparse.tables.run.counts import Counts
from imrparse.tables.run.pool import CrashedError
from imrparse.tables.run.run import Run
from imrparse.tables.run.workspace import Workspace, WorkspaceError
from imrparse.text.visible import visible, visible_lines

_SUFFIXES = {
    ".sqlite": Format.SQLITE,
    ".sqlite3": Format.SQLITE,
    ".db": Format.SQLITE,
    ".duckdb": Format.DUCKDB,
}


def run(
    paths: Sequence[str],
    *,
    output: Path,
    form: str | None,
    jobs: int | None,
    resume: bool,
    overwrite: bool,
    excel: bool,
    encoding: str | None,
) -> int:
    """Run the command with these options. Returns the exit status; raises UsageError."""
    if resume and overwrite:
        raise click.UsageError("--resume can't be combined with --overwrite.")
    wanted = Format(form) if form else _SUFFIXES.get(output.suffix.lower(), Format.PARQUET)
    if excel and wanted is not Format.CSV:
        raise click.UsageError("--excel needs --format csv.")
    call = _Call(output)
    try:
        interrupts.check()
        if wanted.is_one_file:
            output = files.destination(output)
        check(wanted.value)
        if not overwrite and _is_complete(Workspace(output, wanted), resume=resume):
            _say(f"{visible(str(output))}: complete, nothing left to do")
            return CLEAN
        begun = Run(
            output,
            wanted,
            jobs=jobs or _cores(),
            encoding=encoding,
            overwrite=overwrite,
            excel=excel,
        )
        with begun, Names(paths) as names, interrupts.last_words(call.last_words()):
            return call.run(begun, names)
    except Interrupted as error:
        _say(call.interrupted())
        return error.status
    except files.UnwritableError as error:
        _say(f"imrparse: {visible(str(output))}: not written: {error}")
    except (MissingExtraError, WorkspaceError) as error:
        _say(f"imrparse: {error}")
    except BrokenPipeError:
        raise  # the reader of the summary is gone
    except OSError as error:
        _say(_message(error, output))
    return FAILED


def _is_complete(space: Workspace, *, resume: bool) -> bool:
    """Whether nothing is left to do. Raises WorkspaceError if existing files are in the way."""
    if resume and space.is_complete:
        space.tidy()
        return True
    if space.is_begun and not resume:
        if space.is_running:
            raise space.running()
        raise WorkspaceError(
            f"{space.output}: a run was interrupted here; --resume continues it, "
            "--overwrite starts over"
        )
    if space.has_tables and not space.is_begun:
        raise WorkspaceError(f"{space.output}: tables already exist; --overwrite replaces them")
    return False


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Call:
    """One run, with its progress and messages on the terminal."""

    def __init__(self, output: Path) -> None:
        self._output = visible(str(output))
        self._counts = Counts()
        self._files = 0

    def run(self, run: Run, names: Names) -> int:
        """Process all remaining files. Returns the exit status; raises Interrupted."""
        try:
            self._read(run, names)
            run.finish()
        except (CrashedError, ChildNotBegunError) as error:
            _say(f"imrparse: {error}: {self._progress()}")
            return FAILED
        except OSError as error:
            about = _message(error, error.filename or self._output)
            _say(f"{about}: {self._progress()}" if self._files else about)
            return FAILED
        for line in summary_lines(self._counts, self._output):
            click.echo(visible_lines(line.rstrip()), file=stdout())
        return FAILED if self._counts.failures else FOUND if self._counts.faults else CLEAN

    def _read(self, run: Run, names: Names) -> None:
        begun = run.begin(names, SUFFIXES)
        self._counts, self._files = begun.done, begun.files
        for name in begun.empty:
            suffixes = ", ".join(f"*{suffix}" for suffix in READ_SUFFIXES)
            _say(f"{visible(name)}: no letters in this folder ({suffixes})")
        if begun.done.files:
            _say(f"{begun.done.files:,} of {begun.files:,} files were already read")
        with Progress(begun.files, begun.done.files) as progress, interrupts.calling(_say_stopping):
            for counts in run.results():
                self._counts += counts
                progress.advance(counts.files)

    def interrupted(self) -> str:
        """The line to print when a signal has stopped the run."""
        if not self._files:
            return "interrupted before any file was read; --resume starts the run"
        return f"interrupted: {self._progress()}"

    def last_words(self) -> str:
        """The line to print when a second signal ends the process."""
        return f"interrupted: results are kept in {self._output}; --resume continues from there"

    def _progress(self) -> str:
        return (
            f"{self._counts.files:,} of {self._files:,} files are done, with results in "
            f"{self._output}; --resume continues from there"
        )


def _say_stopping() -> None:
    """Print on a terminal what happens after Ctrl-C. Called by the signal handler."""
    if interrupts.caught() is signal.SIGINT and sys.stderr is not None and sys.stderr.isatty():
        interrupts.write("finishing the current batches; press Ctrl-C again to stop immediately")


def _message(error: OSError, place: object) -> str:
    return f"imrparse: {visible(str(place))}: {error.strerror or error}"


def _say(text: str) -> None:
    if sys.stderr is not None:
        try:
            click.echo(visible_lines(text), file=sys.stderr)
        except OSError:  # the terminal is gone, the usual reason for SIGHUP
            discard_output()
