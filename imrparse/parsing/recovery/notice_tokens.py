"""Tokenizes a letter of 2013 with recovery from all faults (``grammars/notice.lark``).

These letters have a grammar of their own, and their fixed wording may be anywhere in a line. If
the automaton refuses a token, empty tokens are inserted for missing parts, or it is skipped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from operator import itemgetter

from attrs import frozen

from imrparse.data.regexes import regex
from imrparse.parsing.recovery.findings import (
    CutOff,
    Doubled,
    Empty,
    EndsAfterLabel,
    Finding,
    Misplaced,
    Missing,
    Stray,
    Surrounding,
)
from imrparse.parsing.recovery.introductions import is_beginning
from imrparse.parsing.recovery.respelling import misspelt
from imrparse.syntax.automaton import Automaton
from imrparse.syntax.field_parser import any_terminal
from imrparse.syntax.grammar import NOTICE
from imrparse.syntax.grammar_tables import grammar_tables
from imrparse.syntax.islands import Island, flexible
from imrparse.syntax.near_misses import Wordings
from imrparse.syntax.older_generations import notice_terminals
from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import END, PROSE, Token
from imrparse.text.decoration.view import DecorationKind, View
from imrparse.text.folding import fold
from imrparse.text.source import Source, Span

_STRUCTURAL = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)
_LISTED = "DETERMINED_SENTENCE"
"""The terminal that begins each decision. All other wording occurs once in a letter."""
_WORD = regex(r"(?<!\w)[^\W\d]")
_LONGEST = 400  # code points of the longest wording, including its white space
_MOST_TRIES = 4_000  # words compared with the wording; a letter has some 500
_NUMBER = regex(r"\A[.\s]*(?:\d{1,3}\s*(?:[.)]\s*|\Z))?")
_SIGNS = 4  # code points of a number or sign that is ignored between two parts


@frozen
class Tokens:
    """The tokens of a letter, as if its faults were fixed."""

    tokens: Sequence[Token]
    """END is not included. The token of a missing part is empty."""
    shape: Tree
    """The parse tree; its leaves are indices into `tokens`."""
    islands: Sequence[Island]
    findings: Sequence[Finding]
    preamble: Span | None
    """The text before the letter."""


class NoticeParser:
    """The grammar of letters of 2013, ready to parse. One serves any number of letters."""

    def __init__(self) -> None:
        tables = grammar_tables(NOTICE)
        self._terminals = notice_terminals()
        self._automaton = Automaton(tables, self._terminals)
        rules: dict[str, list[list[str]]] = {}
        for name, symbols in tables["rules"]:
            rules.setdefault(name, []).append([symbol for symbol, _ in symbols])
        needed = [self._terminals.get(name, PROSE) for name in _needed(rules, NOTICE)]
        self._order = [t for t in needed if t.kind in (*_STRUCTURAL, Kind.PHRASE)]

    def with_repeated_lines(self, source: Source) -> Source:
        """The source, with lines of the letter restored that were masked as running lines.

        The letter lists its decisions twice, and both may be at the beginning or end of a page.
        """
        view = source.view
        lines = [span for span, kind in view.decoration if kind is DecorationKind.RUNNING_LINE]
        if not lines:
            return source
        whole = _restored(view.plain, source.text, lines)
        found = self.islands(whole)
        inside = [
            (start, end) for (one, start, _), (other, _, end) in pairwise(found)
            if one == _LISTED and other.kind is Kind.DECISION
        ]  # fmt: skip
        texts = Counter(fold(whole[slice(*line)]) for line in lines if _is_among(line, inside))
        islands = [(start, end) for _, start, end in found]
        own = {
            line
            for line in lines
            if _is_among(line, islands)
            or (_is_among(line, inside) and texts[fold(whole[slice(*line)])] > 1)
        }
        left = [one for one in view.decoration if one.span not in own]
        plain = _restored(view.plain, source.text, sorted(own))
        return source.seen(View(plain, view.page_ends, left))

    @cached_property
    def _islands(self) -> re.Pattern[str]:
        patterns = {t: flexible(t.pattern) for t in self._terminals.values()}
        return regex(any_terminal(patterns))

    @cached_property
    def _wordings(self) -> Wordings:
        return Wordings({name: self._terminals.wording(name) for name in self._order})

    def tokens(self, plain: str) -> Tokens | None:
        """The tokens of a text, or None if too much is missing to parse it as such a letter."""
        islands = self.islands(plain)
        near = self._misspelt(plain, islands)
        islands = sorted([*islands, *near], key=lambda island: island[1])
        run = _Recovery(self._automaton, plain)
        run.take_all(islands)
        if run.is_hopeless or not any(t.type == _LISTED and t.value for t in run.tokens):
            return None
        shape = self._automaton.shape([*(token.type for token in run.tokens), END])
        worded = [misspelt(Span(start, end), t.wording) for t, start, end in near]
        return Tokens(run.tokens, shape, islands, [*worded, *run.findings], run.preamble)

    def islands(self, plain: str) -> list[Island]:
        """The fixed wording in a text up to the summary, which may contain any words."""
        found: list[Island] = []
        for match in self._islands.finditer(plain):
            terminal = self._terminals[str(match.lastgroup)]
            found.append((terminal, match.start(), match.end()))
            if terminal == self._order[-1]:
                break
        return found

    def _misspelt(self, plain: str, islands: Sequence[Island]) -> list[Island]:
        """The misspelt wording, searched for only where the order of the parts expects it."""
        present = {terminal for terminal, _, _ in islands} - {_LISTED}
        found: list[tuple[int, int, int, str]] = []
        tries, last = 0, len(plain.rstrip())
        for start, end, least, most in _stretches(plain, islands, self._order):
            between = dict.fromkeys(self._order[least : most + 1])
            wanted = [name for name in between if name not in present]
            for word in _WORD.finditer(plain, start, end) if wanted else ():
                tries += 1
                if tries > _MOST_TRIES:
                    break
                place = word.start()
                if last - place < _LONGEST and any(
                    is_beginning(self._terminals[name], plain[place:last]) for name in wanted
                ):
                    break  # the text breaks off
                if near := self._wordings.word(plain, place, end, wanted):
                    name, (length, edits) = near
                    found.append((edits, place, place + length, name))
        chosen: list[Island] = []
        for _, start, end, name in sorted(found):
            is_apart = all(end <= other[1] or other[2] <= start for other in chosen)
            if is_apart and (name == _LISTED or name not in {other[0] for other in chosen}):
                chosen.append((self._terminals[name], start, end))
        return chosen


def _restored(plain: str, text: str, spans: Iterable[Span]) -> str:
    """A plain text with the original characters restored in the given spans."""
    pieces, position = [], 0
    for start, end in spans:
        pieces += [plain[position:start], text[start:end]]
        position = end
    return "".join([*pieces, plain[position:]])


def _is_among(line: Span, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a line overlaps one of the stretches, which are sorted."""
    place = bisect_left(stretches, line.end, key=itemgetter(0))
    return place > 0 and stretches[place - 1][1] > line.start


def _needed(rules: Mapping[str, Sequence[Sequence[str]]], name: str) -> Iterator[str]:
    """The terminals that a rule requires, in order."""
    for symbol in min(rules[name], key=len):
        if symbol in rules:
            yield from _needed(rules, symbol)
        else:
            yield symbol


def _stretches(
    plain: str, islands: Sequence[Island], order: Sequence[Terminal]
) -> Iterator[tuple[int, int, int, int]]:
    """The stretches between wording: start, end, first and last index in `order` that fit."""
    first = order.index(_LISTED)
    second = order.index(_LISTED, first + 1)
    ranked = [(0, 0, 0)]
    for terminal, start, end in islands:
        if terminal in order:
            is_second = terminal == _LISTED and ranked[-1][2] > first
            ranked.append((start, end, second if is_second else order.index(terminal)))
    if ranked[-1][2] < len(order) - 1:
        ranked.append((len(plain), len(plain), len(order) - 1))
    for (_, start, least), (end, _, most) in pairwise(ranked):
        if start < end and least <= most:
            yield start, end, least, most


class _Recovery:
    """One pass over the fixed wording of a text, with recovery."""

    def __init__(self, automaton: Automaton, plain: str) -> None:
        self.tokens: list[Token] = []
        self.findings: list[Finding] = []
        self.preamble: Span | None = None
        self.is_hopeless = False
        self._automaton = automaton
        self._plain = plain
        self._end = len(plain.rstrip())
        self._stack = automaton.start
        self._dropping = False

    def take_all(self, islands: Sequence[Island]) -> None:
        """Feed all wording and the prose between it to the automaton, and complete the letter."""
        position, end = 0, self._end
        for terminal, start, following in islands:
            if self._is_prose(terminal, self._span(position, start)):
                continue
            self._take_prose(self._span(position, start))
            self._take(Token(terminal, self._plain[start:following], start, following))
            position = following
        self._take_prose(self._span(position, end))
        self._finish(end)

    def _span(self, start: int, end: int) -> Span:
        """The span of a stretch without the white space around it."""
        text = self._plain[start:end]
        start += len(text) - len(text.lstrip())
        return Span(start, max(start, start + len(text.strip())))

    def _is_prose(self, terminal: Terminal, before: Span) -> bool:
        """Whether wording after the text `before` is part of the prose, not of the form."""
        if terminal.kind in (Kind.HEADING, Kind.SENTENCE, Kind.OTHER):
            return False
        stack = self._stack
        if self._has_words(before):
            stack = self._automaton.after(stack, PROSE) or stack
        if terminal.kind is Kind.LABEL:
            return self._seen(terminal) is not None and not self._automaton.after(stack, terminal)
        path = self._automaton.missing(stack, terminal)
        return path is None or any(part.kind not in (Kind.PHRASE, Kind.PROSE) for part in path)

    def _has_words(self, span: Span) -> bool:
        return any(map(str.isalnum, self._plain[slice(*span)]))

    def _seen(self, terminal: Terminal) -> Token | None:
        return next((t for t in self.tokens if t.type == terminal and t.value), None)

    def _accept(self, token: Token) -> bool:
        following = self._automaton.after(self._stack, token.type)
        if following is None:
            return False
        self._stack = following
        self.tokens.append(token)
        return True

    def _take_prose(self, span: Span) -> None:
        if not self._has_words(span):
            return
        token = Token(PROSE, self._plain[slice(*span)], *span)
        if self._accept(token):
            return
        if not self.tokens:
            self.preamble = span
            length = len(token.value.partition("\n")[0].rstrip())
            self.findings.append(Surrounding(Span(span.start, span.start + length), True))
            return
        if span.end == self._end and len(token.value) < _LONGEST:
            words = _NUMBER.sub("", token.value, 1)
            if any(is_beginning(part, words) for part in self._automaton.expected(self._stack)):
                return  # the text breaks off
        path = self._automaton.missing(self._stack, PROSE) or ()
        if len(path) == 1 and not self._dropping:
            self._insert(path, span.start)
            self._accept(token)
        elif not self._dropping and (len(token.value) > _SIGNS or token.value.isalpha()):
            self.findings.append(Stray(span))

    def _take(self, token: Token) -> None:
        if not self._accept(token):
            is_listed = token.type == _LISTED or token.type.kind is Kind.OTHER
            first = None if is_listed else self._seen(token.type)
            path = self._automaton.missing(self._stack, token.type)
            if first or path is None:
                self._dropping = True
                doubled = Doubled(token.type, token.span, first.span) if first else None
                self.findings.append(doubled or Misplaced(token.type, token.span))
                return
            self._insert(path, token.start_pos)
            self._accept(token)
        self._dropping = False

    def _insert(self, path: Sequence[Terminal], place: int) -> None:
        """Insert the missing parts at a place, reported as one finding."""
        last = self.tokens[-1] if self.tokens else None
        first = path[0]
        is_named = first != PROSE
        parts = [t for n, t in enumerate(path) if t.kind in _STRUCTURAL or (is_named and not n)]
        if parts:
            at = last.end_pos if last and first.kind is Kind.DECISION else place
            self.findings.append(Missing(at, tuple(parts), last.span if last else None))
        elif last:
            self.findings.append(Empty(last.end_pos, last.type, last.span))
        self._fill(path, place)

    def _fill(self, path: Sequence[Terminal], place: int) -> None:
        for terminal in path:
            self._accept(Token(terminal, "", place, place))

    def _finish(self, end: int) -> None:
        """Complete the letter at the end of the text."""
        if self._automaton.after(self._stack, END):
            return
        path = self._automaton.missing(self._stack, END)
        if not path or not self.tokens:
            self.is_hopeless = True
            return
        if path[0] == PROSE:
            self.findings.append(EndsAfterLabel(end, path, self.tokens[-1].type))
        else:
            self.findings.append(CutOff(end, path))
        self._fill(path, end)


@cache
def notice_parser() -> NoticeParser:
    """The shared parser, built from the grammar on first use."""
    return NoticeParser()
