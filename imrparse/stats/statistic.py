"""A statistic: a small table with a title."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from enum import Enum
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import frozen

from imrparse.tree.letter import Decision

Cell: TypeAlias = str | int | float | None

_Key = TypeVar("_Key", bound=Hashable)


class Kind(Enum):
    """The type of a column's cells."""

    GROUP = "group"
    COUNT = "count"
    SHARE = "share"
    """A share from 0 to 1."""
    DAYS = "days"


@frozen
class Heading:
    """A column of a statistic."""

    name: str
    kind: Kind


@frozen
class Statistic:
    """A table of numbers for groups of letters, issues or citations."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str
    """The unit that is counted."""

    def to_dict(self) -> dict[str, Any]:
        """The statistic as plain values, ready for JSON."""
        names = [heading.name for heading in self.headings]
        rows = [dict(zip(names, row, strict=True)) for row in self.rows]
        return {"title": self.title, "note": self.note, "rows": rows}


class DecisionCounts(Generic[_Key]):
    """The number of decisions in each group, and of those that uphold the denial."""

    def __init__(self) -> None:
        self._counts: defaultdict[_Key, Counter[str]] = defaultdict(Counter)

    def add(self, group: _Key, decision: str, count: int = 1) -> None:
        """Add decisions to a group."""
        self._counts[group][decision] += count

    def statistic(
        self,
        name: str,
        title: str,
        note: str,
        *,
        group: str,
        by_group: bool = False,
        shown: Callable[[_Key], str] = str,
    ) -> Statistic:
        """The groups, those with the most decisions first; in the order of the groups if
        `by_group`."""
        groups: Iterable[_Key] = self._counts
        if by_group:
            ordered = sorted(groups, key=str)
        else:
            ordered = sorted(groups, key=lambda one: (-self._counts[one].total(), str(one)))
        rows = tuple(_decided_row(shown(one), self._counts[one]) for one in ordered)
        headings = (
            Heading(group, Kind.GROUP),
            Heading("issues", Kind.COUNT),
            Heading("upheld", Kind.COUNT),
            Heading("overturned", Kind.COUNT),
            Heading("uphold rate", Kind.SHARE),
        )
        return Statistic(name, title, headings, rows, note)


def _decided_row(group: str, counts: Counter[str]) -> tuple[Cell, ...]:
    upheld, overturned = counts[Decision.UPHELD.value], counts[Decision.OVERTURNED.value]
    total = upheld + overturned
    return group, total, upheld, overturned, upheld / total if total else None


def quantile(counts: Counter[int], share: float) -> int | None:
    """The smallest number that at least this share of the numbers does not exceed."""
    total = counts.total()
    so_far = 0
    for number in sorted(counts):
        so_far += counts[number]
        if so_far >= share * total:
            return number
    return None
