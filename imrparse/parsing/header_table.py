"""The header of a letter, built from the cells of its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from imrparse.parsing.header_pairing import pair, slots
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


def places_in(cells: Sequence[tuple[Terminal, int, int]], plain: str) -> Mapping[str, int] | None:
    """The place among header cells of each field's value, or None if something is wrong with them.

    The cells are given by their terminals, starts and ends in the plain text.
    """
    end = 0
    begins_line = []
    for _, start, next_end in cells:
        begins_line.append("\n" in plain[end:start])
        end = next_end
    return _places_in(tuple([kind for kind, _, _ in cells]), tuple(begins_line))


@lru_cache(maxsize=1024)
def _places_in(
    cells: tuple[Terminal, ...], begins_line: tuple[bool, ...]
) -> Mapping[str, int] | None:
    table = structure()
    begins = table.cell_of
    parts = [n for n, kind in enumerate(cells) if kind in begins or kind in table.kinds]
    pairing = pair(slots(cells, begins_line))
    if pairing.unsure or 2 * len(pairing.value_of) != len(parts):
        return None
    named = [begins[cells[parts[name]]] for name in pairing.value_of]
    if not set(cells).issuperset(chain.from_iterable(cell.names for cell in named)):
        return None
    names = [cell.field for cell in named]
    if len(set(names)) < len(names) or not table.needed_cells.issubset(names):
        return None
    return dict(zip(names, (parts[value] for value in pairing.value_of.values()), strict=True))
