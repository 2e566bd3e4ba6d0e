"""The order of a letter's parts: which parts belong between two others."""

from __future__ import annotations

from functools import cached_property

from imrparse.syntax.structure import Structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import END

START = Terminal("")
"""The beginning of a text."""


class PartOrder:
    """The order of headings, labels, sentences and decisions.

    The parts of an issue repeat with each issue. All decisions share one rank.
    """

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._known: dict[tuple[str, str, str], bool] = {}

    @cached_property
    def _ranks(self) -> dict[Terminal, int]:
        letter, issue = self._structure.order, self._structure.issue_order
        decisions = [part for part in issue if part.kind is Kind.DECISION]
        labels = [part for part in issue if part.kind is not Kind.DECISION]
        ranks = dict.fromkeys([START, *decisions], len(letter))
        ranks |= {part: rank for rank, part in enumerate(letter)}
        ranks |= {part: rank for rank, part in enumerate(labels, len(letter) + 1)}
        return ranks | {START: -1, END: len(letter) + 1 + len(labels)}

    @property
    def decision_rank(self) -> int:
        """The rank of a decision, the first part of an issue."""
        return len(self._structure.order)

    def __contains__(self, part: Terminal) -> bool:
        return part in self._ranks

    def rank(self, part: Terminal) -> int:
        """The position of a part in the order. Misread decisions rank as decisions."""
        return self._ranks.get(part, self.decision_rank)

    def fits(self, before: Terminal, part: Terminal, after: Terminal) -> bool:
        """Whether a part belongs between two parts of the text that follow each other."""
        key = before, part, after
        if key not in self._known:
            steps = self._steps(before, part)
            issue = self._ranks[END] - self.decision_rank
            self._known[key] = 0 < steps < (self._steps(before, after) or issue)
        return self._known[key]

    def _steps(self, before: Terminal, after: Terminal) -> int:
        """How many parts `after` follows `before`, in the next issue if need be; 0 if never."""
        steps = self.rank(after) - self.rank(before)
        if steps < 0 and self.rank(after) >= self.decision_rank:
            return steps + self._ranks[END] - self.decision_rank
        return max(steps, 0)
