"""The command `imrparse lint`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from imrparse.cli.inputs import (
    color_option,
    encoding_option,
    path_arguments_or_here,
    stdin_filename_option,
)
from imrparse.cli.rule_names import complete_rules

FORMATS = ("full", "concise", "json", "jsonl", "sarif", "github", "junit", "html")


def _names(_: click.Context, __: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """Names of rules; one argument may list several, separated by commas."""
    return tuple(name.strip() for names in given for name in names.split(",") if name.strip())


_rules_option = partial(
    click.option,
    metavar="RULES",
    multiple=True,
    callback=_names,
    shell_complete=complete_rules,
)


@click.command()
@path_arguments_or_here
@_rules_option("--select", help="Run only these rules.")
@_rules_option("--ignore", help="Skip these rules.")
@click.option("--config", type=click.Path(path_type=Path), help="Use this settings file.")
@click.option("--isolated", is_flag=True, help="Ignore all settings files.")
@click.option("--show-settings", is_flag=True, help="Show the settings for each file, and exit.")
@click.option("--fix", is_flag=True, help="Apply safe fixes, and write the files.")
@click.option("--unsafe-fixes", is_flag=True, help="Also apply fixes that may change the meaning.")
@click.option("--diff", "shows_diff", is_flag=True, help="Show what would be fixed; write nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="full",
    help="The output format; the default is full, with excerpts of the text.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead.")
@click.option("--watch", is_flag=True, help="Lint again whenever a file changes.")
@click.option(
    "--baseline", type=click.Path(path_type=Path), help="Hide the findings listed in this file."
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    help="List all findings in this file, for --baseline.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Number of processes; the default is one per core.",
)
@click.option(
    "--annotate",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write a copy of a Word file with each finding as a comment.",
)
@click.option(
    "--track",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="With --fix, write a copy of a Word file with the fixes as tracked changes.",
)
@stdin_filename_option
@color_option
@encoding_option
@click.pass_context
def lint(ctx: click.Context, /, paths: tuple[str, ...], **options: object) -> None:
    """Lint drafts of letters.

    A PATH is a text, PDF, Word or HTML file, a folder (searched recursively for such files,
    without hidden ones), or - for the standard input; without one the current folder is meant.
    With --fix - the fixed text is written to stdout, and findings to stderr. RULES are codes
    (IMR401), prefixes of codes (IMR4), groups (decision) or names of rules, separated by commas;
    `imrparse rules` lists them.

    \b
    Examples:
      imrparse lint draft.txt
      imrparse lint --select decision,citation drafts/
      imrparse lint --fix drafts/
      imrparse lint draft.docx --annotate comments.docx
      imrparse lint --fix draft.docx --track changes.docx
      imrparse lint --format sarif drafts/ > findings.sarif

    Settings come from the nearest imrparse.toml or pyproject.toml in the folder of each file or
    above. The exit status is 1 if there is an error or a warning, or a letter could not be read;
    notes do not count.
    """
    # The rules, the parser and rich are imported when the command runs.
    from imrparse.cli.lint_command.lint_call import run
    from imrparse.cli.lint_command.options import Options

    make: Callable[..., Options] = Options
    ctx.exit(run(paths, make(**options)))
