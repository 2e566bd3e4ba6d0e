"""The command `imrparse rules`, and the pages of rules and faults that it shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from imrparse.cli.output import for_terminal, stdout
from imrparse.cli.rule_names import complete_rules
from imrparse.diagnostics.fault_pages import PAGES, FaultPage
from imrparse.linting.config import unknown_name
from imrparse.linting.rule import Rule, markdown, options_of, page_of
from imrparse.linting.rules import rule_classes
from imrparse.linting.selection import SYNTAX
from imrparse.reports.results import Described


@click.command()
@click.argument("names", metavar="[RULE]...", nargs=-1, shell_complete=complete_rules)
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
    stream = stdout()
    click.echo(for_terminal(text_of(names, form), stream), file=stream)
    ctx.exit(0)


def described() -> dict[str, Described]:
    """All codes, of faults and of rules, with their descriptions."""
    return {page.code: Described(page.name, _summary(page), _page(page)) for page in _pages()}


def text_of(names: Sequence[str], form: str) -> str:
    """The list of all rules, or the pages of the given ones. Raises UsageError."""
    pages = _pages()
    known: dict[str, list[FaultPage | type[Rule]]] = {}
    for page in pages:
        for name in (page.code, page.name, _group(page)):
            known.setdefault(name, []).append(page)
    for name in names:
        if name not in known:
            raise click.UsageError(unknown_name("rule, code or group", name, known))
    wanted = list(dict.fromkeys(page for name in names for page in known[name])) or pages
    if form == "json":
        return json.dumps([_plain(page) for page in wanted], indent=2)
    return "\n\n".join(map(_page, wanted)) if names else "\n".join(map(_line, pages))


def _pages() -> list[FaultPage | type[Rule]]:
    return [*PAGES, *rule_classes()]


def _line(page: FaultPage | type[Rule]) -> str:
    by_request = "" if _is_on(page) else " (off by default)"
    return f"{page.code}  {page.name:<26} {_summary(page)}{by_request}"


def _is_on(page: FaultPage | type[Rule]) -> bool:
    """Whether a fault or a rule is reported by default."""
    return isinstance(page, FaultPage) or page.default


def _group(page: FaultPage | type[Rule]) -> str:
    return SYNTAX if isinstance(page, FaultPage) else page.group


def _summary(page: FaultPage | type[Rule]) -> str:
    return page.summary if isinstance(page, FaultPage) else page_of(page).summary


def _page(page: FaultPage | type[Rule]) -> str:
    """The page of a rule or a fault, in Markdown."""
    if isinstance(page, FaultPage):
        return (
            f"# {page.name} ({page.code})\n\n{page.summary} {page.explanation}\n\n"
            f"## Why\n\n{page.why}\n\n## Example\n\nWrong:\n\n```text\n{page.failing}\n```\n\n"
            f"Right:\n\n```text\n{page.passing}\n```\n"
        )
    return markdown(page)


def _plain(page: FaultPage | type[Rule]) -> dict[str, Any]:
    return {
        "code": page.code,
        "name": page.name,
        "group": _group(page),
        "severity": None if isinstance(page, FaultPage) else page.severity.value,
        "default": _is_on(page),
        "summary": _summary(page),
        "options": {} if isinstance(page, FaultPage) else _defaults(page),
        "page": _page(page),
    }


def _defaults(rule: type[Rule]) -> dict[str, Any]:
    return {option.name: option.default for option in options_of(rule)}
