"""The fast way to read a sound letter: its islands are walked through the states of the automaton.

The letter's grammar is regular over islands: the automaton's stack alone says which stack follows a
token, and which part of the letter the token is. So a stack is a row of steps, and a letter is a
path over rows, on which its parts are collected without tokens and trees.

Rows hold only what was learned from letters that the parser has read: a step is known by the plan
of a letter that took it. A letter that takes an unknown step, or is not sound, is refused, and read
by the parser. So there is one grammar, and two ways to walk it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from imrparse.parsing.builder import letter_of
from imrparse.parsing.header_table import HeaderForms
from imrparse.parsing.plan import BLOCK, INLINE, LICENSED, IssueParts, Parts, Plan, decision_of
from imrparse.syntax.automaton import Stack
from imrparse.syntax.islands import LONGEST_HEADER, Island
from imrparse.syntax.letter_parser import LetterParser
from imrparse.syntax.lexer import Pieces, request_end
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import END, PROSE, REQUEST
from imrparse.text.source import Source
from imrparse.text.spans import Span
from imrparse.tree.letter import Decision, Determination, Header

_FIRST, _INTRODUCTION = "HOW_HEADING", "ISSUES_SENTENCE"
_DECISION, _HEADING = Kind.DECISION, Kind.HEADING
_UNREAD = Span(0, 0)
_MOST_LEARNED = 4_096  # letters


class _Role(Enum):
    """What a token is in its letter."""

    CREDENTIALS = auto()
    OWN_TEXT = auto()
    AFTER_REVIEWER = auto()
    REQUEST = auto()
    DECISION = auto()
    ISSUE_TEXT = auto()


# Members of an enum take longer to look up.
_CREDENTIALS, _OWN_TEXT, _AFTER_REVIEWER, _REQUEST, _ISSUE_DECISION, _ISSUE_TEXT = _Role


class _Gift(NamedTuple):
    """What a token gives to the letter."""

    role: _Role
    field: str = ""
    """The field that a text or a list of credentials is for."""
    decision: Decision | None = None
    before: Terminal = END
    """The terminal before a list of credentials."""


class _UnknownStepError(Exception):
    """No letter that was read took this step."""


class _Row(dict[Terminal, "_Step"]):
    """The steps from one stack of the automaton."""

    def __missing__(self, kind: Terminal) -> _Step:
        raise _UnknownStepError(kind)


_Step: TypeAlias = tuple[_Row, _Gift | None]
"""Where a token leads to, and what it gives."""


class Walk:
    """Reads letters like those that it has learned from."""

    def __init__(self, parser: LetterParser) -> None:
        self._parser = parser
        self._headers = HeaderForms()
        self._rows: dict[Stack, _Row] = {}
        self._first_rows: dict[tuple[Terminal, ...], _Row] = {}
        """The rows after the cells of a header."""
        self._learned: set[tuple[Terminal, ...]] = set()

    def letter(self, source: Source, islands: Sequence[Island]) -> Determination | None:
        """The letter of a source, if it can be read so.

        The islands are those that begin lines, in order.
        """
        if not islands or islands[0][0] != _FIRST:
            return None
        header = self._header(source.plain, islands[0][1])
        if header is None:
            return None
        row, read = header
        try:
            parts = self._parts(source, row, self._with_others(source.plain, islands))
        except _UnknownStepError:
            return None
        return letter_of(source, read, parts)

    def _header(self, plain: str, end: int) -> tuple[_Row, Header | None] | None:
        """The header before an offset, or none if nothing stands there; and the row after it."""
        if not plain[:end].strip():
            row = self._first_rows.get(())
            return (row, None) if row is not None else None
        if end > LONGEST_HEADER:
            return None
        found = self._headers.read(plain, end)
        row = self._first_rows.get(found[0]) if found else None
        return (row, found[1]) if found and row is not None else None

    def _with_others(self, plain: str, lines: Sequence[Island]) -> list[Island]:
        """The islands that begin lines, with the decisions and the reviewer's phrases."""
        finder = self._parser.finder
        found = [*lines, *finder.decisions(plain)]
        for (_, _, start), (following, end, _) in pairwise(lines):
            found += finder.phrases(plain, start, end)
            if following.kind is _HEADING:
                break
        found.sort(key=_start)
        return found

    def _parts(self, source: Source, row: _Row, islands: Sequence[Island]) -> Parts:
        """The parts of the letter after its header, whose islands are known.

        Raises _UnknownStepError.
        """
        plain = source.plain
        parts = Parts(_UNREAD, BLOCK)
        layout = None
        first = position = islands[0][1]
        previous = END
        for terminal, start, end in islands:
            if start < position:
                continue
            if terminal.kind is _DECISION:
                stop = request_end(plain, position, start)
                if previous != _INTRODUCTION:
                    layout = layout or self._parser.lexer.layout(source, islands)
                    request = layout.request_start(position, stop)
                    row = _over(PROSE, plain, position, request, row, parts)
                    position = request
                row = _over(REQUEST, plain, position, stop, row, parts)
            else:
                row = _over(PROSE, plain, position, start, row, parts)
            row, gift = row[terminal]
            if gift is None:
                pass
            elif gift.role is _ISSUE_DECISION:
                parts.issues[-1].decision = gift.decision
                parts.issues[-1].decided = Span(start, end)
            else:  # it comes after the reviewer
                parts.reviewer = Span(first, first + len(plain[first:start].rstrip()))
            position, previous = end, terminal
        row = _over(PROSE, plain, position, len(plain), row, parts)
        row[END]
        return parts

    def learn(self, source: Source, pieces: Pieces, plan: Plan) -> None:
        """Learn the steps of a sound letter, from its tokens and their plan."""
        kinds, starts, ends, _ = pieces
        cells = len(plan.header)
        if cells:
            self._headers.learn([*zip(kinds, starts, ends, strict=True)][:cells], source.plain)
        if kinds in self._learned or len(self._learned) == _MOST_LEARNED:
            return
        self._learned.add(kinds)
        gifts = _gifts(kinds, plan)
        stack = self._parser.automaton.start
        row = _Row()
        for number, kind in enumerate([*kinds, END]):
            following = self._parser.automaton.after(stack, kind)
            if following is None:
                raise AssertionError(kind)
            if number == cells:
                row = self._first_rows.setdefault(kinds[:cells], self._row(stack))
            if number >= cells and kind not in row:
                row[kind] = self._row(following), gifts.get(number)
            row = self._row(following)
            stack = following

    def _row(self, stack: Stack) -> _Row:
        return self._rows.setdefault(stack, _Row())


_start = itemgetter(1)


def _over(kind: Terminal, plain: str, start: int, end: int, row: _Row, parts: Parts) -> _Row:
    """Step over the text between two islands, if there is any but white space."""
    text = plain[start:end].lstrip()
    if not text:
        return row
    row, gift = row[kind]
    if gift is None:
        return row
    begin = end - len(text)
    span = Span(begin, begin + len(text.rstrip()))
    role, field, _, before = gift
    if role is _ISSUE_TEXT:
        parts.issues[-1].texts.append((field, span))
    elif role is _REQUEST:
        parts.issues.append(IssueParts(span, None, _UNREAD))
    elif role is _OWN_TEXT:
        parts.texts.append((field, span))
    else:
        parts.credentials.append((field, before, span))
        if before == LICENSED:
            parts.template = INLINE
    return row


def _gifts(kinds: Sequence[Terminal], plan: Plan) -> dict[int, _Gift]:
    """What each token gives to its letter, by its number."""
    gifts = {plan.reviewer[-1] + 1: _Gift(_AFTER_REVIEWER)}
    for field, before, text in plan.credentials:
        gifts[text] = _Gift(_CREDENTIALS, field, before=kinds[before])
    for field, text in (*plan.texts, ("summary", plan.summary)):
        gifts[text] = _Gift(_OWN_TEXT, field)
    for issue in plan.issues:
        gifts[issue.request] = _Gift(_REQUEST)
        decision = decision_of(kinds[issue.decision])
        gifts[issue.decision] = _Gift(_ISSUE_DECISION, decision=decision)
        gifts |= {text: _Gift(_ISSUE_TEXT, field) for field, text in issue.texts}
    return gifts
