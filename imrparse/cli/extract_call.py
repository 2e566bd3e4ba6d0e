"""Runs `imrparse extract`, and reports its progress."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import click
from attrs import frozen

from imrparse.cli import files
from imrparse.cli.extract_output import STDOUT, wanted_format, written_to
from imrparse.cli.output import discard_output, stdout
from imrparse.cli.report import CLEAN, FAILED, FOUND
from imrparse.diagnostics.fault_pages import PAGES
from imrparse.files import READ_SUFFIXES, SUFFIXES
from imrparse.processes import interrupts
from imrparse.processes.child import ChildNotBegunError
from imrparse.processes.cores import cores
from imrparse.processes.interrupts import Interrupted
from imrparse.tables.formats.extras import MissingExtraError, check
from imrparse.tables.formats.parts import Format
from imrparse.tables.formats.text_form import formula_warning
from imrparse.tables.inputs.listing import Names
from imrparse.tables.run.pool import CrashedError
from imrparse.tables.run.run import Run
from imrparse.tables.run.work import Counts
from imrparse.tables.run.workspace import Workspace, WorkspaceError
from imrparse.text.visible import visible, visible_lines

_KINDS = 8  # of skipped files that are named in the summary


def run(
    paths: Sequence[str],
    *,
    output: str,
    form: str | None,
    flat: bool,
    jobs: int | None,
    resume: bool,
    overwrite: bool,
    excel: bool,
    list_skipped: bool,
    encoding: str | None,
) -> int:
    """Run the command with these options. Returns the exit status; raises UsageError."""
    if resume and overwrite:
        raise click.UsageError("--resume can't be combined with --overwrite.")
    wanted = wanted_format(output, form, flat=flat)
    if excel and wanted.suffix != Format.CSV.suffix:
        raise click.UsageError("--excel needs --format csv.")
    if output == STDOUT and (resume or overwrite):
        raise click.UsageError("--resume and --overwrite need a file or a folder.")
    settings = _Settings(jobs or cores(), encoding, resume, overwrite, excel, list_skipped)
    with written_to(output, wanted) as path:
        return _run(paths, path, wanted, settings, _Call(output))


@frozen
class _Settings:
    jobs: int
    encoding: str | None
    resume: bool
    overwrite: bool
    excel: bool
    list_skipped: bool


def _run(
    paths: Sequence[str], output: Path, wanted: Format, settings: _Settings, call: _Call
) -> int:
    try:
        interrupts.check()
        if wanted.is_one_file:
            output = files.destination(output)
        check(wanted.suffix)
        is_new = settings.overwrite
        if not is_new and _is_complete(Workspace(output, wanted), resume=settings.resume):
            _say(f"{visible(str(output))}: complete, nothing left to do")
            return CLEAN
        begun = Run(
            output,
            wanted,
            jobs=settings.jobs,
            encoding=settings.encoding,
            overwrite=settings.overwrite,
            excel=settings.excel,
            list_skipped=settings.list_skipped,
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


class _Call:
    """One run, with its progress and messages on the terminal."""

    def __init__(self, output: str) -> None:
        self._is_stdout = output == STDOUT
        self._output = "the standard output" if self._is_stdout else visible(output)
        self._counts = Counts()
        self._files = 0
        self._skipped: Counter[str] = Counter()

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
        for line in summary_lines(self._counts, self._output, self._skipped):
            if self._is_stdout:
                _say(line.rstrip())
            else:
                click.echo(visible_lines(line.rstrip()), file=stdout())
        return FAILED if self._counts.failures else FOUND if self._counts.faults else CLEAN

    def _read(self, run: Run, names: Names) -> None:
        begun = run.begin(names, SUFFIXES)
        self._counts, self._files, self._skipped = begun.done, begun.files, begun.skipped
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


class Progress:
    """A bar on stderr with letters per second and the time left, if stderr is a terminal."""

    def __init__(self, total: int, done: int) -> None:
        self._bar: Any = None
        if sys.stderr is not None and sys.stderr.isatty():
            self._bar = _bar()
            self._bar.add_task("letters", total=total, completed=done)

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar:
            with suppress(OSError):  # the terminal may be gone
                self._bar.stop()

    def advance(self, files: int) -> None:
        """Count more files as done."""
        if self._bar:
            self._bar.advance(self._bar.task_ids[0], files)


def _bar() -> Any:
    # rich is imported here, since it is needed only on a terminal.
    from rich import progress
    from rich.console import Console
    from rich.text import Text

    class Rate(progress.ProgressColumn):
        """Letters per second."""

        def render(self, task: progress.Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f}/s" if speed else "")

    return progress.Progress(
        "letters",
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        Rate(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        speed_estimate_period=60,
    )


def summary_lines(counts: Counts, output: str, skipped: Counter[str]) -> Iterator[str]:
    """The lines that summarise a run."""
    failed = counts.files - counts.letters
    yield f"{_counted(counts.files, 'file')} read, tables in {output}"
    yield f"  letters    {counts.letters:>11,}  {_shares(counts.outcomes)}"
    yield f"  issues     {counts.issues:>11,}  {_shares(counts.decisions)}"
    yield f"  citations  {counts.citations:>11,}"
    where = f"  in {_counted(failed, 'file')}" if failed else ""
    yield f"  faults     {counts.faults:>11,}{where}"
    names = {page.code: page.name for page in PAGES}
    for code, count in sorted(counts.codes.items(), key=lambda item: (-item[1], item[0])):
        yield f"    {code}   {count:>11,}  {names.get(code, '')}".rstrip()
    if skipped:
        yield f"  skipped    {skipped.total():>11,}  {_kinds(skipped)}"
    if counts.formulas:
        yield f"  {formula_warning(counts.formulas)}"
    if counts.failures:
        yield f"  imrparse itself failed on {_counted(counts.failures, 'file')}; see faults"


def _kinds(skipped: Counter[str]) -> str:
    """Files that were not read, by their suffix, the most frequent ones first."""
    kinds = sorted(skipped.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{count:,} {kind}" for kind, count in kinds[:_KINDS]]
    if others := sum(count for _, count in kinds[_KINDS:]):
        named.append(f"{others:,} of {len(kinds) - _KINDS:,} other kinds")
    return ", ".join(named)


def _shares(counts: Counter[str]) -> str:
    total = counts.total()
    return ", ".join(
        f"{count:,} {name.lower()} ({count / total:.1%})"
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
