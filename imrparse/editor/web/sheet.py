"""The text of a draft behind the field in which it is edited: underlines and names of parts."""

from __future__ import annotations

from html import escape

from imrparse.reports.html.article import Letter
from imrparse.reports.html.blocks import Block, blocks
from imrparse.reports.html.marked_text import MarkedText, numbered


def sheet(letter: Letter) -> str:
    """The whole text as one flow, which wraps as the field does. The names of the parts stand
    beside the lines in which they begin."""
    text = MarkedText(letter.source, numbered(letter.findings), "l1-", linked=False)
    found = blocks(letter.tree, letter.source)
    return "".join(_name(block) + text.html(block.span) for block in found) + "\n"


def _name(block: Block) -> str:
    decided = f" {block.decided.value}" if block.decided else ""
    level = " inner" if block.level else ""
    return f'<span class="part-name{level}">{escape(block.name + decided)}</span>'
