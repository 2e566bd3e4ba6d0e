"""Results on stdout, and what terminals and readers of it have to be told or spared."""

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
    """Tell something on stderr, in one line or more, after what was written on stdout."""
    flush()
    if sys.stderr is not None:
        click.echo(visible_lines(text), file=sys.stderr)


def for_terminal(text: str, stream: TextIO) -> str:
    """A text for a stream: for a terminal nothing that it would obey, elsewhere as it is."""
    return visible_lines(text) if stream.isatty() else text


def wants_color(choice: str, stream: TextIO | None) -> bool:
    """Whether to colour what goes to a stream: `choice` is ``auto``, ``always`` or ``never``.

    As rich and most of today's programs decide: NO_COLOR and FORCE_COLOR overrule a terminal.
    """
    if choice != "auto" or stream is None:
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "").lower() not in ("dumb", "unknown")


class Json:
    """Writes JSON to stdout, in UTF-8: an array of objects, or one compact object a line.

    The array is begun on entering and ended on leaving, so that it is well-formed whatever happens.
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
    """JSON in UTF-8. Escaped: lone surrogates, what some readers take for a line's end, and what a
    terminal would obey."""
    return dumps(value, indent).encode("utf-8", errors="backslashreplace")


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON with nothing in it that a terminal would obey."""
    separators = (",", ":") if indent is None else None
    # What is escaped can only stand inside of JSON's strings.
    return escaped(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators))


def stdout() -> TextIO:
    """The standard output. What its encoding does not have, it writes as an escape.

    Raises OSError if there is none.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "the standard output is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    return sys.stdout


def flush() -> None:
    """Write out what is held back, so that a failure to do so shows now and not at the end."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon() -> None:
    """Let what could not be written go nowhere, or Python would try again and say so."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
