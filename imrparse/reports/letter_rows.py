"""A letter as rows of labels and values, in its order: for the tree in a terminal and on a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from attrs import frozen

from imrparse.reports.detail_rows import Detail, detail_rows
from imrparse.text.node import Node, value_fields
from imrparse.text.source import Span
from imrparse.tree.letter import Decision, Determination, Issue, Prose
from imrparse.tree.overview import label


@frozen
class Row:
    """A row of the view; a long value takes several lines."""

    label: str
    value: str = ""
    span: Span | None = None
    decided: Decision | None = None
    """The decision, if that is the value."""
    is_main: bool = False
    """Whether the value is what a reader looks for first."""
    level: int = 1
    """0 for the heading of a part, 1 for a field, 2 and more for the content of a field."""
    shortens: bool = False
    """Whether to show only the first lines of the value."""


def rows(letter: Determination, *, each_item: bool) -> Iterator[Row]:
    """The rows for a letter, in its order. With `each_item`, list items and the content of fields
    have rows of their own."""
    if letter.header:
        yield Row("Header", span=letter.header.span, level=0)
        yield from _fields(letter.header, each_item)
    yield from _part(letter, "parties")
    yield Row("Reviewer", span=letter.reviewer.span, level=0)
    yield from _fields(letter.reviewer, each_item)
    summary = letter.summary
    yield Row("Summary", summary.text, summary.span, level=0, shortens=True)
    yield from _detail_rows(letter, each_item)
    yield from _part(letter, "remainder")
    for number, issue in enumerate(letter.issues, start=1):
        yield Row(f"Issue {number} of {len(letter.issues)}", span=issue.span, level=0)
        yield from _fields(issue, each_item)


def _part(letter: Determination, name: str) -> Iterator[Row]:
    """The row of a part that few letters have."""
    part = getattr(letter, name)
    if part:
        yield Row(label(name), part.text, part.span, level=0, shortens=True)


def _fields(node: Node, each_item: bool) -> Iterator[Row]:
    for name in value_fields(type(node)):
        value = getattr(node, name)
        shown, span = label(name), node.span_of(name)
        if isinstance(value, tuple):
            yield from _items(node, name, value, each_item)
        elif isinstance(value, Prose) and (value.text or value.span):
            is_main = isinstance(node, Issue) and name == "request"
            yield Row(shown, value.text, span, is_main=is_main, shortens=not is_main)
            yield from _detail_rows(value, each_item)
        elif isinstance(value, Enum):
            decided = value if isinstance(value, Decision) else None
            yield Row(shown, value.value, span, decided)
        elif value is not None and not isinstance(value, Prose):
            yield Row(shown, value.isoformat() if isinstance(value, date) else str(value), span)


def _detail_rows(node: Node, each_item: bool) -> Iterator[Row]:
    for detail in detail_rows(node):
        yield from _detail_row(detail, each_item, level=2)


def _detail_row(detail: Detail, each_item: bool, level: int) -> Iterator[Row]:
    apart = detail.parts if each_item else ()
    value = detail.value if not apart else detail.alone
    yield Row(detail.label, value, detail.span, level=level, shortens=True)
    for part in apart:
        yield from _detail_row(part, each_item, level + 1)


def _items(node: Node, name: str, items: tuple[str, ...], each_item: bool) -> Iterator[Row]:
    if not each_item:
        if items:
            yield Row(label(name), ", ".join(items), node.span_of(name))
        return
    for number, item in enumerate(items):
        yield Row("" if number else label(name), item, node.span_of(f"{name}[{number}]"))
