"""Text before the letter: a mail header, a logo; and what is told of the text around it.

Text after the letter is found by ``postscripts.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from imrparse.data.regexes import regex
from imrparse.parsing.header_table import places_in
from imrparse.syntax.islands import LONGEST_HEADER, Island, IslandFinder
from imrparse.syntax.near_misses import Wordings
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.syntax.tokens import Token
from imrparse.text.decoration.view import DecorationKind, Mask, blank
from imrparse.text.folding import fold
from imrparse.text.source import Source, Span

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import LetterCase, Surrounding

_LINE = regex(r"(?:(?<![^\S\n])[^\S\n]*+)?\S[^\n]*")  # that is not blank
_MOST_RELATED = 20  # related places of a finding on the letter case
_NOISE = regex(r"[^\w\s:#]+")
_LONGEST_NAME = 60  # code points of a line in which a misspelt name is looked for
_DATE = regex(r"\b\d{1,2}\b.*\b\d{4}\b")
_BEFORE = DecorationKind.PREAMBLE
_OUTSIDE_KINDS = (_BEFORE, DecorationKind.POSTSCRIPT)


class Surroundings:
    """Finds the text before the letter."""

    def __init__(self, terminals: Terminals, finder: IslandFinder) -> None:
        self._finder = finder
        self._names = terminals.of_kind(Kind.FIELD)

    def before(self, source: Source, islands: Sequence[Island]) -> list[Mask]:
        """Masks for the text before the letter, and for table rules between the header's cells."""
        plain = source.plain
        first = next((island for island in islands if island[0].kind is Kind.HEADING), None)
        if first is None or first[0] != structure().order[0]:
            return []  # the first heading may be misspelt, and stand in what comes before
        body = first[1]
        found = self._finder.cells(plain, max(0, body - LONGEST_HEADER), body)
        tokens = [Token(part, plain[start:end], start, end) for part, start, end in found]
        start = self._start(plain, tokens, body)
        masks = []
        if plain[:start].strip():
            masks.append(blank(0, start, DecorationKind.PREAMBLE))
        cells = [token for token in tokens if token.start_pos >= start]
        return [*masks, *_noise(plain, cells), *_stamps(plain, cells, body)]

    def _start(self, plain: str, tokens: Sequence[Token], body: int) -> int:
        """The start of the letter: of its header, if it has one, or of its first heading."""
        lines = dict.fromkeys(plain.rfind("\n", 0, token.start_pos) + 1 for token in tokens)
        if lines and _begins_with_cells(plain, next(iter(lines)), tokens):
            return 0
        for line in lines:
            cells = [(t.type, t.start_pos, t.end_pos) for t in tokens if t.start_pos >= line]
            if places_in(cells, plain):
                return line
        start = next(iter(lines), body)
        return 0 if self._may_be_header(plain[:start], tokens) else start

    def _may_be_header(self, text: str, tokens: Sequence[Token]) -> bool:
        """Whether a text contains anything like a name or value that the header lacks."""
        from imrparse.parsing.recovery.header_values import header_values

        if not tokens:
            return header_values().resembles_value(text) or self._names_in(text, self._names)
        here = {token.type for token in tokens}
        missing = [name for name in self._names if name not in here]
        values = sum(token.type.kind is Kind.VALUE for token in tokens)
        if values < len(structure().cells) and header_values().resembles_value(text):
            return True
        return self._names_in(text, missing)

    def _names_in(self, text: str, names: Sequence[str]) -> bool:
        if not names:
            return False
        wordings = Wordings({n: n.wording for n in self._names if n in names}, more=1)
        lines = (line[0].strip()[:_LONGEST_NAME] for line in _LINE.finditer(text))
        return any(wordings.at_start(line) for line in lines)


def surrounding(source: Source) -> list[Surrounding]:
    """The finding for the text before and after the letter, which is what one carrier wrote."""
    around = [(span, kind) for span, kind in source.decoration if kind in _OUTSIDE_KINDS]
    if not around:
        return []
    from imrparse.parsing.recovery.findings import Surrounding

    before, after = (
        [_line(source, span) for span, kind in around if (kind is _BEFORE) is is_before]
        for is_before in (True, False)
    )
    if not before:
        return [Surrounding(after[0], is_before=False)]
    return [Surrounding(before[0], is_before=True, behind=next(iter(after), None))]


def letter_case(source: Source) -> list[LetterCase]:
    """The fixed wording in an unusual letter case, as one finding."""
    spans = [span for span, kind in source.decoration if kind is DecorationKind.LETTER_CASE]
    if not spans:
        return []
    from imrparse.diagnostics.diagnostic import Edit
    from imrparse.parsing.recovery.findings import LetterCase

    edits = tuple(Edit(span, fold(source.plain[slice(*span)])) for span in spans)
    return [LetterCase(spans[0], tuple(spans[1:_MOST_RELATED]), edits)]


def _begins_with_cells(plain: str, first: int, tokens: Sequence[Token]) -> bool:
    """Whether the first line of a text consists of header cells."""
    if plain[:first].strip():
        return False
    end = plain.find("\n", first)
    seen = "".join(plain[first:end].split())
    here, below = (
        [t for t in tokens if (t.start_pos < end) is is_here] for is_here in (True, False)
    )
    if seen != "".join("".join(token.value.split()) for token in here):
        return False
    is_title = len(here) == 1 and here[0].type.kind is Kind.VALUE
    return not (is_title and any(seen == "".join(other.value.split()) for other in below))


def _line(source: Source, span: Span) -> Span:
    """The first line in a span that is not blank."""
    line = _LINE.search(source.text, *span)
    if not line:
        return span
    start = line.end() - len(line[0].lstrip())
    return Span(start, start + len(line[0].strip()))


def _noise(plain: str, cells: Sequence[Token]) -> Iterator[Mask]:
    """The signs between header cells: table rules that OCR recognised as text."""
    for one, other in pairwise(cells):
        between = plain[one.end_pos : other.start_pos].strip()
        if between and _NOISE.fullmatch("".join(between.split())):
            yield blank(one.end_pos, other.start_pos, DecorationKind.TABLE_RULE)


def _stamps(plain: str, cells: Sequence[Token], body: int) -> Iterator[Mask]:
    """Lines in capitals with a date that stand between a complete header and the letter's text."""
    if cells and places_in([(t.type, t.start_pos, t.end_pos) for t in cells], plain):
        for line in _LINE.finditer(plain, cells[-1].end_pos, body):
            if line[0].isupper() and _DATE.search(line[0]):
                yield blank(*line.span(), _BEFORE)
