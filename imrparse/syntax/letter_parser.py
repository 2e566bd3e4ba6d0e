"""The LALR parser: the terminals of tokens in, the parse tree of a letter out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from imrparse.syntax.automaton import Automaton
from imrparse.syntax.grammar import LETTER, GrammarTables
from imrparse.syntax.grammar_tables import grammar_tables
from imrparse.syntax.islands import IslandFinder
from imrparse.syntax.lexer import LetterLexer
from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.terminals import Terminal, Terminals
from imrparse.syntax.tokens import END


class LetterParser:
    """The grammar, ready to parse. One serves any number of letters."""

    def __init__(self) -> None:
        self.tables: GrammarTables = grammar_tables(LETTER)
        """The tables of the grammar."""
        self.terminals: Terminals = Terminals(self.tables["terminals"])
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
        return Automaton(self.tables, self.terminals)

    def shape(self, kinds: Iterable[Terminal]) -> Tree:
        """The parse tree of a letter's tokens, given by their terminals: their numbers stand in it.

        Raises UnexpectedTokenError where they are no letter.
        """
        return self.automaton.shape([*kinds, END])


@cache
def letter_parser() -> LetterParser:
    """The one parser, made from the grammar when it is first needed."""
    return LetterParser()
