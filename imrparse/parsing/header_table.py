"""The header of a letter, built from the cells of its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from imrparse.parsing.header_pairing import pair, slots
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
        return _READERS.get(value.type, str)(value.value.replace(" ", ""))
    except ValueError:
        return None


def assemble(cells: Sequence[Token], plain: str) -> Header | None:
    """Build the header from its cells, or return None if something is wrong with them.

    `plain` is the plain text that the cells stand in.
    """
    table = structure()
    begins = table.cell_of
    parts = [token for token in cells if token.type in begins or token.type in table.kinds]
    pairing = pair(slots(cells, plain))
    if pairing.unsure or 2 * len(pairing.value_of) != len(parts):
        return None
    named = [begins[parts[name].type] for name in pairing.value_of]
    if not {token.type for token in cells}.issuperset(chain.from_iterable(c.names for c in named)):
        return None
    names = [cell.field for cell in named]
    if len(set(names)) < len(names) or not table.needed_cells.issubset(names):
        return None
    owned = dict(zip(names, (parts[value] for value in pairing.value_of.values()), strict=True))
    fields: dict[str, Any] = {name: read(value) for name, value in owned.items()}
    if None in fields.values():
        return None
    places = {name: value.span for name, value in owned.items()}
    return Header(**fields, span=Span(cells[0].start_pos, cells[-1].end_pos), places=places)
