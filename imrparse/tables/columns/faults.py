"""The table `faults`."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from imrparse.tables.columns.column import Column, Table, Type
from imrparse.tables.columns.letters import LETTER_ID, PATH
from imrparse.tables.columns.subjects import FaultSubject


def _place(name: str) -> Callable[[FaultSubject], int | None]:
    """A function that gives one number of a fault's place, if the place has that number."""

    def place(row: FaultSubject) -> int | None:
        found = row.diagnostic
        if found is None:
            return None
        source, offset = found.source, found.span.start
        if source.locator:
            return source.locator.place(source, offset).get(name)
        position = source.position(offset)
        return {"line": position.line, "column": position.column}.get(name)

    return place


FAULTS = Table(
    "faults",
    "One row for each fault of a file that could not be parsed as a letter. A file "
    "is in `letters` or in `faults`, never in both or neither.",
    ("letter_id", "number"),
    (
        evolve(LETTER_ID, about="The key of the file, computed like that of a letter."),
        PATH,
        Column("number", Type.INTEGER, "number", "The number of the fault, from 1.", required=True),
        Column(
            "code",
            Type.TEXT,
            "code",
            "The [code](faults.md); `IMR000` for a file that can't be read.",
            required=True,
        ),
        Column("severity", Type.TEXT, "severity", "`error`, `warning` or `note`.", required=True),
        Column("message", Type.TEXT, "message", "The description of the fault.", required=True),
        Column("hint", Type.TEXT, "diagnostic.hint", "A suggestion, e.g. for the right wording."),
        Column(
            "page",
            Type.INTEGER,
            "diagnostic.span",
            "The page in a PDF.",
            "pages from 1",
            derive=_place("page"),
        ),
        Column(
            "paragraph",
            Type.INTEGER,
            "diagnostic.span",
            "The paragraph in a Word file.",
            "paragraphs from 1",
            derive=_place("paragraph"),
        ),
        Column(
            "line",
            Type.INTEGER,
            "diagnostic.span",
            "The line in a text, or of the page in a PDF.",
            "lines from 1",
            derive=_place("line"),
        ),
        Column(
            "column_number",
            Type.INTEGER,
            "diagnostic.span",
            "The column in a text.",
            "code points from 1",
            derive=_place("column"),
        ),
        Column(
            "case_number",
            Type.TEXT,
            "case_number",
            "The case number, if there is one.",
        ),
    ),
)
