"""The header of a letter, built from the cells of its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Terminal
from imrparse.syntax.tokens import Token
from imrparse.text.source import Span
from imrparse.tree.letter import Header, Priority

CASE_NUMBER, DATE, PRIORITY = "CASE_NUMBER_VALUE", "DATE_VALUE", "PRIORITY_VALUE"


def cell_of(token: Token) -> Cell | None:
    """The cell whose name begins with a token, if there is one."""
    return structure().cell_of.get(token.type)


def kind_of(token: Token) -> Terminal | None:
    """The kind of value that follows a cell's name, if a token begins one."""
    cell = cell_of(token)
    return cell.kind if cell else None


def _date(text: str) -> date:
    month, day, year = text.split("/")
    return date(int(year), int(month), int(day))


_READERS: dict[str, Callable[[str], str | date | Priority]] = {
    DATE: _date,
    PRIORITY: Priority,
}


def read(value: Token) -> str | date | Priority | None:
    """The value of a cell, or None for a date that is not in the calendar."""
    try:
        return _READERS.get(value.type, str)("".join(value.value.split()))
    except ValueError:
        return None


def assemble(cells: Sequence[Token]) -> Header | None:
    """Build the header from its cells, or return None if something is wrong with them.

    Extractors give names and values in many orders. Each value belongs to the earliest name of its
    kind that has no value yet, whichever of the two comes first.
    """
    table = structure()
    begins = table.cell_of
    named: list[Cell] = []
    values: dict[str, list[Token]] = {kind: [] for kind in table.kinds}
    for token in cells:
        terminal = token.type
        if terminal in begins:
            named.append(begins[terminal])
        elif terminal in values:
            values[terminal].append(token)
    names = {cell.field for cell in named}
    if len(names) < len(named) or not table.needed_cells <= names:
        return None
    if len(named) != sum(map(len, values.values())):
        return None
    waiting = {kind: iter(found) for kind, found in values.items()}
    try:
        owned = {cell.field: next(waiting[cell.kind]) for cell in named}
    except StopIteration:
        return None
    fields: dict[str, Any] = {name: read(value) for name, value in owned.items()}
    if None in fields.values():
        return None
    places = {name: value.span for name, value in owned.items()}
    return Header(**fields, span=Span(cells[0].start_pos, cells[-1].end_pos), places=places)
