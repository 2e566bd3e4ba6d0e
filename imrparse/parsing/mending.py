"""Mending the faults of a text, and finding all that is wrong with it.

The module is imported with the first text that has a fault: a sound letter is read without it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.parsing.builder import letter_of, nothing
from imrparse.parsing.doubts import Doubts, unfinished_sentence, without_end
from imrparse.parsing.plan import Plan
from imrparse.parsing.postscripts import text_after
from imrparse.parsing.recovery.combined import combined
from imrparse.parsing.recovery.doubtful_wording import beside_nothing
from imrparse.parsing.recovery.findings import (
    CutOff,
    DecisionInRequest,
    Doubled,
    Finding,
    Misplaced,
    Missing,
    Misspaced,
    Misspelt,
    NoColon,
    NoLetter,
    NotReadOn,
    OtherWording,
    SecondLetter,
)
from imrparse.parsing.recovery.header_repair import mend_header
from imrparse.parsing.recovery.missing_parts import mend_parts
from imrparse.parsing.recovery.misspelt_wording import Misspellings
from imrparse.parsing.recovery.orphans import Orphans
from imrparse.parsing.recovery.part_fixes import with_extents
from imrparse.parsing.recovery.respelling import misspelling
from imrparse.parsing.recovery.token_faults import TokenFaults
from imrparse.parsing.surroundings import letter_case, surrounding
from imrparse.syntax.generations import Template
from imrparse.syntax.islands import Island
from imrparse.syntax.letter_parser import LetterParser
from imrparse.syntax.lexer import Pieces, pieces_of
from imrparse.syntax.older_generations import Older, OlderGenerations
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import Token
from imrparse.text.decoration.view import DecorationKind, Mask, blank
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination

_EVIDENCE = (Kind.HEADING, Kind.LABEL, Kind.FIELD)  # of which any letter has some
_HEAD = (Kind.FIELD, Kind.VALUE, Kind.PROSE)
_FARTHEST = 100_000  # code points that are read after the first fault; letters have some 6,000
_MARK = "\ufeff"  # of the byte order

PlanOf: TypeAlias = Callable[[tuple[Terminal, ...]], Plan]
"""Gives the plan of a letter whose tokens have some kinds."""


class Mended(NamedTuple):
    """A letter as if the faults of its text were mended."""

    letter: Determination
    diagnostics: Sequence[Diagnostic]
    source: Source
    """The text, cut where it was read no further."""
    islands: Sequence[Island]


class Mender:
    """Mends faults, and finds what is doubtful. One serves any number of texts."""

    def __init__(
        self, parser: LetterParser, misspellings: Misspellings, doubts: Doubts, plan_of: PlanOf
    ) -> None:
        self._parser = parser
        self._terminals = parser.terminals
        self._misspellings = misspellings
        self._doubts = doubts
        self._plan = plan_of

    @cached_property
    def _older(self) -> OlderGenerations:
        return OlderGenerations(self._terminals)

    def hides_a_fault(self, source: Source, islands: Sequence[Island]) -> bool:
        """Whether a text that is a letter as it stands would be read wrongly so."""
        lexer = self._parser.lexer
        if any(self._misspellings.hidden(source, islands)):
            return True
        tokens = list(lexer.tokens_between(source, islands))
        head = list(takewhile(lambda token: token.type.kind in _HEAD, tokens))
        layout = cache(lambda: lexer.layout(source, islands))
        faults = TokenFaults(source.plain, layout, lexer.finder)
        faults.mend(head, tokens[len(head) :])
        return bool(faults.findings)

    def mend(
        self, whole: Source, found_islands: Sequence[Island], pieces: Pieces, place: int
    ) -> Mended:
        """Recover from a syntax error at a place: mend the text, then build the letter.

        `pieces` are where the tokens of the text stand.
        """
        if older := self._older.find(whole, found_islands):
            return _notice(whole, older) or Mended(
                nothing(whole),
                [older.diagnostic, *self._doubts.diagnosed((), whole)],
                whole,
                found_islands,
            )
        source, strict = _cut(whole, found_islands, place + _FARTHEST)
        if masks := list(_parted_labels(source.plain, self._terminals)):
            source = source.seen(source.view.masked(masks))
        islands = strict
        if misspelt := self._misspellings.find(source, strict):
            source, islands = self._without_text_after(source, misspelt)
        tokens = list(
            self._parser.lexer.tokens_of(source, pieces)
            if source is whole and not misspelt
            else self._parser.lexer.tokens_between(source, islands)
        )
        letter, found = self._recovered(source, islands, tokens, misspelt)
        found += [*letter_case(source), *surrounding(source)]
        found += self._doubts.lines(source, strict, letter, found)
        found = combined(source.plain, without_end(source.plain, letter, found), letter)
        return Mended(letter, self._doubts.diagnosed(found, source), source, strict)

    def _without_text_after(
        self, source: Source, misspelt: Sequence[Island]
    ) -> tuple[Source, Sequence[Island]]:
        """A text without what stands after the letter, whose last label may be misspelt; and its
        islands."""
        find = self._parser.lexer.finder.find
        islands = find(source.plain, misspelt)
        if masks := text_after(source, islands):
            source = source.seen(source.view.masked(masks))
            islands = find(source.plain, misspelt)
        return source, islands

    def _recovered(
        self,
        source: Source,
        islands: Sequence[Island],
        tokens: Sequence[Token],
        misspelt: Sequence[Island],
    ) -> tuple[Determination, list[Finding]]:
        """The letter of a text as if its faults were mended, and these."""
        plain = source.plain
        lexer = self._parser.lexer
        if not any(terminal.kind in _EVIDENCE for terminal, _, _ in islands):
            return nothing(source), [NoLetter(_first_line(source.text[: len(plain)]))]
        head = list(takewhile(lambda token: token.type.kind in _HEAD, tokens))
        body = tokens[len(head) :]
        layout = cache(lambda: lexer.layout(source, islands))
        faults = TokenFaults(plain, layout, lexer.finder)
        in_text = body
        head, body = faults.mend(head, body)
        following = body[0].start_pos if body else len(plain)
        following = max([following, *(token.end_pos for token in head[-1:])])
        header = mend_header(source, head, following)
        orphans = Orphans(self._terminals, lexer.finder, plain, layout)
        parts = mend_parts(source, body, self._parser.automaton, orphans)
        pieces = pieces_of(parts.tokens)
        pasted = (blank(*span, DecorationKind.RUNNING_LINE) for span in parts.pasted)
        without = source.seen(source.view.masked(pasted))
        letter = letter_of(without, pieces, self._plan(pieces.kinds), header.header)
        # A text that ends within its header lacks the rest of it, which is one fault.
        found = [*(header.findings if body else []), *faults.findings, *parts.findings]
        found = with_extents(found, in_text)
        found += _not_of_others((misspelling(plain, island) for island in misspelt), found)
        found += _sure(self._doubts.of_letter(source, letter), found)
        found += _outside(self._misspellings.misspaced(plain, islands), found)
        if source.is_cut and not any(isinstance(f, SecondLetter) for f in found):
            found.append(_not_read_on(source))
        at_end = _without_cut_words(plain, found)
        return letter, at_end or found + unfinished_sentence(plain, letter)


def _notice(whole: Source, older: Older) -> Mended | None:
    """A letter of 2013, read from the text as it came, without what the later letters want."""
    if older.generation != Template.G0.value:
        return None
    from imrparse.parsing.notices import read_notice

    source = Source(whole.text, whole.locator, left_out=whole.left_out).peeled()
    notice = read_notice(source)
    return Mended(*notice) if notice else None


def _parted_labels(plain: str, terminals: Terminals) -> Iterator[Mask]:
    """Masks for labels in a column of their own that is too narrow for them.

    The words on the second line are left out. The first line has a colon then, as of a label in
    fewer words.
    """
    for label in terminals.of_kind(Kind.LABEL):
        *words, last = label.wording.split()
        if not words or f"\n{last}" not in plain:
            continue
        first = r"[^\S\n]".join(map(re.escape, words))
        rest = rf"(?P<rest>{re.escape(last)})(?=[^\S\n]{{3}}|[^\S\n]*\n)"
        pattern = rf"(?<![^\n]){first}(?P<gap>[^\S\n]{{3,}})\S[^\n]*\n{rest}"
        for found in re.finditer(pattern, plain):
            yield Mask(found.start("gap"), ":", DecorationKind.TABLE_RULE)
            yield blank(*found.span("rest"), DecorationKind.TABLE_RULE)


def _cut(
    source: Source, islands: Sequence[Island], farthest: int
) -> tuple[Source, Sequence[Island]]:
    """A source and its islands up to an offset, or to the island that stands across it."""
    if not source.plain[farthest:].strip():
        return source, islands
    kept = bisect_right(islands, farthest, key=itemgetter(2))
    starts = (start for _, start, _ in islands[kept : kept + 1])
    return source.cut(min([farthest, *starts])), islands[:kept]


def _not_of_others(worded: Iterable[Finding | None], found: Sequence[Finding]) -> list[Finding]:
    """The findings of wordings, without those that come of a part that is doubled or missing, or of
    a decision that stands above its request."""
    others = {f.span.start for f in found if isinstance(f, Doubled | Missing)}
    moved = {
        f.span.start for f in found if isinstance(f, Misplaced) and f.part.kind is Kind.DECISION
    }
    return [
        f
        for f in worded
        if f
        and f.span.start not in moved
        and not (isinstance(f, OtherWording | NoColon) and f.span.start in others)
    ]


def _sure(doubtful: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """The doubtful findings, but of words before a decision only those that stand alone."""
    beside = [f for f in doubtful if isinstance(f, DecisionInRequest) and f.is_beside]
    alone = beside_nothing(beside, found)
    return [f for f in doubtful if f not in beside or f in alone]


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


def _first_line(text: str) -> Span:
    """The first line of a text that is not blank, whether it is masked or not."""
    rest = text.lstrip().removeprefix(_MARK).lstrip()
    if not rest:
        return Span(0, 0)
    start = len(text) - len(rest)
    return Span(start, start + len(rest.splitlines()[0].rstrip()))
