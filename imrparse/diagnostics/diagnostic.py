"""Diagnostics, their severities and their fixes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

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
    text: str


@frozen
class Fix:
    """Edits that fix a fault.

    A safe fix removes no content and makes no decision (`imrparse.diagnostics.safe_fixes`).
    """

    message: str
    edits: tuple[Edit, ...]
    safe: bool


@frozen
class Related:
    """Another place that a diagnostic refers to."""

    message: str
    span: Span


@frozen
class Diagnostic:
    """A fault in a letter.

    `span` is in code points of the text; lines and columns count from 1, and the end is the
    position after the last character. Lines and columns are computed on demand.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    source: Source = field(eq=False, repr=False, kw_only=True)
    expected: tuple[str, ...] = ()
    """What would be valid at this place, in a reader's words."""
    hint: str | None = None
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def place(self) -> Mapping[str, int]:
        """The start, in the units of the file: ``{"page": 2, "line": 14}`` in a PDF,
        ``{"paragraph": 12}`` in Word, line and column in a text."""
        return self.source.place(self.span.start)

    def to_dict(self) -> dict[str, Any]:
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
        return self._start.line

    @property
    def column(self) -> int:
        return self._start.column

    @property
    def end_line(self) -> int:
        return self.source.position(self.span.end).line

    @property
    def end_column(self) -> int:
        return self.source.position(self.span.end).column

    @property
    def _start(self) -> Position:
        return self.source.position(self.span.start)


def _where(span: Span, source: Source) -> dict[str, Any]:
    start, end = map(source.position, span)
    return {
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "span": list(span),
        "place": dict(source.place(span.start)),
    }


def _plain_edit(edit: Edit, source: Source) -> dict[str, Any]:
    where = _where(edit.span, source)
    start, end = where.pop("span")
    return {"start": start, "end": end, **where, "text": edit.text}
