"""How diagnostics are told: in full with the line they are about, in one line, as plain values."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from typing import Any

from attrs import frozen

from imrparse.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from imrparse.source import Position, Source, Span

WIDTH = 120
"""How wide an excerpt is unless told. The lines of most letters have room in it."""

_NARROWEST = 20  # columns that a line of an excerpt always has
_TAB = 4
_CUT = "..."
_LINES_BACK = 5  # looked at for the line before the fault's; extractors leave blank ones
_LONGEST_QUOTE = 60
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_PICTURES |= {0xAD: "-", 0xFFFE: "-"}  # hyphens that show in some programs only
_PICTURES |= {0xFEFF: "", 0x200D: ""}  # an encoding mark, and what joins emoji
# Variants of the character before: left out, since terminals differ over their width.
_PICTURES |= dict.fromkeys((*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)), "")
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_COMBINING = {"Mn", "Me"}

_Paint = Callable[..., str]


def full(
    diagnostic: Diagnostic, *, path: str | None = None, width: int = WIDTH, color: bool = False
) -> str:
    """A diagnostic for a reader, in several lines and without a line end after the last.

    First the place, the code and the message; then the line that the fault is in, with carets
    under it and the line before; then the hint, other places, and what would mend it. Excerpts are
    at most `width` columns wide. `path` is what the text is called, `color` adds colours for a
    terminal.
    """
    paint = _painter() if color else _plain
    marked = partial(paint, fg=_COLORS[diagnostic.severity])
    sheet = _Sheet(diagnostic, width, paint)
    place = _place(Position(diagnostic.line, diagnostic.column), path)
    head = f"{paint(place, bold=True)}: {marked(diagnostic.code, bold=True)}"
    lines = [f"{head} {visible(diagnostic.message)}"]
    lines += sheet.excerpt(diagnostic.span, "^", marked, before=True)
    end = sheet.end_of(diagnostic.span)
    if end.line > diagnostic.line:
        lines.append(sheet.remark("note", f"it goes on to line {end.line}, column {end.column}"))
    if diagnostic.hint:
        lines.append(sheet.remark("help", visible(diagnostic.hint)))
    for related in diagnostic.related:
        spot = diagnostic.source.position(related.span.start)
        lines.append(sheet.remark("note", f"{_place(spot, path)}: {visible(related.message)}"))
        if spot.line != diagnostic.line:
            lines += sheet.excerpt(related.span, "-", partial(paint, fg="cyan"))
    if fix := next((fix for fix in diagnostic.fixes if fix.safe), None):
        lines.append(sheet.remark("fix", _told(fix, diagnostic)))
    return "\n".join(lines)


def concise(diagnostic: Diagnostic, path: str | None = None) -> str:
    """A diagnostic in one line: ``path:line:column: CODE message``."""
    place = _place(Position(diagnostic.line, diagnostic.column), path)
    return f"{place}: {diagnostic.code} {visible(diagnostic.message)}"


def to_json(diagnostic: Diagnostic, path: str | None = None) -> dict[str, Any]:
    """A diagnostic as plain values, ready for JSON; `path` is what the text is called.

    Places are given twice: `span` in code points from 0, lines and columns from 1.
    """
    source = diagnostic.source
    return {
        "path": path,
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **_where(diagnostic.span, source),
        "expected": list(diagnostic.expected),
        "hint": diagnostic.hint,
        "related": [_related_to_json(related, source) for related in diagnostic.related],
        "fixes": [_fix_to_json(fix, source) for fix in diagnostic.fixes],
    }


def unplaced_to_json(code: str, message: str, path: str) -> dict[str, Any]:
    """An error of a text that can't be had, with the keys of `to_json`, but no place."""
    where = dict.fromkeys(("line", "column", "end_line", "end_column", "span"))
    severity = Severity.ERROR.value
    about = {"path": path, "code": code, "severity": severity, "message": message}
    return {**about, **where, "expected": [], "hint": None, "related": [], "fixes": []}


def visible(text: str) -> str:
    """A text in one line; what would command a terminal, or can't be seen, shows as pictures."""
    return "".join(map(_shown, text))


# Plain values


def _where(span: Span, source: Source) -> dict[str, Any]:
    start, end = map(source.position, span)
    lines = {"line": start.line, "column": start.column}
    return lines | {"end_line": end.line, "end_column": end.column, "span": list(span)}


def _related_to_json(related: Related, source: Source) -> dict[str, Any]:
    return {"message": related.message, **_where(related.span, source)}


def _fix_to_json(fix: Fix, source: Source) -> dict[str, Any]:
    edits = [_edit_to_json(edit, source) for edit in fix.edits]
    return {"message": fix.message, "safe": fix.safe, "edits": edits}


def _edit_to_json(edit: Edit, source: Source) -> dict[str, Any]:
    where = _where(edit.span, source)
    start, end = where.pop("span")
    return {"start": start, "end": end, **where, "text": edit.text}


# Words


def _place(position: Position, path: str | None) -> str:
    if path is None:
        return f"line {position.line}, column {position.column}"
    return f"{visible(path)}:{position.line}:{position.column}"


def _told(fix: Fix, diagnostic: Diagnostic) -> str:
    """What a fix does: its only edit, or its message if it has several."""
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
        text = text[: _LONGEST_QUOTE - len(_CUT)] + _CUT
    text = text.replace("\r\n", "\n").replace("\n", "\u23ce")
    return f"'{visible(text)}'"


# Excerpts


class _Sheet:
    """The lines below a diagnostic's first: all have a margin with room for the line numbers."""

    def __init__(self, diagnostic: Diagnostic, width: int, paint: _Paint) -> None:
        self._source = source = diagnostic.source
        places = [diagnostic.span, *(related.span for related in diagnostic.related)]
        self._margin = max(len(str(source.position(place.start).line)) for place in places)
        self._room = max(_NARROWEST, width - self._margin - len("  | "))
        self._paint = paint

    def excerpt(
        self, span: Span, mark: str, marked: _Paint, *, before: bool = False
    ) -> Iterator[str]:
        """The line where a span begins, the span marked, and the line `before` if wanted."""
        start, end = self._source.position(span.start), self.end_of(span)
        line = self._source.line(start.line)
        first = min(start.column - 1, len(line))
        last = min(end.column - 1, len(line)) if end.line == start.line else len(line)
        piece = _cut(line, first, max(first, last), self._room)
        yield self._row()
        if before and (number := self._line_before(start.line)):
            yield self._row(_cut(self._source.line(number), 0, 0, self._room).text, number)
        yield self._row(piece.text, start.line)
        yield self._row(" " * piece.indent + marked(mark * piece.length))

    def end_of(self, span: Span) -> Position:
        """Where a span ends, without the white space at its end."""
        return self._source.position(span.start + len(self._source.text[slice(*span)].rstrip()))

    def remark(self, kind: str, text: str) -> str:
        """A line that says something about the excerpt above."""
        return f"{self._paint(' ' * self._margin + '  =', dim=True)} {kind}: {text}"

    def _row(self, text: str = "", number: int | None = None) -> str:
        shown = "" if number is None else str(number)
        margin = self._paint(f" {shown:>{self._margin}} |", dim=True)
        return f"{margin} {text}" if text else margin

    def _line_before(self, number: int) -> int | None:
        """The nearest line before that is not blank, if it is near."""
        for earlier in range(number - 1, max(0, number - 1 - _LINES_BACK), -1):
            if self._source.line(earlier).strip(" \t\f\u00a0\ufeff"):
                return earlier
        return None


@frozen
class _Piece:
    """What is shown of a line, and where a stretch of it shows: in columns."""

    text: str
    indent: int
    length: int


def _cut(line: str, start: int, end: int, room: int) -> _Piece:
    """A line as it is shown, cut to `room` columns around the stretch from `start` to `end`."""
    # Far from the stretch nothing is looked at: a text without line ends is one long line.
    reach = 2 * room
    offset = max(0, start - reach)
    cells = list(_cells(line[offset : start + 2 * reach], offset))
    goes_on = start + 2 * reach < len(line)
    start, end = start - offset, min(end - offset, len(cells))
    if start == len(cells):
        cells.append((" ", 1))  # the place after the last character
    columns = list(accumulate((width for _, width in cells), initial=0))
    length = max(1, columns[end] - columns[start])
    lead = max(len(_CUT), (room - min(length, room)) // 2)
    left = max(0, min(columns[start] - lead, columns[-1] - room))
    first, head = 0, _CUT if offset or left else ""
    if left:
        first = min(start, bisect_left(columns, left + len(_CUT)))
    last, tail = len(cells), ""
    if goes_on or columns[-1] > left + room:
        last, tail = bisect_right(columns, left + room - len(_CUT)) - 1, _CUT
    text = head + "".join(shown for shown, _ in cells[first:last]) + tail
    indent = len(head) + columns[start] - columns[first]
    length = min(length, max(1, columns[last] - columns[start]))
    return _Piece(text.rstrip(), indent, length)


def _cells(text: str, offset: int) -> Iterator[tuple[str, int]]:
    """Each character of a line as it is shown, and how many columns that takes.

    A tab reaches to the next stop; `offset` is how many characters stand before the text.
    """
    column = offset
    for character in text:
        shown = " " * (_TAB - column % _TAB) if character == "\t" else _shown(character)
        width = sum(map(_width, shown))
        column += width
        yield shown, width


def _shown(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    picture = _PICTURES.get(ord(character))
    if picture is None:
        return "\ufffd" if unicodedata.category(character) in _UNSEEN else character
    return picture


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in _COMBINING or "\u1160" <= character <= "\u11ff":
        return 0  # the latter are the later parts of a Korean syllable
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


# Colours


def _plain(text: str, **_: Any) -> str:
    return text


def _painter() -> _Paint:
    # Reading letters does not need click; colours do.
    import click

    return click.style
