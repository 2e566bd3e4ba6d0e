"""The command `imrparse stats`."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import click
from rich.bar import Bar
from rich.console import Console
from rich.table import Table
from rich.text import Text

from imrparse.cli import files
from imrparse.cli.inputs import color_option
from imrparse.cli.output import dumps, say, stdout, wants_color
from imrparse.cli.report import CLEAN, FAILED
from imrparse.stats.compute import statistics
from imrparse.stats.dimensions import SelectionError
from imrparse.stats.statistic import (
    FEW,
    INTERVAL,
    Cell,
    Kind,
    Statistic,
    cell_text,
    interval_text,
    number,
)
from imrparse.tables.columns.column import Row
from imrparse.tables.formats.extras import MissingExtraError
from imrparse.tables.formats.read import NoTablesError
from imrparse.tables.formats.text_form import count_formulas, formula_warning, row_for_spreadsheets
from imrparse.text.visible import visible

FORMATS = ("bars", "json", "csv")
_BAR = 16  # columns
_MANY = 9  # columns, beside which a bar is shorter
_GROUP = 10  # columns
_SHORT = 7  # characters of a heading in one line
_MARK = "*"
_PIPED_WIDTH = 100
_WIDEST = 120


@click.command()
@click.argument("tables", metavar="DIR|FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="bars",
    help="The output format: bars (the default), JSON or CSV.",
)
@click.option(
    "--where",
    metavar="FILTER",
    multiple=True,
    help="Count only issues for which it holds: category=Surgery, age>=65. May be given again.",
)
@click.option(
    "--period",
    metavar="PERIOD",
    help="Count only letters decided in it: 2016, 2016Q4, 2016-12, 2015..2016-06.",
)
@click.option(
    "--by",
    metavar="COLUMN",
    multiple=True,
    help="Show the decisions by any column only; given twice, by two columns.",
)
@click.option(
    "--top",
    metavar="N",
    type=click.IntRange(min=1),
    default=15,
    help="With bars, show the N largest groups (default 15). JSON, CSV and HTML have all groups.",
)
@click.option(
    "--excel",
    is_flag=True,
    help="With csv, keep spreadsheets from running cells that look like formulas.",
)
@click.option(
    "--html", metavar="FILE", type=click.Path(path_type=Path), help="Write a page with charts."
)
@color_option
@click.pass_context
def stats(ctx: click.Context, /, **options: Any) -> None:
    """Show statistics of tables.

    DIR or FILE is the output of `imrparse extract`, in any of its formats.

    \b
    Examples:
      imrparse stats tables
      imrparse stats letters.duckdb --html stats.html
      imrparse stats tables --where category=Pharmaceuticals --period 2015..2016
      imrparse stats tables --by category --by year --format csv
      imrparse stats tables --format json | jq .quarters
    """
    ctx.exit(run(**options))


def run(
    *,
    tables: Path,
    form: str,
    where: tuple[str, ...],
    period: str | None,
    by: tuple[str, ...],
    top: int,
    excel: bool,
    html: Path | None,
    color: str,
) -> int:
    """Run the command with these options. Returns the exit status; raises UsageError."""
    if excel and form != "csv":
        raise click.UsageError("--excel needs --format csv.")
    try:
        found = statistics(tables, where=where, period=period, by=by)
    except SelectionError as error:
        raise click.UsageError(str(error)) from None
    except (NoTablesError, MissingExtraError) as error:
        say(f"imrparse: {error}")
        return FAILED
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        say(f"imrparse: {visible(str(tables))}: {reason}")
        return FAILED
    if html and not _write_page(html, found, tables.name, [*([period] if period else []), *where]):
        return FAILED
    if form == "csv":
        _write_csv(list(_wide_rows(found[0]) if by else _csv_rows(found)), excel=excel)
    elif form != "bars" or not html:
        _write(found, form, top, color)
    return CLEAN


def _write_page(path: Path, found: Sequence[Statistic], name: str, filters: Sequence[str]) -> bool:
    """Write the page with charts, and return whether it was written."""
    from imrparse.stats.html_page import page

    try:
        text = page(found, name, ", ".join(filters))
        files.put(path, text.encode(errors="backslashreplace"))
    except MissingExtraError as error:
        say(f"imrparse: {error}")
    except files.UnwritableError as error:
        say(f"imrparse: {visible(str(path))}: not written: {error}")
    else:
        return True
    return False


def _write(found: Sequence[Statistic], form: str, top: int, color: str) -> None:
    stream = stdout()
    if form == "json":
        values = {statistic.name: statistic.to_dict() for statistic in found}
        stream.write(dumps(values, indent=2) + "\n")
    else:
        stream.write(shown(found, top, color=wants_color(color, stream)))


def _write_csv(rows: Sequence[Row], *, excel: bool) -> None:
    formulas = 0 if excel else count_formulas(rows)
    text = io.StringIO()
    safe = map(row_for_spreadsheets, rows) if excel else rows
    csv.writer(text, lineterminator="\n").writerows(safe)
    stdout().write(text.getvalue())
    if formulas:
        say(f"imrparse: {formula_warning(formulas)}")


def _csv_rows(found: Sequence[Statistic]) -> Iterator[Row]:
    """One long table: a row for each number."""
    yield "statistic", "group", "measure", "value"
    for statistic in found:
        for group, *cells in statistic.rows:  # only a statistic of `--by` may have two groups
            for heading, cell in zip(statistic.headings[1:], cells, strict=True):
                yield statistic.name, group, heading.name, cell


def _wide_rows(statistic: Statistic) -> Iterator[Row]:
    """A row for each group, and a column for each measure."""
    yield tuple(heading.name for heading in statistic.headings)
    yield from statistic.rows


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
    table = Table(
        title=Text(statistic.title, "bold"),
        caption=Text(_note(statistic, kept), "dim"),
        title_justify="left",
        caption_justify="left",
        box=None,
        pad_edge=False,
        header_style="dim",
    )
    for heading in statistic.headings:
        group = heading.kind is Kind.GROUP
        name = INTERVAL if heading.kind is Kind.LOW else heading.name
        if heading.kind is not Kind.HIGH:
            table.add_column(
                _in_two_lines(name),
                justify="left" if group else "right",
                no_wrap=not group,
                min_width=_GROUP if group else None,
            )
    bars = _BAR if len(statistic.headings) < _MANY else _BAR // 2
    table.add_column("", width=bars)
    drawn = _drawn(statistic)
    most = max((number(row[drawn]) for row in kept), default=0) or 1
    for row in kept:
        bar = Bar(most, 0, number(row[drawn]), width=bars, color="cyan")
        table.add_row(*map(Text, _texts(statistic, row)), bar)
    return table


def _in_two_lines(name: str) -> str:
    first, space, last = name.rpartition(" ")
    return f"{first}\n{last}" if space and len(name) > _SHORT else name


def _texts(statistic: Statistic, row: Sequence[Cell]) -> Iterator[str]:
    """The cells of a row; the ends of an interval are one."""
    mark = _MARK if statistic.is_of_few(row) else ""
    for place, (cell, heading) in enumerate(zip(row, statistic.headings, strict=True)):
        if heading.kind is Kind.LOW:
            yield interval_text(cell, row[place + 1])
        elif heading.kind is not Kind.HIGH:
            text = visible(cell_text(cell, heading.kind))
            yield text + mark if heading.kind is Kind.SHARE and cell is not None else text


def _note(statistic: Statistic, kept: Sequence[Sequence[Cell]]) -> str:
    left_out = len(statistic.rows) - len(kept)
    more = f" The {left_out:,} smallest groups are left out (--top)." if left_out else ""
    few = any(map(statistic.is_of_few, kept))
    return statistic.note + (f" {_MARK} of fewer than {FEW}." if few else "") + more


def _largest(statistic: Statistic, top: int) -> Sequence[tuple[Cell, ...]]:
    """The largest groups, in their original order."""
    place = statistic.groups
    least = sorted((number(row[place]) for row in statistic.rows), reverse=True)[:top][-1:]
    return [row for row in statistic.rows if least and number(row[place]) >= least[0]][:top]


def _drawn(statistic: Statistic) -> int:
    """The column that the bars show: the median of days, or else the count."""
    return statistic.column("median") or statistic.groups


def _width() -> int:
    if not sys.stdout.isatty():
        columns = os.environ.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() and int(columns) > 0 else _PIPED_WIDTH
    return min(_WIDEST, shutil.get_terminal_size().columns)
