"""The LALR automaton of a field's grammar. Its table is lark's, and what it makes is plain lists.

A field is a few tokens long, and a letter has many fields, so the loop over the tokens and the
making of the tree are what counts here. The shape of a tree depends only on the kinds of its
tokens, so it is kept for the next field that has the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from sys import intern
from typing import Any, NamedTuple, TypeAlias

from lark import Lark
from lark.parsers.lalr_analysis import Shift

from imrparse.syntax.automaton import UnexpectedTokenError
from imrparse.syntax.tokens import END, Token

_NOWHERE = -1
_KEPT = 4_096  # shapes; fields of the same kinds of tokens are many
_LONGEST_KEPT = 60  # tokens


class Tree(NamedTuple):
    """A rule of the grammar, and what it was made of, without what is named ``_X``."""

    data: str
    """The rule's name."""
    children: list[Any]
    """Tokens and trees."""

    @property
    def tokens(self) -> list[Token]:
        """The children of a tree that has nothing but tokens."""
        return self.children


Child: TypeAlias = Token | Tree


class _Reduction(NamedTuple):
    """A rule is complete: so many of the latest symbols become one."""

    size: int
    rule: str
    make: Callable[[list[Any]], Any] | None
    """Makes the value of the rule from those of the symbols; None if the latest is added to a
    repetition."""


class FieldAutomaton:
    """The parse table of a field's grammar."""

    def __init__(self, lark: Lark, start: str) -> None:
        conf: Any = lark.parse_interactive(start=start).parser_state.parse_conf
        self._start: int = conf.start_state
        self._shifts: dict[int, dict[str, int]] = {}
        """The state to go to from a state, after a token or a rule."""
        self._reductions: dict[int, dict[str, _Reduction]] = {}
        """What to reduce first in a state, if a token follows."""
        for state, row in conf.states.items():
            self._shifts[state] = {
                intern(str(name)): argument
                for name, (action, argument) in row.items()
                if action is Shift
            }
            self._reductions[state] = {
                intern(str(name)): _reduction(argument)
                for name, (action, argument) in row.items()
                if action is not Shift
            }
        self._shifts[conf.end_state][END] = conf.end_state
        self._shapes: dict[tuple[str, ...], Tree] = {}

    def parse(self, tokens: Sequence[Token]) -> Tree:
        """The tree of tokens, of which END is the last.

        Raises UnexpectedTokenError for the first that can't stand where it does.
        """
        kinds = tuple([token.type for token in tokens])
        shape = self._shapes.get(kinds)
        if shape is None:
            shape = self._shape(tokens)
            if len(kinds) <= _LONGEST_KEPT and len(self._shapes) < _KEPT:
                self._shapes[kinds] = shape
        return _tree(shape, tokens)

    def _shape(self, tokens: Iterable[Token]) -> Tree:
        """The tree of tokens with their numbers in their places. It depends on their kinds only."""
        shifts, reductions = self._shifts, self._reductions
        state = self._start
        states = [state]
        values: list[Any] = []
        for number, token in enumerate(tokens):
            kind = token.type
            while reduction := reductions[state].get(kind):
                size, rule, make = reduction
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
                raise UnexpectedTokenError(token)
            states.append(state)
            values.append(number)
        shape: Tree = values[0]
        return shape


def _tree(shape: Tree, tokens: Sequence[Token]) -> Tree:
    name, children = shape
    return Tree(
        name,
        [tokens[child] if isinstance(child, int) else _tree(child, tokens) for child in children],
    )


def _reduction(rule: Any) -> _Reduction:
    name = intern(str(rule.origin.name))  # which lark has as tokens, compared slowly
    symbols = rule.expansion
    is_hidden = name.startswith("_")
    if is_hidden and len(symbols) == 2 and symbols[0] == rule.origin:
        adds_one = _is_seen(symbols[1]) and not _is_list(symbols[1])
        if adds_one:
            return _Reduction(2, name, None)
    make = _children(symbols)
    return _Reduction(len(symbols), name, make if is_hidden else _named(name, make))


def _is_list(symbol: Any) -> bool:
    """Whether a symbol is a hidden rule, whose children are those of the rule that it stands in."""
    return not symbol.is_term and symbol.name.startswith("_")


def _is_seen(symbol: Any) -> bool:
    return not (symbol.is_term and symbol.filter_out)


def _named(name: str, make: Callable[[list[Any]], list[Any]]) -> Callable[[list[Any]], Tree]:
    return lambda values: Tree(name, make(values))


def _children(symbols: Sequence[Any]) -> Callable[[list[Any]], list[Any]]:
    """Makes the children of a rule from the values of its symbols."""
    lists = frozenset(n for n, symbol in enumerate(symbols) if _is_list(symbol))
    unseen = frozenset(n for n, symbol in enumerate(symbols) if not _is_seen(symbol))

    def children(values: list[Any]) -> list[Any]:
        # What is repeated is not copied for each further item.
        found: list[Any] = values[0] if 0 in lists else []
        for number, value in enumerate(values):
            if number not in lists:
                if number not in unseen:
                    found.append(value)
            elif number:
                found += value
        return found

    return children
