"""Writing results to stdout and messages to stderr, for terminals and other readers."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import sys
from types import TracebackType
from typing import Any, TextIO

import click

from imrparse.text.visible import escaped, visible_lines


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
    """Flush stdout, so that a failure shows now and not at exit."""
    if sys.stdout is not None:
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
