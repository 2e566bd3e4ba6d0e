"""What a text that is no letter as it stands may be, with what carriers did to it undone.

Each hypothesis is another view of the text. The automaton is the judge: a view in which the text is
a letter is taken, or else the one in which most headings, labels and decisions stand. A sound text
pays for none of this.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from imrparse.parsing.postscripts import text_after
from imrparse.syntax.islands import LONGEST_HEADER, Island
from imrparse.syntax.letter_parser import LetterParser
from imrparse.syntax.lexer import Pieces
from imrparse.syntax.sentence_ends import concludes
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.text.decoration import numbering, repeats, stamps
from imrparse.text.decoration.page_breaks import TellingLines
from imrparse.text.decoration.peeling import first_view
from imrparse.text.decoration.view import PAGE_MARKS, DecorationKind
from imrparse.text.source import Source

if TYPE_CHECKING:
    from imrparse.parsing.surroundings import Surroundings
    from imrparse.syntax.loose_wording import LooseWording

_COUNTED = (Kind.HEADING, Kind.LABEL, Kind.DECISION)
_OWN = (*_COUNTED, Kind.FIELD, Kind.SENTENCE, Kind.PHRASE, Kind.FORM)  # wording of letters
_FEWEST_CELLS = 5  # names that are a header table behind the letter
_PARTS = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)


NOTHING = (0, False, False)
"""The weight of a view that shows nothing of a letter."""


class Hypotheses:
    """Makes other views of a text."""

    def __init__(self, parser: LetterParser) -> None:
        self._parser = parser
        self._finder = parser.finder

    # Few texts need the modules of these.

    @cached_property
    def _surroundings(self) -> Surroundings:
        from imrparse.parsing.surroundings import Surroundings

        return Surroundings(self._parser.terminals, self._finder)

    @cached_property
    def _wording(self) -> LooseWording:
        from imrparse.syntax.loose_wording import LooseWording

        return LooseWording(self._parser.terminals, structure())

    def views(
        self, source: Source, known: Source, known_islands: Sequence[Island]
    ) -> Iterator[Source]:
        """The text in other views, the most likely first.

        `known_islands` are those of one view, `known`.
        """
        peeled = source.peeled()
        islands = known_islands if peeled is known else self._finder.find(peeled.plain)
        if others := self.without_stamps(peeled, islands, but_numbers=True):
            peeled, islands = others, self._finder.find(others.plain)
        if peeled is not source:
            yield peeled
        yield from self._alone(peeled, islands)
        masks = list(self._wording.look(peeled.view, islands))
        if masks:
            worded = peeled.seen(peeled.view.masked(masks))
            yield worded
            yield from self._alone(worded, self._finder.find(worded.plain))

    def _alone(self, source: Source, islands: Sequence[Island]) -> Iterator[Source]:
        """A view of a text without what stands around the letter, if there is anything."""
        masks = self._surroundings.before(source, islands)
        if masks:
            yield source.seen(first_view(source.view.masked(masks)))

    def without_postscript(self, source: Source, islands: Sequence[Island]) -> Source | None:
        """A view of a letter without what stands after it; None if that is nothing."""
        masks = text_after(source, islands)
        if not masks or self._is_header(source, islands, masks[0].start):
            return None
        return source.seen(first_view(source.view.masked(masks)))

    def _is_header(self, source: Source, islands: Sequence[Island], start: int) -> bool:
        """Whether the header table of a letter stands behind it."""
        end = start + LONGEST_HEADER
        first = next((at for part, at, _ in islands if part.kind is Kind.HEADING), start)
        if any(
            part.kind is Kind.FIELD for part, _, _ in self._finder.cells(source.plain, 0, first)
        ):
            return False
        cells = self._finder.cells(source.plain, start, end)
        return len({part for part, _, _ in cells if part.kind is Kind.FIELD}) >= _FEWEST_CELLS

    def without_stamps(
        self,
        source: Source,
        islands: Sequence[Island],
        lines: TellingLines | None = None,
        *,
        but_numbers: bool = False,
    ) -> Source | None:
        """A view of a letter without lines that recur between its own; None if there are none.

        `lines` are as in `stamps.look`. `but_numbers` looks for lines, too, all of which differ in
        their numbers.
        """
        masks = stamps.look(source.view, _Parts(islands), lines, but_numbers=but_numbers)
        if not masks:
            return None
        view = source.view.masked(masks)
        if others := repeats.look(view):  # what chunks have in common
            view = view.masked(others)
        return source.seen(first_view(view))  # furniture may stand beside them

    def without_numbers(self, source: Source, pieces: Pieces) -> Source | None:
        """A view of a letter without numbers before its requests; None if there are none."""
        masks = numbering.look(source.plain, [start for start, _ in pieces.requests()])
        return source.seen(source.view.masked(masks)) if masks else None


class _Parts:
    """The parts of a letter, as its islands show them."""

    def __init__(self, islands: Sequence[Island]) -> None:
        self._islands = islands

    def are_in(self, start: int, end: int) -> bool:
        """Whether a stretch contains wording of the letter."""
        first = bisect_right(self._islands, start, key=itemgetter(2))
        near = self._islands[first : bisect_left(self._islands, end, key=itemgetter(1))]
        return any(part.kind in _OWN for part, _, _ in near)

    def part_before(self, offset: int) -> Terminal | None:
        """The last heading, label or fixed sentence that begins before an offset."""
        number = bisect_left(self._islands, offset, key=itemgetter(1))
        before = (part for part, _, _ in reversed(self._islands[:number]) if part.kind in _PARTS)
        return next(before, None)

    def concludes(self, text: str) -> bool:
        """Whether a text ends with the conclusion of a rationale."""
        return concludes(text)


def weight(source: Source, islands: Sequence[Island]) -> tuple[int, bool, bool]:
    """How much of a letter a view shows: its headings, labels and decisions.

    Of two views that show the same, the one without a preamble is preferred, and the one without
    the marks of pages.
    """
    parts = sum(terminal.kind in _COUNTED for terminal, _, _ in islands)
    kinds = {kind for _, kind in source.decoration}
    return parts, DecorationKind.PREAMBLE in kinds, not kinds.isdisjoint(PAGE_MARKS)
