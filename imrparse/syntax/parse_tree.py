"""The tree of a parse, in plain lists, and how a rule of the grammar makes it.

As in lark, rules and terminals named ``_X`` leave no node: the children of such a rule belong to
the rule around it, and such a terminal is left out where the grammar says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

from imrparse.syntax.grammar import SEEN, SPLICED, UNSEEN
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


def reduction(name: str, symbols: Sequence[tuple[str, int]]) -> Reduction:
    """What a rule of the grammar makes of its symbols: their names, and what they are to a tree."""
    is_hidden = name.startswith("_")
    if is_hidden and len(symbols) == 2 and symbols[0][0] == name and symbols[1][1] == SEEN:
        return Reduction(2, name, None)
    make = _children([role for _, role in symbols])
    return Reduction(len(symbols), name, make if is_hidden else _named(name, make))


def _named(name: str, make: Callable[[list[Any]], list[Any]]) -> Callable[[list[Any]], Tree]:
    return lambda values: Tree(name, make(values))


def _children(roles: Sequence[int]) -> Callable[[list[Any]], list[Any]]:
    """Makes the children of a rule from the values of its symbols, by what they are to a tree."""
    lists = frozenset(n for n, role in enumerate(roles) if role == SPLICED)
    unseen = frozenset(n for n, role in enumerate(roles) if role == UNSEEN)

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
