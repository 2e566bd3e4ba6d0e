"""The header table, put together from its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from lark import Token

from imrparse.diagnostics import Diagnostic
from imrparse.faults import BAD_VALUE, DOUBLED, MISSING, fault
from imrparse.lexer import span_of
from imrparse.source import Source, Span
from imrparse.tree import Header, Priority, value_fields

_CASE_NUMBER, _DATE, _PRIORITY = "CASE_NUMBER_VALUE", "DATE_VALUE", "PRIORITY_VALUE"


def assemble(source: Source, cells: Sequence[Token]) -> tuple[Header, list[Diagnostic]]:
    """The header that the cells make, and their faults.

    Extractors give names and values in many orders. Each value belongs to the earliest name of its
    kind that has none yet, wherever the two stand.
    """
    assembly = _Assembly(source, cells)
    return assembly.header(), assembly.diagnostics


class _Assembly:
    def __init__(self, source: Source, cells: Sequence[Token]) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._extent = Span(span_of(cells[0]).start, span_of(cells[-1]).end)
        self._names: dict[str, Token] = {}
        self._values: dict[str, list[Token]] = {_CASE_NUMBER: [], _DATE: [], _PRIORITY: []}
        for cell in cells:
            if cell.type in self._values:
                self._values[cell.type].append(cell)
            else:
                self._name(cell)

    def _name(self, cell: Token) -> None:
        name = cell.type.removesuffix("_FIELD").lower()
        if name in self._names:
            self._fault(DOUBLED, f"the header has '{_shown(cell)}' twice", span_of(cell))
        self._names.setdefault(name, cell)

    def header(self) -> Header:
        """The header, whose missing values are None where `diagnostics` say so."""
        values: dict[str, Any] = dict.fromkeys(value_fields(Header))
        places: dict[str, Span] = {}
        waiting = {kind: iter(tokens) for kind, tokens in self._values.items()}
        for name, cell in self._names.items():
            if name not in values:
                continue
            token = next(waiting[_kind(name)], None)
            if token is None:
                message = f"the header's '{_shown(cell)}' has no value"
                self._fault(MISSING, message, Span(span_of(cell).end, span_of(cell).end))
            else:
                values[name] = self._read(token)
                places[name] = span_of(token)
        for name in values:
            if name not in self._names:
                message = f"the header does not give the {name.replace('_', ' ')}"
                self._fault(MISSING, message, Span(self._extent.end, self._extent.end))
        for tokens in waiting.values():
            for token in tokens:
                self._fault(BAD_VALUE, "a value without a name in the header", span_of(token))
        return Header(**values, span=self._extent, places=places)

    def _read(self, token: Token) -> str | date | Priority | None:
        text = token.replace(" ", "")
        try:
            return _READERS[token.type](text)
        except ValueError:
            self._fault(BAD_VALUE, f"{text} is no date of the calendar", span_of(token))
            return None

    def _fault(self, code: str, message: str, span: Span) -> None:
        self.diagnostics.append(fault(code, message, span, self._source))


def _kind(name: str) -> str:
    return {"case_number": _CASE_NUMBER, "priority": _PRIORITY}.get(name, _DATE)


def _date(text: str) -> date:
    month, day, year = map(int, text.split("/"))
    return date(year, month, day)


_READERS: dict[str, Callable[[str], str | date | Priority]] = {
    _CASE_NUMBER: str,
    _DATE: _date,
    _PRIORITY: Priority,
}


def _shown(token: Token) -> str:
    return " ".join(token.split())
