"""The grammars of ``grammars/``, as lark reads them.

Lark makes the tables. Tokens are found without its lexers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from lark import Lark
from lark.common import LexerConf
from lark.lexer import Lexer, LexerState, Pattern, PatternRE
from lark.lexer import Token as LarkToken
from lark.load_grammar import (
    PrepareLiterals,
    TerminalTreeToPattern,
    load_grammar,
    nr_deepcopy_tree,
)

_FILES = ("letter", "header", "reviewer", "issue", "request", "guideline", "older")

START = "letter"
"""The rule of a whole letter."""

STARTS = [
    START,
    "header_table",
    "partial_authorization",
    "wording_2015",
    "wording_2016",
    "mangled_decision",
    "mangled_value",
    "older_letter",
    "field_start",
]
"""Every rule that something asks for; lark drops the terminals of any other."""


def folder() -> Traversable:
    """Where the grammar files are: inside the installed package, or beside it in a checkout."""
    installed = files("imrparse") / "grammars"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "grammars"


def read(name: str) -> str:
    """One grammar file."""
    return (folder() / f"{name}.lark").read_text("utf-8")


@cache
def text() -> str:
    """The grammar of the letter: its files read as one."""
    return "\n".join(map(read, _FILES))


def read_letter_grammar() -> Lark:
    """The grammar of the letter."""
    return Lark(text(), parser="lalr", lexer=_NoLexer, start=list(STARTS))


def read_grammar(name: str, starts: Sequence[str]) -> Lark:
    """The grammar of a field, ``grammars/<name>.lark``, with some rules to start from."""
    return Lark(read(name), parser="lalr", lexer=_NoLexer, start=list(starts))


class Definitions:
    """The terminals and rules of ``grammars/<name>.lark``, without a parse table."""

    def __init__(self, name: str) -> None:
        grammar, _ = load_grammar(read(name), name, [], False)  # type: ignore[no-untyped-call]
        self._trees = {terminal: tree for terminal, (tree, _) in grammar.term_defs}
        grammar.term_defs = []  # they are made when they are needed
        starts = [definition[0] for definition in grammar.rule_defs]
        signs, self.rules, _ = grammar.compile(starts, "*")
        """The rules, as lark compiled them."""
        self._patterns: dict[str, Pattern] = {sign.name: sign.pattern for sign in signs}

    @property
    def terminals(self) -> Iterable[str]:
        """The names of the terminals, also of those that are pieces of others."""
        return self._trees.keys() | self._patterns.keys()

    def pattern(self, terminal: str) -> Pattern:
        """The pattern of a terminal. Raises KeyError for one that the grammar lacks."""
        if terminal not in self._patterns:
            tree = PrepareLiterals().transform(nr_deepcopy_tree(self._trees[terminal]))  # type: ignore[no-untyped-call]
            self._patterns[terminal] = _InOrder().transform(tree)
        return self._patterns[terminal]


class _InOrder(TerminalTreeToPattern):
    """Makes the patterns of terminals, with alternatives in the order of the grammar.

    Lark's own way is to sort them by the width of what they match, which takes most of the time.
    """

    def expansions(self, exps: list[Pattern]) -> Pattern:
        """A pattern of alternatives."""
        if len(exps) == 1:
            return exps[0]
        return PatternRE(f"(?:{'|'.join(each.to_regexp() for each in exps)})")


class _NoLexer(Lexer):
    """Stands where lark wants a lexer."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        """Of a grammar, whose terminals are of no use to it."""

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[LarkToken]:
        raise NotImplementedError
