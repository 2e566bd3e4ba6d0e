"""The grammars of ``grammars/``, as lark reads them.

Lark makes the tables. Tokens are found without its lexers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from lark import Lark
from lark.common import LexerConf
from lark.grammar import Rule
from lark.lexer import Lexer, LexerState, TerminalDef
from lark.lexer import Token as LarkToken
from lark.load_grammar import load_grammar

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


def read_rules(name: str) -> tuple[list[TerminalDef], list[Rule]]:
    """The terminals and rules of ``grammars/<name>.lark``, without a parse table.

    All of them, whether or not another one asks for them.
    """
    grammar, _ = load_grammar(read(name), name, [], False)  # type: ignore[no-untyped-call]
    starts = [definition[0] for definition in grammar.rule_defs]
    terminals, rules, _ = grammar.compile(starts, "*")
    return terminals, rules


class _NoLexer(Lexer):
    """Stands where lark wants a lexer."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        """Of a grammar, whose terminals are of no use to it."""

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[LarkToken]:
        raise NotImplementedError
