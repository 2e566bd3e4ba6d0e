"""The LALR automaton of a grammar: it parses tokens, and tells what it could accept.

Lark made the table. The loop over it is our own: a letter and its fields are a few tokens each, so
the loop and the making of the tree are what counts. The shape of a tree depends only on the kinds
of its tokens, so it is kept for the next text with the same ones.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from imrparse.syntax.grammar import GrammarTables
from imrparse.syntax.parse_tree import Reduction, Tree, fill, reduction
from imrparse.syntax.terminals import Kind, Terminal, declared
from imrparse.syntax.tokens import END, Token
from imrparse.text.errors import ImrparseError

Stack: TypeAlias = tuple[int, ...]
"""The states that the parser is in, the latest last."""

_NOWHERE = -1
_KEPT = 4_096  # shapes
_LONGEST_KEPT = 60  # tokens
_MOST_MISSING = 20  # tokens that may be missing at one place

# What is rather thought missing where several things could be: what every letter has.
_COSTS = {Kind.HEADING: 4, Kind.LABEL: 4, Kind.DECISION: 4, Kind.REQUEST: 4, Kind.PROSE: 1}
_RARELY_MISSING = 6


class UnexpectedTokenError(ImrparseError):
    """A token stands where it can't, or the end of the text does."""

    def __init__(self, kind: Terminal, number: int) -> None:
        super().__init__(kind)
        self.number = number
        """The number of the token, from 0."""


class Automaton:
    """The parse table of a grammar."""

    def __init__(self, tables: GrammarTables, terminals: Mapping[str, Terminal]) -> None:
        """`terminals` are those of the grammar; a parse that failed is explained by these."""
        self.start: Stack = (tables["start"],)
        self._shifts: dict[int, dict[str, int]] = {}
        """The state to go to from a state, after a token or a rule."""
        self._reductions: dict[int, dict[str, Reduction]] = {}
        """What to reduce first in a state, if a token follows."""
        self._fill(tables, terminals)
        self._shapes: dict[tuple[str, ...], Tree] = {}
        self._after: dict[tuple[Stack, Terminal], Stack | None] = {}
        self._paths: dict[tuple[Stack, Terminal], tuple[Terminal, ...] | None] = {}

    def _fill(self, tables: GrammarTables, terminals: Mapping[str, Terminal]) -> None:
        symbols = [
            terminals.get(name) or (declared(name) if name.isupper() else name)
            for name in tables["symbols"]
        ]
        sets = [[symbols[number] for number in numbers] for numbers in tables["sets"]]
        rules = [reduction(name, parts) for name, parts in tables["rules"]]
        for state, (shifts, reductions) in enumerate(tables["states"]):
            self._shifts[state] = {
                symbols[symbol]: target for symbol, target in zip(*[iter(shifts)] * 2, strict=True)
            }
            self._reductions[state] = {
                terminal: rules[rule]
                for rule, following in zip(*[iter(reductions)] * 2, strict=True)
                for terminal in sets[following]
            }
        self._shifts[tables["end"]][END] = tables["end"]

    def parse(self, tokens: Sequence[Token]) -> Tree:
        """The tree of tokens, of which END is the last.

        Raises UnexpectedTokenError for the first that can't stand where it does.
        """
        kinds = tuple([token.type for token in tokens])
        shape = self._shapes.get(kinds)
        if shape is None:
            shape = self.shape(kinds)
            if len(kinds) <= _LONGEST_KEPT and len(self._shapes) < _KEPT:
                self._shapes[kinds] = shape
        return fill(shape, tokens)

    def shape(self, kinds: Iterable[Terminal]) -> Tree:
        """The tree of tokens of some kinds, of which END is the last: their numbers stand in it.

        Raises UnexpectedTokenError for the first that can't stand where it does.
        """
        shifts, reductions = self._shifts, self._reductions
        states = list(self.start)
        state = states[-1]
        values: list[Any] = []
        for number, kind in enumerate(kinds):
            while step := reductions[state].get(kind):
                size, rule, make = step
                if make is None:
                    # One more of a repetition, which stays where it is, and so does its state.
                    del states[-1]
                    state = states[-1]
                    value = values.pop()
                    values[-1].append(value)
                    continue
                first = len(values) - size
                value = make(values[first:])
                del values[first:], states[first + 1 :]
                values.append(value)
                state = shifts[states[-1]][rule]
                states.append(state)
            state = shifts[state].get(kind, _NOWHERE)
            if state == _NOWHERE:
                raise UnexpectedTokenError(kind, number)
            states.append(state)
            values.append(number)
        shape: Tree = values[0]
        return shape

    def after(self, stack: Stack, terminal: Terminal) -> Stack | None:
        """The states after a terminal, or None if it can't stand there."""
        key = stack, terminal
        if key not in self._after:
            self._after[key] = self._step(stack, terminal)
        return self._after[key]

    def _step(self, stack: Stack, terminal: Terminal) -> Stack | None:
        states = list(stack)
        while step := self._reductions[states[-1]].get(terminal):
            if step.size:
                del states[-step.size :]
            states.append(self._shifts[states[-1]][step.rule])
        following = self._shifts[states[-1]].get(terminal)
        return None if following is None else (*states, following)

    def expected(self, stack: Stack) -> list[Terminal]:
        """The terminals that can stand next, sorted."""
        row = {**self._shifts[stack[-1]], **self._reductions[stack[-1]]}
        choices = sorted(symbol for symbol in row if isinstance(symbol, Terminal))
        return [terminal for terminal in choices if self.after(stack, terminal)]

    def missing(self, stack: Stack, terminal: Terminal) -> tuple[Terminal, ...] | None:
        """The terminals that would have to stand before one for it to be accepted.

        Those that letters seldom lack cost more. None if it can't be accepted even so.
        """
        key = stack, terminal
        if key not in self._paths:
            self._paths[key] = self._search(stack, terminal)
        return self._paths[key]

    def _search(self, stack: Stack, terminal: Terminal) -> tuple[Terminal, ...] | None:
        waiting: list[tuple[int, tuple[Terminal, ...], Stack]] = [(0, (), stack)]
        seen: set[Stack] = set()
        while waiting:
            cost, path, states = heapq.heappop(waiting)
            if self.after(states, terminal):
                return path
            if states in seen or len(path) == _MOST_MISSING:
                continue
            seen.add(states)
            for name in self.expected(states):
                following = self.after(states, name)
                if name != END and following and following not in seen:
                    heapq.heappush(waiting, (cost + _cost(name), (*path, name), following))
        return None


def _cost(terminal: Terminal) -> int:
    return _COSTS.get(terminal.kind, _RARELY_MISSING)
