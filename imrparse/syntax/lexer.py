"""The tokens of a letter: its islands, and the prose between them.

Tokens tile the text: a token's tile runs from its start to the start of the next (the first one's
from the text's start, the last one's to its end), so every character belongs to one token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from imrparse.syntax.islands import Island, IslandFinder, flexible
from imrparse.syntax.layout import Layout
from imrparse.syntax.sentence_ends import Forms, ends_sentence
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import PROSE, REQUEST, Token
from imrparse.text.source import Source

_DECIDED = 40  # code points before a request in which another decision stands


class Pieces(NamedTuple):
    """Where the tokens of a text stand: the terminal, start and end of each."""

    kinds: tuple[Terminal, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    missing: frozenset[int] = frozenset()
    """The numbers of the tokens that recovery put in where a part could not be read."""

    def requests(self) -> list[tuple[int, int]]:
        """Where the requests start and end."""
        places = zip(self.kinds, self.starts, self.ends, strict=True)
        return [(start, end) for kind, start, end in places if kind is REQUEST]


def pieces_of(tokens: Iterable[Token]) -> Pieces:
    """Where tokens stand that recovery made."""
    listed = list(tokens)
    return Pieces(
        tuple([token.type for token in listed]),
        [token.start_pos for token in listed],
        [token.end_pos for token in listed],
        frozenset(number for number, token in enumerate(listed) if not token.value),
    )


class LetterLexer:
    """Finds the tokens of a `Source`. One serves any number of letters."""

    def __init__(self, terminals: Terminals) -> None:
        self.finder: IslandFinder = IslandFinder(terminals)
        self._last: tuple[Source, Sequence[Island], Layout] | None = None
        self._forms = Forms(terminals)
        decisions = "|".join(flexible(decision.pattern) for decision in terminals.decisions)
        self._decided = re.compile(rf":\s*(?:{decisions})\s*\Z")

    def tokens(self, source: Source) -> Iterator[Token]:
        """The tokens of a source."""
        return self.tokens_between(source, self.finder.find(source.plain))

    def layout(self, source: Source, islands: Sequence[Island]) -> Layout:
        """How the paragraphs of a source are set apart. That of the last source is kept."""
        last = self._last
        if last and last[0] is source and last[1] is islands:
            return last[2]
        layout = Layout(source, islands, self._forms)
        self._last = source, islands, layout
        return layout

    def tokens_between(self, source: Source, islands: Sequence[Island]) -> Iterator[Token]:
        """The tokens of a source whose islands are known."""
        return self.tokens_of(source, self.pieces(source, islands))

    def tokens_of(self, source: Source, pieces: Pieces) -> Iterator[Token]:
        """The tokens of a source that stand at some places."""
        plain = source.plain
        for kind, start, end in zip(pieces.kinds, pieces.starts, pieces.ends, strict=True):
            yield Token(kind, plain[start:end], start, end)

    def pieces(self, source: Source, islands: Sequence[Island]) -> Pieces:
        """Where the tokens of a source stand whose islands are known."""
        plain = source.plain
        kinds: list[Terminal] = []
        starts: list[int] = []
        ends: list[int] = []
        layout: Layout | None = None
        position, previous = 0, ""

        def add_water(terminal: Terminal, start: int, end: int) -> None:
            """Add the stretch between islands, if anything but white space stands there."""
            if start < end and (text := plain[start:end].lstrip()):
                start = end - len(text)
                kinds.append(terminal)
                starts.append(start)
                ends.append(start + len(text.rstrip()))

        for terminal, start, end in islands:
            if terminal.kind is Kind.DECISION:
                stop = request_end(plain, position, start)
                if previous != "ISSUES_SENTENCE":
                    layout = layout or self.layout(source, islands)
                    request = self.request_start(layout, plain, position, stop)
                    add_water(PROSE, position, request)
                    position = request
                add_water(REQUEST, position, stop)
            else:
                add_water(PROSE, position, start)
            kinds.append(terminal)
            starts.append(start)
            ends.append(end)
            position, previous = end, terminal
        add_water(PROSE, position, len(plain))
        return Pieces(tuple(kinds), starts, ends)

    def request_start(self, layout: Layout, plain: str, start: int, end: int) -> int:
        """Where the request before a decision starts that ends at `end`, after a rationale.

        Nothing before `start` belongs to the two.
        """
        request = layout.request_start(start, end)
        if not self._decided.search(plain, max(start, request - _DECIDED), request):
            return request
        # The decision before it has no labels, and is no part of the rationale.
        return layout.request_start(start, request_end(plain, start, request))


def request_end(plain: str, start: int, end: int) -> int:
    """Where the request before a decision ends: at its colon, or with its last word.

    The decision begins at `end`, and nothing before `start` belongs to the request.

    A sentence on a line before the decision is no request, so without a colon nothing is one.
    """
    before = plain[start:end].rstrip()
    if before.endswith((":", ";")):
        return start + len(before) - 1
    is_apart = ends_sentence(before) and "\n" in plain[start + len(before) : end]
    return end if is_apart else start + len(before)
