"""A progress bar on stderr for long work."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sized
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from imrparse.processes import interrupts

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1.0  # seconds of work before a bar appears

_Item = TypeVar("_Item")


class Steps(Generic[_Item]):
    """Iterates over items, with a progress bar after a second. Raises Interrupted.

    There is no bar for a single item, nor unless stderr is a terminal and stdout is not: results
    that scroll by show progress too, and would disrupt the bar.
    """

    def __init__(self, items: Iterable[_Item], total: int | None = None) -> None:
        """`total` is the number of items, if `items` has no length."""
        self._items = items
        self._total = total if total is not None else len(items) if isinstance(items, Sized) else 0
        self._bar: Progress | None = None
        self._wanted = self._total > 1 and _is_terminal(sys.stderr) and not _is_terminal(sys.stdout)

    def __enter__(self) -> Iterator[_Item]:
        return self._steps()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def _steps(self) -> Iterator[_Item]:
        started = monotonic()
        for done, item in enumerate(self._items):
            interrupts.check()
            if self._bar:
                self._bar.update(self._bar.task_ids[0], completed=done)
            elif self._wanted and monotonic() - started > _PATIENCE:
                self._bar = _bar(self._total, done)
            yield item


def _is_terminal(stream: object) -> bool:
    return bool(stream) and bool(getattr(stream, "isatty", lambda: False)())


def _bar(total: int, done: int) -> Progress:
    # rich is imported here, since few runs take long enough to need it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("letters", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    bar.add_task("letters", total=total, completed=done)
    bar.start()
    return bar
