"""How a letter is built, as the grammar says it: the order of its parts and the header's cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, zip_longest
from typing import NamedTuple

from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import PROSE

_START, _TABLE, _ISSUE = "letter", "header_table", "issue"
_ORDERED = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE, Kind.DECISION)


class Cell(NamedTuple):
    """A cell of the header table."""

    field: str
    """The field of the tree that holds its value."""
    names: tuple[Terminal, ...]
    """Its name. A value may stand between the parts of a name that has two."""
    kind: Terminal
    """The kind of its value."""
    is_optional: bool = False
    """Whether a sound letter may lack it."""

    @property
    def wording(self) -> str:
        """The name as it is printed."""
        return " ".join(name.wording for name in self.names)


class Structure:
    """The structure of a letter, read from the rules of its grammar."""

    def __init__(self, rules: Mapping[str, Sequence[Sequence[str]]], terminals: Terminals) -> None:
        """`rules` are the alternatives of each rule, by name."""
        self._rules = rules
        self._terminals = terminals
        self.rows: tuple[tuple[Cell, ...], ...] = tuple(
            tuple(self._cells_of(row)) for row in _longest(rules[_TABLE])
        )
        """The rows of the header table, as they are printed."""
        self.cells: tuple[Cell, ...] = tuple(chain.from_iterable(self.rows))
        """The cells of the header table, row by row."""
        self.cell_of: Mapping[str, Cell] = {cell.names[0]: cell for cell in self.cells}
        """The cell that each name begins."""

    @cached_property
    def needed_cells(self) -> frozenset[str]:
        """The fields of the cells that every sound header has."""
        return frozenset(cell.field for cell in self.cells if not cell.is_optional)

    @cached_property
    def kinds(self) -> tuple[Terminal, ...]:
        """The kinds of values that the header table holds."""
        return tuple(dict.fromkeys(cell.kind for cell in self.cells))

    @cached_property
    def columns(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells column by column, as some extractors give them."""
        columns = zip_longest(*self.rows)
        return tuple(tuple(cell for cell in column if cell) for column in columns)

    @cached_property
    def order(self) -> tuple[Terminal, ...]:
        """The headings, labels and sentences before the first issue, in the order of a letter."""
        return tuple(t for t in self._in_order(_START) if t not in self.issue_order)

    @cached_property
    def issue_order(self) -> tuple[Terminal, ...]:
        """The decisions and labels of an issue, in their order."""
        return tuple(self._in_order(_ISSUE))

    @cached_property
    def issue_labels(self) -> tuple[Terminal, ...]:
        """The labels of an issue, in their order."""
        return tuple(part for part in self.issue_order if part.kind is Kind.LABEL)

    @cached_property
    def labels(self) -> Mapping[str, Terminal]:
        """The label of each labelled part, by the field of the tree that holds its text."""
        found = {}
        for rule, alternatives in self._rules.items():
            for symbols in alternatives:
                if len(symbols) == 2 and symbols[1] == PROSE and symbols[0] in self._terminals:
                    found[rule.removeprefix("_")] = self._terminals[symbols[0]]
        return found

    @cached_property
    def field_of(self) -> Mapping[str, str]:
        """The field of the tree that holds the text after each label."""
        return {label: field for field, label in self.labels.items()}

    def _cells_of(self, row: str) -> Iterator[Cell]:
        always = set.intersection(*(set(symbols) for symbols in self._rules[row]))
        for cell in _longest(self._rules[row]):
            *names, kind = (self._terminals[name] for name in _longest(self._rules[cell]))
            yield Cell(cell, tuple(names), kind, is_optional=cell not in always)

    def _in_order(self, start: str) -> Iterator[Terminal]:
        """The terminals of the parts that a rule consists of, each where it first comes."""
        seen: set[str] = set()

        def expand(symbol: str) -> Iterator[Terminal]:
            if symbol in seen:
                return
            seen.add(symbol)
            if symbol in self._terminals:
                terminal = self._terminals[symbol]
                if terminal.kind in _ORDERED:
                    yield terminal
            for symbols in self._rules.get(symbol, ()):
                for part in symbols:
                    yield from expand(part)

        return expand(start)


def _longest(alternatives: Sequence[Sequence[str]]) -> Sequence[str]:
    """The alternative with all optional parts."""
    return max(alternatives, key=len)


def read_structure(
    rules: Iterable[tuple[str, Iterable[tuple[str, int]]]], terminals: Terminals
) -> Structure:
    """The structure that the rules of the grammar's tables describe."""
    found: dict[str, list[list[str]]] = {}
    for rule, symbols in rules:
        found.setdefault(rule, []).append([name for name, _ in symbols])
    return Structure(found, terminals)


@cache
def structure() -> Structure:
    """The structure of a letter. It is read from the grammar once."""
    parser = letter_parser()
    return read_structure(parser.tables["rules"], parser.terminals)
