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

from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.parsing.builder import Builder
from imrparse.parsing.hypotheses import NOTHING, Hypotheses, weight
from imrparse.parsing.recovery.header_repair import HeaderRepair
from imrparse.parsing.recovery.missing_parts import Recovery
from imrparse.parsing.recovery.misspelt_names import Spelling
from imrparse.parsing.recovery.misspelt_wording import Misspellings
from imrparse.parsing.recovery.orphans import Orphans
from imrparse.parsing.recovery.respelling import Respelling, decided_before, decided_inside
from imrparse.parsing.surroundings import told
from imrparse.syntax.automaton import UnexpectedTokenError
from imrparse.syntax.islands import Island
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.older_generations import OlderGenerations
from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.sentence_ends import ends_sentence
from imrparse.syntax.structure import structure
from imrparse.syntax.terminal_names import Names
from imrparse.syntax.terminals import Kind
from imrparse.syntax.tokens import PROSE
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.source import Source, Span
from imrparse.tree.analysis import Analysis
from imrparse.tree.letter import Determination

_TELLING = (Kind.HEADING, Kind.LABEL, Kind.FIELD)
_TAIL = 8  # code points that show whether a text ends with a sentence
_HEAD = (Kind.FIELD, Kind.VALUE, Kind.PROSE)
_FARTHEST = 100_000  # code points that are read after the first fault; letters have some 6,000


@frozen
class Reading:
    """What came of reading a text."""

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
        terminals = self._parser.terminals
        self._names = Names(terminals)
        self._misspellings = Misspellings(terminals, structure(), self._parser.finder)
        self._respelling = Respelling()
        self._older = OlderGenerations(terminals)
        self._spelling = Spelling()
        self._hypotheses = Hypotheses(self._parser)

    def read(self, source: Source) -> Reading:
        """The letter of a text, and its faults."""
        first = self._strictly(source)
        if isinstance(first, Reading):
            return first
        best = first
        for view in self._hypotheses.views(source):
            found = self._strictly(view)
            if isinstance(found, Reading):
                return found
            parts = weight(best.source, best.islands)
            if weight(found.source, found.islands) > parts or parts == NOTHING:
                best = found
        return self._mend(best.source, best.islands, best.place)

    def _strictly(self, source: Source) -> Reading | _Failure:
        """The letter of a text that is one as it stands, or what was found of it."""
        islands = self._parser.finder.find(source.plain)
        if alone := self._hypotheses.without_postscript(source, islands):
            return self._strictly(alone)
        try:
            tree = self._parser.parse(source, islands)
        except UnexpectedTokenError as error:
            return _Failure(source, islands, error.token.start_pos)
        letter = None if _lacks_sentence(tree) else Builder(source).letter(tree)
        if letter is None:
            return _Failure(source, islands, len(source.plain))
        found = self._spaced_wrongly(source, islands) + _broken_off(source, letter)
        found += self._second_decisions(source, letter)
        found += self._misspelt_names(source, letter) + told(source)
        return Reading(letter, _sorted(found), source, islands)

    def _mend(self, whole: Source, found_islands: Sequence[Island], place: int) -> Reading:
        """As `read`, of a text that is no letter because of what stands at a place."""
        if older := self._older.find(whole):
            return Reading(Builder(whole).nothing(), [older], whole, found_islands)
        source, strict = _cut(whole, found_islands, place + _FARTHEST)
        letter, found = self._recovered(source, strict)
        found += told(source)
        return Reading(letter, _sorted(found), source, strict)

    def _recovered(
        self, source: Source, islands: Sequence[Island]
    ) -> tuple[Determination, list[Diagnostic]]:
        """The letter of a text as if its faults were mended, and these."""
        misspelt = self._misspellings.find(source.plain, islands)
        lexer = self._parser.lexer
        if misspelt:
            islands = lexer.finder.find(source.plain, misspelt)
        tokens = list(lexer.tokens_between(source, islands))
        if not any(terminal.kind in _TELLING for terminal, _, _ in islands):
            return Builder(source).nothing(), [_no_letter(source)]
        head = list(takewhile(lambda token: token.type.kind in _HEAD, tokens))
        body = tokens[len(head) :]
        repair = HeaderRepair(source, self._parser.terminals)
        header = repair.header(head, body[0].start_pos if body else len(source.plain.rstrip()))
        orphans = Orphans(
            self._parser.terminals,
            lexer.finder,
            source.plain,
            cache(lambda: lexer.layout(source, islands)),
        )
        recovery = Recovery(source, self._parser.automaton, self._names, orphans)
        recovery.run(body)
        builder = Builder(source)
        letter = builder.mended_letter(self._parser.parse_tokens(recovery.tokens), header)
        # A text that ends within its header lacks the rest of it, which is one fault.
        found = [*(repair.diagnostics if body else []), *recovery.diagnostics]
        found += [d for island in misspelt if (d := self._respelling.misspelt(source, island))]
        found += self._second_decisions(source, letter)
        found += self._misspelt_names(source, letter)
        found += _apart(self._spaced_wrongly(source, islands), found)
        if source.is_cut and all(d.code != codes.SECOND_LETTER for d in found):
            found.append(_not_read_on(source))
        return letter, _of_a_cut(source, found) or found + _broken_off(source, letter)

    def _misspelt_names(self, source: Source, letter: Determination) -> list[Diagnostic]:
        """What is said of states and months; nothing where the letter case of all is another."""
        respelt = any(kind is DecorationKind.LETTER_CASE for _, kind in source.decoration)
        return [] if respelt else list(self._spelling.check(source, letter))

    def _second_decisions(self, source: Source, letter: Determination) -> list[Diagnostic]:
        """What is said of requests that hold a decision, before the one that follows them."""
        found = []
        for issue in letter.issues:
            request, decision = issue.request.span, issue.span_of("decision")
            if not request or not decision or not issue.decision:
                continue
            first = self._misspellings.decisions.first(source.plain, request.start, decision.start)
            inside = self._parser.finder.decisions_anyhow(source.plain, *request)
            if first < decision.start:
                found.append(decided_before(source, Span(first, decision.end)))
            elif inside:
                found.append(decided_inside(source, Span(*inside[0][1:])))
        return found

    def _spaced_wrongly(self, source: Source, islands: Sequence[Island]) -> list[Diagnostic]:
        found = self._misspellings.spaced_wrongly(source.plain, islands)
        return [self._respelling.spaced_wrongly(source, island) for island in found]


def analyze(source: Source) -> Analysis:
    """The letter of a source as if its faults were mended, and all of its faults."""
    reading = reader().read(source)
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


def _lacks_sentence(tree: Tree) -> bool:
    """Whether an introduction is missing, or was taken for text since it is not worded as such."""
    parts = {str(part.data): part.children for part in tree.children if isinstance(part, Tree)}
    return (
        len(parts["summary"]) < 3
        or isinstance(parts["issues"][1], Tree)
        or (parts["issues"][1].type == PROSE)
    )


def _broken_off(source: Source, letter: Determination) -> list[Diagnostic]:
    """What is said of a text that ends in the middle of a rationale's sentence."""
    end = len(source.plain.rstrip())
    span = letter.issues[-1].rationale.span if letter.issues else None
    if span is None or span.end != end or ends_sentence(source.plain[end - _TAIL : end]):
        return []
    message = "the text ends in the middle of a sentence"
    place = Span(end, end)
    return [codes.fault(codes.CUT_OFF, message, place, source, severity=Severity.WARNING)]


def _apart(warnings: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The warnings that are of no words that an error calls misspelt."""
    spans = [diagnostic.span for diagnostic in found if diagnostic.code == codes.MISSPELT]
    misspelt = {offset for span in spans for offset in range(*span)}
    return [warning for warning in warnings if warning.span.start not in misspelt]


def _of_a_cut(source: Source, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What is left to say if the end of the text is spoken of; else nothing.

    That a letter ends too early says all of the words that it ends in the middle of.
    """
    end = len(source.plain.rstrip())
    if not any(diagnostic.span.end >= end for diagnostic in found):
        return []
    if not any(diagnostic.code == codes.CUT_OFF for diagnostic in found):
        return list(found)
    return [d for d in found if d.span.end < end or d.code == codes.CUT_OFF]


def _sorted(found: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(found, key=lambda diagnostic: (diagnostic.span.start, diagnostic.code))


def _not_read_on(source: Source) -> Diagnostic:
    rest = source.text[len(source.plain) :]
    start = len(source.text) - len(rest.lstrip())
    return codes.fault(
        codes.STRAY,
        "the text is not read on from here, so far after its first fault",
        Span(start, start),
        source,
        hint="mend the faults before this, and read it again",
    )


def _no_letter(source: Source) -> Diagnostic:
    text = source.plain.strip()
    if not text:
        return codes.fault(codes.NO_LETTER, "the text is empty", Span(0, 0), source)
    start = source.plain.index(text)
    length = len(text.partition("\n")[0].rstrip())
    where = "at the beginning of the text" if source.is_cut else "in the text"
    message = f"this is no determination letter: none of its headings and labels is {where}"
    return codes.fault(codes.NO_LETTER, message, Span(start, start + length), source)
