"""Writing a copy of a Word file with findings as comments, for `imrparse lint --annotate`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from imrparse.cli import files
from imrparse.cli.lint_command.lint_run import Linted
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.files import UnreadableError
from imrparse.files.formats import DOCX, title_of


def write_annotated(linted: Linted, found: Sequence[Diagnostic], out: Path) -> None:
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
