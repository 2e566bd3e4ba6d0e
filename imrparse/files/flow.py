"""The flow of paragraphs and tables in a document, as a text.

A blank line separates paragraphs; an empty paragraph adds another line. The cells of a table row
are on one line.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from enum import Enum, auto
from typing import Generic, TypeAlias, TypeVar

from imrparse.text.source import LeftOut, LeftOutKind

Place: TypeAlias = tuple[tuple[str, int], ...]

Element = TypeVar("Element")
_LONGEST = 500  # code points that are kept of a text that is left out
_MOST_LEFT_OUT = 1_000  # of which each has a place


class Block(Enum):
    """A kind of block in a document."""

    PARAGRAPH = auto()
    TABLE = auto()


class Ending(Enum):
    """How a paragraph ends."""

    WITH_TEXT = auto()
    EMPTY = auto()
    JOINED = auto()
    """Its end is not shown: the next paragraph continues its line."""


class Flow(ABC, Generic[Element]):
    """The text of a document, the offsets of its paragraphs, and what is not shown of it.

    A subclass says what the elements of its format are, and writes the text of a paragraph.
    """

    def __init__(self) -> None:
        self.marks: list[tuple[int, Place]] = [(0, (("paragraph", 1),))]
        """The offsets at which paragraphs begin in the text, with their places."""
        self.left_out: list[LeftOut] = []
        self.length: int = 0
        self._parts: list[str] = []
        self._gap = ""  # the separator before the next paragraph
        self._empty = 0  # paragraphs since the last text, each of which adds a line
        self._paragraphs = self._tables = 0

    @property
    def text(self) -> str:
        """The text read so far."""
        return "".join(self._parts)

    @abstractmethod
    def blocks(self, parent: Element) -> Iterable[tuple[Block, Element]]:
        """The paragraphs and tables in an element, in order."""

    @abstractmethod
    def rows(self, table: Element) -> Iterable[Element]:
        """The rows of a table."""

    @abstractmethod
    def cells(self, row: Element) -> Iterable[Element]:
        """The cells of a row."""

    @abstractmethod
    def paragraph(self, paragraph: Element, place: Place) -> Ending:
        """Write the text of a paragraph, and of the text boxes in it."""

    def read(self, parent: Element) -> None:
        """Read the blocks of a document's body."""
        for kind, block in self.blocks(parent):
            if kind is Block.TABLE:
                self._tables += 1
                self._table(block, self._tables)
                self._gap, self._empty = "\n\n", 0
                continue
            self._paragraphs += 1
            ending = self.paragraph(block, (("paragraph", self._paragraphs),))
            if ending is Ending.WITH_TEXT:
                self._gap = "\n\n"
            elif ending is Ending.EMPTY:
                self._end_of_empty()

    def _end_of_empty(self) -> None:
        """End a paragraph without text, which may continue the line of another one."""
        if self._gap or not self.length:
            self._empty += 1
        else:
            self._gap = "\n\n"

    def box(self, box: Element, place: Place, begins: int) -> None:
        """Read a text box, which stands apart from its paragraph that begins at an offset."""
        self._gap = "\n\n" if self.length > begins else self._gap
        for kind, block in self.blocks(box):
            if kind is Block.TABLE:
                self._table(block, self._tables or 1)
                self._gap = "\n\n"
            elif self.paragraph(block, place) is Ending.WITH_TEXT:
                self._gap = "\n\n"

    def _table(self, table: Element, number: int) -> None:
        for row, element in enumerate(self.rows(table), start=1):
            begins, gap = self.length, self._gap
            for cell in self.cells(element):
                self._gap = "\t" if self.length > begins else gap
                self._cell(cell, number, (("table", number), ("row", row)))
            self._gap = "\n" if self.length > begins else gap

    def _cell(self, cell: Element, number: int, place: Place) -> None:
        for kind, block in self.blocks(cell):
            if kind is Block.TABLE:
                self._table(block, number)
            elif self.paragraph(block, place) is Ending.WITH_TEXT:
                self._gap = "\n"

    def begin(self, place: Place) -> None:
        """Begin a paragraph with text."""
        self.put(self._gap + "\n" * self._empty if self.length else "")
        self._gap, self._empty = "", 0
        self.marks.append((self.length, place))

    def put(self, text: str) -> None:
        """Add some text."""
        self._parts.append(text)
        self.length += len(text)

    def leave_out(self, kind: LeftOutKind, text: str) -> None:
        """Record a text that is not shown here."""
        left_out(self.left_out, self.length, kind, text)

    def end_left_out(self) -> None:
        """Separate the texts of two paragraphs that are left out at the same place."""
        if self.left_out and self.left_out[-1].offset == self.length:
            self.leave_out(self.left_out[-1].kind, " ")


def left_out(parts: list[LeftOut], offset: int, kind: LeftOutKind, text: str) -> None:
    """Add a part to those that are left out; it is joined with the last one at the same place."""
    before = parts.pop().text if parts and parts[-1][:2] == (offset, kind) else ""
    if len(parts) < _MOST_LEFT_OUT:
        parts.append(LeftOut(offset, kind, f"{before}{text}"[:_LONGEST]))


def folded(parts: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """The parts that have text, with its white space folded."""
    found = (LeftOut(offset, kind, " ".join(text.split())) for offset, kind, text in parts)
    return tuple(part for part in found if part.text)
