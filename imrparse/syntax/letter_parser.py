"""The LALR parser: a source or mended tokens in, lark's tree of a letter out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, cached_property
from itertools import chain

from lark import Lark, Tree
from lark.common import LexerConf
from lark.lexer import TerminalDef

from imrparse.syntax import grammar
from imrparse.syntax.automaton import Automaton
from imrparse.syntax.islands import Island, IslandFinder
from imrparse.syntax.lexer import LetterLexer
from imrparse.syntax.tokens import END, Token
from imrparse.text.source import Source


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

    @property
    def finder(self) -> IslandFinder:
        """What finds fixed wording in a text."""
        return self.lexer.finder

    @cached_property
    def automaton(self) -> Automaton:
        """The parse table, for those who want to know what could stand where."""
        return Automaton(self._lark, grammar.START)

    def parse(self, source: Source, islands: Sequence[Island]) -> Tree[Token]:
        """Lark's tree of a source whose islands are known.

        Raises UnexpectedTokenError where it is no letter.
        """
        tokens = self.lexer.tokens_between(source, islands)
        return self.automaton.parse(chain(tokens, [_end(len(source.plain))]))

    def parse_tokens(self, tokens: Iterable[Token]) -> Tree[Token]:
        """Lark's tree of tokens that are known to be a letter."""
        return self.automaton.parse(chain(tokens, [_end(0)]))


@cache
def letter_parser() -> LetterParser:
    """The one parser, made from the grammar when it is first needed."""
    return LetterParser()


def _end(place: int) -> Token:
    return Token(END, "", place, place)
