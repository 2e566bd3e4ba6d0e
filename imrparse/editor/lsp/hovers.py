"""What an editor shows for the word under the pointer: what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as lsp

from imrparse.diagnostics.fault_pages import PAGES
from imrparse.editor.lsp.checked import Checked
from imrparse.fields.details import Citation
from imrparse.linting.rule import page_of
from imrparse.linting.rules import rule_classes
from imrparse.linting.rules.citation.editions import edition_of
from imrparse.reports.letter_rows import rows
from imrparse.text.source import Span
from imrparse.tree.walking import node_at

_MOST = 4  # rows, the innermost ones
_LONGEST = 200  # code points of a value


def hover(draft: Checked, position: lsp.Position) -> lsp.Hover | None:
    """The findings at a position with the page of their rule, and the values that stand there."""
    offset = draft.places.offset(position)
    parts = [*_pages(draft, offset), *_values(draft, offset), *_edition(draft, offset)]
    if not parts:
        return None
    text = "\n\n---\n\n".join(dict.fromkeys(parts))
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text))


def _pages(draft: Checked, offset: int) -> Iterator[str]:
    for found in draft.diagnostics:
        if found.span.start <= offset <= found.span.end:
            yield page(found.code)


def page(code: str) -> str:
    """The page of a rule or a fault, in Markdown, without its examples."""
    for fault in PAGES:
        if fault.code == code:
            return f"**{code} {fault.name}**\n\n{fault.summary} {fault.explanation}\n\n{fault.why}"
    for rule in rule_classes():
        if rule.code == code:
            why = page_of(rule).text.partition("## Example")[0].replace("## Why\n\n", "")
            return f"**{code} {rule.name}**\n\n{why.strip()}"
    return f"**{code}**"


def _values(draft: Checked, offset: int) -> Iterator[str]:
    """The values at an offset, the innermost first."""
    here = [row for row in rows(draft.letter, each_item=True) if _holds(row.span, offset)]
    here.sort(key=lambda row: row.span.end - row.span.start if row.span else 0)
    labels: dict[str, str] = {}
    for row in here:
        if row.value:
            labels.setdefault(row.value, row.label)
    shown = [f"**{name}**: {_shortened(value)}" for value, name in labels.items()][:_MOST]
    if shown:
        yield "  \n".join(shown)


def _holds(span: Span | None, offset: int) -> bool:
    return span is not None and span.start <= offset < span.end


def _shortened(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"


def _edition(draft: Checked, offset: int) -> Iterator[str]:
    """When the cited edition of a chapter of the MTUS was in force."""
    node = node_at(draft.letter, offset)
    edition = edition_of(node) if isinstance(node, Citation) else None
    if edition is None:
        return
    name = f"MTUS {edition.name} {edition.year}"
    yield f"{name}: in force from {edition.in_force_from}" + (
        f", superseded for requests from {edition.superseded_from}"
        if edition.superseded_from
        else ""
    )
