"""The command `imrparse stats`."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from imrparse.cli import files
from imrparse.cli.inputs import color_option
from imrparse.cli.output import dumps, say, stdout, wants_color
from imrparse.cli.report import CLEAN, FAILED
from imrparse.stats.compute import statistics
from imrparse.stats.statistic import Statistic
from imrparse.tables.columns.column import Row
from imrparse.tables.formats.extras import MissingExtraError
from imrparse.tables.formats.read import NoTablesError
from imrparse.tables.formats.text_form import count_formulas, formula_warning, row_for_spreadsheets
from imrparse.text.visible import visible

FORMATS = ("bars", "json", "csv")


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
      imrparse stats tables --format json | jq .quarters
    """
    ctx.exit(run(**options))


def run(*, tables: Path, form: str, top: int, excel: bool, html: Path | None, color: str) -> int:
    """Run the command with these options. Returns the exit status; raises UsageError."""
    if excel and form != "csv":
        raise click.UsageError("--excel needs --format csv.")
    try:
        found = statistics(tables)
    except (NoTablesError, MissingExtraError) as error:
        say(f"imrparse: {error}")
        return FAILED
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        say(f"imrparse: {visible(str(tables))}: {reason}")
        return FAILED
    if html:
        from imrparse.stats.html_page import page

        try:
            files.put(html, page(found, tables.name).encode(errors="backslashreplace"))
        except files.UnwritableError as error:
            say(f"imrparse: {visible(str(html))}: not written: {error}")
            return FAILED
    if form == "csv":
        _write_csv(list(_csv_rows(found)), excel=excel)
    elif form != "bars" or not html:
        _write(found, form, top, color)
    return CLEAN


def _write(found: Sequence[Statistic], form: str, top: int, color: str) -> None:
    stream = stdout()
    if form == "json":
        values = {statistic.name: statistic.to_dict() for statistic in found}
        stream.write(dumps(values, indent=2) + "\n")
    else:
        from imrparse.cli.stats_view import shown

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
        for group, *cells in statistic.rows:
            for heading, cell in zip(statistic.headings[1:], cells, strict=True):
                yield statistic.name, group, heading.name, cell
