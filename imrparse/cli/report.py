"""What a command says on stderr: faults, and at the end how many letters could not be read."""

from __future__ import annotations

import os
import re
import sys
import traceback

import click

from imrparse.cli.output import flush, visible, wants_color
from imrparse.diagnostics import Diagnostic, ParseError, excerpt
from imrparse.faults import UNREADABLE

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit statuses: all is well; a letter has faults or can't be read; the program failed."""

_TRACEBACK = "IMRPARSE_TRACEBACK"  # set to anything, failures of the program show where
_CARETS = re.compile(r"^ +\| +\^+$", re.MULTILINE)


class Report:
    """Tells of faults as they are met, and keeps count."""

    def __init__(self, color: str) -> None:
        self.status = CLEAN
        self._bad_letters = 0
        self._color = wants_color(color, sys.stderr)

    def unparsable(self, name: str, error: ParseError) -> None:
        """A letter with faults."""
        self._bad_letter(FOUND)
        for diagnostic in error.diagnostics:
            self.diagnostic(name, diagnostic)

    def unreadable(self, name: str, error: Exception) -> None:
        """A letter whose text can't be had."""
        self._bad_letter(FOUND)
        self._say(name, UNREADABLE, str(error))

    def unreadable_folder(self, name: str, error: Exception) -> None:
        """A folder that can't be looked into; nobody knows how many letters it holds."""
        self.status = max(self.status, FOUND)
        self._say(name, UNREADABLE, str(error))

    def empty_folder(self, name: str, wanted: str) -> None:
        """A folder without letters, which is no fault, but may be a mistake."""
        self._echo(f"{visible(name)}: no letters in this folder ({wanted})")

    def failed(self, name: str, error: Exception) -> None:
        """A letter over which the program failed: a fault of the program, not of the letter."""
        self._bad_letter(FAILED)
        failure(error, name)

    def diagnostic(self, name: str, diagnostic: Diagnostic) -> None:
        """One fault, with the line that it is about."""
        line, column = diagnostic.line, diagnostic.column
        self._say(f"{name}:{line}:{column}", diagnostic.code, diagnostic.message)
        shown = visible(excerpt(diagnostic))
        if self._color:
            shown = _CARETS.sub(lambda carets: click.style(carets.group(), fg="red"), shown)
        self._echo(shown)

    def summary(self, letters: int) -> None:
        """How many of several letters failed, if any did."""
        if letters > 1 and self._bad_letters:
            self._echo(f"{self._bad_letters} of {letters} letters could not be read")

    def _bad_letter(self, status: int) -> None:
        self.status = max(self.status, status)
        self._bad_letters += 1

    def _say(self, place: str, code: str, message: str) -> None:
        place, code = click.style(visible(place), bold=True), click.style(code, fg="red", bold=True)
        self._echo(f"{place}: {code} {visible(message)}")

    def _echo(self, text: str) -> None:
        flush()  # so that a fault stands between the letters that it stands between
        if sys.stderr is not None:
            click.echo(text, file=sys.stderr, color=self._color)


def failure(error: Exception, name: str | None = None) -> None:
    """The program failed, over a letter or as a whole."""
    about = f"imrparse: {visible(name)}" if name else "imrparse"
    if isinstance(error, OSError):
        message = f"{about}: {error.strerror or error}"
    else:
        what = f"{type(error).__name__}: {' '.join(str(error).split())}"
        message = f"{about}: a failure of the program: {visible(what)} ({_TRACEBACK}=1 shows where)"
    if sys.stderr is not None:
        click.echo(message, file=sys.stderr)
        if os.environ.get(_TRACEBACK):
            traceback.print_exception(error)
