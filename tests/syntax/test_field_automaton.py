"""The automaton of fields makes the trees that lark makes."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Tree

from imrparse.syntax.automaton import Automaton, UnexpectedTokenError
from imrparse.syntax.field_automaton import FieldAutomaton
from imrparse.syntax.field_grammars import read_grammar
from imrparse.syntax.tokens import END, Token

STARTS = {"treatment": "treatment", "request": "request", "citation": "field"}


@cache
def automata(name: str) -> tuple[FieldAutomaton, Automaton, list[str]]:
    """That of a field's grammar, that of lark's trees, and the terminals of the grammar."""
    lark = read_grammar(name, [STARTS[name]])
    terminals = sorted({terminal.name for terminal in lark.terminals})
    return FieldAutomaton(lark, STARTS[name]), Automaton(lark, STARTS[name]), terminals


def plain(tree: Any) -> Any:
    """A tree of either kind as tuples."""
    if isinstance(tree, Token):
        return tree.start_pos
    data, children = (tree.data, tree.children) if isinstance(tree, Tree) else tree
    return str(data), [plain(child) for child in children]


@pytest.mark.parametrize("name", STARTS)
@given(data=st.data())
def test_trees_are_those_of_lark(name: str, data: st.DataObject) -> None:
    mine, larks, terminals = automata(name)
    kinds = data.draw(st.lists(st.sampled_from(terminals), max_size=12))
    tokens = [Token(kind, "", n, n + 1) for n, kind in enumerate([*kinds, END])]
    try:
        expected = plain(larks.parse(tokens))
    except UnexpectedTokenError:
        with pytest.raises(UnexpectedTokenError):
            mine.parse(tokens)
    else:
        assert plain(mine.parse(tokens)) == expected
        assert plain(mine.parse(tokens)) == expected  # as it was kept
