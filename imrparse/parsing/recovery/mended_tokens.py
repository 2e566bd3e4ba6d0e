"""The tokens of a letter while it is mended: those that the parser has taken, those to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from imrparse.syntax.automaton import Automaton
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import END, PROSE, REQUEST, Token
from imrparse.text.source import Span

_STRUCTURAL = (Kind.REQUEST, Kind.HEADING, Kind.LABEL, Kind.DECISION)
_BEGINNING = (Kind.REQUEST, Kind.HEADING, Kind.DECISION)


def is_structural(terminal: Terminal) -> bool:
    """Whether a terminal shows where a part of the letter begins."""
    return terminal.kind in _STRUCTURAL


class Extent(NamedTuple):
    """Where a part begins and ends in the text, with the text that belongs to it."""

    start: int
    end: int
    """Where the next part begins, or the end of the text."""
    text_start: int | None
    """Where its free text begins; None if there is none."""


class TakenTokens:
    """The tokens that the parser has accepted, and its state behind them."""

    def __init__(self, automaton: Automaton, plain: str) -> None:
        self.tokens: list[Token] = []
        self._automaton = automaton
        self._plain = plain
        self._stack = automaton.start
        self._seen: dict[str, Token] = {}
        self._labels = structure().issue_labels

    def accepts(self, terminal: Terminal) -> bool:
        """Whether a terminal can stand next."""
        return self._automaton.after(self._stack, terminal) is not None

    def missing_before(self, terminal: Terminal) -> tuple[Terminal, ...] | None:
        """What has to stand before a terminal, as in `Automaton.missing`."""
        return self._automaton.missing(self._stack, terminal)

    def accept(self, token: Token) -> None:
        """Add a token that can stand next."""
        following = self._automaton.after(self._stack, token.type)
        assert following is not None
        self._stack = following
        self.tokens.append(token)
        if token.type == REQUEST:
            for label in self._labels:
                self._seen.pop(label, None)
        if token.value:
            self._seen[token.type] = token

    def insert(self, terminals: Iterable[Terminal], place: int) -> None:
        """Add empty tokens for parts that are missing."""
        for terminal in terminals:
            self.accept(Token(terminal, "", place, place))

    def accept_text(self, terminal: Terminal, start: int, end: int) -> None:
        """Add a stretch of the text as a token of prose or a request."""
        self.accept(self.token(terminal, start, end))

    def end_last(self, end: int) -> None:
        """Let the last token end before an offset."""
        last = self.tokens[-1]
        self.tokens[-1] = self.token(last.type, last.start_pos, end)

    def token(self, terminal: Terminal, start: int, end: int) -> Token:
        """The token of a stretch of the text."""
        value = self._plain[start:end].rstrip()
        if terminal == REQUEST:
            value = value.rstrip(":;").rstrip()
        return Token(terminal, value, start, start + len(value))

    def seen(self, terminal: str) -> Token | None:
        """The latest token of a terminal. Labels of an earlier issue don't count."""
        return self._seen.get(terminal)

    @property
    def last_prose(self) -> Token | None:
        """The last token, if it is prose."""
        return self.tokens[-1] if self.tokens and self.tokens[-1].type == PROSE else None

    @property
    def last_part(self) -> Span | None:
        """Where the last part stands that is not prose and not missing."""
        parts = (token for token in reversed(self.tokens) if token.type != PROSE and token.value)
        return next((part.span for part in parts), None)

    @property
    def end(self) -> int:
        """The offset behind the last token."""
        return self.tokens[-1].end_pos if self.tokens else 0


class TokensAhead:
    """The tokens that the parser has not taken yet, and END."""

    def __init__(self, tokens: Sequence[Token], end: int) -> None:
        self._waiting = [Token(END, "", end, end), *reversed(tokens)]  # the next one last
        self._labels = structure().issue_labels

    @property
    def first(self) -> Token:
        """The next token."""
        return self._waiting[-1]

    @first.setter
    def first(self, token: Token) -> None:
        self._waiting[-1] = token

    def take(self) -> Token:
        """Remove the next token."""
        return self._waiting.pop()

    @property
    def second(self) -> Token:
        """The token after the next one, which is not END."""
        return self._waiting[-2]

    def drop_all(self) -> None:
        """Remove all tokens but END."""
        del self._waiting[1:]

    def find(self, part: str) -> int | None:
        """Where a part comes later in its issue, or in the letter if it is no issue's.

        Returns a place for `bring` and `token_at`.
        """
        between: set[str] = set()
        for place in range(len(self._waiting) - 1, 0, -1):
            other = self._waiting[place].type
            if other == part:
                # If what follows it stands before it too, it is of an issue of its own.
                return None if between.intersection(self._labels_after(place)) else place
            if part in self._labels and (other.kind in _BEGINNING or other in between):
                return None
            if other in self._labels:
                between.add(other)
        return None

    def _labels_after(self, part: int) -> Iterator[Terminal]:
        """The labels that follow a part, as long as they are in an issue's order."""
        order = iter(self._labels)
        for place in range(part, 0, -1):
            terminal = self._waiting[place].type
            if is_structural(terminal):
                if terminal not in order:
                    return
                if place != part:
                    yield terminal

    def token_at(self, place: int) -> Token:
        """The token at a place that `find` returned."""
        return self._waiting[place]

    def bring(self, place: int) -> None:
        """Move the part at a place before all others, with its text."""
        part = self._waiting[place].type
        stop = place - 1
        while stop and not _ends_part(part, self._waiting[stop].type):
            stop -= 1
        moved = self._waiting[stop + 1 : place + 1]
        del self._waiting[stop + 1 : place + 1]
        self._waiting += moved


def _ends_part(part: Terminal, other: Terminal) -> bool:
    """Whether a token ends the part that began with another one."""
    if part.kind is Kind.HEADING:
        return other.kind is Kind.HEADING
    return is_structural(other)
