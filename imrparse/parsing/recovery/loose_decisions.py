"""Decisions on a line of their own, away from their request: "Decision: Upheld"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from attrs import evolve

from imrparse.data.regexes import regex
from imrparse.parsing.recovery.findings import Doubled, Finding, Misplaced, Stray
from imrparse.syntax.layout import Layout
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import PROSE, REQUEST, Token
from imrparse.text.folding import fold
from imrparse.text.source import Span

_LINE_END = regex(r"[^\S\n]*\n\s*")
_INTRODUCING = (Kind.HEADING, Kind.SENTENCE)


def with_decisions_in_place(
    plain: str, tokens: Sequence[Token], layout: Callable[[], Layout]
) -> tuple[list[Token], list[Finding]]:
    """The tokens, with each such decision behind its request, and what was found.

    One that says the decision of its issue again is left out.
    """
    return _LooseDecisions(plain, layout).mend(tokens)


class _LooseDecisions:
    def __init__(self, plain: str, layout: Callable[[], Layout]) -> None:
        self._plain = plain
        self._layout = layout
        self._found: list[Finding] = []
        self._kept: list[Token] = []
        self._lacking: int | None = None
        """The place of the first label of an issue that has no decision so far."""
        self._is_decided = False

    def mend(self, tokens: Sequence[Token]) -> tuple[list[Token], list[Finding]]:
        """Take the tokens one by one."""
        for token in tokens:
            if token.type == REQUEST:
                self._take_last_line()
            if token.type == REQUEST and (again := _again().match(token.value)):
                self._take(token, again)
                continue
            if token.type == REQUEST and (twice := _twice(token.value)):
                self._kept.append(self._first_of_two(token, twice))
                continue
            if token.type.kind is Kind.DECISION:
                line = self._line_of(token, is_last=token is tokens[-1])
                if line is not None:
                    self._drop_request(line)
                    self._settle(token, Span(line, token.end_pos))
                    continue
                self._is_decided = True
            elif token.type == structure().issue_labels[0]:
                self._lacking = None if self._is_decided else len(self._kept)
                self._is_decided = False
            elif token.type.kind is Kind.HEADING:
                self._lacking = None
            self._kept.append(token)
        self._take_last_line()
        return self._kept, self._found

    def _take_last_line(self) -> None:
        """Take the decision that the last line of an issue consists of, if it has no other."""
        if self._lacking is None or self._kept[-1].type != PROSE:
            return
        prose = self._kept[-1]
        line = self._plain.rfind("\n", *prose.span) + 1
        found = _alone().fullmatch(self._plain, line, prose.end_pos) if line else None
        if found:
            name = str(found.lastgroup)
            decision = Token(letter_parser().terminals[name], found[name], *found.span(name))
            self._drop_request(line)
            self._settle(decision, Span(line, prose.end_pos))

    def _take(self, request: Token, again: re.Match[str]) -> None:
        """Take a request without the decision on the lines above it."""
        name = str(again.lastgroup)
        place = Span(*again.span(name))
        start = request.start_pos + place.start
        word = again[name]
        decision = Token(letter_parser().terminals[name], word, start, start + len(word))
        self._settle(decision, Span(request.start_pos, request.start_pos + again.end()))
        start = request.end_pos - len(request.value[again.end() :].lstrip())
        rest = evolve(request, value=self._plain[start : request.end_pos], start_pos=start)
        self._kept.append(rest)

    def _first_of_two(self, request: Token, second: int) -> Token:
        """A request whose line stands there a second time, without that."""
        line = self._plain[request.start_pos : request.start_pos + second].rstrip()
        first = self._token(REQUEST, request.start_pos, request.start_pos + line.rfind(":"))
        span = Span(request.start_pos + second, request.end_pos)
        self._found.append(Doubled(REQUEST, span, first.span))
        return first

    def _line_of(self, decision: Token, *, is_last: bool) -> int | None:
        """Where the line of a decision begins, if it has only words that introduce it.

        Behind it the text ends, or its issue goes on.
        """
        if self._lacking is None and not is_last:
            return None
        line = self._plain.rfind("\n", 0, decision.end_pos) + 1
        text = self._plain[line : decision.end_pos].strip()
        is_whole = self._lacking is not None or text != decision.type.wording
        return line if is_whole and _alone().fullmatch(text) else None

    def _drop_request(self, line: int) -> None:
        """Leave out the words before a decision that were taken for its request."""
        if self._kept and self._kept[-1].type == REQUEST:
            request = self._kept.pop()
            if self._kept and self._kept[-1].type.kind is Kind.LABEL:
                self._kept.append(evolve(request, type=PROSE))
        before = self._kept[-1] if self._kept else None
        if before and before.type == PROSE:
            text = self._plain[before.start_pos : line].rstrip()
            end = before.start_pos + len(text)
            self._kept[-1] = evolve(before, value=text, end_pos=end)

    def _settle(self, decision: Token, span: Span) -> None:
        """Put a decision behind the request that lacks one; leave it out if there is none."""
        place, self._lacking = self._lacking, None
        request = None if place is None else self._request(place)
        if place is None or request is None:
            self._found.append(Stray(span))
            return
        label = self._kept[place]
        self._found.append(Misplaced(decision.type, decision.span, label.span))
        self._kept[place - 1 : place] = [*request, decision]

    def _request(self, place: int) -> Sequence[Token] | None:
        """The text before a label, with the request that it ends with apart."""
        text = self._kept[place - 1] if place else None
        if text is None or text.type not in (PROSE, REQUEST):
            return None
        if text.type == REQUEST:
            return [text]
        above = self._kept[place - 2].type if place > 1 else None
        if above and above.kind in _INTRODUCING:
            return [self._token(REQUEST, *text.span)]
        start = self._layout().request_start(*text.span)
        if not text.start_pos < start < text.end_pos:
            return None
        return [
            self._token(PROSE, text.start_pos, start),
            self._token(REQUEST, start, text.end_pos),
        ]

    def _token(self, terminal: Terminal, start: int, end: int) -> Token:
        value = self._plain[start:end].rstrip()
        if terminal == REQUEST:
            value = value.rstrip(":; \t\n")
        return Token(terminal, value, start, start + len(value))


def _twice(request: str) -> int | None:
    """Where the text of a request begins again, behind its decision on the line above."""
    decisions = letter_parser().terminals.decisions
    for line in _LINE_END.finditer(request):
        above = request[: line.start()]
        for decision in decisions:
            if above.endswith(decision.wording):
                first = above.removesuffix(decision.wording).rstrip()
                second = request[line.end() :]
                if first.endswith(":") and fold(first[:-1]) == fold(second):
                    return line.end()
    return None


@cache
def _introduction() -> re.Pattern[str]:
    """Words that introduce a decision, and nothing else: "Final decision"."""
    terminals = letter_parser().terminals
    words = (terminals[f"{name}_MANGLED"].pattern for name in ("INTRODUCING", "LEADING"))
    return re.compile(rf"(?:(?:{'|'.join(words)})\s*)+")


@cache
def _again() -> re.Pattern[str]:
    """The same with a decision behind them, or a decision alone, on a line above other text."""
    return re.compile(rf"{_alone().pattern}[^\S\n]*(?=\n)")


@cache
def _alone() -> re.Pattern[str]:
    decisions = letter_parser().terminals.decisions
    words = "|".join(f"(?P<{decision}>{decision.pattern})" for decision in decisions)
    introduced = rf"(?:{_introduction().pattern}:\s*)?"
    return re.compile(rf"{introduced}(?:{words})[.!]?")
