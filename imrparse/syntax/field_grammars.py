"""The grammars of the fields, as lark reads them. Their tokens are found without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lark import Lark
from lark.common import LexerConf
from lark.lexer import Lexer, LexerState
from lark.lexer import Token as LarkToken

from imrparse.syntax import grammar


def read_grammar(name: str, starts: Sequence[str]) -> Lark:
    """``grammars/<name>.lark``, with the rules that something begins with."""
    return Lark(grammar.read(name), parser="lalr", lexer=_NoLexer, start=list(starts))


class _NoLexer(Lexer):
    """Stands where lark wants a lexer."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        """Of a grammar, whose terminals are of no use to it."""

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[LarkToken]:
        raise NotImplementedError
