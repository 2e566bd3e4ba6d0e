"""The order of a letter's parts: what is wanted between two parts that stand in a text."""

from __future__ import annotations

from functools import cached_property

from imrparse.syntax.structure import Structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import END

START = Terminal("")
"""Stands for the beginning of a text."""


class PartOrder:
    """Headings, labels, sentences and decisions in the order of a letter.

    The parts of an issue repeat with each issue. All decisions are one part.
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
        """The rank of a decision, with which the parts of an issue begin."""
        return len(self._structure.order)

    def __contains__(self, part: Terminal) -> bool:
        return part in self._ranks

    def rank(self, part: Terminal) -> int:
        """Where a part stands in the order. A misread decision has the rank of one."""
        return self._ranks.get(part, self.decision_rank)

    def fits(self, before: Terminal, part: Terminal, after: Terminal) -> bool:
        """Whether a part is wanted between two that stand in the text."""
        key = before, part, after
        if key not in self._known:
            steps = self._steps(before, part)
            issue = self._ranks[END] - self.decision_rank
            self._known[key] = 0 < steps < (self._steps(before, after) or issue)
        return self._known[key]

    def _steps(self, before: Terminal, after: Terminal) -> int:
        """How many parts on from one another is. Issues repeat. 0 if it never is."""
        steps = self.rank(after) - self.rank(before)
        if steps < 0 and self.rank(after) >= self.decision_rank:
            return steps + self._ranks[END] - self.decision_rank
        return max(steps, 0)
