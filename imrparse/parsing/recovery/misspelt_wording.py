"""Fixed wording that is misspelt: headings, labels, sentences and decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from imrparse.parsing.recovery.decisions import Decisions
from imrparse.parsing.recovery.part_order import START, PartOrder
from imrparse.syntax.islands import Island, IslandFinder
from imrparse.syntax.near_misses import Wordings, gaps
from imrparse.syntax.structure import Structure
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import END, NO_DECISION, SPLIT_DECISION
from imrparse.text.decoration.view import FILLER
from imrparse.text.source import Span

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import Misspaced

_LINES = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)
_SPACED = (Kind.HEADING, Kind.LABEL, Kind.DECISION, Kind.FIELD)
_SHORTEST = 4  # code points; nothing shorter can be a misspelling

_SPACED_OUT = re.compile(r"\S {4,}\S")  # of an extractor that puts spaces inside words


class Misspellings:
    """Finds text that resembles fixed wording which the letter lacks at that place."""

    def __init__(self, terminals: Terminals, structure: Structure, finder: IslandFinder) -> None:
        self._finder = finder
        self._structure = structure
        self._order = PartOrder(structure)
        # A paragraph of several sentences with other wording is read as prose.
        lines = [t for t in terminals.of_kind(*_LINES) if ". " not in t.wording]
        self._lines = Wordings(
            {line: line.wording for line in lines},
            whole={line for line in lines if line.kind is Kind.HEADING},
        )
        self._terminals = terminals
        self._between: dict[tuple[str, str], tuple[str, ...]] = {}

    @cached_property
    def decisions(self) -> Decisions:
        """What finds decisions that are misspelt."""
        return Decisions(self._terminals)

    def find(self, plain: str, islands: Iterable[Island]) -> list[Island]:
        """The misspelt headings, labels, sentences and decisions of a text, in order.

        `islands` are those that are worded correctly.
        """
        known = [island for island in islands if island[0] in self._order]
        lines = self._misspelt_lines(plain, known)
        known = sorted(known + lines, key=_start)
        return sorted(lines + self._misspelt_decisions(plain, known), key=_start)

    def hides_optional(self, plain: str, islands: Iterable[Island]) -> bool:
        """Whether a sound letter has the misspelt label of an optional part in its prose."""
        if not (optional := self._structure.optional_labels):
            return False
        known = [island for island in islands if island[0] in self._order]
        return any(island[0] in optional for island in self._misspelt_lines(plain, known))

    def misspaced(self, plain: str, islands: Sequence[Island]) -> list[Misspaced]:
        """The islands whose letters are right, but not their white space.

        Where an extractor puts spaces into words, such spaces are not reported.
        """
        found = []
        is_spaced_out = cache(lambda: _is_spaced_out(plain, islands))
        for terminal, start, end in islands:
            if terminal.kind not in _SPACED or not terminal.is_literal:
                continue
            text, wording = plain[start:end], terminal.wording
            if text == wording:
                continue
            text = text.replace(FILLER, "")
            if text != wording and _same_letters(text, wording):
                wrong = tuple(gaps(wording, text))
                splits = any(not gap.wanted for gap in wrong)
                if wrong and not (splits and is_spaced_out()):
                    from imrparse.parsing.recovery.findings import Misspaced

                    found.append(Misspaced(Span(start, end), wording, wrong))
        return found

    def _wanted(self, before: Terminal, after: Terminal) -> tuple[str, ...]:
        """The headings, labels and sentences that belong between two islands."""
        key = before, after
        if key not in self._between:
            lines = map(self._terminals.__getitem__, self._lines.wordings)
            self._between[key] = tuple(n for n in lines if self._order.fits(before, n, after))
        return self._between[key]

    def _misspelt_lines(self, plain: str, known: Sequence[Island]) -> list[Island]:
        found: list[Island] = []
        last = len(plain.rstrip())
        for before, start, end, after in _stretches(plain, known):
            latest = before
            wanted = self._wanted(before, after)
            if not wanted or end - start < _SHORTEST:
                continue
            for name, at, near_end in self._lines.lines(plain, start, end, wanted):
                terminal = self._terminals[name]
                if near_end >= last and is_beginning(terminal, plain[at:near_end]):
                    continue
                if near_end <= end and self._order.fits(latest, terminal, after):
                    found.append((terminal, at, near_end))
                    latest = terminal
        return found

    def _misspelt_decisions(self, plain: str, known: Sequence[Island]) -> list[Island]:
        found: list[Island] = []
        for before, start, end, after in _stretches(plain, known):
            if end - start < _SHORTEST or not self._order.fits(before, NO_DECISION, after):
                continue
            if (before, after) == (START, END):
                continue  # the text has no part of a letter
            near = None
            if self._order.rank(after) > self._order.decision_rank:
                near = self.decisions.before_label(plain, start, end)
            anyhow = self._finder.decisions_anyhow(plain, start, end)
            if anyhow and not (near and near[0] == SPLIT_DECISION):
                near = anyhow[-1]
            if near:
                found.append(near)
        return found


def is_beginning(terminal: Terminal, text: str) -> bool:
    """Whether a text is the beginning of a terminal's fixed wording, whatever its white space."""
    wording = terminal.wording if terminal.is_literal else ""
    return "".join(wording.split()).startswith("".join(text.split()))


def _same_letters(text: str, wording: str) -> bool:
    return "".join(text.split()) == "".join(wording.split())


def _is_spaced_out(plain: str, islands: Iterable[Island]) -> bool:
    """Whether lines behind the first heading have wide gaps. Header tables always have them."""
    body = next((end for part, _, end in islands if part.kind is Kind.HEADING), 0)
    return _SPACED_OUT.search(plain, body) is not None


def _start(island: Island) -> int:
    return island[1]


def _stretches(
    plain: str, known: Sequence[Island]
) -> Iterator[tuple[Terminal, int, int, Terminal]]:
    """The stretches between islands: the island before, start, end, the island after."""
    ends = [(START, 0, 0), *known, (END, len(plain), len(plain))]
    for (before, _, start), (after, end, _) in pairwise(ends):
        yield before, start, end, after
