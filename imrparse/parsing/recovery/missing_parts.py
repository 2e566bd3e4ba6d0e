"""Mending the tokens of a text until they are a letter.

The parser's state says what can stand at a place. An empty token is inserted for what is missing
there, and a token that can't stand there at all is dropped. The rest is read as if nothing were
wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from imrparse.parsing.recovery.findings import (
    CutOff,
    Doubled,
    Empty,
    EndsAfterLabel,
    Finding,
    Misplaced,
    Missing,
    NoDecision,
    SecondLetter,
    SeveralDecisions,
    Stray,
)
from imrparse.parsing.recovery.introductions import is_beginning
from imrparse.parsing.recovery.mended_tokens import TakenTokens, TokensAhead, is_structural
from imrparse.parsing.recovery.orphans import Orphans
from imrparse.syntax.automaton import Automaton
from imrparse.syntax.sentence_ends import concludes, ends_sentence, sentence_starts
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import END, NO_DECISION, PROSE, REQUEST, SPLIT_DECISION, Token
from imrparse.text.source import Source, Span

_FEWEST_COPIED = 20  # letters that show that text was copied


@frozen
class Mended:
    """Tokens that are a letter, and what was wrong with those that they were made from."""

    tokens: Sequence[Token]
    """Without END. A token of a missing part is empty."""
    findings: Sequence[Finding]
    pasted: Sequence[Span] = ()
    """Where parts stand inside of texts that go on behind them."""


def mend_parts(
    source: Source, tokens: Sequence[Token], automaton: Automaton, orphans: Orphans
) -> Mended:
    """Mend the tokens of a text, from the first heading on."""
    tokens, found = _behind_introductions(tokens)
    recovery = _Recovery(source, tokens, automaton, orphans)
    recovery.run()
    return Mended(recovery.taken.tokens, [*found, *recovery.findings], recovery.pasted)


def _behind_introductions(tokens: Sequence[Token]) -> tuple[Sequence[Token], list[Finding]]:
    """The tokens without text between a heading and the fixed sentence that follows it.

    Such text is moved behind the sentence if nothing else stands there, or before the heading if
    nothing stands before that.
    """
    order = structure().order
    introduced = {
        heading: sentence
        for heading, sentence in pairwise(order)
        if heading.kind is Kind.HEADING and sentence.kind is Kind.SENTENCE
    }
    kept = list(tokens)
    found: list[Finding] = []
    for place in range(len(kept) - 3, -1, -1):
        heading, text, sentence, *after = kept[place : place + 4]
        if text.type != PROSE or introduced.get(heading.type) != sentence.type:
            continue
        del kept[place + 1]
        if place and kept[place - 1].type in introduced.values():
            kept.insert(place, text)  # the heading before it has no text of its own
            found.append(Misplaced(heading.type, heading.span, sentence.span))
        elif after and after[0].type.kind is Kind.HEADING:
            kept.insert(place + 2, text)
            found.append(Misplaced(sentence.type, sentence.span, text.span))
        elif any(map(str.isalnum, text.value)):
            # Signs alone belong to the heading, which is reported where it is misspelt.
            found.append(Stray(text.span))
    return kept, found[::-1]


class _Recovery:
    """One run over the tokens of a text."""

    def __init__(
        self, source: Source, tokens: Sequence[Token], automaton: Automaton, orphans: Orphans
    ) -> None:
        self.findings: list[Finding] = []
        self.pasted: list[Span] = []
        self.taken = TakenTokens(automaton, source.plain)
        self._source = source
        self._orphans = orphans
        self._end = len(source.plain.rstrip())
        self._ahead = TokensAhead(tokens, self._end)
        self._labels = structure().issue_labels
        self._any_decision = next(
            part for part in structure().issue_order if part.kind is Kind.DECISION
        )
        self._dropping = False
        self._second: tuple[Token, Token] | None = None  # what was dropped last, and the first one
        self._too_early: Token | None = None

    def run(self) -> None:
        """Take tokens until END is accepted."""
        while True:
            if self._ahead.first.type in (NO_DECISION, SPLIT_DECISION):
                self._ahead.first = self._unread_decision(self._ahead.first)
            token = self._ahead.first
            if self.taken.accepts(token.type):
                if token.type == END:
                    return
                self.taken.accept(self._ahead.take())
                self._dropping = False
            elif token.type == END:
                self._finish(token)
            elif is_structural(token.type):
                self._structural(token)
            else:
                self._free(token)

    def _unread_decision(self, token: Token) -> Token:
        """An empty decision, in place of words that are none or of several decisions."""
        several = token.type == SPLIT_DECISION
        self.findings.append((SeveralDecisions if several else NoDecision)(token.span))
        return evolve(token, type=self._any_decision, value="")

    # Tokens that can't stand where they do.

    def _structural(self, token: Token) -> None:
        is_first = token.type == "HOW_HEADING" and self._ahead.second.type != PROSE
        if is_first and self.taken.seen("ISSUES_HEADING"):
            self._second_letter(token)
        elif first := self._first_of_doubled(token):
            self._drop_second(token, first)
        elif path := self.taken.missing_before(token.type):
            self._mend(path, token)
        else:
            self.findings.append(Misplaced(token.type, token.span))
            self._drop()

    def _free(self, token: Token) -> None:
        """Deal with text, or a fixed sentence, where none can stand."""
        if self._dropping:
            second, self._second = self._second, None
            self._ahead.take()
            if token.type == PROSE and second and self.taken.last_prose:
                self._go_on(token, *second)
            return
        path = self.taken.missing_before(token.type) or ()
        named = [part for part in path if is_structural(part)]
        is_cut = named and self._ahead.second.type == END and is_beginning(named[0], token.value)
        first = self.taken.seen(token.type) if token.type != PROSE else None
        if is_cut or first:
            if first and not is_cut:
                self._drop_second(token, first)
            else:
                self._drop()
        elif token.type == PROSE and named[:1] == [REQUEST]:
            self._ahead.first = self.taken.token(REQUEST, *token.span)  # its decision is missing
        elif path and (token.type != PROSE or self._is_unlabelled(named)):
            self._mend(path, token)
        else:
            if token.type == PROSE:
                self.findings.append(Stray(token.span))
            self._drop()

    def _is_unlabelled(self, named: Sequence[Terminal]) -> bool:
        """Whether text lacks nothing but its label, which stands nowhere else."""
        if len(named) != 1:
            return False
        return self.taken.seen(named[0]) is None and self._ahead.find(named[0]) is None

    def _finish(self, token: Token) -> None:
        """Complete the letter at the end of the text. Whatever is missing is one finding."""
        path = self.taken.missing_before(END)
        assert path is not None
        if self._source.is_cut:
            # The missing parts may stand in the text that is not read.
            self.taken.insert(path, token.start_pos)
            return
        named = [part for part in path if is_structural(part)]
        if len(named) == 1 and self._split(named[0]):
            return
        if named:
            self.findings.append(CutOff(self._end, path))
        else:
            self.findings.append(EndsAfterLabel(self._end, path, self.taken.tokens[-1].type))
        self.taken.insert(path, token.start_pos)

    def _drop(self) -> None:
        """Leave a token out, and the text that belongs to it."""
        self._ahead.take()
        self._dropping = True

    def _drop_second(self, token: Token, first: Token) -> None:
        """Leave out the second one of a part, and the text that belongs to it."""
        if not self._dropping:
            self.findings.append(Doubled(token.type, token.span, first.span))
            self._second = token, first
        self._drop()

    def _go_on(self, prose: Token, second: Token, first: Token) -> None:
        """Go on with the text in which the second one of a part stands, if that was pasted in.

        What stands behind the first one too was pasted with it.
        """
        before = self.taken.last_prose
        assert before is not None
        if second.type.kind is Kind.LABEL and not self._is_interrupted(before, second):
            return
        start = self._behind_copy(prose, second, first)
        if start < prose.end_pos:
            self.pasted.append(Span(second.start_pos, start))
            self.taken.end_last(prose.end_pos)

    def _is_interrupted(self, before: Token, second: Token) -> bool:
        """Whether a text is not over where its label stands again."""
        if second.type not in self._labels:
            return False
        if not ends_sentence(before.value):
            return True
        # A rationale may begin with its conclusion, but never consists of it.
        is_begun = not any(sentence_starts(before.value, 0, len(before.value)))
        return second.type == self._labels[-1] and (is_begun or not concludes(before.value))

    def _behind_copy(self, prose: Token, second: Token, first: Token) -> int:
        """Where the text behind the second one of a part differs from that behind the first one."""
        plain = self._source.plain
        start, of_first = second.end_pos, first.end_pos
        copied = 0
        while start < prose.end_pos and of_first < second.start_pos:
            if plain[start].isspace():
                start += 1
            elif plain[of_first].isspace():
                of_first += 1
            elif plain[start] != plain[of_first]:
                break
            else:
                start, of_first, copied = start + 1, of_first + 1, copied + 1
        is_copied = copied >= _FEWEST_COPIED or start == prose.end_pos
        return start if is_copied else prose.start_pos

    # What is missing before a token.

    def _mend(self, path: Sequence[Terminal], token: Token) -> None:
        """Insert the first part that is missing. The others are found at the next attempt."""
        self._dropping = False
        first, place = path[0], token.start_pos
        last = self.taken.tokens[-1] if self.taken.tokens else None
        if last and last.type.kind is token.type.kind is Kind.HEADING and first.kind is Kind.LABEL:
            # Nothing at all stands below the heading.
            self.findings.append(Empty(place, last.type, last.span))
            self.taken.insert(path, place)
        elif first == PROSE:
            label = self.taken.tokens[-1]
            self.findings.append(Empty(place, label.type, label.span))
            self.taken.insert([PROSE], place)
        elif first == REQUEST:
            self._mend_request(path, token)
        elif first.kind is Kind.DECISION:
            self.findings.append(Missing(place, (first,), self.taken.tokens[-1].span))
            self.taken.insert([first], place)
        elif not self._move(first, token) and not self._split_before(first, token):
            is_above = first.kind is Kind.HEADING and token.type.kind is Kind.SENTENCE
            part = self.taken.last_part
            self.findings.append(Missing(place, (first,), part, has_text=is_above))
            self.taken.insert(_part(path), place)

    def _mend_request(self, path: Sequence[Terminal], token: Token) -> None:
        if token.type.kind is Kind.DECISION:
            colon = self._source.plain.rfind(":", self.taken.end, token.start_pos)
            place = colon if colon >= 0 else token.start_pos
            self.findings.append(Missing(place, (REQUEST,)))
            self.taken.insert([REQUEST], place)
            return
        prose = self.taken.last_prose
        start = self._orphans.request(prose) if prose else None
        if prose is None or start is None:
            self.findings.append(Missing(token.start_pos, tuple(path[:2])))
            self.taken.insert(path[:2], token.start_pos)
            return
        self.taken.end_last(start)
        self.taken.accept_text(REQUEST, start, prose.end_pos)

    def _split_before(self, label: Terminal, token: Token) -> bool:
        """As `_split`, where a token shows that the text before it is complete."""
        return is_structural(token.type) and self._split(label)

    def _split(self, label: Terminal) -> bool:
        """Where a label is missing but not its text, insert the label before the text.

        The end of the text may be the beginning of the label itself.
        """
        prose = self.taken.last_prose
        if prose is None or not prose.value:
            return False
        start = self._orphans.start(label, prose)
        if start is None or is_beginning(label, self._source.plain[start:]):
            return False
        self.taken.end_last(start)
        self.findings.append(Missing(start, (label,), self.taken.last_part, has_text=True))
        self.taken.insert([label], start)
        self.taken.accept_text(PROSE, start, prose.end_pos)
        return True

    def _move(self, part: Terminal, token: Token) -> bool:
        """Where a missing part comes later in the text, take it from there."""
        place = self._ahead.find(part)
        if place is None:
            return False
        if self._too_early is not token:
            late = self._ahead.token_at(place)
            self.findings.append(Misplaced(part, late.span, token.span))
        self._too_early = token
        self._ahead.bring(place)
        return True

    # What stands in the text twice.

    def _first_of_doubled(self, token: Token) -> Token | None:
        """The first of two equal parts, if a token is the second one."""
        part = token.type
        first = self.taken.seen(part)
        if first is None or part.kind in (Kind.REQUEST, Kind.DECISION):
            return None
        if part in self._labels[:-1] and self.taken.seen(self._labels[-1]):
            # The issue is complete: with more labels to come, this begins one without a request.
            rest = self._labels[self._labels.index(part) + 1 :]
            return first if all(self._ahead.find(other) is None for other in rest) else None
        return first

    def _second_letter(self, token: Token) -> None:
        place = token.start_pos
        prose = self.taken.last_prose
        header = self._orphans.header(prose) if prose else None
        if header is not None:
            place = header
            self.taken.end_last(header)
        length = len(self._source.plain[place:].partition("\n")[0].rstrip())
        span = Span(place, place + length)
        self.findings.append(SecondLetter(span, self.taken.tokens[0].span))
        self._ahead.drop_all()


def _part(path: Sequence[Terminal]) -> Iterator[Terminal]:
    """The missing part that a path begins with: its name, and what belongs to it."""
    yield path[0]
    for terminal in path[1:]:
        in_section = path[0] == "HOW_HEADING" and terminal.kind is Kind.LABEL
        if is_structural(terminal) and not in_section:
            return
        yield terminal
