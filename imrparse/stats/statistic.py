"""A statistic: a small table with a title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from math import sqrt
from typing import Any, TypeAlias

from attrs import frozen

Cell: TypeAlias = str | int | float | None

FEW = 30
"""With fewer, a share says little, and is marked."""
_Z = 1.959963984540054  # standard deviations on both sides of 95 % of a normal distribution


class Kind(Enum):
    """The type of a column's cells."""

    GROUP = "group"
    COUNT = "count"
    SHARE = "share"
    """A share from 0 to 1."""
    LOW = "low"
    """The lower end of the 95 % confidence interval of the share before it."""
    HIGH = "high"
    """Its upper end."""
    CHANGE = "change"
    """The difference of two numbers as a share of the earlier one."""
    POINTS = "points"
    """The difference of two shares."""
    DAYS = "days"


@frozen
class Heading:
    """A column of a statistic."""

    name: str
    kind: Kind


def share_headings(name: str) -> tuple[Heading, ...]:
    """The headings of a share and its confidence interval."""
    return Heading(name, Kind.SHARE), Heading("low", Kind.LOW), Heading("high", Kind.HIGH)


DECIDED = (
    Heading("issues", Kind.COUNT),
    Heading("upheld", Kind.COUNT),
    Heading("overturned", Kind.COUNT),
    *share_headings("uphold rate"),
)


@frozen
class Statistic:
    """A table of numbers for groups of letters, issues or citations."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str
    """The unit that is counted."""
    is_distribution: bool = False
    """Whether the shares are those of groups in all of them, not in their group."""

    @property
    def groups(self) -> int:
        """How many of the columns, from the first, name the group."""
        return sum(heading.kind is Kind.GROUP for heading in self.headings)

    def column(self, name: str) -> int | None:
        """The index of a column."""
        names = [heading.name for heading in self.headings]
        return names.index(name) if name in names else None

    def label(self, row: Sequence[Cell]) -> str:
        """The group of a row in words."""
        return ", ".join(str(cell) for cell in row[: self.groups])

    def is_of_few(self, row: Sequence[Cell]) -> bool:
        """Whether a share in the row is one of so few that it says little."""
        kinds = [heading.kind for heading in self.headings]
        if Kind.SHARE not in kinds:
            return False
        place = kinds.index(Kind.COUNT)
        rows = self.rows if self.is_distribution else (row,)
        return sum(number(one[place]) for one in rows) < FEW

    def to_dict(self) -> dict[str, Any]:
        """The statistic as plain values, ready for JSON."""
        names = [heading.name for heading in self.headings]
        rows = [dict(zip(names, row, strict=True)) for row in self.rows]
        return {"title": self.title, "note": self.note, "rows": rows}


def share(count: int, total: int) -> tuple[float | None, float | None, float | None]:
    """A share, and the ends of its 95 % confidence interval by Wilson; None of nothing."""
    if not total:
        return None, None, None
    return (count / total, *wilson(count, total))


def wilson(count: int, total: int) -> tuple[float, float]:
    """The ends of the 95 % confidence interval of a share by Wilson, which holds for small numbers
    and for shares near 0 and 1 too."""
    part = count / total
    middle = part + _Z * _Z / (2 * total)
    margin = _Z * sqrt(part * (1 - part) / total + _Z * _Z / (4 * total * total))
    scale = 1 + _Z * _Z / total
    low = 0.0 if count == 0 else (middle - margin) / scale
    return low, 1.0 if count == total else (middle + margin) / scale


def decided(upheld: int, overturned: int) -> tuple[Cell, ...]:
    """The cells below `DECIDED`."""
    total = upheld + overturned
    return (total, upheld, overturned, *share(upheld, total))


def quantile(counts: Counter[int], part: float) -> int | None:
    """The smallest number that at least this share of the numbers does not exceed."""
    total = counts.total()
    so_far = 0
    for number in sorted(counts):
        so_far += counts[number]
        if so_far >= part * total:
            return number
    return None


def number(cell: Cell) -> float:
    """A cell as a number; 0 for a text or nothing."""
    return float(cell) if isinstance(cell, int | float) else 0.0


def cell_text(cell: Cell, kind: Kind) -> str:
    """A cell in words."""
    if cell is None:
        return "-"
    if isinstance(cell, str):
        return cell
    if kind in (Kind.SHARE, Kind.LOW, Kind.HIGH):
        return f"{cell:.1%}"
    if kind is Kind.CHANGE:
        return f"{cell:+.1%}"
    return f"{100 * cell:+.1f} pts" if kind is Kind.POINTS else f"{cell:,}"


INTERVAL = "95 % interval"


def interval_text(low: Cell, high: Cell) -> str:
    """The ends of a confidence interval in words: "52-66%"."""
    if low is None or high is None:
        return "-"
    return f"{100 * number(low):.0f}-{number(high):.0%}"
