"""Tokens that are no letter, mended until they are one, and what had to be mended.

The parser's state says what could stand at a place. What it lacks is put in as an empty token, and
what stands where nothing like it can is left out: the rest is read as if nothing were wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from imrparse.diagnostics import codes
from imrparse.diagnostics.codes import Faults
from imrparse.diagnostics.diagnostic import Diagnostic, Related
from imrparse.parsing.recovery.orphans import Orphans
from imrparse.syntax.automaton import Automaton
from imrparse.syntax.structure import structure
from imrparse.syntax.terminal_names import Names
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import END, NO_DECISION, PROSE, REQUEST, SPLIT_DECISION, Token
from imrparse.text.source import Source, Span

_STRUCTURAL = (Kind.REQUEST, Kind.HEADING, Kind.LABEL, Kind.DECISION)
_BEGINNING = (Kind.REQUEST, Kind.HEADING, Kind.DECISION)


class Recovery:
    """Mends the tokens of one text. `tokens` are then a letter's, `diagnostics` what was wrong."""

    def __init__(
        self, source: Source, automaton: Automaton, names: Names, orphans: Orphans
    ) -> None:
        self.tokens: list[Token] = []
        self._faults = Faults(source)
        self._source = source
        self._automaton = automaton
        self._names = names
        self._orphans = orphans
        self._stack = automaton.start
        self._labels = structure().issue_labels
        self._seen: dict[str, Token] = {}  # by terminal; an issue's labels since its request
        self._waiting: list[Token] = []  # the tokens to come, the next one last
        self._dropping = False
        self._too_early: Token | None = None
        self._end = len(source.plain.rstrip())

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return self._faults.found

    def run(self, tokens: Sequence[Token]) -> None:
        """Mend the tokens of a text."""
        self._waiting = [Token(END, "", self._end, self._end), *reversed(tokens)]
        while self._waiting:
            token = self._waiting[-1]
            if token.type in (NO_DECISION, SPLIT_DECISION):
                token = self._waiting[-1] = self._no_decision(token)
            accepted = self._automaton.after(self._stack, token.type) is not None
            if accepted and token.type == END:
                return
            if accepted:
                self._accept(self._waiting.pop())
            elif token.type == END:
                self._finish(token)
            elif _is_structural(token.type):
                self._structural(token)
            else:
                self._free(token)

    def _accept(self, token: Token) -> None:
        following = self._automaton.after(self._stack, token.type)
        assert following is not None
        self._stack = following
        self._dropping = False
        self.tokens.append(token)
        if token.type == REQUEST:
            for name in self._labels:
                self._seen.pop(name, None)
        if token.value:
            self._seen[token.type] = token

    def _put_in(self, names: Iterable[Terminal], place: int) -> None:
        """Accept empty tokens in place of those that are missing."""
        for name in names:
            self._accept(Token(name, "", place, place))

    # Tokens that can't stand where they do.

    def _structural(self, token: Token) -> None:
        if token.type == "HOW_HEADING" and "ISSUES_HEADING" in self._seen:
            self._second_letter(token)
        elif self._is_doubled(token):
            if not self._dropping:
                first = Related("the first one stands here", self._seen[token.type].span)
                self._faults.say(
                    codes.DOUBLED,
                    f"{self._names.of(token.type)} stands here again",
                    token.span,
                    first,
                )
            self._drop()
        elif path := self._automaton.missing(self._stack, token.type):
            self._mend(path, token)
        else:
            self._faults.say(
                codes.MISPLACED, f"{self._names.of(token.type)} has no place here", token.span
            )
            self._drop()

    def _free(self, token: Token) -> None:
        """Text, or a fixed sentence, where none can stand."""
        if self._dropping:
            self._waiting.pop()
            return
        path = self._automaton.missing(self._stack, token.type) or ()
        named = [name for name in path if _is_structural(name)]
        cut = named and self._waiting[-2].type == END and self._names.is_cut(named[0], token.value)
        if cut or (token.type in self._seen and token.type != PROSE):
            self._drop()
        elif token.type == PROSE and named[:1] == [REQUEST]:
            self._waiting[-1] = evolve(token, type=REQUEST)  # its decision is missing
        elif path and (token.type != PROSE or self._is_unlabelled(named)):
            self._mend(path, token)
        else:
            if token.type == PROSE:
                message = "text that belongs to no part of the letter"
                self._faults.say(codes.STRAY, message, token.span)
            self._drop()

    def _is_unlabelled(self, named: Sequence[Terminal]) -> bool:
        """Whether text lacks its label, which stands nowhere else, and nothing more."""
        return len(named) == 1 and named[0] not in self._seen and self._later(named[0]) is None

    def _finish(self, token: Token) -> None:
        """The end, before the letter is complete: one fault, however much is missing."""
        path = self._automaton.missing(self._stack, END)
        assert path is not None
        if self._source.is_cut:
            self._put_in(path, token.start_pos)  # it may well stand in what is not read
            return
        named = [name for name in path if _is_structural(name)]
        if len(named) == 1 and self._split(named[0]):
            return
        wanted = tuple(map(self._names.of, path))
        code, missing = codes.CUT_OFF, self._names.of(path[0])
        if path[0].kind is Kind.DECISION:
            missing = self._names.decisions
        if not named:
            code, missing = codes.EMPTY, f"the text of {self._names.of(self.tokens[-1].type)}"
        message = f"the letter ends here, without {missing}"
        self._faults.say(code, message, token.span, expected=wanted)
        self._put_in(path, token.start_pos)

    def _drop(self) -> None:
        """Leave a token out, and what belongs to it."""
        self._waiting.pop()
        self._dropping = True

    # What is missing before a token.

    def _mend(self, path: Sequence[Terminal], token: Token) -> None:
        """Put in what is missing first; what else is missing is seen next time."""
        first, place = path[0], token.start_pos
        if first == PROSE:
            label = self.tokens[-1]
            message = f"{self._names.of(label.type)} has nothing after it"
            follows = Related("it should follow this label", label.span)
            self._faults.say(codes.EMPTY, message, Span(place, place), follows)
            self._put_in([PROSE], place)
        elif first == REQUEST:
            self._mend_request(path, token)
        elif first.kind is Kind.DECISION:
            request = Related("it should follow this request", self.tokens[-1].span)
            self._missing([self._names.decisions], place, request)
            self._put_in([first], place)
        elif not self._move(first, token) and not self._split_before(first, token):
            before = self._part_before()
            self._missing([self._names.of(first)], place, before)
            self._put_in(_part(path), place)

    def _mend_request(self, path: Sequence[Terminal], token: Token) -> None:
        if token.type.kind is Kind.DECISION:
            colon = self._source.plain.rfind(":", self._last_end(), token.start_pos)
            place = colon if colon >= 0 else token.start_pos
            self._missing([self._names.of(REQUEST)], place, None)
            self._put_in([REQUEST], place)
            return
        prose = self.tokens[-1] if self.tokens and self.tokens[-1].type == PROSE else None
        start = self._orphans.request(prose) if prose else None
        if prose is None or start is None:
            names = [self._names.of(REQUEST), self._names.decisions]
            self._missing([" and ".join(names)], token.start_pos, None)
            self._put_in(path[:2], token.start_pos)
            return
        self._cut_last(start)
        self._accept(self._token(REQUEST, start, prose.end_pos))

    def _split_before(self, label: Terminal, token: Token) -> bool:
        """Split where a token shows that the text before it is at its end."""
        return _is_structural(token.type) and self._split(label)

    def _split(self, label: Terminal) -> bool:
        """Where the label is missing but not its text, put the label in before the text.

        What a text ends with may be the beginning of the label itself.
        """
        if not self.tokens or self.tokens[-1].type != PROSE or not self.tokens[-1].value:
            return False
        prose = self.tokens[-1]
        start = self._orphans.start(label, prose)
        if start is None:
            return False
        if self._names.is_cut(label, self._source.plain[start : self._end]):
            return False
        self._cut_last(start)
        follows = self._part_before()
        self._missing([self._names.of(label)], start, follows)
        self._put_in([label], start)
        self._accept(self._token(PROSE, start, prose.end_pos))
        return True

    def _move(self, name: Terminal, token: Token) -> bool:
        """Where a missing part comes later in the text, take it from there."""
        index = self._later(name)
        if index is None:
            return False
        late = self._waiting[index]
        if self._too_early is not token:
            related = Related("it belongs before this", token.span)
            message = f"{self._names.of(name)} stands out of order"
            self._faults.say(codes.MISPLACED, message, late.span, related)
        self._too_early = token
        stop = index - 1
        while stop and not _ends_part(name, self._waiting[stop].type):
            stop -= 1
        part = self._waiting[stop + 1 : index + 1]
        del self._waiting[stop + 1 : index + 1]
        self._waiting += part
        return True

    def _later(self, name: str) -> int | None:
        """Where a part comes later in its issue, or in the letter if it is no issue's."""
        between: set[str] = set()
        for index in range(len(self._waiting) - 1, 0, -1):
            other = self._waiting[index].type
            if other == name:
                # If what follows it stands before it too, it is of an issue of its own.
                return None if between.intersection(self._labels_after(index)) else index
            if name in self._labels and (_begins_part(other) or other in between):
                return None
            if other in self._labels:
                between.add(other)
        return None

    def _labels_after(self, index: int) -> Iterator[Terminal]:
        """The labels after a part to come, as far as they are in the order of an issue."""
        order = iter(self._labels)
        for place in range(index, 0, -1):
            name = self._waiting[place].type
            if _is_structural(name):
                if name not in order:
                    return
                if place != index:
                    yield name

    # What is doubled.

    def _is_doubled(self, token: Token) -> bool:
        name = token.type
        if name not in self._seen or name.kind in (Kind.REQUEST, Kind.DECISION):
            return False
        if name in self._labels[:-1] and self._labels[-1] in self._seen:
            # The issue is complete: with more labels to come, this begins one without a request.
            rest = self._labels[self._labels.index(name) + 1 :]
            return all(self._later(other) is None for other in rest)
        return True

    def _second_letter(self, token: Token) -> None:
        place = token.start_pos
        if self.tokens and self.tokens[-1].type == PROSE:
            cell = self._orphans.header(self.tokens[-1])
            if cell is not None:
                place = cell
                self._cut_last(cell)
        first = Related("the first one begins here", self.tokens[0].span)
        length = len(self._source.plain[place:].partition("\n")[0].rstrip())
        self._faults.say(
            codes.SECOND_LETTER, "a second letter begins here", Span(place, place + length), first
        )
        del self._waiting[1:]

    # Helpers.

    def _no_decision(self, token: Token) -> Token:
        shown = " ".join(token.value.split())
        hint, message = f"the review decides {self._names.decisions}", f"'{shown}' is no decision"
        if token.type == SPLIT_DECISION:
            hint = "which of them was made can't be known; leave one"
            message = f"two decisions stand here: '{shown}'"
        self._faults.say(codes.NO_DECISION, message, token.span, hint=hint)
        return evolve(token, type=self._names.usual_decision, value="")

    def _cut_last(self, end: int) -> None:
        """End the last token before an offset."""
        last = self.tokens[-1]
        self.tokens[-1] = self._token(last.type, last.start_pos, end)

    def _token(self, name: Terminal, start: int, end: int) -> Token:
        value = self._source.plain[start:end].rstrip()
        if name == REQUEST:
            value = value.rstrip(":;").rstrip()
        return Token(name, value, start, start + len(value))

    def _part_before(self) -> Related | None:
        """The part that what is missing should follow."""
        parts = (token for token in reversed(self.tokens) if token.type != PROSE and token.value)
        part = next(parts, None)
        return Related("it should follow this part", part.span) if part else None

    def _last_end(self) -> int:
        return self.tokens[-1].end_pos if self.tokens else 0

    def _missing(self, names: Sequence[str], place: int, related: Related | None) -> None:
        message = f"{' or '.join(names)} is missing here"
        span = Span(place, place)
        self._faults.say(codes.MISSING, message, span, related, expected=tuple(names))


def _is_structural(terminal: Terminal) -> bool:
    return terminal.kind in _STRUCTURAL


def _begins_part(terminal: Terminal) -> bool:
    """Whether a token begins an issue or a section."""
    return terminal.kind in _BEGINNING


def _part(path: Sequence[Terminal]) -> Iterator[Terminal]:
    """The missing part that a path begins with: its name, and all that belongs to it."""
    yield path[0]
    for name in path[1:]:
        in_section = path[0] == "HOW_HEADING" and name.kind is Kind.LABEL
        if _is_structural(name) and not in_section:
            return
        yield name


def _ends_part(part: Terminal, other: Terminal) -> bool:
    """Whether a token of a type ends a part that begins with another."""
    if part.kind is Kind.HEADING:
        return other.kind is Kind.HEADING
    return _is_structural(other)
