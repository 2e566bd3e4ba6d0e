"""The LALR parser: a source or mended tokens in, lark's tree of a letter out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any, cast

from lark import Lark, Tree, UnexpectedToken
from lark.common import LexerConf
from lark.lexer import TerminalDef

from imrparse import grammar
from imrparse.automaton import Automaton
from imrparse.lexer import LetterLexer
from imrparse.source import Source
from imrparse.tokens import Token


class LetterParser:
    """The grammar, ready to parse. One serves any number of letters."""

    def __init__(self) -> None:
        self._lark = Lark(
            grammar.text(), parser="lalr", lexer=LetterLexer, start=list(grammar.STARTS)
        )

    @property
    def terminals(self) -> Collection[TerminalDef]:
        """The terminals of the grammar."""
        return self._lark.terminals

    @cached_property
    def lexer(self) -> LetterLexer:
        """The lexer, for those who want tokens without a parse."""
        return LetterLexer(LexerConf(self.terminals, re))

    @cached_property
    def automaton(self) -> Automaton:
        """The parse table, for those who want to know what could stand where."""
        return Automaton(self._lark, grammar.START)

    def parse(self, source: Source) -> Tree[Token] | None:
        """Lark's tree of a source's tokens, or None where they are no letter."""
        try:
            return cast("Tree[Token]", self._lark.parse(cast(Any, source), start=grammar.START))
        except UnexpectedToken:
            return None

    def parse_tokens(self, tokens: Iterable[Token]) -> Tree[Token]:
        """Lark's tree of tokens that are known to be a letter."""
        parser = self._lark.parse_interactive(start=grammar.START)
        for token in tokens:
            parser.feed_token(cast(Any, token))
        tree = parser.feed_eof()  # type: ignore[no-untyped-call]
        return cast("Tree[Token]", tree)
