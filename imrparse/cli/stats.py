"""The command `imrparse stats`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from imrparse.cli.common import color_option

FORMATS = ("bars", "json", "csv")


@click.command()
@click.argument("tables", metavar="DIR|FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="bars",
    help="How to write: with bars, to read (the default), as JSON, or as CSV.",
)
@click.option(
    "--top",
    metavar="N",
    type=click.IntRange(min=1),
    default=15,
    help="With bars, show the N largest groups; the default is 15. JSON, CSV and HTML have all.",
)
@click.option(
    "--excel",
    is_flag=True,
    help="With csv, keep spreadsheets from running cells that begin as formulas do.",
)
@click.option(
    "--html", metavar="FILE", type=click.Path(path_type=Path), help="Write a page with charts."
)
@color_option
@click.pass_context
def stats(ctx: click.Context, /, **options: Any) -> None:
    """Count what is in tables.

    DIR or FILE is what `imrparse extract` wrote, in any of its formats.

    \b
    Examples:
      imrparse stats tables
      imrparse stats letters.duckdb --html stats.html
      imrparse stats tables --format json | jq .quarters
    """
    # rich, and what reads tables, are imported when the command runs.
    from imrparse.cli.table_commands.stats_call import run

    ctx.exit(run(**options))
