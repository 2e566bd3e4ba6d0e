"""Reporting faults on stderr, and finally how many letters could not be parsed."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click
from attrs import frozen

from imrparse.cli.output import excerpt_width, flush, say, wants_color
from imrparse.diagnostics import rendering
from imrparse.diagnostics.codes import UNREADABLE
from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.text.decoration.view import Decoration
from imrparse.text.source import LeftOut, LeftOutKind
from imrparse.text.visible import visible, visible_lines

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit statuses: success; a letter has faults or can't be read; an internal error."""

FORMS = ("full", "concise", "json")
"""How to report faults: in full with excerpts, in one line each, or as JSON objects."""

_TRACEBACK = "IMRPARSE_TRACEBACK"  # if set, internal errors show a traceback


class Report:
    """Reports faults as they occur, and counts letters that failed."""

    def __init__(self, color: str, form: str = "full") -> None:
        self.status: int = CLEAN
        self._bad_letters = 0
        self._color = wants_color(color, sys.stderr)
        self._form = form
        self._width = excerpt_width(sys.stderr)

    def diagnostics(self, name: str, found: Sequence[Diagnostic]) -> None:
        """Report all diagnostics of one letter. With an error among them, the letter failed."""
        if has_error(found):
            self._bad_letter(FOUND)
        for diagnostic in found:
            self._diagnostic(name, diagnostic)

    def decoration(
        self, name: str, found: Sequence[Decoration], left_out: Sequence[LeftOut] = ()
    ) -> None:
        """What carriers added to a letter, which was left out. It is no fault of the letter."""
        counts = Counter(kind.value for _, kind in found)
        counts.update(part.kind.value for part in left_out if part.kind is LeftOutKind.RUNNING)
        if counts and self._form != "json":
            told = ", ".join(f"{kind} ({count})" for kind, count in counts.items())
            self.note(f"{visible(name)}: left out, as no part of the letter: {told}")

    def unreadable(self, name: str, error: Exception) -> None:
        """Report a letter whose text can't be read."""
        self._bad_letter(FOUND)
        self._placeless(name, str(error))

    def unreadable_folder(self, name: str, error: Exception) -> None:
        """Report a folder that can't be searched; the number of its letters is unknown."""
        self.status = max(self.status, FOUND)
        self._placeless(name, str(error))

    def empty_folder(self, name: str, wanted: str) -> None:
        """Report a folder without letters: not a fault, but possibly a mistake."""
        self.note(f"{visible(name)}: no letters in this folder ({wanted})")

    def failed(self, name: str, error: Exception | Crash) -> None:
        """Report an internal error on a letter."""
        self._bad_letter(FAILED)
        flush()
        failure(error, name)

    def unprintable(self, name: str, error: Exception) -> None:
        """Report a letter that can't be printed in a form that would be parsed back."""
        self._bad_letter(FOUND)
        self.note(f"{visible(name)}: not formatted: {visible(str(error))}")

    def unwritable(self, name: str, error: Exception) -> None:
        """Report a file that can't be written; its letter is not at fault."""
        self._bad_letter(FAILED)
        self.note(f"{visible(name)}: not written: {visible(str(error))}")

    def found(self) -> None:
        """Record that there are findings, which were reported already."""
        self.status = max(self.status, FOUND)

    def note(self, text: str) -> None:
        """Print a message that is not a fault."""
        say(text)

    def summary(self, letters: int) -> None:
        """Print how many of several letters failed, if any did; not in JSON."""
        if letters > 1 and self._bad_letters and self._form != "json":
            self.note(f"{self._bad_letters} of {letters} letters could not be read")

    def _bad_letter(self, status: int) -> None:
        self.status = max(self.status, status)
        self._bad_letters += 1

    def _diagnostic(self, name: str, diagnostic: Diagnostic) -> None:
        if self._form == "json":
            self._say(_dumps(rendering.to_json(diagnostic, name)))
        elif self._form == "concise":
            self._say(rendering.concise(diagnostic, name))
        else:
            self._say(rendering.full(diagnostic, path=name, width=self._width, color=self._color))

    def _placeless(self, name: str, message: str) -> None:
        """Report a file or folder that can't be read, so there is no line to show."""
        if self._form == "json":
            self._say(_dumps(rendering.unplaced_to_json(UNREADABLE, message, name)))
            return
        place = click.style(visible(name), bold=True)
        code = click.style(UNREADABLE, fg="red", bold=True)
        self._say(f"{place}: {code} {visible(message)}")

    def _say(self, text: str) -> None:
        flush()  # so that a fault appears in order between the letters on stdout
        if sys.stderr is not None:
            click.echo(text, file=sys.stderr, color=self._color)


def has_error(found: Sequence[Diagnostic]) -> bool:
    """Whether one of the diagnostics is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in found)


@frozen
class Crash:
    """An internal error in a form that can be sent from one process to another."""

    message: str
    trace: str

    @classmethod
    def of(cls, error: Exception) -> Crash:
        """Convert an exception."""
        trace = "".join(traceback.format_exception(error))
        if isinstance(error, OSError):
            return cls(error.strerror or str(error), trace)
        notes = " ".join(["", *getattr(error, "__notes__", ())])
        what = f"{type(error).__name__}: {' '.join(str(error).split())}{notes}"
        message = f"internal error: {visible(what)} ({_TRACEBACK}=1 shows the traceback)"
        return cls(message, trace)


def failure(error: Exception | Crash, name: str | None = None) -> None:
    """Report an internal error, on a letter or in general."""
    crash = error if isinstance(error, Crash) else Crash.of(error)
    about = f"imrparse: {visible(name)}" if name else "imrparse"
    if sys.stderr is not None:
        click.echo(visible_lines(f"{about}: {crash.message}"), file=sys.stderr)
        if os.environ.get(_TRACEBACK):
            click.echo(visible_lines(crash.trace), file=sys.stderr, nl=False)


def _dumps(value: dict[str, Any]) -> str:
    """JSON in one line of ASCII, which is safe for any terminal or program."""
    return json.dumps(value, separators=(",", ":"))
