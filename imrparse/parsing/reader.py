"""Reading a text whatever is wrong with it.

All of its faults are found, and the letter is read as if they were mended.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile
from operator import itemgetter

from attrs import frozen

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.parsing.builder import Builder, nothing
from imrparse.parsing.hypotheses import NOTHING, Hypotheses, weight
from imrparse.parsing.plan import Plan, plan_of
from imrparse.parsing.recovery.diagnose import diagnose
from imrparse.parsing.recovery.doubtful_decisions import doubtful_decisions
from imrparse.parsing.recovery.doubtful_wording import (
    beside_no_stray,
    inside_lines,
    repeated_labels,
)
from imrparse.parsing.recovery.findings import (
    CutOff,
    EndsInSentence,
    Finding,
    Misspaced,
    Misspelt,
    NoColon,
    NoLetter,
    NotReadOn,
    SecondLetter,
)
from imrparse.parsing.recovery.header_repair import mend_header
from imrparse.parsing.recovery.missing_parts import mend_parts
from imrparse.parsing.recovery.misspelt_names import MisspeltNames
from imrparse.parsing.recovery.misspelt_wording import Misspellings
from imrparse.parsing.recovery.orphans import Orphans
from imrparse.parsing.recovery.respelling import misspelling
from imrparse.parsing.surroundings import letter_case, surrounding
from imrparse.syntax.automaton import UnexpectedTokenError
from imrparse.syntax.islands import Island
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.lexer import pieces_of
from imrparse.syntax.older_generations import OlderGenerations
from imrparse.syntax.sentence_ends import ends_sentence
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.source import Source, Span
from imrparse.tree.analysis import Analysis
from imrparse.tree.letter import Determination

_EVIDENCE = (Kind.HEADING, Kind.LABEL, Kind.FIELD)  # of which any letter has some
_TAIL = 8  # code points that show whether a text ends with a sentence
_HEAD = (Kind.FIELD, Kind.VALUE, Kind.PROSE)
_MOST_KEPT = 4_096  # plans
_LONGEST_KEPT = 120  # tokens of a letter whose plan is kept
_FARTHEST = 100_000  # code points that are read after the first fault; letters have some 6,000


@frozen
class Reading:
    """A text, as it was read."""

    letter: Determination
    diagnostics: Sequence[Diagnostic]
    """Its faults, in order."""
    source: Source
    """The text, cut where it was read no further."""
    islands: Sequence[Island]
    """The fixed wording in it: the grammar's terminal, start and end of each."""


@frozen
class _Failure:
    """A text that is no letter as it stands."""

    source: Source
    islands: Sequence[Island]
    place: int
    """Where the first token stands that has no place there, or the end of the text."""


class Reader:
    """Reads letters. One serves any number of texts."""

    def __init__(self) -> None:
        self._parser = letter_parser()
        self._terminals = self._parser.terminals
        self._misspellings = Misspellings(self._terminals, structure(), self._parser.finder)
        self._older = OlderGenerations(self._terminals)
        self._names = MisspeltNames()
        self._hypotheses = Hypotheses(self._parser)
        self._plans: dict[tuple[Terminal, ...], Plan] = {}

    def read(self, source: Source, *, with_warnings: bool = True) -> Reading:
        """The letter of a text, and its faults.

        Without warnings, a letter that has no error is not searched for any.
        """
        first = self._strictly(source, with_warnings)
        if isinstance(first, Reading):
            return first
        best = first
        for view in self._hypotheses.views(source):
            found = self._strictly(view, with_warnings)
            if isinstance(found, Reading):
                return found
            parts = weight(best.source, best.islands)
            if weight(found.source, found.islands) > parts or parts == NOTHING:
                best = found
        return self._mend(best.source, best.islands, best.place)

    def _strictly(self, source: Source, with_warnings: bool) -> Reading | _Failure:
        """The letter of a text that is one as it stands, or what was found of it."""
        islands = self._parser.finder.find(source.plain)
        if alone := self._hypotheses.without_postscript(source, islands):
            return self._strictly(alone, with_warnings)
        pieces = self._parser.lexer.pieces(source, islands)
        if alone := self._hypotheses.without_numbers(source, pieces):
            return self._strictly(alone, with_warnings)
        try:
            plan = self._plan(pieces.kinds)
        except UnexpectedTokenError as error:
            starts = [*pieces.starts, len(source.plain)]
            return _Failure(source, islands, starts[error.number])
        letter = Builder(source, pieces, plan).letter() if plan.is_strict else None
        if letter is None or self._misspellings.hides_optional(source.plain, islands):
            return _Failure(source, islands, len(source.plain))
        found: list[Finding] = []
        if with_warnings:
            found += self._misspellings.misspaced(source.plain, islands)
            found += _unfinished_sentence(source.plain, letter)
            found += self._doubts(source, letter)
            found += [*letter_case(source), *surrounding(source), *inside_lines(source, islands)]
        return self._reading(letter, found, source, islands)

    def _plan(self, kinds: tuple[Terminal, ...]) -> Plan:
        """The plan of a letter whose tokens have some kinds. Raises UnexpectedTokenError."""
        plan = self._plans.get(kinds)
        if plan is None:
            plan = plan_of(self._parser.shape(kinds), kinds)
            if len(kinds) <= _LONGEST_KEPT and len(self._plans) < _MOST_KEPT:
                self._plans[kinds] = plan
        return plan

    def _reading(
        self,
        letter: Determination,
        found: Sequence[Finding],
        source: Source,
        islands: Sequence[Island],
    ) -> Reading:
        diagnostics = diagnose(found, source, self._terminals) if found else []
        return Reading(letter, diagnostics, source, islands)

    def _mend(self, whole: Source, found_islands: Sequence[Island], place: int) -> Reading:
        """Recover from a syntax error at a place: mend the text, then build the letter."""
        if older := self._older.find(whole):
            return Reading(nothing(whole), [older], whole, found_islands)
        source, strict = _cut(whole, found_islands, place + _FARTHEST)
        letter, found = self._recovered(source, strict)
        found += [*letter_case(source), *surrounding(source)]
        found += beside_no_stray(inside_lines(source, strict), found)
        return self._reading(letter, found, source, strict)

    def _recovered(
        self, source: Source, islands: Sequence[Island]
    ) -> tuple[Determination, list[Finding]]:
        """The letter of a text as if its faults were mended, and these."""
        plain = source.plain
        misspelt = self._misspellings.find(plain, islands)
        lexer = self._parser.lexer
        if misspelt:
            islands = lexer.finder.find(plain, misspelt)
        tokens = list(lexer.tokens_between(source, islands))
        if not any(terminal.kind in _EVIDENCE for terminal, _, _ in islands):
            return nothing(source), [NoLetter(_first_line(plain))]
        head = list(takewhile(lambda token: token.type.kind in _HEAD, tokens))
        body = tokens[len(head) :]
        following = body[0].start_pos if body else len(plain.rstrip())
        header = mend_header(source, head, following)
        layout = cache(lambda: lexer.layout(source, islands))
        orphans = Orphans(self._terminals, lexer.finder, plain, layout)
        parts = mend_parts(source, body, self._parser.automaton, orphans)
        pieces = pieces_of(parts.tokens)
        letter = Builder(source, pieces, self._plan(pieces.kinds)).mended_letter(header.header)
        # A text that ends within its header lacks the rest of it, which is one fault.
        found = [*(header.findings if body else []), *parts.findings]
        found += [f for island in misspelt if (f := misspelling(plain, island))]
        found += self._doubts(source, letter)
        found += _outside(self._misspellings.misspaced(plain, islands), found)
        if source.is_cut and not any(isinstance(f, SecondLetter) for f in found):
            found.append(_not_read_on(source))
        at_end = _without_cut_words(plain, found)
        return letter, at_end or found + _unfinished_sentence(plain, letter)

    def _doubts(self, source: Source, letter: Determination) -> list[Finding]:
        """What is doubtful in a letter that can be read."""
        decisions, finder = self._misspellings.decisions, self._parser.finder
        doubtful: list[Finding] = [
            *doubtful_decisions(source.plain, letter, decisions, finder),
            *repeated_labels(source.plain, letter),
        ]
        if any(kind is DecorationKind.LETTER_CASE for _, kind in source.decoration):
            return doubtful  # names are in the same letter case as the wording
        return [*doubtful, *self._names.find(source.plain, letter)]


def analyze(source: Source, *, with_warnings: bool = True) -> Analysis:
    """The letter of a source as if its faults were mended, and all of its faults.

    Without warnings, a letter that has no error is not searched for any.
    """
    reading = reader().read(source, with_warnings=with_warnings)
    return Analysis(reading.letter, tuple(reading.diagnostics), tuple(reading.source.decoration))


@cache
def reader() -> Reader:
    """The one reader, made from the grammar when the first letter is read."""
    return Reader()


def _cut(
    source: Source, islands: Sequence[Island], farthest: int
) -> tuple[Source, Sequence[Island]]:
    """A source and its islands up to an offset, or to the island that stands across it."""
    if not source.plain[farthest:].strip():
        return source, islands
    kept = bisect_right(islands, farthest, key=itemgetter(2))
    starts = (start for _, start, _ in islands[kept : kept + 1])
    return source.cut(min([farthest, *starts])), islands[:kept]


def _unfinished_sentence(plain: str, letter: Determination) -> list[Finding]:
    """A finding if the text ends in the middle of a rationale's sentence."""
    end = len(plain.rstrip())
    span = letter.issues[-1].rationale.span if letter.issues else None
    if span is None or span.end != end or ends_sentence(plain[end - _TAIL : end]):
        return []
    return [EndsInSentence(end)]


def _outside(misspaced: Iterable[Misspaced], found: Iterable[Finding]) -> list[Misspaced]:
    """The findings of wrong spaces that do not overlap a misspelling."""
    spans = [finding.span for finding in found if isinstance(finding, Misspelt | NoColon)]
    misspelt = {offset for span in spans for offset in range(*span)}
    return [finding for finding in misspaced if finding.span.start not in misspelt]


def _without_cut_words(plain: str, found: Sequence[Finding]) -> list[Finding]:
    """The findings worth keeping, if one of them is about the end of the text; otherwise none.

    That a letter ends too early says everything about the words in whose middle it ends.
    """
    end = len(plain.rstrip())
    if not any(finding.span.end >= end for finding in found):
        return []
    if not any(isinstance(finding, CutOff) for finding in found):
        return list(found)
    return [f for f in found if f.span.end < end or isinstance(f, CutOff)]


def _not_read_on(source: Source) -> NotReadOn:
    rest = source.text[len(source.plain) :]
    return NotReadOn(len(source.text) - len(rest.lstrip()))


def _first_line(plain: str) -> Span:
    text = plain.strip()
    start = plain.index(text)
    return Span(start, start + len(text.partition("\n")[0].rstrip()))
