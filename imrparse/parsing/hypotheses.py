"""What a text that is no letter as it stands may be, with what carriers did to it undone.

Each hypothesis is another view of the text. The automaton is the judge: a view in which the text is
a letter is taken, or else the one in which most headings, labels and decisions stand. A sound text
pays for none of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imrparse.syntax.islands import Island
from imrparse.syntax.letter_parser import LetterParser
from imrparse.syntax.loose_wording import LooseWording
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Source

_COUNTED = (Kind.HEADING, Kind.LABEL, Kind.DECISION)


class Hypotheses:
    """Makes other views of a text."""

    def __init__(self, parser: LetterParser) -> None:
        self._wording = LooseWording(parser.terminals, structure())

    def views(self, source: Source) -> Iterator[Source]:
        """The text in other views, the most likely first."""
        peeled = source.peeled()
        if peeled is not source:
            yield peeled
        masks = list(self._wording.look(peeled.view))
        if masks:
            yield peeled.seen(peeled.view.masked(masks))


def parts(islands: Sequence[Island]) -> int:
    """How many headings, labels and decisions there are, by which views are compared."""
    return sum(terminal.kind in _COUNTED for terminal, _, _ in islands)
