"""The LALR automaton: it parses, and tells what it could accept without parsing."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeAlias, cast

from lark import Lark, Tree
from lark.parsers.lalr_analysis import Shift

from imrparse.syntax.tokens import END, Token
from imrparse.text.errors import ImrparseError

Stack: TypeAlias = tuple[int, ...]
"""The states that the parser is in, the latest last."""

_MOST_MISSING = 20  # tokens that may be missing at one place

# What is rather thought missing where several things could be: what every letter has.
_COSTS = {"HEADING": 4, "LABEL": 4, "DECISION": 4, "REQUEST": 4, "PROSE": 1}
_RARELY_MISSING = 6


class UnexpectedTokenError(ImrparseError):
    """A token stands where it can't, or the end of the text does."""

    def __init__(self, token: Token) -> None:
        super().__init__(token.type)
        self.token = token


class _Reduction(NamedTuple):
    """A rule is complete: so many of the latest symbols become one."""

    size: int
    rule: str
    make: Callable[[list[Any]], Any]
    """Makes lark's tree of the rule from what the symbols stand for."""


_Table: TypeAlias = dict[int, dict[str, int | _Reduction]]
"""What to do in a state at a symbol: go to another state, or reduce first."""


class Automaton:
    """The parse table of a grammar.

    The table and the trees are lark's, the loop over them is not: lark's own looks up what to make
    of a rule by the rule, whose hash takes longer than all the rest of a step.
    """

    def __init__(self, lark: Lark, start: str) -> None:
        conf: Any = lark.parse_interactive(start=start).parser_state.parse_conf
        self._table = _table(conf)
        self.start: Stack = (conf.start_state,)
        self._after: dict[tuple[Stack, str], Stack | None] = {}
        self._paths: dict[tuple[Stack, str], tuple[str, ...] | None] = {}

    def parse(self, tokens: Iterable[Token]) -> Tree[Token]:
        """Lark's tree of tokens, of which END is the last.

        Raises UnexpectedTokenError for the first that can't stand where it does, and asks for none
        after it.
        """
        table = self._table
        states = list(self.start)
        values: list[Any] = []
        for token in tokens:
            while not isinstance(step := table[states[-1]].get(token.type), int):
                if step is None:
                    raise UnexpectedTokenError(token)
                size, rule, make = step
                first = len(values) - size
                value = make(values[first:])
                del values[first:], states[first + 1 :]
                values.append(value)
                states.append(cast(int, table[states[-1]][rule]))
            values.append(token)
            states.append(step)
        return cast("Tree[Token]", values[0])

    def after(self, stack: Stack, terminal: str) -> Stack | None:
        """The states after a terminal, or None if it can't stand there."""
        key = stack, terminal
        if key not in self._after:
            self._after[key] = self._step(stack, terminal)
        return self._after[key]

    def _step(self, stack: Stack, terminal: str) -> Stack | None:
        states = list(stack)
        while not isinstance(step := self._table[states[-1]].get(terminal), int):
            if step is None:
                return None
            if step.size:
                del states[-step.size :]
            states.append(cast(int, self._table[states[-1]][step.rule]))
        return (*states, step)

    def expected(self, stack: Stack) -> list[str]:
        """The terminals that can stand next, sorted."""
        choices = sorted(name for name in self._table[stack[-1]] if name.isupper())
        return [name for name in choices if self.after(stack, name)]

    def missing(self, stack: Stack, terminal: str) -> tuple[str, ...] | None:
        """The terminals that would have to stand before one for it to be accepted.

        Those that letters seldom lack cost more. None if it can't be accepted even so.
        """
        key = stack, terminal
        if key not in self._paths:
            self._paths[key] = self._search(stack, terminal)
        return self._paths[key]

    def _search(self, stack: Stack, terminal: str) -> tuple[str, ...] | None:
        waiting: list[tuple[int, tuple[str, ...], Stack]] = [(0, (), stack)]
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


def _table(conf: Any) -> _Table:
    """Lark's table, with what lark makes of each rule, and the end after a whole letter."""
    table = {
        state: {
            symbol: argument if action is Shift else _reduction(conf, argument)
            for symbol, (action, argument) in row.items()
        }
        for state, row in conf.states.items()
    }
    return table | {conf.end_state: {END: conf.end_state}}


def _reduction(conf: Any, rule: Any) -> _Reduction:
    return _Reduction(len(rule.expansion), rule.origin.name, conf.callbacks[rule])


def _cost(terminal: str) -> int:
    return _COSTS.get(terminal.rpartition("_")[2], _RARELY_MISSING)
