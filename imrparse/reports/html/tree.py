"""The tree of a letter as nested lists that unfold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from attrs import define, field

from imrparse.reports.html.blocks import Block
from imrparse.reports.letter_rows import Row, rows
from imrparse.text.source import Span
from imrparse.text.visible import visible
from imrparse.tree.letter import Determination

_SHOWN = 160  # code points of a long text, which stands in full in the letter


@define
class _Branch:
    row: Row
    inner: list[_Branch] = field(factory=list)


def tree(letter: Determination, blocks: Sequence[Block], prefix: str, *, is_open: bool) -> str:
    """What was read in a letter. Each value is a link to the block of the text with it."""
    top = "".join(_html(branch, blocks, prefix) for branch in _branches(letter))
    opened = " open" if is_open else ""
    return (
        f'<details class="tree"{opened}><summary>What was read</summary>'
        f'<ul role="list">{top}</ul></details>'
    )


def _branches(letter: Determination) -> list[_Branch]:
    """The rows of a letter, each with the rows below it."""
    top: list[_Branch] = []
    path: list[_Branch] = []
    for row in rows(letter, each_item=True):
        del path[row.level :]
        branch = _Branch(row)
        (path[-1].inner if path else top).append(branch)
        path.append(branch)
    return top


def _html(branch: _Branch, blocks: Sequence[Block], prefix: str) -> str:
    words = "".join(_words(branch.row))
    if not branch.inner:
        return f"<li>{words}{_link(branch.row, blocks, prefix, '')}</li>"
    link = _link(branch.row, blocks, prefix, "in the letter ")
    inner = f"<li>{link}</li>" if link else ""
    inner += "".join(_html(one, blocks, prefix) for one in branch.inner)
    return f'<li><details><summary>{words}</summary><ul role="list">{inner}</ul></details></li>'


def _words(row: Row) -> Iterator[str]:
    if row.label:
        yield f'<span class="label">{escape(row.label)}</span> '
    value = row.value if len(row.value) <= _SHOWN else row.value[:_SHOWN].rstrip() + "…"
    shown = escape(visible(value))
    if shown:
        yield f'<span class="value">{shown}</span>'


def _link(row: Row, blocks: Sequence[Block], prefix: str, words: str) -> str:
    """A link to the place of a row, if it has one. It shows the words and an arrow."""
    place = next(_places(row.span, blocks), None)
    if place is None:
        return ""
    what = escape(row.label or "value")
    return (
        f' <a class="to" href="#{prefix}b{place}" aria-label="{what} in the letter">{words}'
        '<span aria-hidden="true">→</span></a>'
    )


def _places(span: Span | None, blocks: Sequence[Block]) -> Iterator[int]:
    """The number of the block in which a span begins."""
    for number, block in enumerate(blocks, start=1):
        if span and block.span.start <= span.start < block.span.end:
            yield number
