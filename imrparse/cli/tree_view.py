"""A letter to be read in a terminal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from enum import Enum
from io import StringIO
from typing import TextIO

from attrs import frozen
from rich.console import Console
from rich.text import Text

from imrparse.cli.output import stdout, visible, wants_color
from imrparse.source import Source, Span
from imrparse.tree import Decision, Determination, Issue, Node, Outcome, Prose, value_fields

_PIPED_WIDTH = 100  # where no terminal says how wide it is
_WIDEST = 120  # longer lines are hard to read
_NARROWEST = 24  # columns that a value has however narrow the terminal is
_LABEL_WIDTH = 20
_GAP = "  "
_LINES = 5  # of a prose text, unless shown whole

_STYLES = {
    Decision.UPHELD: "bold yellow",
    Decision.OVERTURNED: "bold green",
    Outcome.UPHELD: "bold yellow",
    Outcome.OVERTURNED: "bold green",
    Outcome.PARTIALLY_OVERTURNED: "bold cyan",
}
_CAPITALS = {"ur": "UR", "maximus": "MAXIMUS"}


@frozen
class Row:
    """A line of the view, or several for a long value."""

    label: str
    value: str = ""
    span: Span | None = None
    style: str = ""
    heading: bool = False
    """The label is that of a part, not of a field in it."""
    shortens: bool = False
    """Only the value's first lines are shown."""


class TreeView:
    """Writes letters on stdout for a reader."""

    def __init__(self, color: str, *, full: bool, places: bool) -> None:
        self._stream = stdout()
        colored = wants_color(color, self._stream)
        # rich only renders here. It is not to write, since it would end the program by itself when
        # the reader of the results is gone.
        self._console = Console(
            file=StringIO(),
            width=_width(self._stream),
            force_terminal=colored,
            color_system="standard" if colored else None,
            no_color=not colored,
        )
        self._full = full
        self._places = places
        self._first = True

    def write(self, name: str, letter: Determination) -> None:
        """Write one letter, which came from the file `name`."""
        source = Source(letter.source or "")
        body = list(rows(letter, each_item=self._places))
        places = [self._place(row.span, source) for row in body]
        lines = [] if self._first else [Text()]
        lines += _title(visible(name), letter)
        place_width = max(map(len, places))
        for row, place in zip(body, places, strict=True):
            if row.heading:
                lines.append(Text())
            lines += self._lines(row, place.ljust(place_width))
        # The lines are broken already: rich is neither to wrap nor to cut them.
        with self._console.capture() as captured:
            self._console.print(Text("\n").join(lines), soft_wrap=True)
        self._stream.write(captured.get())
        self._first = False

    def _place(self, span: Span | None, source: Source) -> str:
        if span is None or not self._places:
            return ""
        start, end = source.position(span.start), source.position(span.end)
        return f"{start.line}:{start.column}-{end.line}:{end.column}"

    def _lines(self, row: Row, place: str) -> Iterator[Text]:
        """The lines of a row: its label, its place if places are shown, and its value beside."""
        label = row.label if row.heading else _GAP + row.label
        margins = [(label.ljust(len(_GAP) + _LABEL_WIDTH), "bold" if row.heading else "")]
        if place:
            margins.append((place, "dim"))
        indent = sum(len(text) + len(_GAP) for text, _ in margins)
        room = max(_NARROWEST, self._console.width - indent)
        value = list(Text(visible(row.value), row.style).wrap(self._console, room))
        hidden = len(value) - _LINES if row.shortens and not self._full else 0
        if hidden > 1:
            del value[_LINES:]
        first = Text.assemble(*(part for margin in margins for part in (margin, _GAP)))
        for number, line in enumerate(value or [Text()]):
            shown = Text.assemble(first if number == 0 else " " * indent, line)
            shown.rstrip()
            yield shown
        if hidden > 1:
            yield Text(" " * indent).append(f"... {hidden} more lines (--full)", "dim")


def rows(letter: Determination, *, each_item: bool) -> Iterator[Row]:
    """What is shown of a letter, in the letter's order; the items of a list in rows of their own
    if `each_item`."""
    if letter.header:
        yield Row("Header", span=letter.header.span, heading=True)
        yield from _fields(letter.header, each_item)
    yield Row("Reviewer", span=letter.reviewer.span, heading=True)
    yield from _fields(letter.reviewer, each_item)
    summary = letter.summary
    yield Row("Summary", summary.text, summary.span, heading=True, shortens=True)
    for number, issue in enumerate(letter.issues, start=1):
        yield Row(f"Issue {number} of {len(letter.issues)}", span=issue.span, heading=True)
        yield from _fields(issue, each_item)


def _fields(node: Node, each_item: bool) -> Iterator[Row]:
    for name in value_fields(type(node)):
        value = getattr(node, name)
        label, span = _label(name), node.span_of(name)
        if isinstance(value, tuple):
            yield from _items(node, name, value, each_item)
        elif isinstance(value, Prose):
            style = "bold" if isinstance(node, Issue) and name == "request" else ""
            yield Row(label, value.text, span, style, shortens=not style)
        elif isinstance(value, Enum):
            yield Row(label, value.value, span, _STYLES.get(value, ""))
        elif value is not None:
            yield Row(label, value.isoformat() if isinstance(value, date) else str(value), span)


def _items(node: Node, name: str, items: tuple[str, ...], each_item: bool) -> Iterator[Row]:
    if not each_item:
        if items:
            yield Row(_label(name), ", ".join(items), node.span_of(name))
        return
    for number, item in enumerate(items):
        yield Row("" if number else _label(name), item, node.span_of(f"{name}[{number}]"))


def _title(name: str, letter: Determination) -> list[Text]:
    outcome = (letter.outcome.value, _STYLES[letter.outcome])
    case = f"{letter.case_number}: " if letter.case_number else ""
    about = Text.assemble(case, outcome, f" (template {letter.template.value})")
    return [Text(name, "bold"), Text("=" * Text(name).cell_len, "bold"), about]


def _label(field: str) -> str:
    """A field's name as words: ``ur_denial_date`` is ``UR denial date``."""
    words = field.removesuffix("_guideline").split("_")
    shown = " ".join(_CAPITALS.get(word, word) for word in words)
    return shown[0].upper() + shown[1:]


def _width(stream: TextIO) -> int:
    if not stream.isatty():
        columns = os.environ.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() and int(columns) > 0 else _PIPED_WIDTH
    return min(_WIDEST, shutil.get_terminal_size().columns)
