"""The automaton makes the same trees as lark, and knows what lark could accept."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, Token, Tree, UnexpectedToken

from imrparse.syntax import tokens
from imrparse.syntax.automaton import Automaton, UnexpectedTokenError
from imrparse.syntax.compiling import STARTS, read_lark
from imrparse.syntax.grammar_tables import grammar_tables
from imrparse.syntax.terminals import Terminal
from imrparse.syntax.tokens import END


@cache
def grammar(name: str) -> tuple[Lark, Automaton, list[Terminal]]:
    """A grammar in lark's form, its automaton, and its terminals."""
    tables = grammar_tables(name)
    terminals = {terminal: Terminal(terminal) for terminal, _, _ in tables["terminals"]}
    return read_lark(name), Automaton(tables, terminals), sorted(terminals.values())


def lark_tree(lark: Lark, start: str, kinds: list[Terminal]) -> Any:
    parser = lark.parse_interactive(start=start)
    for number, kind in enumerate(kinds):
        parser.feed_token(Token(kind, str(number)))
    return parser.feed_eof()  # type: ignore[no-untyped-call]


def plain(tree: Any) -> Any:
    """A tree of either kind as tuples, with the numbers of its tokens."""
    if isinstance(tree, Token):
        return int(tree)
    if isinstance(tree, tokens.Token):
        return tree.start_pos
    data, children = (tree.data, tree.children) if isinstance(tree, Tree) else tree
    return str(data), [plain(child) for child in children]


@pytest.mark.parametrize("name", STARTS)
@given(data=st.data())
def test_trees_are_those_of_lark(name: str, data: st.DataObject) -> None:
    """For tokens from a walk through the automaton, with one that does not fit now and then."""
    lark, automaton, terminals = grammar(name)
    kinds: list[Terminal] = []
    stack = automaton.start
    for _ in range(data.draw(st.integers(0, 24))):
        expected = [kind for kind in automaton.expected(stack) if kind != END]
        fits = data.draw(st.integers(0, 30)) and expected
        kinds.append(data.draw(st.sampled_from(expected if fits else terminals)))
        stack = automaton.after(stack, kinds[-1]) or stack
    given_tokens = [tokens.Token(kind, "", n, n + 1) for n, kind in enumerate([*kinds, END])]
    try:
        wanted = plain(lark_tree(lark, STARTS[name][0], kinds))
    except UnexpectedToken:
        with pytest.raises(UnexpectedTokenError):
            automaton.parse(given_tokens)
    else:
        assert plain(automaton.parse(given_tokens)) == wanted
        assert plain(automaton.parse(given_tokens)) == wanted  # from the cached shape
