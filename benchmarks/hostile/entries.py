"""The entry points that are measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from unittest.mock import patch

import imrparse
from benchmarks.hostile import files
from imrparse import Determination
from imrparse.diagnostics import rendering
from imrparse.files import UnreadableError
from imrparse.linting import fixing
from imrparse.linting.engine import default_linter

Run = Callable[[], object]
Entry = Callable[[str], Run]
"""Prepares a run for one text, unmeasured. The returned function is measured."""


def _parse(text: str) -> Run:
    """Parse the text; if it has errors, render all of them."""

    def run() -> None:
        try:
            imrparse.parse(text)
        except imrparse.ParseError as error:
            str(error)

    return run


def _analyze(text: str) -> Run:
    def run() -> None:
        analysis = imrparse.analyze(text)
        if imrparse.unparse(analysis.determination) != text:
            raise AssertionError("a text did not come back")

    return run


@lru_cache(maxsize=3)  # that of each size
def _letter(text: str) -> Determination:
    return imrparse.analyze(text).determination


def _to_dict(text: str) -> Run:
    """Convert the letter with the content of all fields, and all places."""
    return lambda: imrparse.to_dict(imrparse.analyze(text).determination, places=True)


def _format(text: str) -> Run:
    letter = _letter(text)

    def run() -> None:
        for style in ("letter", "markdown"):
            with suppress(imrparse.UnprintableError):
                imrparse.format(letter, style)

    return run


def _edit(text: str) -> Run:
    """Unparse a letter with a changed last rationale and reordered issues."""
    letter = _letter(text)

    def run() -> None:
        if not letter.issues:
            return
        last = letter.issues[-1].rationale
        with suppress(imrparse.UnprintableError):
            imrparse.unparse(imrparse.replace(letter, last, text=f"{last.text} It is not."))
        with suppress(imrparse.UnprintableError):
            imrparse.unparse(imrparse.replace(letter, letter, issues=letter.issues[::-1]))

    return run


def _lint(text: str) -> Run:
    """Run all rules, and render the findings."""
    return lambda: [rendering.to_json(one) for one in imrparse.lint(text)]


_FEW = 4  # rounds and tries


def _fix(text: str) -> Run:
    """Fix with a few rounds and tries only: their number is limited, whatever the length."""

    def run() -> None:
        with patch.multiple(fixing, _MOST_ROUNDS=_FEW, _MOST_TRIES=_FEW):
            fixing.fix(text, default_linter().lint, unsafe=True)

    return run


def read_file(data: bytes) -> Run:
    """A file read in this process, whose time is measured; that it cannot be read is an answer
    too."""

    def run() -> None:
        with suppress(UnreadableError):
            imrparse.load(data, limited=False)

    return run


def _as_file(make: Callable[[str], bytes]) -> Entry:
    return lambda text: read_file(make(text))


ENTRIES: Mapping[str, Entry] = {
    "parse": _parse,
    "analyze": _analyze,
    "to_dict": _to_dict,
    "format": _format,
    "unparse": _edit,
    "lint": _lint,
    "fix": _fix,
    "html": _as_file(files.html),
    "docx": _as_file(files.word),
    "pdf": _as_file(files.pdf),
}
"""The entry points by name."""
