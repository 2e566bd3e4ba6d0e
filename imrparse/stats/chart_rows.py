"""Which rows of a statistic its chart shows."""

from __future__ import annotations

from imrparse.stats.dimensions import NOT_STATED
from imrparse.stats.statistic import Cell, Statistic, number

SHOWN = 20
"""Groups in a chart, the largest; the table beside it has all."""
_PERIODS = 60  # groups in a chart of periods, the last
_PERIOD_NAMES = ("quarter", "year", "month", "year of injury")


def is_of_periods(statistic: Statistic) -> bool:
    """Whether the groups are periods, which are shown from left to right."""
    return statistic.groups == 1 and statistic.headings[0].name in _PERIOD_NAMES


def drawn_rows(statistic: Statistic) -> list[tuple[Cell, ...]]:
    """The rows that a chart shows: the largest groups, or the last periods."""
    if is_of_periods(statistic):
        return [row for row in statistic.rows if row[0] != NOT_STATED][-_PERIODS:]
    place = statistic.groups
    kept = sorted(statistic.rows, key=lambda row: -number(row[place]))[:SHOWN]
    return [row for row in statistic.rows if row in kept]
