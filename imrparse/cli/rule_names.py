"""The names of rules that a shell completes. Only completion imports what it needs for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from click.shell_completion import CompletionItem


def complete_rules(
    _: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The codes, names and groups of rules that begin as given. Options take several, separated by
    commas, of which the last is completed."""
    listed, comma, begun = "", "", incomplete
    if isinstance(parameter, click.Option):
        listed, comma, begun = incomplete.rpartition(",")
    given = set(listed.split(","))
    return [
        CompletionItem(f"{listed}{comma}{name}", help=summary)
        for name, summary in _names()
        if name.lower().startswith(begun.lower()) and name not in given
    ]


def _names() -> Iterator[tuple[str, str]]:
    """Each code and name with what it stands for, and each group."""
    from imrparse.diagnostics.fault_pages import PAGES
    from imrparse.linting.rule import page_of
    from imrparse.linting.rules import rule_classes
    from imrparse.linting.selection import SYNTAX

    rules = rule_classes()
    described: Sequence[tuple[str, str, str]] = [
        *((page.code, page.name, page.summary) for page in PAGES),
        *((rule.code, rule.name, page_of(rule).summary) for rule in rules),
    ]
    yield from ((code, f"{name}: {summary}") for code, name, summary in described)
    yield from ((name, f"{code}: {summary}") for code, name, summary in described)
    groups = dict.fromkeys([SYNTAX, *(rule.group for rule in rules)])
    yield from ((group, "all rules of this group") for group in groups)
