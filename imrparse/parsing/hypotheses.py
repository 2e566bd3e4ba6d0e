"""What a text that is no letter as it stands may be, with what carriers did to it undone.

Each hypothesis is another view of the text. The automaton is the judge: a view in which the text is
a letter is taken, or else the one in which most headings, labels and decisions stand. A sound text
pays for none of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imrparse.syntax.islands import Island
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Source

_COUNTED = (Kind.HEADING, Kind.LABEL, Kind.DECISION)


def views(source: Source) -> Iterator[Source]:
    """The text in other views, the most likely first."""
    peeled = source.peeled()
    if peeled is not source:
        yield peeled


def parts(islands: Sequence[Island]) -> int:
    """How many headings, labels and decisions there are, by which views are compared."""
    return sum(terminal.kind in _COUNTED for terminal, _, _ in islands)
