"""The shapes in which blocks are printed: as the published letter, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from imrparse.printing.blocks import Block, Heading, Lines, Request, Table
from imrparse.printing.wrapping import LineCheck, wrap

WIDTH = 95
"""The longest line of a published letter, in code points."""

_COLUMN_GAP = 4
_MOST_REQUEST_LINES = 40  # published requests have at most 8
_HARD_BREAK = "  "  # a line break that Markdown keeps


class Style(Enum):
    """A shape of a printed letter."""

    LETTER = "letter"
    """Plain text in the published letter's shape."""
    MARKDOWN = "markdown"
    """Markdown, with paragraphs unwrapped."""


def render(blocks: Iterable[Block], style: Style, width: int, islands: LineCheck) -> str:
    """The text of blocks, separated by blank lines, with a line end at the end."""
    shape = _Markdown(islands) if style is Style.MARKDOWN else _Letter(width, islands)
    return "\n\n".join("\n".join(shape.lines(block)) for block in blocks) + "\n"


class _Letter:
    """Plain text: columns, centred headings, wrapped paragraphs."""

    def __init__(self, width: int, islands: LineCheck) -> None:
        self._width = width
        self._islands = islands

    def lines(self, block: Block) -> Sequence[str]:
        if isinstance(block, Heading):
            return [" " * max(0, (self._width - len(block.text)) // 2) + block.text]
        if isinstance(block, Table):
            return _columns(block)
        if isinstance(block, Request):
            return self._request(f"{block.text}: {block.decision}")
        if isinstance(block, Lines):
            fields = [self._wrapped(f"{label} {text}", label) for label, text in block.fields]
            return [block.sentence, *(line for lines in fields for line in lines)]
        return self._wrapped(f"{block.label} {block.text}".strip(), block.label)

    def _request(self, text: str) -> list[str]:
        """The lines of a request. They are widened until the layout reads them as one paragraph."""
        width = self._width
        while len(text) > (width + 1) * _MOST_REQUEST_LINES:
            width *= 2  # the text does not fit in so many lines of this width
        while len(lines := wrap(text, width, islands=self._islands)) > _MOST_REQUEST_LINES:
            width *= 2
        return lines

    def _wrapped(self, text: str, label: str = "") -> list[str]:
        def islands(lines: str) -> list[int]:
            return [at for at in self._islands(lines) if at >= len(label)]

        # A label alone on its line would be read as one without a text.
        together = 1 + len(label.split())
        return wrap(text, self._width, islands=islands, together=together)


class _Markdown:
    """Markdown that renders as a clean page."""

    def __init__(self, islands: LineCheck) -> None:
        self._islands = islands

    def lines(self, block: Block) -> Sequence[str]:
        if isinstance(block, Heading):
            return [f"### {block.text}"]
        if isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row]
            return _apart([f"**{name}** {value}" for name, value in cells])
        if isinstance(block, Request):
            return [f"**{block.text}: {block.decision}**"]
        if isinstance(block, Lines):
            fields = [f"**{label}** {text}" for label, text in block.fields]
            return _apart([block.sentence, *fields])
        return [f"**{block.label}** {block.text}" if block.label else block.text]


def _apart(lines: list[str]) -> list[str]:
    """The lines, with breaks that Markdown keeps."""
    return [line + _HARD_BREAK for line in lines[:-1]] + lines[-1:]


def _columns(table: Table) -> list[str]:
    """The rows of a table, with aligned cells."""
    widths = [0] * 4
    rows = [[part for cell in row for part in cell] for row in table.rows]
    for row in rows:
        for column, part in enumerate(row):
            gap = _COLUMN_GAP if column % 2 else 2
            widths[column] = max(widths[column], len(part) + gap)
    return [
        "".join(part.ljust(width) for part, width in zip(row, widths, strict=False)).rstrip()
        for row in rows
    ]
