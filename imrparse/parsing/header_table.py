"""The header table, put together from its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from imrparse.syntax.tokens import Token
from imrparse.text.node import value_fields
from imrparse.text.source import Span
from imrparse.tree.letter import Header, Priority

CASE_NUMBER, DATE, PRIORITY = "CASE_NUMBER_VALUE", "DATE_VALUE", "PRIORITY_VALUE"
FIELDS = {f"{name.upper()}_FIELD": name for name in value_fields(Header)}
"""The field of the tree that each name in the table gives."""

KINDS = dict.fromkeys(FIELDS.values(), DATE) | {
    "case_number": CASE_NUMBER,
    "priority": PRIORITY,
}
"""The kind of value that each field takes."""


def _date(text: str) -> date:
    month, day, year = text.split("/")
    return date(int(year), int(month), int(day))


_READERS: dict[str, Callable[[str], str | date | Priority]] = {
    CASE_NUMBER: str,
    DATE: _date,
    PRIORITY: Priority,
}


def read(value: Token) -> str | date | Priority | None:
    """What a cell's value says, or None for a date that the calendar does not have."""
    try:
        return _READERS[value.type](value.value.replace(" ", ""))
    except ValueError:
        return None


def assemble(cells: Sequence[Token]) -> Header | None:
    """The header that the cells make, or None if something is wrong with them.

    Extractors give names and values in many orders. Each value belongs to the earliest name of its
    kind that has none yet, wherever the two stand.
    """
    names = [FIELDS[cell.type] for cell in cells if cell.type in FIELDS]
    values: dict[str, list[Token]] = {kind: [] for kind in _READERS}
    for cell in cells:
        if cell.type in values:
            values[cell.type].append(cell)
    if sorted(names) != _EVERY_FIELD or list(map(len, values.values())) != [1, 5, 1]:
        return None
    waiting = {kind: iter(found) for kind, found in values.items()}
    owned = {name: next(waiting[KINDS[name]]) for name in names}
    fields: dict[str, Any] = {name: read(value) for name, value in owned.items()}
    if None in fields.values():
        return None
    places = {name: value.span for name, value in owned.items()}
    return Header(**fields, span=Span(cells[0].start_pos, cells[-1].end_pos), places=places)


_EVERY_FIELD = sorted(KINDS)
