"""Statistics for a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from io import StringIO

from rich.bar import Bar
from rich.console import Console
from rich.table import Table
from rich.text import Text

from imrparse.stats.statistic import Cell, Kind, Statistic
from imrparse.text.visible import visible

_BAR = 24  # columns
_PIPED_WIDTH = 100
_WIDEST = 120


def shown(found: Sequence[Statistic], top: int, *, color: bool) -> str:
    """The statistics as tables with bars."""
    console = Console(
        file=StringIO(),
        width=_width(),
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
    )
    with console.capture() as captured:
        for statistic in found:
            console.print(_table(statistic, top), Text())
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def _table(statistic: Statistic, top: int) -> Table:
    kept = _largest(statistic, top)
    left_out = len(statistic.rows) - len(kept)
    more = f" The {left_out:,} smallest groups are left out (--top)." if left_out else ""
    table = Table(
        title=Text(statistic.title, "bold"),
        caption=Text(statistic.note + more, "dim"),
        title_justify="left",
        caption_justify="left",
        box=None,
        pad_edge=False,
        header_style="dim",
    )
    for heading in statistic.headings:
        group = heading.kind is Kind.GROUP
        table.add_column(heading.name, justify="left" if group else "right", no_wrap=not group)
    table.add_column("", width=_BAR)
    drawn = _drawn(statistic)
    most = max((_number(row[drawn]) for row in kept), default=0) or 1
    for row in kept:
        cells = [
            Text(cell_text(cell, heading.kind))
            for cell, heading in zip(row, statistic.headings, strict=True)
        ]
        table.add_row(*cells, Bar(most, 0, _number(row[drawn]), width=_BAR, color="cyan"))
    return table


def _largest(statistic: Statistic, top: int) -> Sequence[tuple[Cell, ...]]:
    """The largest groups, in their original order."""
    least = sorted((_number(row[1]) for row in statistic.rows), reverse=True)[:top][-1:]
    return [row for row in statistic.rows if least and _number(row[1]) >= least[0]][:top]


def _drawn(statistic: Statistic) -> int:
    """The column that the bars show: the median of days, or else the count."""
    names = [heading.name for heading in statistic.headings]
    return names.index("median") if "median" in names else 1


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def cell_text(cell: Cell, kind: Kind) -> str:
    """The text of a cell."""
    if cell is None:
        return "-"
    if isinstance(cell, str):
        return visible(cell)
    return f"{cell:.1%}" if kind is Kind.SHARE else f"{cell:,}"


def _width() -> int:
    if not sys.stdout.isatty():
        columns = os.environ.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() and int(columns) > 0 else _PIPED_WIDTH
    return min(_WIDEST, shutil.get_terminal_size().columns)
