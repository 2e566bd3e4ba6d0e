"""Header tables that an extractor gave as a column of names, then a column of values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from imrparse.parsing.header_table import PRIORITY, cell_of, kind_of
from imrparse.syntax.terminals import Kind
from imrparse.syntax.tokens import Token


def value_in_column(name: str, cells: Sequence[Token]) -> int:
    """The index where the value of a name belongs, in the column of values behind its column."""
    index = next(n for n, cell in enumerate(cells) if _is_named(cell, name))
    first = index
    while first and cells[first - 1].type.kind is Kind.FIELD:
        first -= 1
    earlier = sum(cell_of(cell) is not None for cell in cells[first:index])
    while index < len(cells) and cells[index].type.kind is Kind.FIELD:
        index += 1
    while earlier and index < len(cells) and cells[index].type.kind is not Kind.FIELD:
        index, earlier = index + 1, earlier - 1
    return index


def beside(cells: Sequence[Token], name: Token) -> bool:
    """Whether the value of a name stands next to it: after it, or first in the table before it."""
    kind = kind_of(name)
    if kind is None:
        return False
    index = cells.index(name)
    after = index + 1 < len(cells) and cells[index + 1].type == kind
    return after or (index == 1 and cells[0].type == kind)


def in_column(name: Token, cells: Sequence[Token], least: int) -> bool:
    """Whether a name is one of at least `least` names in a column."""
    first = last = cells.index(name)
    while first and cells[first - 1].type.kind is Kind.FIELD:
        first -= 1
    while last + 1 < len(cells) and cells[last + 1].type.kind is Kind.FIELD:
        last += 1
    return by_columns(cells) and last - first + 1 >= least


def first_column(cells: Sequence[Token]) -> Sequence[Token]:
    """The first column of names, with the values that follow it."""
    for index, (cell, after) in enumerate(pairwise(cells)):
        if cell.type.kind is not Kind.FIELD and after.type.kind is Kind.FIELD:
            column = cells[: index + 1]
            kinds = [kind for c in column if (kind := kind_of(c))]
            last = kinds[-1] if kinds else ""
            if last == PRIORITY:  # what follows its value belongs to no name of this column
                ends = [n for n, c in enumerate(column, 1) if c.type == last]
                column = column[: ends[0]] if ends else column
            return column if by_columns(column) else ()
    return cells if by_columns(cells) else ()


def by_columns(cells: Sequence[Token]) -> bool:
    """Whether an extractor gave a column of names before their values."""
    return sum(bool(cell_of(a) and cell_of(b)) for a, b in pairwise(cells)) > 1


def out_of_step(cells: Sequence[Token]) -> tuple[set[int], set[int]]:
    """Values that precede every name they could belong to, and the names that these fill."""
    waiting: Counter[str] = Counter()
    early: set[int] = set()
    filled: set[int] = set()
    for index, cell in enumerate(cells):
        kind = kind_of(cell) or cell.type
        # Above zero there are names without a value, below it values without a name.
        if cell_of(cell):
            if waiting[kind] < 0:
                filled.add(index)
            waiting[kind] += 1
        else:
            if waiting[kind] <= 0:
                early.add(index)
            waiting[kind] -= 1
    return early, filled


def run_of_names(cells: Sequence[Token], last: int, filled: Collection[int]) -> int:
    """The length of the column of names without values that ends at an index."""
    first = last
    while first >= 0 and cell_of(cells[first]) and first not in filled:
        first -= 1
    return last - first


def _is_named(token: Token, field: str) -> bool:
    cell = cell_of(token)
    return cell is not None and cell.field == field
