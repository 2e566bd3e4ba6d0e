"""The command `imrparse rules`."""

from __future__ import annotations

import click

from imrparse.cli.output import for_terminal, stdout


@click.command()
@click.argument("names", metavar="[RULE]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="The output format; the default is text, with pages in Markdown.",
)
@click.pass_context
def rules(ctx: click.Context, names: tuple[str, ...], form: str) -> None:
    """List the rules and the faults, or show their pages.

    \b
    Examples:
      imrparse rules
      imrparse rules IMR402
      imrparse rules late-application
      imrparse rules --format json privacy

    A RULE is a code or a name, or a group for all its rules.
    """
    # The rules are imported when the command runs.
    from imrparse.cli.rule_pages import text_of

    stream = stdout()
    click.echo(for_terminal(text_of(names, form), stream), file=stream)
    ctx.exit(0)
