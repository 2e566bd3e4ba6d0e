"""The fast path for a sound letter: its islands drive the automaton directly.

The letter's grammar is regular over islands: the automaton's stack alone determines which stack
follows a token, and which part of the letter the token is. So each stack is a row of steps, and a
letter is a path over rows, along which its parts are collected without tokens or trees.

A step is learned from the plan of the first letter that takes it, after the parser has accepted
that letter. A letter that takes an unknown step, is not sound, or shows any sign of a hidden fault
is left to the parser. So there is one grammar, and two ways to walk it.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TypeAlias

from imrparse.parsing.builder import Action, Builder, Parts, decision_of
from imrparse.parsing.header_table import HeaderForms
from imrparse.parsing.plan import Plan
from imrparse.parsing.suspicions import BEFORE_NO_PROSE, Suspicions, is_sign
from imrparse.syntax.automaton import Stack
from imrparse.syntax.islands import LONGEST_HEADER, Island
from imrparse.syntax.layout import Layout
from imrparse.syntax.letter_parser import LetterParser
from imrparse.syntax.lexer import LetterLexer, Pieces, request_end
from imrparse.syntax.line_scan import Lines
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import END, PROSE, REQUEST
from imrparse.text.decoration import numbering
from imrparse.text.source import Source
from imrparse.tree.letter import Determination, Header

_FIRST, _INTRODUCTION = "HOW_HEADING", "ISSUES_SENTENCE"
_DECISION, _HEADING = Kind.DECISION, Kind.HEADING
_MOST_LEARNED = 4_096  # letters


class _RefusedError(Exception):
    """The letter must be left to the parser."""


class _Row(dict[Terminal, "_Step"]):
    """The steps from one stack of the automaton."""

    def __missing__(self, kind: Terminal) -> _Step:
        raise _RefusedError(kind)


_Step: TypeAlias = tuple[_Row, Action | None, bool]
"""The row after a token, what the token contributes, and whether it may show a fault."""


class Walk:
    """Parses letters that take only steps already learned."""

    def __init__(self, parser: LetterParser, suspicions: Suspicions) -> None:
        self._parser = parser
        self._suspicions = suspicions
        self._headers = HeaderForms()
        self._rows: dict[Stack, _Row] = {}
        self._first_rows: dict[tuple[Terminal, ...], _Row] = {}
        """The rows after the cells of a header."""
        self._learned: set[tuple[Terminal, ...]] = set()

    def letter(self, source: Source, lines: Lines) -> Determination | None:
        """Parse a source on the fast path; None if the parser has to do it."""
        islands = lines.islands
        if not islands or islands[0][0] != _FIRST:
            return None
        has_any = (
            self._suspicions.has_any_beside if lines.has_sign else self._suspicions.has_any_again
        )
        if has_any(source.plain, islands):
            return None
        header = self._header(source.plain, islands[0][1])
        if header is None:
            return None
        row, read = header
        try:
            parts = self._parts(source, row, self._with_others(source.plain, islands))
        except _RefusedError:
            return None
        return parts.letter(source, read)

    def _header(self, plain: str, end: int) -> tuple[_Row, Header | None] | None:
        """The row after the header, and the header that ends at an offset (None if it is blank)."""
        if not plain[:end].strip():
            row = self._first_rows.get(())
            return (row, None) if row is not None else None
        if end > LONGEST_HEADER:
            return None
        found = self._headers.read(plain, end)
        row = self._first_rows.get(found[0]) if found else None
        return (row, found[1]) if found and row is not None else None

    def _with_others(self, plain: str, lines: Sequence[Island]) -> list[Island]:
        """The islands at line starts, the decisions, the reviewer's phrases, and END, sorted.

        Some may overlap.
        """
        finder = self._parser.finder
        _, first, before = lines[0]
        found = [*lines, *finder.decisions(plain, first)]  # none stands in a sound header
        for terminal, start, end in lines[1:]:
            if start - before >= finder.shortest_phrase:
                found += finder.phrases(plain, before, start)
            if terminal.kind is _HEADING:
                break
            before = end
        found.sort(key=_start)
        found.append((END, len(plain), len(plain)))
        return found

    def _parts(self, source: Source, row: _Row, islands: Sequence[Island]) -> Parts:
        """Every part of the letter except the header.

        Raises _RefusedError if the parser has to read the letter.
        """
        plain = source.plain
        parts = Parts(plain)
        found = parts.found
        requests = Requests(self._parser.lexer, source, islands)
        position = islands[0][1]
        previous = END
        for terminal, start, end in islands:
            if start < position:
                raise _RefusedError  # it overlaps the one before
            is_decision = terminal.kind is _DECISION
            water = requests.find(position, start, previous) if is_decision else start
            if position < water and not (text := plain[position:water]).isspace():
                row, action, may_be_sign = row[PROSE]
                if may_be_sign and is_sign(text.strip(), previous):
                    raise _RefusedError
                if action:
                    found += action, position, water
            if is_decision:
                row, action, _ = row[REQUEST]
                if action:
                    found += action, *requests.spans[-1]
            row, action, _ = row[terminal]
            if action:
                found += action, start, end
            position, previous = end, terminal
        if self._are_doubtful(plain, requests.spans):
            raise _RefusedError
        return parts

    def _are_doubtful(self, plain: str, requests: Sequence[tuple[int, int]]) -> bool:
        """Whether any request may begin or end somewhere else."""
        return self._suspicions.has_requests(plain, requests) or bool(
            numbering.look(plain, [start for start, _ in requests])
        )

    def learn(self, source: Source, pieces: Pieces, plan: Plan) -> None:
        """Learn the steps of a sound letter from its tokens and its plan."""
        kinds, starts, ends, _ = pieces
        cells = len(plan.header)
        if cells:
            self._headers.learn([*zip(kinds, starts, ends, strict=True)][:cells], source.plain)
        if kinds in self._learned or len(self._learned) == _MOST_LEARNED:
            return
        self._learned.add(kinds)
        actions = _actions(kinds, plan)
        stack = self._parser.automaton.start
        row, previous = _Row(), END
        for number, kind in enumerate([*kinds, END]):
            following = self._parser.automaton.after(stack, kind)
            if following is None:
                raise AssertionError(kind)
            if number == cells:
                row = self._first_rows.setdefault(kinds[:cells], self._row(stack))
            if number >= cells and kind not in row:
                may_be_sign = kind is PROSE and previous in BEFORE_NO_PROSE
                row[kind] = self._row(following), actions.get(number), may_be_sign
            row = self._row(following)
            stack, previous = following, kind

    def _row(self, stack: Stack) -> _Row:
        return self._rows.setdefault(stack, _Row())


_start = itemgetter(1)


class Requests:
    """Finds the requests of a letter."""

    __slots__ = ("_islands", "_layout", "_lexer", "_source", "spans")

    def __init__(self, lexer: LetterLexer, source: Source, islands: Sequence[Island]) -> None:
        self._lexer = lexer
        self._source = source
        self._islands = islands
        self._layout: Layout | None = None
        self.spans: list[tuple[int, int]] = []
        """The start and end of each."""

    def find(self, start: int, end: int, previous: Terminal) -> int:
        """Find the request before the decision at `end`. Returns where the text before it ends.

        That text begins at `start`, after `previous`. Raises _RefusedError if the request is empty.
        """
        plain = self._source.plain
        water, stop = start, request_end(plain, start, end)
        if previous != _INTRODUCTION:
            lexer = self._lexer
            self._layout = layout = self._layout or lexer.layout(self._source, self._islands)
            water = lexer.request_start(layout, plain, start, stop)
        text = plain[water:stop].lstrip()
        if not text:
            raise _RefusedError
        begin = stop - len(text)
        self.spans.append((begin, begin + len(text.rstrip())))
        return water


def _actions(kinds: Sequence[Terminal], plan: Plan) -> dict[int, Action]:
    """What each token contributes to the letter, by token index."""
    actions = {
        plan.reviewer[0]: Action(Builder.begin_reviewer),
        plan.reviewer[-1] + 1: Action(Builder.end_reviewer),
    }
    for field, before, text in plan.credentials:
        actions[text] = Action(Builder.add_credentials, (field, kinds[before]))
    for field, text in (*plan.texts, ("summary", plan.summary)):
        actions[text] = Action(Builder.add_text, field)
    for issue in plan.issues:
        actions[issue.request] = Action(Builder.add_request)
        actions[issue.decision] = Action(Builder.add_decision, decision_of(kinds[issue.decision]))
        actions |= {text: Action(Builder.add_issue_text, field) for field, text in issue.texts}
    return actions
