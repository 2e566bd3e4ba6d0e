"""From a letter, or from the faults of a file, to the rows of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from imrparse.diagnostics.codes import UNREADABLE
from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.files.errors import UndecodableError, UnreadableError
from imrparse.tables.columns.citations import CITATIONS
from imrparse.tables.columns.column import Row, Table
from imrparse.tables.columns.faults import FAULTS
from imrparse.tables.columns.issues import ISSUES, SIDES
from imrparse.tables.columns.letters import LETTERS
from imrparse.tables.columns.subjects import (
    CitationSubject,
    FaultSubject,
    File,
    IssueSubject,
    LetterSubject,
)
from imrparse.tree.letter import Determination, Issue

TABLES: tuple[Table, ...] = (LETTERS, ISSUES, CITATIONS, FAULTS)
"""All tables. They are written last to first, so a letter in the first is complete in all."""

FLAT = Table(
    "flat",
    "One row for each disputed treatment, with the columns of its letter and its own.",
    ISSUES.key,
    (*LETTERS.columns, *ISSUES.columns[1:]),  # both begin with the key of the letter
)
"""The tables `letters` and `issues`, joined."""

Rows: TypeAlias = dict[str, list[Row]]
"""The rows of each table."""

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+(?=>)")
"""The address in the repr of an object, which some messages contain. It is another in each run."""

_letter_row = LETTERS.reader()
_issue_row = ISSUES.reader()
_citation_row = CITATIONS.reader()
_fault_row = FAULTS.reader()


def no_rows() -> Rows:
    """The tables without a row."""
    return {table.name: [] for table in TABLES}


def rows(letter: Determination, path: str, *, kind: str = "text", warnings: int = 0) -> Rows:
    """The rows of a letter.

    The keys are made from `path`, the name of its file. `kind` is the format of the file,
    `warnings` the number of its warnings.
    """
    file = File.at(path, kind)
    found = no_rows()
    found[LETTERS.name].append(_letter_row(LetterSubject(file, letter, warnings)))
    for number, issue in enumerate(letter.issues, start=1):
        found[ISSUES.name].append(_issue_row(IssueSubject(file, number, issue)))
        found[CITATIONS.name] += map(_citation_row, _citations(file, number, issue))
    return found


def flat_rows(found: Rows) -> list[Row]:
    """The rows of `FLAT`: each issue after the columns of its letter."""
    letters = {row[0]: row for row in found[LETTERS.name]}
    return [(*letters[row[0]], *row[1:]) for row in found[ISSUES.name]]


def _citations(file: File, issue_number: int, issue: Issue) -> Iterator[CitationSubject]:
    for side, named in SIDES.items():
        citations = getattr(issue, f"{side}_guideline").citations
        for number, citation in enumerate(citations, start=1):
            yield CitationSubject(file, issue_number, named, number, issue, citation)


def fault_rows(
    diagnostics: Sequence[Diagnostic],
    path: str,
    *,
    kind: str = "text",
    case_number: str | None = None,
) -> Rows:
    """The rows of a file that is not a letter or can't be parsed as one."""
    file = File.at(path, kind)
    faults = [
        FaultSubject(file, number, one.code, one.severity.value, one.message, one, case_number)
        for number, one in enumerate(diagnostics, start=1)
    ]
    return no_rows() | {FAULTS.name: [_fault_row(fault) for fault in faults]}


def unreadable_rows(error: UnreadableError | str, path: str) -> Rows:
    """The row of a file that can't be read."""
    if isinstance(error, UndecodableError):
        return fault_rows([error.diagnostic], path)
    message = _ADDRESS.sub("", str(error))
    fault = FaultSubject(File.at(path), 1, UNREADABLE, Severity.ERROR.value, message)
    return no_rows() | {FAULTS.name: [_fault_row(fault)]}
