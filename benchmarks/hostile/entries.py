"""The entry points whose time is measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

import imrparse
from benchmarks.hostile import files
from imrparse.diagnostics import rendering
from imrparse.files import UnreadableError
from imrparse.linting.engine import default_linter
from imrparse.linting.fixing import fix

Run = Callable[[], object]
Entry = Callable[[str], Run]
"""Makes ready what is not measured, for one text. What it returns is measured."""


def _parse(text: str) -> Run:
    """The text parsed; if it has errors, with all of them told."""

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


def _to_dict(text: str) -> Run:
    """The letter with everything that stands in its fields, and all of the places."""
    return lambda: imrparse.to_dict(imrparse.analyze(text).determination, places=True)


def _format(text: str) -> Run:
    letter = imrparse.analyze(text).determination

    def run() -> None:
        for style in ("letter", "markdown"):
            with suppress(imrparse.UnprintableError):
                imrparse.format(letter, style)

    return run


def _edit(text: str) -> Run:
    """A letter whose last rationale and whose issues are changed, put back into its text."""
    letter = imrparse.analyze(text).determination

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
    """All rules, and the findings told."""
    return lambda: [rendering.to_json(one) for one in imrparse.lint(text)]


def _fix(text: str) -> Run:
    lint = default_linter().lint
    return lambda: fix(text, lint, unsafe=True)


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
"""By what they are called."""
