"""Writing fixed texts to their files or showing a diff, and writing Word files with findings as
comments and fixes as tracked changes, for `imrparse lint`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from imrparse.cli import files
from imrparse.cli.diff import diff_lines
from imrparse.cli.lint_command.lint_run import LintedFile
from imrparse.cli.output import stdout, wants_color
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.files import UnreadableError
from imrparse.files.formats import DOCX, title_of
from imrparse.printing.source_style import line_end_of
from imrparse.text.visible import visible, visible_lines


def write_fixed(linted: LintedFile, after: str) -> None:
    """Write a fixed text to its file, which is otherwise unchanged.

    Raises UnwritableError; the file is then as it was.
    """
    encoding = linted.encoding
    if linted.letter.path is None:
        raise files.UnwritableError("not a file")
    try:
        data = linted.letter.load()
    except UnreadableError as error:
        raise files.UnwritableError(str(error)) from None
    try:
        as_before = files.encode(linted.before, encoding, data)
        encoded = files.encode(after, encoding, data)
    except UnicodeEncodeError as error:
        lost = error.object[error.start : error.end]
        raise files.UnwritableError(f"{encoding} has no {lost!r}") from None
    if data != as_before:
        raise files.UnwritableError(f"the file has changed, or can't be written back as {encoding}")
    files.replace(linted.letter.path, encoded)


def show_diff(linted: LintedFile, after: str, color: str) -> None:
    """Show on stdout what would change in a text."""
    stream = stdout()
    colored = wants_color(color, stream)
    name = visible(linted.letter.name)
    for line in diff_lines(name, linted.before, after, line_end_of(after)):
        shown = visible_lines(line.text) if colored or stream.isatty() else line.text
        stream.write(f"{click.style(shown, **line.style) if colored else shown}\n")


def write_annotated(linted: LintedFile, found: Sequence[Diagnostic], out: Path) -> None:
    """Write a copy of a letter's file with a comment for each finding. Raises UnwritableError."""
    if linted.kind != DOCX.kind:
        what = title_of(linted.kind)
        raise files.UnwritableError(f"comments go into a Word file, and this is {what}")
    # python-docx is slow to import. It is installed, as the file was read with it.
    from imrparse.files.docx_comments import annotate

    try:
        annotated = annotate(linted.letter.load(), found)
    except UnreadableError as error:
        raise files.UnwritableError(str(error)) from None
    files.put(out, annotated)


def write_tracked(linted: LintedFile, found: Sequence[Diagnostic] | None, out: Path) -> None:
    """Write a copy of a letter's file with its fixes as tracked changes. Raises UnwritableError.

    If `found` is given, these findings and what was fixed become comments.
    """
    if not linted.copy:
        what = title_of(linted.kind)
        raise files.UnwritableError(f"tracked changes go into a Word file, and this is {what}")
    data = linted.copy.data
    if found is not None:
        from imrparse.files.docx_comments import annotate  # see above

        data = annotate(data, found, linted.copy.placed)
    files.put(out, data)
