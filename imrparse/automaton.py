"""What the LALR parser could accept, tried without parsing."""

from __future__ import annotations

import heapq
from typing import Any, TypeAlias

from lark import Lark
from lark.parsers.lalr_analysis import Shift

Stack: TypeAlias = tuple[int, ...]
"""The states that the parser is in, the latest last."""

_END = "$END"
_MOST_MISSING = 20  # tokens that may be missing at one place

# What is rather thought missing where several things could be: what every letter has.
_COSTS = {"HEADING": 4, "LABEL": 4, "DECISION": 4, "REQUEST": 4, "PROSE": 1}
_RARELY_MISSING = 6


class Automaton:
    """The parse table of a grammar."""

    def __init__(self, lark: Lark, start: str) -> None:
        conf: Any = lark.parse_interactive(start=start).parser_state.parse_conf
        self._states: dict[int, dict[str, tuple[Any, Any]]] = conf.states
        self._end_state: int = conf.end_state
        self.start: Stack = (conf.start_state,)
        self._after: dict[tuple[Stack, str], Stack | None] = {}
        self._paths: dict[tuple[Stack, str], tuple[str, ...] | None] = {}

    def after(self, stack: Stack, terminal: str) -> Stack | None:
        """The states after a terminal, or None if it can't stand there."""
        key = stack, terminal
        if key not in self._after:
            self._after[key] = self._step(stack, terminal)
        return self._after[key]

    def _step(self, stack: Stack, terminal: str) -> Stack | None:
        states = list(stack)
        while True:
            step = self._states[states[-1]].get(terminal)
            if step is None:
                return None
            action, argument = step
            if action is Shift:
                states.append(argument)
                return tuple(states)
            if size := len(argument.expansion):
                del states[-size:]
            states.append(self._states[states[-1]][argument.origin.name][1])
            if terminal == _END and states[-1] == self._end_state:
                return tuple(states)

    def expected(self, stack: Stack) -> list[str]:
        """The terminals that can stand next, sorted."""
        choices = sorted(name for name in self._states[stack[-1]] if name.isupper() or name == _END)
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
                if name != _END and following and following not in seen:
                    heapq.heappush(waiting, (cost + _cost(name), (*path, name), following))
        return None


def _cost(terminal: str) -> int:
    return _COSTS.get(terminal.rpartition("_")[2], _RARELY_MISSING)
