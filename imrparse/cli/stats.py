"""The command `imrparse stats`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from imrparse.cli.inputs import color_option

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
    # rich and the table readers are imported when the command runs.
    from imrparse.cli.stats_call import run

    ctx.exit(run(**options))
