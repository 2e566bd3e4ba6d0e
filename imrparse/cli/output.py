"""Writing results to stdout and messages to stderr, for terminals and other readers."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sized
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TextIO, TypeVar

import click

from imrparse.processes import interrupts
from imrparse.text.visible import escaped, visible_lines

if TYPE_CHECKING:
    from rich.progress import Progress


def say(text: str) -> None:
    """Print a message of one or more lines on stderr, after everything written to stdout so far."""
    flush()
    if sys.stderr is not None:
        click.echo(visible_lines(text), file=sys.stderr)


def for_terminal(text: str, stream: TextIO) -> str:
    """A text for a stream: for a terminal, with control characters made visible."""
    return visible_lines(text) if stream.isatty() else text


def wants_color(choice: str, stream: TextIO | None) -> bool:
    """Whether to colour output to a stream: `choice` is ``auto``, ``always`` or ``never``.

    For ``auto``, as in rich and many other programs, NO_COLOR and FORCE_COLOR override the
    terminal.
    """
    if choice != "auto" or stream is None:
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "").lower() not in ("dumb", "unknown")


def excerpt_width(stream: TextIO | None) -> int:
    """The width of excerpts: that of COLUMNS, or of the terminal up to a limit."""
    from imrparse.diagnostics import rendering  # which the start does not need

    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    if stream is None or not stream.isatty():
        return rendering.WIDTH
    return min(rendering.WIDTH, shutil.get_terminal_size().columns)


class Json:
    """Writes JSON to stdout, in UTF-8: an array of objects, or one compact object per line.

    The array is opened on entering and closed on leaving, so that it is always well-formed.
    """

    def __init__(self, *, lines: bool) -> None:
        self._lines = lines
        self._first = True
        self._stream = stdout().buffer

    def __enter__(self) -> Json:
        if not self._lines:
            self._stream.write(b"[")
        return self

    def write(self, value: Any) -> None:
        """Write one object."""
        if self._lines:
            self._stream.write(_dumps(value) + b"\n")
            return
        item = _dumps(value, indent=2).replace(b"\n", b"\n  ")
        self._stream.write((b"\n  " if self._first else b",\n  ") + item)
        self._first = False

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not self._lines and not isinstance(error, BrokenPipeError):
            self._stream.write(b"]\n" if self._first else b"\n]\n")


def _dumps(value: Any, indent: int | None = None) -> bytes:
    """JSON in UTF-8. Lone surrogates, Unicode line ends and terminal control characters are
    escaped."""
    return dumps(value, indent).encode("utf-8", errors="backslashreplace")


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON without terminal control characters."""
    separators = (",", ":") if indent is None else None
    # The escaped characters only occur inside JSON strings.
    return escaped(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators))


def stdout() -> TextIO:
    """The standard output. Characters that its encoding does not have are written as escapes.

    Raises OSError if it is closed.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "the standard output is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    return sys.stdout


def flush() -> None:
    """Flush stdout, so that a failure shows now and not at exit.

    The language server closes it when its editor has ended the session.
    """
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


def discard_output() -> None:
    """Discard buffered output that can't be written, or Python would retry at exit and report
    it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


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
