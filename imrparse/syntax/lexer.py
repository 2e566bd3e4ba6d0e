"""The tokens of a letter: its islands, and the prose between them.

Tokens tile the text: a token's tile runs from its start to the start of the next (the first one's
from the text's start, the last one's to its end), so every character belongs to one token.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imrparse.syntax.islands import Island, IslandFinder
from imrparse.syntax.layout import Forms, Layout
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import PROSE, REQUEST, Token
from imrparse.text.source import Source


class LetterLexer:
    """Finds the tokens of a `Source`. One serves any number of letters."""

    def __init__(self, terminals: Terminals) -> None:
        self.finder = IslandFinder(terminals)
        self._forms = Forms(terminals)

    def tokens(self, source: Source) -> Iterator[Token]:
        """The tokens of a source."""
        return self.tokens_between(source, self.finder.find(source.plain))

    def layout(self, source: Source, islands: Sequence[Island]) -> Layout:
        """How the paragraphs of a source are set apart."""
        return Layout(source, islands, self._forms)

    def tokens_between(self, source: Source, islands: Sequence[Island]) -> Iterator[Token]:
        """The tokens of a source whose islands are known, made as they are asked for."""
        plain = source.plain
        layout: Layout | None = None
        position, previous = 0, ""
        for terminal, start, end in islands:
            water, stop = PROSE, start
            if terminal.kind is Kind.DECISION:
                water, stop = REQUEST, _colon_before(plain, position, start)
                if previous != "ISSUES_SENTENCE":
                    layout = layout or self.layout(source, islands)
                    request = layout.request_start(position, stop)
                    if token := _water(PROSE, plain, position, request):
                        yield token
                    position = request
            if token := _water(water, plain, position, stop):
                yield token
            yield Token(terminal, plain[start:end], start, end)
            position, previous = end, terminal
        if token := _water(PROSE, plain, position, len(plain)):
            yield token


def _colon_before(plain: str, start: int, end: int) -> int:
    """Where the colon stands that ends the request before a decision, or the decision itself."""
    before = plain[start:end].rstrip()
    return start + len(before) - 1 if before.endswith((":", ";")) else end


def _water(terminal: Terminal, plain: str, start: int, end: int) -> Token | None:
    """The token of a stretch between islands, if anything but white space stands there."""
    text = plain[start:end].lstrip()
    if not text:
        return None
    start = end - len(text)
    text = text.rstrip()
    return Token(terminal, text, start, start + len(text))
