"""Places in header tables whose names and values an extractor gave in rows or in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, pairwise, takewhile

from imrparse.parsing.header_table import cell_of, kind_of
from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import Token

_FEWEST = 2  # names that are a column
_MOST_VALUES = 24  # that are compared with a column; the longest has seven


def whole_columns(
    plain: str, tokens: Sequence[Token], missing: Collection[Cell]
) -> tuple[list[Token], list[Token]]:
    """The tokens, with columns of names made whole, and what stood between those names.

    A column is whole if the values after it answer to its names. It may lack names, for which
    empty tokens are put in, and single texts or values may stand between its names.
    """
    found: list[Token] = []
    between: list[Token] = []
    has_columns = by_columns([token for token in tokens if token.type.kind is not Kind.PROSE])
    index = 0
    while index < len(tokens):
        end = _end_of_column(tokens, index)
        run = tokens[index:end]
        column = None
        if has_columns or any(map(_are_names, run, run[1:])):
            column = _completed(plain, run, tokens[end : end + _MOST_VALUES + 1], missing)
        if column is None:
            found.append(tokens[index])
            index += 1
            continue
        found += column
        between += [token for token in run if token.type.kind is not Kind.FIELD]
        index = end
    return found, between


def _end_of_column(tokens: Sequence[Token], start: int) -> int:
    """The end of the names from a place on, with one other token at most between two of them."""
    end, others = start, 0
    farthest = min(len(tokens), start + _MOST_VALUES)  # or many names take quadratic time
    while end < farthest and tokens[end].type.kind is Kind.FIELD:
        end += 1
        next_ones = tokens[end : end + 2]
        if len(next_ones) == 2 and not others and next_ones[0].type.kind is not Kind.FIELD:
            others = int(next_ones[1].type.kind is Kind.FIELD)
            end += others
    return end


def _are_names(token: Token, after: Token) -> bool:
    return cell_of(token) is not None and cell_of(after) is not None


def _completed(
    plain: str, run: Sequence[Token], after: Sequence[Token], missing: Collection[Cell]
) -> list[Token] | None:
    """A column of names, with the missing ones; None if it is not what the values answer to."""
    table = structure()
    names = [token for token in run if token.type.kind is Kind.FIELD]
    cells = [cell for token in names if (cell := cell_of(token))]
    if len(cells) < _FEWEST:
        return None
    values = list(takewhile(_is_no_name, islice(after, _MOST_VALUES)))
    kinds = [token.type for token in values if token.type in table.kinds]
    # Values that end the table on lines of their own are of no names but those before them.
    gap = plain[run[-1].end_pos : after[0].start_pos] if after else ""
    is_last = len(values) == len(after) and "\n" in gap
    if len(names) < len(run) and _is_whole(cells, kinds, is_last=is_last):
        return names
    for all_cells in (*table.columns, table.cells):
        order = [cell for cell in all_cells if cell in cells or not cell.is_optional]
        gone = [cell for cell in order if cell not in cells]
        whole = [cell for cell in order if cell in cells] == cells
        answers = [cell.kind for cell in order] == kinds[: len(order)]
        if gone and whole and answers and all(cell in missing for cell in gone):
            return list(_merged(names, order))
    return None


def _is_no_name(token: Token) -> bool:
    return token.type.kind is not Kind.FIELD


def _is_whole(cells: Sequence[Cell], kinds: Sequence[Terminal], *, is_last: bool) -> bool:
    """Whether values answer to a column of names, one after another.

    Those of a short column have to end the table: they may belong to names after them.
    """
    wanted = [cell.kind for cell in cells]
    if len(set(cells)) < len(cells):
        return False
    return wanted == kinds[: len(wanted)] if len(cells) > _FEWEST else is_last and wanted == kinds


def _merged(run: Sequence[Token], order: Sequence[Cell]) -> Iterator[Token]:
    """A run of names with empty tokens for those of an order that it lacks."""
    waiting = list(order)
    for token in run:
        cell = cell_of(token)
        while cell and waiting and waiting[0] != cell:
            yield Token(waiting.pop(0).names[0], "", token.start_pos, token.start_pos)
        if cell and waiting:
            waiting.pop(0)
        yield token
    end = run[-1].end_pos
    for cell in waiting:
        yield Token(cell.names[0], "", end, end)


def place_of_name(missing: Cell, cells: Sequence[Token]) -> int | None:
    """What stands where a missing name should; None if nothing does."""
    where = {cell.field: n for n, token in enumerate(cells) if (cell := cell_of(token))}
    columns = by_columns(cells)
    table = structure()
    order = next(c for c in table.columns if missing in c) if columns else table.cells
    place = order.index(missing)
    earlier = [cell for cell in order[:place] if cell.field in where]
    later = [cell.field for cell in order[place + 1 :] if cell.field in where]
    first = where[earlier[-1].field] + 1 if earlier else 0
    early, filled = _out_of_step(cells)
    if columns and later:
        # A value that no name before it takes is the one whose name is missing.
        values = [n for n in range(first, where[later[0]]) if n in early]
        left = [n for n in values if cells[n].type == missing.kind]
        return cells[[*left, where[later[0]]][0]].start_pos
    if not earlier:
        return cells[0].start_pos
    index = first
    if not (columns and _run_of_names(cells, first - 1, filled) > 1) and index < len(cells):
        index += cells[index].type == earlier[-1].kind
    return cells[index].start_pos if index < len(cells) else None


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


def in_column(name: Token, cells: Sequence[Token], least: int) -> bool:
    """Whether a name is one of at least `least` names in a column."""
    first = last = cells.index(name)
    while first and cells[first - 1].type.kind is Kind.FIELD:
        first -= 1
    while last + 1 < len(cells) and cells[last + 1].type.kind is Kind.FIELD:
        last += 1
    return by_columns(cells) and last - first + 1 >= least


def by_columns(cells: Sequence[Token]) -> bool:
    """Whether an extractor gave a column of names before their values."""
    return sum(bool(cell_of(a) and cell_of(b)) for a, b in pairwise(cells)) > 1


def _out_of_step(cells: Sequence[Token]) -> tuple[set[int], set[int]]:
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


def _run_of_names(cells: Sequence[Token], last: int, filled: Collection[int]) -> int:
    """The length of the column of names without values that ends at an index."""
    first = last
    while first >= 0 and cell_of(cells[first]) and first not in filled:
        first -= 1
    return last - first


def _is_named(token: Token, field: str) -> bool:
    cell = cell_of(token)
    return cell is not None and cell.field == field
