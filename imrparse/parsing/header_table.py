"""The header of a letter, built from the cells of its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Terminal
from imrparse.syntax.tokens import Token
from imrparse.tree.letter import Priority

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
    """What a cell's value says, or None for a date that the calendar does not have."""
    return read_value(value.type, value.value)


def read_value(kind: Terminal, text: str) -> str | date | Priority | None:
    """As `read`, of the text of a value of some kind."""
    try:
        return _READERS.get(kind, str)("".join(text.split()))
    except ValueError:
        return None


def values_of(cells: Sequence[Terminal]) -> Mapping[str, int] | None:
    """The place among a header's cells of the value of each field, or None if something is wrong.

    Extractors give names and values in many orders. Each value belongs to the earliest name of its
    kind that has none yet, wherever the two stand.
    """
    table = structure()
    begins = table.cell_of
    named: list[Cell] = []
    values: dict[str, list[int]] = {kind: [] for kind in table.kinds}
    for place, terminal in enumerate(cells):
        if terminal in begins:
            named.append(begins[terminal])
        elif terminal in values:
            values[terminal].append(place)
    names = {cell.field for cell in named}
    if len(names) < len(named) or not table.needed_cells <= names:
        return None
    if len(named) != sum(map(len, values.values())):
        return None
    waiting = {kind: iter(found) for kind, found in values.items()}
    try:
        return {cell.field: next(waiting[cell.kind]) for cell in named}
    except StopIteration:
        return None
