"""Diagnostics, their severities and their fixes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypedDict

from attrs import field, frozen

from imrparse.text.source import Position, Source, Span


class Severity(Enum):
    """How serious a diagnostic is."""

    ERROR = "error"
    """The letter can't be parsed as it stands."""
    WARNING = "warning"
    """The letter can be parsed, but is very likely wrong there."""
    NOTE = "note"
    """Worth checking; it may well be right."""


@frozen
class Edit:
    """The replacement of a span of the text."""

    span: Span
    """What is replaced, in code points of the text."""
    text: str
    """The text that replaces it."""


@frozen
class Fix:
    """Edits that fix a fault.

    A safe fix removes no content and makes no decision (`imrparse.diagnostics.safe_fixes`).
    """

    message: str
    """What the fix does, in the words of a reader: "insert 'n'"."""
    edits: tuple[Edit, ...]
    """Its edits, which do not overlap."""
    safe: bool
    """Whether it removes no content and makes no decision."""


@frozen
class Related:
    """Another place that a diagnostic refers to."""

    message: str
    """What is at that place."""
    span: Span
    """The place, in code points of the text."""


class PlainLines(TypedDict):
    """Where a stretch of text is, as plain values."""

    line: int
    column: int
    end_line: int
    end_column: int
    place: dict[str, int]


class PlainPlaced(PlainLines):
    """Where a fault is, as plain values."""

    span: list[int]


class PlainRelated(PlainPlaced):
    """The plain values of a related place."""

    message: str


class PlainEdit(PlainLines):
    """The plain values of an edit."""

    start: int
    end: int
    text: str


class PlainFix(TypedDict):
    """The plain values of a fix."""

    message: str
    safe: bool
    edits: list[PlainEdit]


class PlainDiagnostic(PlainPlaced):
    """The plain values of a diagnostic, as `Diagnostic.to_dict` returns them."""

    code: str
    severity: str
    message: str
    expected: list[str]
    hint: str | None
    related: list[PlainRelated]
    fixes: list[PlainFix]


@frozen
class Diagnostic:
    """A fault in a letter.

    `span` is in code points of the text; lines and columns count from 1, and the end is the
    position after the last character. Lines and columns are computed on demand.
    """

    code: str
    """The permanent code of the fault or the rule: "IMR009"."""
    severity: Severity
    """How serious it is."""
    message: str
    """What is wrong, without a full stop."""
    span: Span
    """The words in question, in code points of the text."""
    source: Source = field(eq=False, repr=False, kw_only=True)
    """The text."""
    expected: tuple[str, ...] = ()
    """What would be valid at this place, in a reader's words."""
    hint: str | None = None
    """What may be meant, or what to do."""
    related: tuple[Related, ...] = ()
    """Other places that belong to it."""
    fixes: tuple[Fix, ...] = ()
    """The fixes, of which at most one is to be applied."""

    @property
    def place(self) -> Mapping[str, int]:
        """The start, in the units of the file: ``{"page": 2, "line": 14}`` in a PDF,
        ``{"paragraph": 12}`` in Word, line and column in a text."""
        return self.source.place(self.span.start)

    def to_dict(self) -> PlainDiagnostic:
        """The diagnostic as dicts, lists, strings, numbers and None, ready for JSON.

        Each position is given in three ways: `span` (`start` and `end` for an edit) in code points
        from 0, lines and columns from 1, and `place` in the units of the file.
        """
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            **_where(self.span, self.source),
            "expected": list(self.expected),
            "hint": self.hint,
            "related": [
                {"message": related.message, **_where(related.span, self.source)}
                for related in self.related
            ],
            "fixes": [
                {
                    "message": fix.message,
                    "safe": fix.safe,
                    "edits": [_plain_edit(edit, self.source) for edit in fix.edits],
                }
                for fix in self.fixes
            ],
        }

    @property
    def line(self) -> int:
        """The line of the first character, from 1."""
        return self._start.line

    @property
    def column(self) -> int:
        """The column of the first character, from 1, in code points."""
        return self._start.column

    @property
    def end_line(self) -> int:
        """The line of the position after the last character."""
        return self.source.position(self.span.end).line

    @property
    def end_column(self) -> int:
        """The column of the position after the last character."""
        return self.source.position(self.span.end).column

    @property
    def _start(self) -> Position:
        return self.source.position(self.span.start)


def _where(span: Span, source: Source) -> PlainPlaced:
    start, end = map(source.position, span)
    return {
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "span": list(span),
        "place": dict(source.place(span.start)),
    }


def _plain_edit(edit: Edit, source: Source) -> PlainEdit:
    start, end = edit.span
    where = _where(edit.span, source)
    return {
        "start": start,
        "end": end,
        "line": where["line"],
        "column": where["column"],
        "end_line": where["end_line"],
        "end_column": where["end_column"],
        "place": where["place"],
        "text": edit.text,
    }
