"""A readable view of a letter for the terminal: its parts as rows of labels and values.

rich is imported only for colours, and for texts with characters that may be wider than others: it
takes a tenth of the time of the command.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from typing import TextIO, TypeAlias

from imrparse.cli.output import stdout, wants_color
from imrparse.reports.letter_rows import Row, rows
from imrparse.text.source import Source, Span
from imrparse.text.visible import visible
from imrparse.tree.letter import Decision, Determination, Outcome

_PIPED_WIDTH = 100  # if no terminal determines the width
_WIDEST = 120  # longer lines are hard to read
_NARROWEST = 24  # columns that a value always has, however narrow the terminal
_LABEL_WIDTH = 20
_GAP = "  "
_LINES = 5  # of a prose text, unless shown in full
_LABEL_STYLES = {0: "bold", 1: ""}

_Line: TypeAlias = list[tuple[str, str]]
"""The pieces of a line of the view: texts and their styles."""


class TreeView:
    """Writes letters to stdout for a reader."""

    def __init__(self, color: str, *, full: bool, places: bool) -> None:
        self._stream = stdout()
        self._colored = wants_color(color, self._stream)
        self._width = _width(self._stream)
        self._full = full
        self._places = places
        self._first = True

    def write(self, name: str, letter: Determination) -> None:
        """Write one letter, which came from the file `name`."""
        source = Source(letter.source or "", letter.locator)
        body = list(rows(letter, each_item=self._places))
        places = [self._place(row.span, source) for row in body]
        lines: list[_Line] = [] if self._first else [[]]
        lines += _title(visible(name), letter)
        place_width = max(map(len, places))
        for row, place in zip(body, places, strict=True):
            if row.level == 0:
                lines.append([])
            lines += self._lines(row, place.ljust(place_width))
        self._stream.write(_painted(lines) if self._colored else _plain(lines))
        self._first = False

    def _place(self, span: Span | None, source: Source) -> str:
        if span is None or not self._places:
            return ""
        start, end = (":".join(map(str, source.place(at).values())) for at in span)
        return f"{start}-{end}"

    def _lines(self, row: Row, place: str) -> Iterator[_Line]:
        """The lines of a row: its label, its position if shown, and its value beside."""
        label = _GAP * row.level + row.label
        style = _LABEL_STYLES.get(row.level, "dim")
        margin = [(label.ljust(len(_GAP) + _LABEL_WIDTH), style), (_GAP, "")]
        value_style = STYLES[row.decided] if row.decided else "bold" if row.is_main else ""
        if place:
            margin += [(place, "dim"), (_GAP, "")]
        indent = sum(len(text) for text, _ in margin)
        value = wrapped(visible(row.value), max(_NARROWEST, self._width - indent))
        hidden = len(value) - _LINES if row.shortens and not self._full else 0
        if hidden > 1:
            del value[_LINES:]
        for line in value:
            yield [*margin, (line, value_style)]
            margin = [(" " * indent, "")]
        if hidden > 1:
            yield [*margin, (f"... {hidden} more lines (--full)", "dim")]


def _title(name: str, letter: Determination) -> list[_Line]:
    about = [(f"{letter.case_number}: " if letter.case_number else "", "")]
    if letter.outcome:
        about.append((letter.outcome.value, STYLES[letter.outcome]))
    else:
        about.append(("no outcome", "dim"))
    if letter.template:
        about.append((f" (template {letter.template.value})", ""))
    return [[(name, "bold")], [("=" * _columns(name), "bold")], about]


_NARROW = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]*")
"""Texts in which each character takes one column."""
_WORD = re.compile(r"\s*\S+\s*")


def _columns(text: str) -> int:
    """The columns that a text takes on a terminal."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text, broken between words, or in words that are wider than a line."""
    if not _NARROW.fullmatch(text):
        from rich.console import Console
        from rich.text import Text

        return [line.plain.rstrip() for line in Text(text).wrap(Console(), width)] or [""]
    lines, line = [], ""
    for word in _WORD.findall(text):
        if len(line) + len(word.rstrip()) > width:
            if line:
                lines.append(line.rstrip())
            line = ""
            while len(word.rstrip()) > width:
                lines.append(word[:width])
                word = word[width:]
        line += word
    return [*lines, line.rstrip()]


def _plain(lines: Sequence[_Line]) -> str:
    return "".join(f"{''.join(text for text, _ in line).rstrip()}\n" for line in lines)


def _painted(lines: Sequence[_Line]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    # rich only renders here. It must not write, since it would exit the program if the reader of
    # the results is gone.
    console = Console(file=StringIO(), force_terminal=True, color_system="standard")
    texts = [Text.assemble(*line) for line in lines]
    for text in texts:
        text.rstrip()
    # The lines are already broken: rich must neither wrap nor cut them.
    with console.capture() as captured:
        console.print(Text("\n").join(texts), soft_wrap=True)
    return captured.get()


def _width(stream: TextIO) -> int:
    if not stream.isatty():
        columns = os.environ.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() and int(columns) > 0 else _PIPED_WIDTH
    return min(_WIDEST, shutil.get_terminal_size().columns)


STYLES: dict[Decision | Outcome, str] = {
    Decision.UPHELD: "bold yellow",
    Decision.OVERTURNED: "bold green",
    Outcome.UPHELD: "bold yellow",
    Outcome.OVERTURNED: "bold green",
    Outcome.PARTIALLY_OVERTURNED: "bold cyan",
}
