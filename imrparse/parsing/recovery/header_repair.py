"""Reading a header table with faults: what can be read of it, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from imrparse.parsing.header_table import cell_of, kind_of, read
from imrparse.parsing.recovery.findings import Empty, Finding, Missing, NamelessValue
from imrparse.parsing.recovery.header_cells import HeaderCells
from imrparse.parsing.recovery.header_columns import (
    beside,
    by_columns,
    first_column,
    in_column,
    out_of_step,
    run_of_names,
    value_in_column,
)
from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Terminals
from imrparse.syntax.tokens import Token
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Header


@frozen
class MendedHeader:
    """A header table, and what was wrong with it."""

    header: Header | None
    """None if the text has no cell of one."""
    findings: Sequence[Finding]


def mend_header(
    source: Source, tokens: Sequence[Token], following: int, terminals: Terminals
) -> MendedHeader:
    """Read the tokens before the first heading. `following` is where that starts."""
    repair = _HeaderRepair(source.plain, following, terminals)
    header = repair.header(tokens)
    return MendedHeader(header, repair.findings)


class _HeaderRepair:
    """Reads the cells of one header table."""

    def __init__(self, plain: str, following: int, terminals: Terminals) -> None:
        self._cells = HeaderCells(plain, following, terminals)
        self.findings: list[Finding] = self._cells.findings
        self._following = following
        self._structure = structure()

    def header(self, tokens: Sequence[Token]) -> Header | None:
        """The header that tokens make, or None if they hold no cell."""
        cells = self._cells.find(tokens)
        if not cells:
            return None
        owned = self._owners(cells, self._names(cells))
        fields: dict[str, Any] = {cell.field: None for cell in self._structure.cells}
        places: dict[str, Span] = {}
        for name, value in owned.items():
            places[name] = value.span
            if value.start_pos not in self._cells.bad:
                fields[name] = read(value)
                if fields[name] is None:
                    self._cells.reject(value)
        span = Span(cells[0].start_pos, cells[-1].end_pos)
        return Header(**fields, span=span, places=places)

    # Names.

    def _names(self, cells: Sequence[Token]) -> list[str]:
        """The fields of the names in the order of the text, with missing names inserted."""
        names = [cell.field for token in cells if (cell := cell_of(token))]
        for cell in self._structure.cells:
            if cell.field not in names and not cell.is_optional:
                place, index = self._place_of_name(cell, cells, names)
                place = self._following if place is None else place
                self.findings.append(Missing(place, cell.names))
                names.insert(index, cell.field)
        return names

    def _place_of_name(
        self, missing: Cell, cells: Sequence[Token], names: Sequence[str]
    ) -> tuple[int | None, int]:
        """What stands where a missing name should, and the index of the name in `names`."""
        where = {cell.field: n for n, token in enumerate(cells) if (cell := cell_of(token))}
        columns = by_columns(cells)
        table = self._structure
        order = next(c for c in table.columns if missing in c) if columns else table.cells
        place = order.index(missing)
        earlier = [cell for cell in order[:place] if cell.field in where]
        later = [cell.field for cell in order[place + 1 :] if cell.field in where]
        first = where[earlier[-1].field] + 1 if earlier else 0
        early, filled = out_of_step(cells)
        if columns and later:
            # A value that no name before it takes is the one whose name is missing.
            values = [n for n in range(first, where[later[0]]) if n in early]
            left = [n for n in values if cells[n].type == missing.kind]
            return cells[[*left, where[later[0]]][0]].start_pos, names.index(later[0])
        if not earlier:
            return cells[0].start_pos, 0
        index = first
        if not (columns and run_of_names(cells, first - 1, filled) > 1) and index < len(cells):
            index += cells[index].type == earlier[-1].kind
        start = cells[index].start_pos if index < len(cells) else None
        return start, names.index(earlier[-1].field) + 1

    # The values that belong to the names.

    def _owners(self, cells: Sequence[Token], names: Sequence[str]) -> dict[str, Token]:
        """The value of each name. Names and values of each kind belong together in order."""
        owned: dict[str, Token] = {}
        kinds = {cell.field: cell.kind for cell in self._structure.cells}
        here = {cell.field for token in cells if (cell := cell_of(token))}
        for kind in self._structure.kinds:
            values = [cell for cell in cells if cell.type == kind]
            waiting = [name for name in names if kinds[name] == kind]
            while len(waiting) > len(values):
                gone = [name for name in waiting if name not in here]
                name = gone[0] if gone else self._without_value(waiting, cells)
                waiting.remove(name)
                self._empty(name, cells)
            self.findings += [NamelessValue(value.span) for value in values[len(waiting) :]]
            owned.update(zip(waiting, values, strict=False))
        return {name: owned[name] for name in names if name in owned}

    def _without_value(self, names: Sequence[str], cells: Sequence[Token]) -> str:
        """The name that has no value: the one with none beside it, or else the last."""
        column = first_column(cells)
        kind = next(cell.kind for cell in self._structure.cells if cell.field == names[0])
        wanted = [token for token in column if kind_of(token) == kind]
        if sum(token.type == kind for token in column) < len(wanted):
            fields = [cell.field for token in column if (cell := cell_of(token))]
            lacking = [field for field in fields if field in names]
            return lacking[-1] if lacking else names[-1]
        rest = cells[len(column) :]
        if not by_columns(rest) or any(beside(rest, token) for token in rest):
            for token in rest:
                cell = cell_of(token)
                # The value of a name of two parts may stand between them.
                if not cell or cell.field not in names or len(cell.names) > 1:
                    continue
                if not beside(rest, token):
                    return cell.field
        return names[-1]

    def _empty(self, name: str, cells: Sequence[Token]) -> None:
        """Report a name without a value, unless the name itself is missing."""
        named = {cell.field: token for token in cells if (cell := cell_of(token))}
        if name not in named:
            return
        token = named[name]
        index = cells.index(token) + 1
        if in_column(token, cells, 3):
            index = value_in_column(name, cells)
        else:
            parts = self._structure.cell_of[token.type].names
            index += index < len(cells) and cells[index].type in parts[1:]
        place = cells[index].start_pos if index < len(cells) else self._following
        self.findings.append(Empty(place, token.type, token.span))
