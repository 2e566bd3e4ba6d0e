"""`imrparse lint --fix -` as a filter: the text goes to stdout, and everything else to stderr."""

from __future__ import annotations

import sys

import click

from imrparse.cli import files
from imrparse.cli.lint_command.lint_output import Output
from imrparse.cli.lint_command.lint_run import LintedFile
from imrparse.cli.output import excerpt_width, flush, stdout, wants_color
from imrparse.diagnostics import rendering
from imrparse.reports.results import Result


class Messages(Output):
    """Writes findings to stderr, in full or in one line each."""

    def __init__(self, form: str, color: str) -> None:
        self._full = form == "full"
        self._color = wants_color(color, sys.stderr)
        self._width = excerpt_width(sys.stderr)

    def write(self, result: Result) -> None:
        for one in result.diagnostics:
            if self._full:
                text = rendering.full(one, path=result.path, width=self._width, color=self._color)
                self._echo(f"{text}\n")
            else:
                self._echo(rendering.concise(one, result.path))

    def _echo(self, text: str) -> None:
        if sys.stderr is not None:
            click.echo(text, file=sys.stderr, color=self._color)


def write_text(linted: LintedFile) -> None:
    """Write the fixed text, or what came in if nothing was fixed. Raises UnwritableError, having
    written what came in, for a text that its encoding does not have."""
    data = linted.data
    try:
        if linted.after is not None:
            data = files.encode(linted.after, linted.encoding, data)
    except UnicodeEncodeError as error:
        lost = error.object[error.start : error.end]
        raise files.UnwritableError(f"{linted.encoding} has no {lost!r}") from None
    finally:
        stdout().buffer.write(data)
        flush()
