"""Reading a text whatever is wrong with it.

All of its faults are found, and the letter is read as if they were mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from imrparse.parsing.builder import letter_of
from imrparse.parsing.header_table import header_of
from imrparse.parsing.hypotheses import NOTHING, Hypotheses, weight
from imrparse.parsing.plan import Plan, plan_of
from imrparse.parsing.suspicions import Suspicions
from imrparse.parsing.walk import Walk
from imrparse.syntax.automaton import UnexpectedTokenError
from imrparse.syntax.islands import Island
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.lexer import Pieces
from imrparse.syntax.line_scan import LineScan
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Terminal
from imrparse.text.decoration.page_breaks import TellingLines
from imrparse.text.source import Source
from imrparse.tree.letter import Determination

if TYPE_CHECKING:
    from imrparse.diagnostics.diagnostic import Diagnostic
    from imrparse.parsing.doubts import Doubts
    from imrparse.parsing.mending import Mender
    from imrparse.parsing.recovery.misspelt_wording import Misspellings
    from imrparse.tree.analysis import Analysis

_MOST_KEPT = 4_096  # plans
_LONGEST_KEPT = 120  # tokens of a letter whose plan is kept


@frozen
class Reading:
    """A text, as it was read."""

    letter: Determination
    diagnostics: Sequence[Diagnostic]
    """Its faults, in order."""
    source: Source
    """The text, cut where it was read no further."""
    _found: Sequence[Island] | None = None

    @cached_property
    def islands(self) -> Sequence[Island]:
        """The fixed wording in it: the grammar's terminal, start and end of each."""
        found = self._found
        return letter_parser().finder.find(self.source.plain) if found is None else found


@frozen
class _Failure:
    """A text that is no letter as it stands."""

    source: Source
    islands: Sequence[Island]
    pieces: Pieces
    place: int
    """Where the first token stands that has no place there, or the end of the text."""


class Reader:
    """Reads letters. One serves any number of texts."""

    def __init__(self, *, walks: bool = True) -> None:
        """`walks` is false for a reader that leaves every letter to the LALR parser."""
        self._parser = letter_parser()
        self._terminals = self._parser.terminals
        self._hypotheses = Hypotheses(self._parser)
        self._suspicions = Suspicions(self._terminals)
        self._scan = LineScan(self._parser.finder, self._suspicions.signs)
        self._plans: dict[tuple[Terminal, ...], Plan] = {}
        self.walk: Walk | None = Walk(self._parser, self._suspicions) if walks else None

    # The modules of these take longer to import than all others together.

    @cached_property
    def _misspellings(self) -> Misspellings:
        from imrparse.parsing.recovery.misspelt_wording import Misspellings

        return Misspellings(self._terminals, structure(), self._parser.finder)

    @cached_property
    def _doubts(self) -> Doubts:
        from imrparse.parsing.doubts import Doubts

        return Doubts(self._parser, self._misspellings)

    @cached_property
    def _mender(self) -> Mender:
        from imrparse.parsing.mending import Mender

        return Mender(self._parser, self._misspellings, self._doubts, self._plan)

    def read(self, source: Source, *, with_warnings: bool = True) -> Reading:
        """The letter of a text, and its faults.

        Without warnings, a letter that has no error is not searched for any.
        """
        first = self._strictly(source, with_warnings)
        if isinstance(first, Reading):
            return first
        best = first
        for view in self._hypotheses.views(source, first.source, first.islands):
            found = self._strictly(view, with_warnings)
            if isinstance(found, Reading):
                return found
            parts = weight(best.source, best.islands)
            if weight(found.source, found.islands) > parts or parts == NOTHING:
                best = found
        return Reading(*self._mender.mend(best.source, best.islands, best.pieces, best.place))

    def _strictly(self, source: Source, with_warnings: bool) -> Reading | _Failure:
        """The letter of a text that is one as it stands, or what was found of it."""
        finder, plain = self._parser.finder, source.plain
        scanned = self._scan(plain)
        lines = scanned.islands
        alone = self._without_others(source, lines, scanned.others)
        if alone and (alone := self._without_others(source, finder.among(plain, lines))):
            return self._strictly(alone, with_warnings)
        letter = self.walk.letter(source, scanned) if self.walk else None
        if letter is None:
            return self._parsed(source, finder.among(plain, lines), with_warnings)
        if not with_warnings:
            return Reading(letter, (), source)
        islands = finder.among(plain, lines)
        return Reading(letter, self._doubts.warnings(source, islands, letter), source, islands)

    def _without_others(
        self, source: Source, islands: Sequence[Island], lines: TellingLines | None = None
    ) -> Source | None:
        """A view of a letter without lines of others between or behind its own, if there are any.

        Where too few islands are given, it may leave out lines of the letter itself. `lines` are
        the telling ones besides the islands, if they are known.
        """
        return self._hypotheses.without_stamps(
            source, islands, lines
        ) or self._hypotheses.without_postscript(source, islands)

    def _parsed(
        self, source: Source, islands: Sequence[Island], with_warnings: bool
    ) -> Reading | _Failure:
        """As `_strictly`, by the LALR parser."""
        pieces = self._parser.lexer.pieces(source, islands)
        if alone := self._hypotheses.without_numbers(source, pieces):
            return self._strictly(alone, with_warnings)
        try:
            plan = self._plan(pieces.kinds)
        except UnexpectedTokenError as error:
            starts = [*pieces.starts, len(source.plain)]
            return _Failure(source, islands, pieces, starts[error.number])
        letter = _built(source, pieces, plan) if plan.is_strict else None
        if letter is None or self._hides_a_fault(source, islands, pieces):
            return _Failure(source, islands, pieces, len(source.plain))
        if self.walk:
            self.walk.learn(source, pieces, plan)
        warnings = self._doubts.warnings(source, islands, letter) if with_warnings else ()
        return Reading(letter, warnings, source, islands)

    def _hides_a_fault(self, source: Source, islands: Sequence[Island], pieces: Pieces) -> bool:
        """Whether a text that is a letter as it stands would be read wrongly so."""
        is_suspicious = self._suspicions.has_any(source.plain, islands, pieces)
        return is_suspicious and self._mender.hides_a_fault(source, islands)

    def _plan(self, kinds: tuple[Terminal, ...]) -> Plan:
        """The plan of a letter whose tokens have some kinds. Raises UnexpectedTokenError."""
        plan = self._plans.get(kinds)
        if plan is None:
            plan = plan_of(self._parser.shape(kinds), kinds)
            if len(kinds) <= _LONGEST_KEPT and len(self._plans) < _MOST_KEPT:
                self._plans[kinds] = plan
        return plan


def _built(source: Source, pieces: Pieces, plan: Plan) -> Determination | None:
    """The letter of sound tokens, or None if its header has a fault."""
    cells = [(pieces.kinds[n], pieces.starts[n], pieces.ends[n]) for n in plan.header]
    header = header_of(cells, source.plain) if cells else None
    return letter_of(source, pieces, plan, header) if header or not cells else None


def analyze(source: Source, *, with_warnings: bool = True) -> Analysis:
    """The letter of a source as if its faults were mended, and all of its faults.

    Without warnings, a letter that has no error is not searched for any.
    """
    from imrparse.tree.analysis import Analysis

    reading = reader().read(source, with_warnings=with_warnings)
    return Analysis(reading.letter, tuple(reading.diagnostics), tuple(reading.source.decoration))


@cache
def reader() -> Reader:
    """The one reader, made from the grammar when the first letter is read."""
    return Reader()
