"""The command `imrparse lint`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from imrparse.cli.common import color_option, encoding_option, path_arguments

FORMATS = ("full", "concise", "json", "jsonl", "sarif", "github", "junit")


def _names(_: click.Context, __: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """Names of rules, several of which may stand in one argument with commas between."""
    return tuple(name.strip() for names in given for name in names.split(",") if name.strip())


@click.command()
@path_arguments
@click.option("--select", metavar="RULES", multiple=True, callback=_names, help="Ask only these.")
@click.option("--ignore", metavar="RULES", multiple=True, callback=_names, help="Do not ask these.")
@click.option("--config", type=click.Path(path_type=Path), help="Take the settings from this file.")
@click.option("--isolated", is_flag=True, help="Take no settings from files.")
@click.option("--show-settings", is_flag=True, help="Show the settings of each file, and stop.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, and write the files.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also what may change the meaning.")
@click.option(
    "--diff", "shows_diff", is_flag=True, help="Show what would be mended; write nothing."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="full",
    help="How findings are written; the default is full, with the lines that they are about.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead.")
@click.option("--watch", is_flag=True, help="Lint again whenever a file changes.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Leave out what this file lists.")
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    help="List all findings in this file, to be left out from now on.",
)
@click.option(
    "--jobs", metavar="N", type=click.IntRange(min=1), help="Processes; as many as cores."
)
@click.option(
    "--annotate",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Of a Word file, write a copy in which each finding is a comment.",
)
@color_option
@encoding_option
@click.pass_context
def lint(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check drafts of letters.

    A PATH is a text, PDF, Word or HTML file, a folder (all of these in it and below, but
    nothing hidden), or - for the standard input. RULES are codes (IMR401), beginnings
    of codes (IMR4), groups (decision) or names of rules, with commas between; `imrparse rules`
    lists them.

    \b
    Examples:
      imrparse lint draft.txt
      imrparse lint --select decision,citation drafts/
      imrparse lint --fix drafts/
      imrparse lint draft.docx --annotate comments.docx
      imrparse lint --format sarif drafts/ > findings.sarif

    Settings come from the nearest imrparse.toml or pyproject.toml above each file. The exit
    status is 1 if there is an error or a warning, or a letter could not be read; notes do
    not count.
    """
    # The rules, the parser and rich are imported when the command runs.
    from imrparse.cli.lint_command.lint_call import run

    ctx.exit(run(paths, options))
