"""What drafting leaves in texts: prompts of a form, struck words, a heading typed again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from imrparse.data.regexes import regex
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Span

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import Stray

# Findings are imported where there are some: their module takes long to import.

_STRIKES = ("~~", "--", "<")  # how struck words begin
_SMALL = frozenset({"and", "of", "the", "was"})


def prompt(plain: str, span: Span) -> Stray | None:
    """The prompt of a form that a text begins with."""
    found = _prompt().match(plain, *span)
    if not found:
        return None
    from imrparse.parsing.recovery.findings import Stray

    return Stray(Span(*found.span()), is_field=True)


def says_nothing(plain: str, span: Span) -> bool:
    """Whether a text consists of words that stand for none: "N/A"."""
    return _nothing().fullmatch(plain, *span) is not None


def struck(plain: str, span: Span) -> Iterator[Span]:
    """The words in a text that are marked as deleted."""
    if any(plain.find(strike, *span) >= 0 for strike in _STRIKES):
        for found in _struck().finditer(plain, *span):
            yield Span(*found.span())


def heading_again(plain: str, span: Span) -> Span | None:
    """The line in a text that has the words of a heading in small letters.

    Above the text a part of the words is enough.
    """
    line, line_end, _ = plain[slice(*span)].partition("\n")
    if line_end and line.istitle() and is_piece_of_heading(line.rstrip(" :").upper()):
        return Span(span.start, span.start + len(line.rstrip()))
    for heading in _headings():
        start = plain.find(f"\n{heading}", *span) + 1
        if start and not plain[start + len(heading) : span.end].partition("\n")[0].strip(" :."):
            return Span(start, start + len(heading))
    return None


def is_piece_of_heading(line: str) -> bool:
    """Whether a line in capitals consists of at least two words, all of one heading."""
    words = frozenset(line.replace(",", " ").split())
    headings = letter_parser().terminals.of_kind(Kind.HEADING)
    return len(words) > 1 and any(
        words <= frozenset(heading.wording.replace(",", " ").split()) for heading in headings
    )


@cache
def _headings() -> Sequence[str]:
    headings = letter_parser().terminals.of_kind(Kind.HEADING)
    return [
        " ".join(
            word if word == "IMR" else word.lower() if word.lower() in _SMALL else word.title()
            for word in heading.wording.split()
        )
        for heading in headings
    ]


@cache
def _prompt() -> re.Pattern[str]:
    return regex(rf"(?:{letter_parser().terminals['PROMPT_MANGLED'].pattern})(?=\s|\Z)")


@cache
def _nothing() -> re.Pattern[str]:
    return regex(letter_parser().terminals["NOTHING_MANGLED"].pattern)


@cache
def _struck() -> re.Pattern[str]:
    return regex(letter_parser().terminals["STRUCK_MANGLED"].pattern)
