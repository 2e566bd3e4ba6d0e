"""The progress and the summary that `imrparse extract` shows."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any

from imrparse.diagnostics.fault_pages import PAGES
from imrparse.tables.run.counts import Counts
from imrparse.tables.spreadsheets import formula_warning


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


def summary_lines(counts: Counts, output: str) -> Iterator[str]:
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
    if counts.formulas:
        yield f"  {formula_warning(counts.formulas)}"
    if counts.failures:
        yield f"  imrparse itself failed on {_counted(counts.failures, 'file')}; see faults"


def _shares(counts: Counter[str]) -> str:
    total = counts.total()
    return ", ".join(
        f"{count:,} {name.lower()} ({count / total:.1%})" for name, count in counts.most_common()
    )


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
