"""What of a letter stays in a copy without personal data.

That is the layout, the wording of the form, the words of guidelines and credentials, and whatever a
diagnostic points at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise
from string import ascii_lowercase
from typing import NamedTuple

from imrparse.data import names, table
from imrparse.data.regexes import regex
from imrparse.diagnostics import codes
from imrparse.parsing.reader import Reading
from imrparse.printing.other_words import DATE, TOKEN
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind
from imrparse.text.decoration.unseen import INVISIBLE
from imrparse.text.decoration.view import PAGE_MARKS, DecorationKind
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination

CASE_NUMBER = regex(r"(CM\d\d-)(\d{7})", re.IGNORECASE)
"""A case number: its year, and its number."""
_TAG = regex(r"</?[a-zA-Z]{1,10}\d?(?=[\s/>])|\b[a-z-]{1,20}(?=\s?=\s?[\"'])|&#?\w{1,8};")
_OF_PAGES = 3  # digits of the longest number that stays at the end of a page
_OF_SECTIONS = 12  # the same in a guideline field
_OF_WORDING = (
    *(codes.DOUBLED, codes.MISPLACED, codes.MISSPELT, codes.NO_DECISION),
    *(codes.BAD_DATE, codes.BAD_CASE_NUMBER, codes.BAD_PRIORITY),
    *(codes.MISSPELT_STATE, codes.MISSPELT_MONTH),
)
"""Faults of a word, which stays as it is. Others may be about names, or a whole text."""
_OF_CARRIERS = {DecorationKind.PREAMBLE, DecorationKind.POSTSCRIPT, *PAGE_MARKS}
"""Decoration that may hold names. All other decoration stays, but for wording in other case."""


class Known(NamedTuple):
    """A part of the text that is no prose, with words that stay in it wherever they stand."""

    span: Span
    words: AbstractSet[str]
    digits: int = 0
    """Numbers of as many digits stay, too."""


def kept(reading: Reading) -> Sequence[Span]:
    """The stretches that stay as they are, in text order, none touching another."""
    return _merged(_kept(reading))


def _kept(reading: Reading) -> Iterator[Span]:
    text = reading.source.text
    replaced = around(reading)
    for span in (*_wording(reading), *_in_other_case(reading)):
        if not CASE_NUMBER.fullmatch(text, *span) and not DATE.fullmatch(text, *span):
            yield from _without(span, replaced)
    for span, kind in reading.source.decoration:
        is_kept = kind not in _OF_CARRIERS and kind is not DecorationKind.LETTER_CASE
        if is_kept and not INVISIBLE.issuperset(text[slice(*span)]):  # These are inside words.
            yield span
    for found in reading.diagnostics:
        if found.code in _OF_WORDING or (found.code == codes.STRAY and found.fixes):
            yield found.span
    for tag in _TAG.finditer(text):
        yield Span(*tag.span())


def around(reading: Reading) -> Sequence[Span]:
    """What carriers added, and may hold names."""
    return [span for span, kind in reading.source.decoration if kind in _OF_CARRIERS]


def _in_other_case(reading: Reading) -> Iterator[Span]:
    """Fixed wording in another letter case. In prose, the words of a request's form are prose."""
    letter = reading.letter
    prose = [letter.summary.span, *(issue.rationale.span for issue in letter.issues)]
    for span, kind in reading.source.decoration:
        if kind is DecorationKind.LETTER_CASE and not any(
            part and part.start <= span.start < part.end for part in prose
        ):
            yield span


def _without(span: Span, others: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span beside others, which are in text order and do not overlap."""
    start = span.start
    for other in others:
        if start < other.end and other.start < span.end:
            yield Span(start, max(start, other.start))
            start = other.end
    yield Span(start, max(start, span.end))


def _wording(reading: Reading) -> Iterator[Span]:
    """The fixed wording, also that of a second letter or of one that is not parsed."""
    parser = letter_parser()
    source = reading.source
    for plain in dict.fromkeys([source.plain, Source(source.text).plain]):
        for _, start, end in (
            *parser.finder.find(plain),
            *parser.finder.cells(plain, 0, len(plain)),
        ):
            yield Span(start, end)
        for terminal in parser.terminals.of_kind(Kind.OLDER):
            for found in re.finditer(re.escape(terminal.wording), plain):
                yield Span(*found.span())
    for _, start, end in reading.islands:
        yield Span(start, end)


def known_parts(reading: Reading, is_loose: bool) -> Iterator[Known]:
    """The parts of a text in which words stay: those of the form, and published names."""
    letter = reading.letter
    for span, kind in reading.source.decoration:
        if kind in _OF_CARRIERS:
            yield Known(span, _of_carriers(), _OF_PAGES if kind in PAGE_MARKS else 0)
    if letter.reviewer.span:
        yield Known(letter.reviewer.span, _published())
    for issue in letter.issues:
        for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline):
            if guideline.span:
                yield Known(guideline.span, _published(), _OF_SECTIONS)
        if issue.request.span and issue.request.partial_authorization:
            yield Known(issue.request.span, _of_form(Kind.FORM))
    if is_loose:
        yield from _known_between(letter)


def _known_between(letter: Determination) -> Iterator[Known]:
    """Where a letter that was read badly has pieces of wording, and of the rules of its table."""
    header = letter.header.span if letter.header else None
    if header:
        yield Known(header, frozenset(ascii_lowercase))
    parts = [header, letter.reviewer.span, letter.summary.span, *(i.span for i in letter.issues)]
    for before, after in pairwise(sorted(span for span in parts if span)):
        yield Known(Span(before.end, after.start), _of_form())


@cache
def _published() -> frozenset[str]:
    """The words of guidelines, specialties and states, and of the letter's form."""
    tables = ("mtus", "citation", "specialties", "sources", "reviewer")
    known = [*names("months"), *names("states"), *(str(table(name)) for name in tables)]
    return frozenset(words_of(known)) | _of_form()


@cache
def _of_form(*kinds: Kind) -> frozenset[str]:
    """The words of the letter's fixed wording, of some kinds or of all."""
    terminals = letter_parser().terminals
    chosen = terminals.of_kind(*kinds) if kinds else terminals.values()
    return frozenset(words_of(wording for each in chosen for wording in each.wordings))


@cache
def _of_carriers() -> frozenset[str]:
    return frozenset(words_of([str(table("carriers"))])) | _of_form()


def words_of(texts: Iterable[str]) -> Iterator[str]:
    """The words and numbers of texts, in small letters."""
    for text in texts:
        yield from (found[0].lower() for found in TOKEN.finditer(text))


def _merged(spans: Iterable[Span]) -> Sequence[Span]:
    """Stretches in text order; those that overlap or touch are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return found
