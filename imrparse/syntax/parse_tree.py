"""The tree of a parse, in plain lists, and how a rule of the grammar makes it.

As in lark, rules and terminals named ``_X`` leave no node: the children of such a rule belong to
the rule around it, and such a terminal is left out where the grammar says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from sys import intern
from typing import Any, NamedTuple, TypeAlias

from imrparse.syntax.tokens import Token


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


class Reduction(NamedTuple):
    """A rule is complete: so many of the latest symbols become one."""

    size: int
    rule: str
    make: Callable[[list[Any]], Any] | None
    """Makes the value of the rule from those of the symbols; None if the latest is added to a
    repetition."""


def fill(shape: Tree, tokens: Sequence[Token]) -> Tree:
    """The tree of a shape, with tokens in place of their numbers."""
    name, children = shape
    return Tree(
        name,
        [tokens[child] if isinstance(child, int) else fill(child, tokens) for child in children],
    )


def reduction(rule: Any) -> Reduction:
    """What a rule of lark's grammar makes of its symbols."""
    name = intern(str(rule.origin.name))
    symbols = rule.expansion
    is_hidden = name.startswith("_")
    if is_hidden and len(symbols) == 2 and symbols[0] == rule.origin:
        adds_one = _is_seen(symbols[1]) and not _is_list(symbols[1])
        if adds_one:
            return Reduction(2, name, None)
    make = _children(symbols)
    return Reduction(len(symbols), name, make if is_hidden else _named(name, make))


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
