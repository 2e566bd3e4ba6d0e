"""The parts of a letter: its outline, what can be folded, and the first of two doubled parts."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as lsp

from imrparse.diagnostics import codes
from imrparse.editor.lsp.checked import Checked
from imrparse.text.node import Node, value_fields
from imrparse.text.source import Span
from imrparse.tree.letter import Issue
from imrparse.tree.overview import label

_PART, _ISSUE, _FIELD = lsp.SymbolKind.Module, lsp.SymbolKind.Class, lsp.SymbolKind.Field


def symbols(draft: Checked) -> list[lsp.DocumentSymbol]:
    """The header, the reviewer, the summary, and each issue with its fields."""
    letter = draft.letter
    found = []
    for name in ("header", "reviewer", "summary"):
        part = getattr(letter, name)
        if part and part.span:
            children = [] if name == "summary" else list(_fields(draft, part))
            found.append(_symbol(draft, label(name), part.span, _PART, children=children))
    for number, issue in enumerate(letter.issues, start=1):
        if issue.span:
            decided = issue.decision.value if issue.decision else "undecided"
            children = list(_fields(draft, issue))
            name = f"Issue {number}: {issue.request.text or 'no request'}"
            found.append(_symbol(draft, name, issue.span, _ISSUE, decided, children))
    return found


def _fields(draft: Checked, node: Node) -> Iterator[lsp.DocumentSymbol]:
    for name in value_fields(type(node)):
        if span := node.span_of(name):
            yield _symbol(draft, label(name), span, _FIELD)


def _symbol(
    draft: Checked,
    name: str,
    span: Span,
    kind: lsp.SymbolKind,
    detail: str | None = None,
    children: list[lsp.DocumentSymbol] | None = None,
) -> lsp.DocumentSymbol:
    stretch = draft.places.range(span)
    return lsp.DocumentSymbol(name, kind, stretch, stretch, detail=detail, children=children)


def folds(draft: Checked) -> list[lsp.FoldingRange]:
    """The parts of more than one line."""
    found = []
    for span in _spans(draft):
        stretch = draft.places.range(span)
        if stretch.start.line < stretch.end.line:
            found.append(lsp.FoldingRange(stretch.start.line, stretch.end.line))
    return found


def _spans(draft: Checked) -> Iterator[Span]:
    letter = draft.letter
    for part in (letter.header, letter.reviewer, letter.summary, *letter.issues):
        if part and part.span:
            yield part.span
        if isinstance(part, Issue):
            yield from (span for span in (part.rationale.span, part.request.span) if span)


def definition(draft: Checked, position: lsp.Position) -> lsp.Location | None:
    """The first of two doubled parts, from the second one."""
    offset = draft.places.offset(position)
    for found in draft.diagnostics:
        if found.code == codes.DOUBLED and found.span.start <= offset <= found.span.end:
            for first in found.related:
                return lsp.Location(draft.uri, draft.places.range(first.span))
    return None
