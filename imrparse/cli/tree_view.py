"""A readable view of a letter for the terminal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from io import StringIO
from typing import TextIO

from rich.console import Console
from rich.text import Text

from imrparse.cli.output import stdout, wants_color
from imrparse.cli.rows import STYLES, Row, rows
from imrparse.text.source import Source, Span
from imrparse.text.visible import visible
from imrparse.tree.letter import Determination

_PIPED_WIDTH = 100  # if no terminal determines the width
_WIDEST = 120  # longer lines are hard to read
_NARROWEST = 24  # columns that a value always has, however narrow the terminal
_LABEL_WIDTH = 20
_GAP = "  "
_LINES = 5  # of a prose text, unless shown in full
_LABEL_STYLES = {0: "bold", 1: ""}


class TreeView:
    """Writes letters to stdout for a reader."""

    def __init__(self, color: str, *, full: bool, places: bool) -> None:
        self._stream = stdout()
        colored = wants_color(color, self._stream)
        # rich only renders here. It must not write, since it would exit the program if the reader
        # of the results is gone.
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
        source = Source(letter.source or "", letter.locator)
        body = list(rows(letter, each_item=self._places))
        places = [self._place(row.span, source) for row in body]
        lines = [] if self._first else [Text()]
        lines += _title(visible(name), letter)
        place_width = max(map(len, places))
        for row, place in zip(body, places, strict=True):
            if row.level == 0:
                lines.append(Text())
            lines += self._lines(row, place.ljust(place_width))
        # The lines are already broken: rich must neither wrap nor cut them.
        with self._console.capture() as captured:
            self._console.print(Text("\n").join(lines), soft_wrap=True)
        self._stream.write(captured.get())
        self._first = False

    def _place(self, span: Span | None, source: Source) -> str:
        if span is None or not self._places:
            return ""
        start, end = (":".join(map(str, source.place(at).values())) for at in span)
        return f"{start}-{end}"

    def _lines(self, row: Row, place: str) -> Iterator[Text]:
        """The lines of a row: its label, its position if shown, and its value beside."""
        label = _GAP * row.level + row.label
        style = _LABEL_STYLES.get(row.level, "dim")
        margins = [(label.ljust(len(_GAP) + _LABEL_WIDTH), style)]
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


def _title(name: str, letter: Determination) -> list[Text]:
    about = Text(f"{letter.case_number}: " if letter.case_number else "")
    if letter.outcome:
        about.append(letter.outcome.value, STYLES[letter.outcome])
    else:
        about.append("no outcome", "dim")
    if letter.template:
        about.append(f" (template {letter.template.value})")
    return [Text(name, "bold"), Text("=" * Text(name).cell_len, "bold"), about]


def _width(stream: TextIO) -> int:
    if not stream.isatty():
        columns = os.environ.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() and int(columns) > 0 else _PIPED_WIDTH
    return min(_WIDEST, shutil.get_terminal_size().columns)
