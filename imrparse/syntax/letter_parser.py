"""The LALR parser: a source or mended tokens in, the tree of a letter out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from imrparse.syntax.automaton import Automaton
from imrparse.syntax.grammar import START, read_letter_grammar
from imrparse.syntax.islands import Island, IslandFinder
from imrparse.syntax.lexer import LetterLexer
from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.terminals import Terminals
from imrparse.syntax.tokens import END, Token
from imrparse.text.source import Source


class LetterParser:
    """The grammar, ready to parse. One serves any number of letters."""

    def __init__(self) -> None:
        self._lark = read_letter_grammar()
        self.rules = self._lark.rules
        """The rules of the grammar, as lark compiled them."""
        self.terminals = Terminals(self._lark.terminals)
        """The terminals of the grammar."""

    @cached_property
    def lexer(self) -> LetterLexer:
        """The lexer, for those who want tokens without a parse."""
        return LetterLexer(self.terminals)

    @property
    def finder(self) -> IslandFinder:
        """What finds fixed wording in a text."""
        return self.lexer.finder

    @cached_property
    def automaton(self) -> Automaton:
        """The parse table, for those who want to know what could stand where."""
        return Automaton(self._lark, START, self.terminals)

    def parse(self, source: Source, islands: Sequence[Island]) -> Tree:
        """The tree of a source whose islands are known.

        Raises UnexpectedTokenError where it is no letter.
        """
        tokens = self.lexer.tokens_between(source, islands)
        return self.automaton.parse([*tokens, _end(len(source.plain))])

    def parse_tokens(self, tokens: Iterable[Token]) -> Tree:
        """The tree of tokens that are known to be a letter."""
        return self.automaton.parse([*tokens, _end(0)])


@cache
def letter_parser() -> LetterParser:
    """The one parser, made from the grammar when it is first needed."""
    return LetterParser()


def _end(place: int) -> Token:
    return Token(END, "", place, place)
