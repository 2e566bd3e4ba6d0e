"""The counts of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from attrs import asdict, define, field, fields


@define
class Counts:
    """The numbers of files, rows and faults."""

    files: int = 0
    letters: int = 0
    issues: int = 0
    citations: int = 0
    faults: int = 0
    formulas: int = 0
    """CSV cells that a spreadsheet would run."""
    failures: int = 0
    """Files with an internal error."""
    codes: Counter[str] = field(factory=Counter)
    """The number of faults by code."""
    decisions: Counter[str] = field(factory=Counter)
    outcomes: Counter[str] = field(factory=Counter)

    def __add__(self, other: Counts) -> Counts:
        names = [one.name for one in fields(Counts)]
        sums: Any = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Counts(**sums)

    def to_dict(self) -> dict[str, Any]:
        """As plain values, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Counts:
        """The counts that `to_dict` converted."""
        known = {one.name for one in fields(cls)}
        counts: Any = {
            name: Counter(value) if isinstance(value, dict) else value
            for name, value in values.items()
            if name in known
        }
        return cls(**counts)
