"""The header table, put together from its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from imrparse.diagnostics import Diagnostic
from imrparse.faults import BAD_VALUE, DOUBLED, MISSING, fault
from imrparse.source import Source, Span
from imrparse.tokens import Token
from imrparse.tree import Header, Priority, value_fields

_CASE_NUMBER, _DATE, _PRIORITY = "CASE_NUMBER_VALUE", "DATE_VALUE", "PRIORITY_VALUE"
_NAMES = {f"{name.upper()}_FIELD": name for name in value_fields(Header)}
_KINDS = dict.fromkeys(_NAMES.values(), _DATE) | {
    "case_number": _CASE_NUMBER,
    "priority": _PRIORITY,
}
"""The kind of value that each field of the header takes."""


def _date(text: str) -> date:
    month, day, year = text.split("/")
    return date(int(year), int(month), int(day))


_READERS: dict[str, Callable[[str], str | date | Priority]] = {
    _CASE_NUMBER: str,
    _DATE: _date,
    _PRIORITY: Priority,
}


def assemble(source: Source, cells: Sequence[Token]) -> tuple[Header, list[Diagnostic]]:
    """The header that the cells make, and their faults. A field is None where these say why.

    Extractors give names and values in many orders. Each value belongs to the earliest name of its
    kind that has none yet, wherever the two stand.
    """
    extent = Span(cells[0].start_pos, cells[-1].end_pos)
    diagnostics: list[Diagnostic] = []
    names: dict[str, Token] = {}
    values: dict[str, list[Token]] = {kind: [] for kind in _READERS}
    for cell in cells:
        if cell.type in values:
            values[cell.type].append(cell)
        elif name := _NAMES.get(cell.type):
            if name in names:
                message = f"the header has '{_shown(cell)}' twice"
                diagnostics.append(fault(DOUBLED, message, cell.span, source))
            names.setdefault(name, cell)
    waiting = {kind: iter(found) for kind, found in values.items()}
    owned = {name: next(waiting[_KINDS[name]], None) for name in names}
    diagnostics += _missing(source, extent, names, owned)
    for nameless in chain.from_iterable(waiting.values()):
        message = f"{nameless.value} has no name in the header"
        diagnostics.append(fault(BAD_VALUE, message, nameless.span, source))
    fields: dict[str, Any] = dict.fromkeys(_KINDS)
    places: dict[str, Span] = {}
    for name, value in owned.items():
        if value is not None:
            places[name] = value.span
            text = value.value.replace(" ", "")
            try:
                fields[name] = _READERS[value.type](text)
            except ValueError:
                message = f"{text} is no date of the calendar"
                diagnostics.append(fault(BAD_VALUE, message, value.span, source))
    return Header(**fields, span=extent, places=places), diagnostics


def _missing(
    source: Source, extent: Span, names: dict[str, Token], values: dict[str, Token | None]
) -> list[Diagnostic]:
    """What the header lacks: names of fields, or their values."""
    found = []
    for name in _KINDS:
        if name not in names:
            message = f"the header does not give the {name.replace('_', ' ')}"
            found.append(fault(MISSING, message, Span(extent.end, extent.end), source))
        elif values[name] is None:
            end = names[name].end_pos
            message = f"the header's '{_shown(names[name])}' has no value"
            found.append(fault(MISSING, message, Span(end, end), source))
    return found


def _shown(token: Token) -> str:
    return " ".join(token.value.split())
