"""Rendering diagnostics: in full with an excerpt, in one line, or as plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from imrparse.diagnostics.diagnostic import Diagnostic, Fix, Severity
from imrparse.text.excerpts import CUT, cut
from imrparse.text.source import Source, Span
from imrparse.text.visible import visible

WIDTH = 120
"""The default width of excerpts. The lines of most letters fit."""

_NARROWEST = 20  # columns that are always available for the line of an excerpt
_LINES_BACK = 5  # searched for a line of context that is not blank; extractors leave blank ones
_LONGEST_INDENT = 1_000  # code points; a line that begins with more white space counts as blank
_SEEN = re.compile(r"[^\s\ufeff]")
_LONGEST_QUOTE = 60
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

_Paint = Callable[..., str]


def full(
    diagnostic: Diagnostic, *, path: str | None = None, width: int = WIDTH, color: bool = False
) -> str:
    """Render a diagnostic in several lines, without a line end after the last.

    First the place, the code and the message; then the line with the fault, underlined with carets,
    and the line before it; then the hint, related places, and the fix. Excerpts are at most `width`
    columns wide. `path` is the name of the text; `color` adds colours for a terminal.
    """
    paint = _painter() if color else _plain
    marked = partial(paint, fg=_COLORS[diagnostic.severity])
    sheet = _Sheet(diagnostic, width, paint)
    source = diagnostic.source
    place = place_in_words(source, diagnostic.span.start, path)
    head = f"{paint(place, bold=True)}: {marked(diagnostic.code, bold=True)}"
    lines = [f"{head} {visible(diagnostic.message)}"]
    lines += sheet.excerpt(diagnostic.span, "^", marked, before=True)
    end = sheet.end_of(diagnostic.span)
    if source.position(end).line > diagnostic.line:
        lines.append(sheet.remark("note", f"continues to {place_in_words(source, end, None)}"))
    if diagnostic.hint:
        lines.append(sheet.remark("help", visible(diagnostic.hint)))
    for related in diagnostic.related:
        spot = place_in_words(source, related.span.start, path)
        lines.append(sheet.remark("note", f"{spot}: {visible(related.message)}"))
        if source.position(related.span.start).line != diagnostic.line:
            lines += sheet.excerpt(related.span, "-", partial(paint, fg="cyan"))
    if fix := next((fix for fix in diagnostic.fixes if fix.safe), None):
        lines.append(sheet.remark("fix", _describe(fix, diagnostic)))
    return "\n".join(lines)


def concise(diagnostic: Diagnostic, path: str | None = None) -> str:
    """Render a diagnostic in one line: ``path:line:column: CODE message``.

    Places are in the units of the file: ``letter.pdf:page 2, line 14: CODE message``.
    """
    place = place_in_words(diagnostic.source, diagnostic.span.start, path)
    return f"{place}: {diagnostic.code} {visible(diagnostic.message)}"


def to_json(diagnostic: Diagnostic, path: str | None = None) -> dict[str, object]:
    """The plain values of a diagnostic, with the name of its text as the first key."""
    return {"path": path, **diagnostic.to_dict()}


def unplaced_to_json(code: str, message: str, path: str) -> dict[str, object]:
    """An error of a text that could not be read, with the keys of `to_json` but no position."""
    where = dict.fromkeys(("line", "column", "end_line", "end_column", "span", "place"))
    severity = Severity.ERROR.value
    about = {"path": path, "code": code, "severity": severity, "message": message}
    return {**about, **where, "expected": [], "hint": None, "related": [], "fixes": []}


# Wording


def place_in_words(source: Source, offset: int, path: str | None) -> str:
    """A place in words; after a path, in the notation of compilers."""
    place = source.place(offset)
    words = ", ".join(f"{unit} {number}" for unit, number in place.items())
    if path is None:
        return words
    if source.locator is None:
        words = ":".join(map(str, place.values()))
    return f"{visible(path)}:{words}"


def _describe(fix: Fix, diagnostic: Diagnostic) -> str:
    """Describe a fix: its edit if it has only one, or else its message."""
    if len(fix.edits) != 1:
        return visible(fix.message)
    span, text = fix.edits[0].span, fix.edits[0].text
    old = diagnostic.source.text[span.start : span.end]
    if not text:
        return f"remove {_quoted(old)}"
    if not old:
        return f"insert {_quoted(text)}"
    if span == diagnostic.span:
        return f"replace with {_quoted(text)}"
    return f"replace {_quoted(old)} with {_quoted(text)}"


def _quoted(text: str) -> str:
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - len(CUT)] + CUT
    text = text.replace("\r\n", "\n").replace("\n", "\u23ce")
    return f"'{visible(text)}'"


# Excerpts


class _Sheet:
    """The lines below a diagnostic's first one; all have a margin with room for line numbers."""

    def __init__(self, diagnostic: Diagnostic, width: int, paint: _Paint) -> None:
        self._source = diagnostic.source
        places = [diagnostic.span, *(related.span for related in diagnostic.related)]
        self._margin = max(len(self._number(place.start)) for place in places)
        self._room = max(_NARROWEST, width - self._margin - len("  | "))
        self._paint = paint

    def excerpt(
        self, span: Span, mark: str, marked: _Paint, *, before: bool = False
    ) -> Iterator[str]:
        """The line where a span begins with the span underlined, and the line before it if
        wanted."""
        start, end = map(self._source.position, (span.start, self.end_of(span)))
        text, line = self._source.text, self._source.line_span(start.line)
        first = min(span.start, line.end)
        last = min(self.end_of(span), line.end) if end.line == start.line else line.end
        piece = cut(text, line, Span(first, max(first, last)), self._room)
        yield self._row()
        if before and (earlier := self._line_before(start.line)):
            line, offset = earlier
            begin = Span(line.start, line.start)
            yield self._row(cut(text, line, begin, self._room).text, self._number(offset))
        yield self._row(piece.text, self._number(span.start))
        yield self._row(" " * piece.indent + marked(mark * piece.length))

    def end_of(self, span: Span) -> int:
        """The end of a span, without trailing white space."""
        return span.start + len(self._source.text[slice(*span)].rstrip())

    def remark(self, kind: str, text: str) -> str:
        """An annotation below an excerpt."""
        return f"{self._paint(' ' * self._margin + '  =', dim=True)} {kind}: {text}"

    def _number(self, offset: int) -> str:
        """The line number in the margin, or the last unit of the place if the file counts
        others."""
        if self._source.locator is None:
            return str(self._source.position(offset).line)
        return str([*self._source.place(offset).values()][-1])

    def _row(self, text: str = "", number: str = "") -> str:
        margin = self._paint(f" {number:>{self._margin}} |", dim=True)
        return f"{margin} {text}" if text else margin

    def _line_before(self, number: int) -> tuple[Span, int] | None:
        """The nearest preceding line that is not blank, and the offset of its text; None if too
        far."""
        for earlier in range(number - 1, max(0, number - 1 - _LINES_BACK), -1):
            line = self._source.line_span(earlier)
            looked_at = min(line.end, line.start + _LONGEST_INDENT)
            if found := _SEEN.search(self._source.text, line.start, looked_at):
                return line, found.start()
        return None


# Colours


def _plain(text: str, **_: object) -> str:
    return text


def _painter() -> _Paint:
    # Parsing letters does not need click; colours do.
    import click

    return click.style
