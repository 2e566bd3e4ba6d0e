"""The LALR parser: a source in, lark's tree of a letter out, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, cast

from lark import Lark, Tree, UnexpectedToken
from lark.lexer import TerminalDef

from imrparse import grammar
from imrparse.diagnostics import Diagnostic
from imrparse.faults import MISSING, NO_LETTER, STRAY, fault
from imrparse.lexer import LetterLexer
from imrparse.names import Names
from imrparse.source import Source, Span
from imrparse.tokens import PROSE, Token


class UnparsableError(Exception):
    """A text is no letter; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


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

    def parse(self, source: Source) -> Tree[Token]:
        """Lark's tree of a source's tokens. Raises UnparsableError where they are no letter."""
        try:
            return cast("Tree[Token]", self._lark.parse(cast(Any, source), start=grammar.START))
        except UnexpectedToken as error:
            # Lark gives what is expected in an order that differs between runs.
            expected = sorted(error.interactive_parser.accepts())  # type: ignore[no-untyped-call]
            raise UnparsableError(self._fault(source, cast(Token, error.token), expected)) from None

    def _fault(self, source: Source, token: Token, expected: Sequence[str]) -> Diagnostic:
        names = self._names
        wanted = tuple(dict.fromkeys(map(names.of, expected)))
        missing = names.most_telling(expected)
        end = len(source.plain.rstrip())
        if not end:
            return fault(NO_LETTER, "the text is empty", Span(0, 0), source, wanted)
        if token.type == "$END":
            message = f"the letter ends without {missing}"
            return fault(MISSING, message, Span(end, end), source, wanted)
        span = token.span
        if token.type == PROSE and span.end == end:
            message = f"no determination letter: the text does not have {missing}"
            return fault(NO_LETTER, message, span, source, wanted)
        if token.type == PROSE:
            message = f"text that belongs to no part of a letter, where {missing} should stand"
            return fault(STRAY, message, span, source, wanted)
        message = f"{missing} is missing here, before {names.of(token.type)}"
        return fault(MISSING, message, Span(span.start, span.start), source, wanted)

    @cached_property
    def _names(self) -> Names:
        return Names(self._lark.terminals)
