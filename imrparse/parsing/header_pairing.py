"""Which value belongs to which name in a header table.

Extractors give the cells in rows, a cell a line, in columns of names and columns of values, or with
a value before its name. The kinds of names and values in their order, and where lines begin, are
the *shape* of a table. A name can have a value of its kind that stands beside it, or in the place
of a column that answers to it. Each such pair has a cost, and so has a name or value without a
partner; the cheapest set of pairs is taken. Where another set is nearly as cheap, nothing tells
which one is right, and the names that they differ in have no value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, islice, pairwise
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Terminal


class Slot(NamedTuple):
    """A name or a value in the shape of a table."""

    is_name: bool
    kind: Terminal | None
    """The kind of a value, or that of the value that a name takes. None for the name of no known
    cell, and for text that may be a value of any kind."""
    begins_line: bool
    is_needed: bool = True
    """Whether a name without a value is a fault. False for one that is missing or stands twice."""


Shape: TypeAlias = tuple[Slot, ...]


class Pairing(NamedTuple):
    """The names and values of a table, by their numbers in its shape."""

    value_of: dict[int, int]
    """The value of each name that has one."""
    unsure: dict[int, frozenset[int]]
    """Names for which nothing tells whether they have a value, or which: the possible ones."""


_BESIDE, _NEXT_LINE, _COLUMN = 0.0, 1.0, 1.0
_BEFORE, _BEFORE_ON_LINE, _COLUMN_BEFORE = 1.5, 1.0, 1.6
_MOSTLY_AFTER = 1.0  # more, in a table whose values seem to follow their names
_COLUMN_SIZE = 3  # names that make a column; two may stand together since a value is missing
_SHORT_COLUMN = 2.2  # where a column has a value more or less than it has names
_OF_ANY_KIND = 1.5  # more, for text in the place of a value
_ALONE, _ALONE_ANYHOW, _VALUE_ALONE = 4.0, 1.0, 1.0
_NEARLY = 0.9  # what a second set of pairs may cost more and still be as likely
_MOST_NAMES = 24
_MOST_VALUES = 24  # between two names; a column has seven

_Options: TypeAlias = dict[int | None, float]
"""What each value costs for a name; None is no value."""


def slots(cells: Sequence[Terminal], begins_line: Sequence[bool]) -> Shape:
    """The shape of a table without faults in its cells, which are given by their terminals.

    `begins_line` says of each cell whether a line begins between it and the one before. The second
    word of a name makes no slot: the name is where its first word is.
    """
    table = structure()
    begins, kinds = table.cell_of, table.kinds
    return tuple(
        Slot(kind in begins, begins[kind].kind if kind in begins else kind, begins_a_line)
        for kind, begins_a_line in zip(cells, begins_line, strict=True)
        if kind in begins or kind in kinds
    )


@lru_cache(maxsize=1024)
def pair(shape: Shape) -> Pairing:
    """The values of the names in a table of some shape. Takes linear time for any shape."""
    names = [n for n, slot in enumerate(shape) if slot.is_name][:_MOST_NAMES]
    options = {name: _options(shape, name) for name in names}
    least, value_of = _cheapest(shape, options)
    unsure = {}
    for name in names:
        possible = set()
        for value in options[name]:
            if value == value_of.get(name):
                continue
            cost, _ = _cheapest(shape, options | {name: {value: options[name][value]}})
            if cost < least + _NEARLY:
                possible.add(value)
        if possible:
            possible.add(value_of.get(name))
            unsure[name] = frozenset(value for value in possible if value is not None)
    sure = {name: value for name, value in value_of.items() if name not in unsure}
    return Pairing(sure, unsure)


def _cheapest(shape: Shape, options: dict[int, _Options]) -> tuple[float, dict[int, int]]:
    """The cheapest pairs and their cost. A value has one name at most."""
    names = list(options)
    later = [
        frozenset(value for other in names[number:] for value in options[other])
        for number in range(1, len(names) + 1)
    ]

    @cache
    def best(number: int, taken: frozenset[int]) -> tuple[float, tuple[tuple[int, int], ...]]:
        if number == len(names):
            return 0.0, ()
        name = names[number]
        found = []
        for value, cost in options[name].items():
            if value is None:
                rest, pairs = best(number + 1, taken & later[number])
                found.append((cost + rest, pairs))
            elif value not in taken:
                rest, pairs = best(number + 1, (taken | {value}) & later[number])
                saved = _VALUE_ALONE if shape[value].kind else 0.0
                found.append((cost - saved + rest, ((name, value), *pairs)))
        return min(found, default=(float("inf"), ()))

    cost, pairs = best(0, frozenset())
    return cost, dict(pairs)


def _options(shape: Shape, name: int) -> _Options:
    """The values that a name can have."""
    slot = shape[name]
    found: _Options = {None: _ALONE if slot.is_needed and slot.kind else _ALONE_ANYHOW}
    if slot.kind is None:
        found = {None: 0.0}
    for value, cost in _candidates(shape, name):
        kind = shape[value].kind
        if slot.kind is None and cost > _BESIDE:
            continue
        if kind is None:
            cost += _OF_ANY_KIND
        elif slot.kind is not None and kind != slot.kind:
            continue
        found[value] = min(cost, found.get(value, cost))
    return found


def _candidates(shape: Shape, name: int) -> Iterator[tuple[int, float]]:
    """Values in the places where that of a name can stand, of any kind, with their costs."""
    first = last = name
    while first and shape[first - 1].is_name:
        first -= 1
    while last + 1 < len(shape) and shape[last + 1].is_name:
        last += 1
    names = range(first, last + 1)
    after, before = _values(shape, last + 1, 1), _values(shape, first - 1, -1)
    if name == last and after and not _is_in_next_lines(shape, names, after):
        yield from _beside(shape, name, after)
    if name == first and before:
        cost = _BEFORE if shape[name].begins_line else _BEFORE_ON_LINE
        yield before[-1], cost if _has_early_values(shape) else cost + _MOSTLY_AFTER
    if len(names) > 1 and after and not _is_row(shape, names, after[0]):
        yield from _in_column(shape, name, names, after)
    if _COLUMN_SIZE <= len(names) <= len(before):
        column = before[-len(names) :]
        if _answers(shape, names, column):
            yield column[name - first], _COLUMN_BEFORE
    row = _row(shape, names)
    line = before[-len(row) :] if name in row and len(before) >= len(row) else []
    if line and _is_line(shape, line) and _answers(shape, row, line):
        yield line[name - row.start], _COLUMN_BEFORE


def _row(shape: Shape, names: range) -> range:
    """The first line of some names, if it holds two or more of them and nothing else."""
    end = next((n for n in range(names.start + 1, len(shape)) if shape[n].begins_line), len(shape))
    is_line = shape[names.start].begins_line and end <= names.stop
    row = names[: end - names.start]
    return row if is_line and len(row) > 1 else names[:0]


def _is_line(shape: Shape, values: Sequence[int]) -> bool:
    """Whether a line begins with the first of some values, and with no other."""
    return [shape[value].begins_line for value in values] == [True] + [False] * (len(values) - 1)


def _values(shape: Shape, start: int, step: int) -> list[int]:
    """The values from a place on, forwards or backwards, up to the next name; in order."""
    end = start
    while 0 <= end < len(shape) and abs(end - start) < _MOST_VALUES and not shape[end].is_name:
        end += step
    return list(range(start, end, step))[::step]


def _beside(shape: Shape, name: int, after: Sequence[int]) -> Iterator[tuple[int, float]]:
    """The first value after a name, and the first one of a known kind."""
    known = (value for value in after if shape[value].kind is not None)
    for value in {*after[:1], *islice(known, 1)}:
        on_line = not any(slot.begins_line for slot in shape[name + 1 : value + 1])
        yield value, _BESIDE if on_line else _NEXT_LINE


def _is_row(shape: Shape, names: range, value: int) -> bool:
    """Whether only the last of some names has its line in common with the value after it."""
    return shape[names[-1]].begins_line and not shape[value].begins_line


def _is_in_next_lines(shape: Shape, names: range, after: Sequence[int]) -> bool:
    """Whether values after several names begin a line, so that they are no more of the last."""
    known = [name for name in names if shape[name].kind is not None]
    is_column = len(after) > 1 or len(known) >= _COLUMN_SIZE
    return len(names) > 1 and is_column and shape[after[0]].begins_line


def _in_column(
    shape: Shape, name: int, names: range, after: Sequence[int]
) -> Iterator[tuple[int, float]]:
    """The value that answers to a name where a column of values follows one of names."""
    known = [value for value in after if shape[value].kind is not None]
    size, rank = len(names), name - names[0]
    for values in (after, known):
        if len(values) == size and _answers(shape, names, values):
            yield values[rank], _COLUMN
            return
    for values in (known, after):
        starts = range(len(values) - size + 1)
        windows = [values[start : start + size] for start in starts]
        if whole := [window for window in windows if _answers(shape, names, window)]:
            yield from ((window[rank], _COLUMN) for window in whole)
            return
    if len(known) == size >= _COLUMN_SIZE and _answers(shape, names, known, wrong=1):
        yield known[rank], _COLUMN
        return
    yield from _in_short_column(shape, name, names, known)


def _in_short_column(
    shape: Shape, name: int, names: range, known: Sequence[int]
) -> Iterator[tuple[int, float]]:
    """As `_in_column`, where there are more or fewer values than names."""
    kind = shape[name].kind
    others = [other for other in names if shape[other].kind == kind]
    alike = [
        value
        for value in known
        if shape[value].kind == kind
        and any(_is_in_order(shape, other, names, value, known) for other in others)
    ]
    rank = others.index(name)
    more = len(alike) - len(others)
    for place in {*range(rank, rank + more + 1), rank + min(more, 0), rank}:
        if 0 <= place < len(alike) and _is_in_order(shape, name, names, alike[place], known):
            yield alike[place], _SHORT_COLUMN


def _is_in_order(shape: Shape, name: int, names: range, value: int, values: Sequence[int]) -> bool:
    """Whether no more values of any other kind stand before a value than names before its name."""
    kinds = Counter(shape[other].kind for other in values if other < value)
    kinds.subtract(shape[other].kind for other in names if other < name)
    return all(count <= 0 for kind, count in kinds.items() if kind != shape[name].kind)


@lru_cache(maxsize=1024)
def _has_early_values(shape: Shape) -> bool:
    """Whether values come before their names: more follow a column than it has names."""
    runs = [(is_name, list(run)) for is_name, run in groupby(shape, attrgetter("is_name"))]
    sizes = [(is_name, sum(slot.kind is not None for slot in run)) for is_name, run in runs]
    has_columns = any(is_name and size >= _COLUMN_SIZE for is_name, size in sizes)
    pairs = pairwise(sizes[:-1])  # after the last values no name comes
    return has_columns and any(one[0] and 0 < one[1] < other[1] for one, other in pairs)


def _answers(shape: Shape, names: Sequence[int], values: Sequence[int], *, wrong: int = 0) -> bool:
    """Whether values have the kinds of as many names, but for some wrong ones.

    What has no kind answers to any.
    """
    pairs = zip(names, values, strict=True)
    kinds = [(shape[name].kind, shape[value].kind) for name, value in pairs]
    return sum(one != other and None not in (one, other) for one, other in kinds) <= wrong
