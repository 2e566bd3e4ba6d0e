"""What is said of a fault in a letter, and where."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from attrs import field, frozen

from imrparse.source import Position, Source, Span


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    """The letter can't be read as it stands."""
    WARNING = "warning"
    """The letter can be read, but is very likely wrong there."""
    NOTE = "note"
    """Something to know; it may well be right."""


@frozen
class Edit:
    """The replacement of a stretch of the text."""

    span: Span
    text: str


@frozen
class Fix:
    """Edits that mend a fault. A safe one keeps the meaning of the letter."""

    message: str
    edits: tuple[Edit, ...]
    safe: bool


@frozen
class Related:
    """Another place that a diagnostic speaks of."""

    message: str
    span: Span


@frozen
class Diagnostic:
    """A fault in a letter.

    `span` is in code points of the text, the lines and columns count from 1, and the end is the
    place after the last character. Lines and columns are worked out when asked for.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    source: Source = field(eq=False, repr=False, kw_only=True)
    expected: tuple[str, ...] = ()
    """What could stand at the place, in a reader's words."""
    hint: str | None = None
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()

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


class ParseError(ValueError):
    """A text could not be read as a determination letter. `diagnostics` say why, in order."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__()

    def __str__(self) -> str:
        return "\n\n".join(f"{heading(d)}\n{excerpt(d)}" for d in self.diagnostics)

    def __reduce__(self) -> tuple[type[ParseError], tuple[tuple[Diagnostic, ...]]]:
        return ParseError, (self.diagnostics,)


def heading(diagnostic: Diagnostic) -> str:
    """A diagnostic in one line: its place, its code and its message."""
    place = f"line {diagnostic.line}, column {diagnostic.column}"
    return f"{place}: {diagnostic.code} {diagnostic.message}"


def excerpt(diagnostic: Diagnostic, width: int = 72) -> str:
    """The line that a diagnostic is about, with carets under the place.

    A longer line is cut around the place to `width` columns.
    """
    line, column = diagnostic.line, diagnostic.column
    shown = diagnostic.source.line(line)
    length = diagnostic.span.end - diagnostic.span.start
    offset = 0
    if len(shown) > width:
        offset = max(0, min(column - 1 - width // 2, len(shown) - width))
        shown = shown[offset : offset + width]
    before = shown[: column - 1 - offset]
    carets = "^" * max(1, min(length, len(shown) - len(before)))
    margin = " " * len(str(line))
    indent = "".join("\t" if character == "\t" else " " for character in before)
    lines = [f" {margin} |", f" {line} | {shown}", f" {margin} | {indent}{carets}"]
    if diagnostic.hint:
        lines.append(f" {margin} = {diagnostic.hint}")
    return "\n".join(lines)
