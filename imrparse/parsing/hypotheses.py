"""What a text that is no letter as it stands may be, with what carriers did to it undone.

Each hypothesis is another view of the text. The automaton is the judge: a view in which the text is
a letter is taken, or else the one in which most headings, labels and decisions stand. A sound text
pays for none of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from imrparse.parsing.surroundings import Surroundings
from imrparse.syntax.islands import Island
from imrparse.syntax.letter_parser import LetterParser
from imrparse.syntax.lexer import Pieces
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind
from imrparse.text.decoration import numbering
from imrparse.text.decoration.peeling import first_view
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.source import Source

if TYPE_CHECKING:
    from imrparse.syntax.loose_wording import LooseWording

_COUNTED = (Kind.HEADING, Kind.LABEL, Kind.DECISION)


NOTHING = (0, False)
"""The weight of a view that shows nothing of a letter."""


class Hypotheses:
    """Makes other views of a text."""

    def __init__(self, parser: LetterParser) -> None:
        self._parser = parser
        self._finder = parser.finder
        self._surroundings = Surroundings(parser.terminals, parser.finder)

    @cached_property
    def _wording(self) -> LooseWording:
        from imrparse.syntax.loose_wording import LooseWording

        return LooseWording(self._parser.terminals, structure(), self._finder)

    def views(self, source: Source) -> Iterator[Source]:
        """The text in other views, the most likely first."""
        peeled = source.peeled()
        yield from self._alone(peeled, is_new=peeled is not source)
        masks = list(self._wording.look(peeled.view))
        if masks:
            yield from self._alone(peeled.seen(peeled.view.masked(masks)), is_new=True)

    def _alone(self, source: Source, *, is_new: bool) -> Iterator[Source]:
        """A view of a text, and the view without what stands around the letter."""
        if is_new:
            yield source
        masks = self._surroundings.before(source, self._finder.find(source.plain))
        if masks:
            yield source.seen(source.view.masked(masks))

    def without_postscript(self, source: Source, islands: Sequence[Island]) -> Source | None:
        """A view of a letter without what stands after it; None if that is nothing."""
        masks = self._surroundings.after(source, islands)
        return source.seen(first_view(source.view.masked(masks))) if masks else None

    def without_numbers(self, source: Source, pieces: Pieces) -> Source | None:
        """A view of a letter without numbers before its requests; None if there are none."""
        masks = numbering.look(source.plain, [start for start, _ in pieces.requests()])
        return source.seen(source.view.masked(masks)) if masks else None


def weight(source: Source, islands: Sequence[Island]) -> tuple[int, bool]:
    """How much of a letter a view shows: its headings, labels and decisions.

    Of two views that show the same, the one without a preamble is preferred.
    """
    parts = sum(terminal.kind in _COUNTED for terminal, _, _ in islands)
    alone = any(kind is DecorationKind.PREAMBLE for _, kind in source.decoration)
    return parts, alone
