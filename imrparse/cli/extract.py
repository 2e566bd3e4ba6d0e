"""The command `imrparse extract`."""

from __future__ import annotations

from typing import Any

import click

from imrparse.cli.inputs import encoding_option

FORMATS = ("parquet", "csv", "jsonl", "sqlite", "duckdb")


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option(
    "--output",
    "-o",
    metavar="DIR|FILE",
    required=True,
    help="The folder for the tables; a file for sqlite, duckdb and --flat, or - with --flat.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="The default depends on the output's suffix (.sqlite, .db, .duckdb), or is parquet.",
)
@click.option(
    "--flat",
    is_flag=True,
    help="Write one table instead of four: issues joined with their letters, as csv, jsonl or "
    "parquet.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Number of processes; the default is one per core.",
)
@click.option("--resume", is_flag=True, help="Continue an interrupted run, if there is one.")
@click.option("--overwrite", is_flag=True, help="Start over, and replace existing tables.")
@click.option(
    "--list-skipped",
    is_flag=True,
    help="List files of other kinds in faults too. Without it, the summary counts them.",
)
@click.option(
    "--excel",
    is_flag=True,
    help="With csv, keep spreadsheets from running cells that look like formulas.",
)
@encoding_option
@click.pass_context
def extract(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Extract tables from letters.

    A PATH is a file, a folder (searched recursively, without hidden files), a pattern
    such as 'letters/**/*.pdf', a zip or tar archive, or a list of these: @FILE, or - for the
    standard input.

    \b
    Examples:
      imrparse extract letters/ --output tables
      imrparse extract 2016.zip 2017.tar.gz --output letters.duckdb
      imrparse extract letters/ --flat --output issues.csv
      find . -name '*.pdf' -print0 | imrparse extract - -o tables --format csv

    The tables are letters, issues, citations and faults. A file that can't be read is listed in
    faults, and the exit status is then 1. If a run is interrupted (Ctrl-C, SIGTERM, SIGHUP), its
    results so far are kept, and --resume continues with the rest.
    """
    # The parser, rich and the table writers are imported when the command runs.
    from imrparse.cli.extract_call import run

    ctx.exit(run(paths, **options))
