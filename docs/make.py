"""Makes the pages under docs/ that are made from what the program itself says.

python docs/make.py            write them
python docs/make.py --check    exit 1 if one of them is stale, or of no rule any more

That is faults.md, made from `imrparse.diagnostics.fault_pages`, and rules.md and a page in rules/ for each rule
of the linter, made from their docstrings; and tables.md, made from the schema of the tables.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from itertools import groupby
from pathlib import Path
from textwrap import fill

from imrparse.diagnostics.fault_pages import PAGES, Example, FaultPage
from imrparse.linting.registry import rule_classes
from imrparse.linting.rule_page import markdown, page_of
from imrparse.tables.column_page import markdown as tables

DOCS = Path(__file__).resolve().parent

_HEAD = """\
# Faults

What can be wrong with the text of a letter. Each fault has a code that does not change.
`imrparse.parse` raises `ParseError` with a diagnostic for each error, and
[`imrparse parse`](commands/parse.md) tells of them. A fault is reported once, and the rest of the
letter is read as if it were mended.

The examples are from one invented letter. This page is made by `python docs/make.py` from
`imrparse/diagnostics/fault_pages.py`.
"""
_WIDTH = 100

_FAILING = {
    Example.PART: "Wrong:",
    Example.END: "Wrong, where this is the end of the text:",
    Example.TWICE: "Wrong:",
    Example.WHOLE: "Wrong, where this is all of the text:",
    Example.ENCODING: "Wrong, in a file that is in Latin-1 and read with `--encoding utf-8`:",
}
_PASSING = {
    Example.PART: "Right:",
    Example.END: "Right, where the letter goes on:",
    Example.TWICE: "Right, where this is the end of the text:",
    Example.WHOLE: "Right, in its place in a letter:",
    Example.ENCODING: "Right, in a file that is in UTF-8, or whose encoding is detected:",
}


def faults() -> str:
    """The text of faults.md."""
    rows = [
        f"| [{page.code}](#{page.code.lower()}-{page.name}) | `{page.name}` | {page.summary} |"
        for page in PAGES
    ]
    contents = "\n".join(["| code | name | what is wrong |", "|---|---|---|", *rows, ""])
    return "\n".join([_HEAD, contents, *map(_page, PAGES)])


def _page(page: FaultPage) -> str:
    return "\n".join(_lines(page))


def _lines(page: FaultPage) -> Iterator[str]:
    yield from (f"## {page.code} {page.name}", "")
    yield from (_wrapped(f"{page.summary} {page.explanation}"), "")
    yield from (_wrapped(f"**Why it matters.** {page.why}"), "")
    yield from (_FAILING[page.example], "", *_excerpt(page.failing), "")
    yield from (_PASSING[page.example], "", *_excerpt(page.passing), "")


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _excerpt(text: str) -> tuple[str, str, str]:
    return "```text", text.strip("\n"), "```"


_RULES_HEAD = """\
# Rules

What [`imrparse lint`](commands/lint.md) objects to in a draft, besides the [faults](faults.md) of
its syntax. Each rule has a code that does not change; its hundreds say the group. Warnings make
the exit status 1, notes do not.

These pages are made by `python docs/make.py` from the rules themselves, in
`imrparse/linting/rules/`.
"""


def rules() -> str:
    """The text of rules.md."""
    return "\n".join([_RULES_HEAD, *_groups()])


def _groups() -> Iterator[str]:
    for group, found in groupby(rule_classes(), key=lambda rule: rule.group):
        listed = list(found)
        about = import_module(listed[0].__module__.rpartition(".")[0]).__doc__ or ""
        yield from (f"## {group}", "", _wrapped(about), "")
        yield from ("| code | name | severity | what is wrong |", "|---|---|---|---|")
        for rule in listed:
            link = f"[{rule.code}](rules/{rule.code}.md)"
            severity, summary = rule.severity.value, page_of(rule).summary
            yield f"| {link} | `{rule.name}` | {severity} | {summary} |"
        yield ""


MADE: dict[str, Callable[[], str]] = {
    "faults.md": faults,
    "rules.md": rules,
    "tables.md": tables,
} | {f"rules/{rule.code}.md": partial(markdown, rule) for rule in rule_classes()}
"""The pages that are made, and what makes them."""


def main(arguments: Sequence[str]) -> int:
    """Writes the pages, or looks whether they are as they would be written."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write(str(__doc__))
        return 2
    stale = [name for name, make in MADE.items() if _text(DOCS / name) != make()]
    orphans = sorted({f"rules/{page.name}" for page in DOCS.glob("rules/*.md")} - MADE.keys())
    if arguments:
        for name in stale:
            sys.stderr.write(f"docs/{name} is stale: run python docs/make.py\n")
        for name in orphans:
            sys.stderr.write(f"docs/{name} is of no rule: run python docs/make.py\n")
        return 1 if stale or orphans else 0
    for name in stale:
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(MADE[name](), "utf-8", newline="\n")
    for name in orphans:
        (DOCS / name).unlink()
    return 0


def _text(path: Path) -> str | None:
    return path.read_bytes().decode() if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
