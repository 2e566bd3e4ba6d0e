"""An overview of a letter: its header, its reviewer, and the decisions.

Notebooks show it as HTML, terminals with rich.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from attrs import frozen

from imrparse.text.node import Node, value_fields
from imrparse.text.values import in_words
from imrparse.text.visible import visible

if TYPE_CHECKING:
    from rich.console import RenderableType

_CAPITALS = {"ur": "UR", "maximus": "MAXIMUS"}
_LEFT = ' style="text-align: left; vertical-align: top"'


def label(field: str) -> str:
    """A field's name as words: ``ur_denial_date`` is ``UR denial date``."""
    words = field.removesuffix("_guideline").split("_")
    shown = " ".join(_CAPITALS.get(word, word) for word in words)
    return shown[0].upper() + shown[1:]


@frozen
class Overview:
    """The texts of an overview."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Labels and values."""
    issues: tuple[tuple[str, str], ...]
    """Requests and decisions."""

    @classmethod
    def of(
        cls, title: str, parts: Iterable[Node | None], issues: Iterable[tuple[str, str]]
    ) -> Overview:
        """The overview of the values of some parts of a letter, and of its issues."""
        facts = [
            (label(name), in_words(getattr(part, name)))
            for part in parts
            if part
            for name in value_fields(type(part))
        ]
        return cls(title, tuple((name, words) for name, words in facts if words), tuple(issues))

    def html(self) -> str:
        """An HTML fragment that sets no colours, so that it suits light and dark pages."""
        facts = "".join(
            f'<tr><th scope="row"{_LEFT}>{_html(name)}</th><td{_LEFT}>{_html(value)}</td></tr>'
            for name, value in self.facts
        )
        issues = "".join(
            f"<tr><td{_LEFT}>{_html(request)}</td><td{_LEFT}>{_html(decision)}</td></tr>"
            for request, decision in self.issues
        )
        head = f'<tr><th scope="col"{_LEFT}>Request</th><th scope="col"{_LEFT}>Decision</th></tr>'
        return (
            f"<div><p><strong>{_html(self.title)}</strong></p>"
            + (f"<table><tbody>{facts}</tbody></table>" if facts else "")
            + (f"<table><thead>{head}</thead><tbody>{issues}</tbody></table>" if issues else "")
            + "</div>"
        )

    def rich(self) -> RenderableType:
        """The overview as a rich renderable."""
        # rich is imported only when it calls this.
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        facts = Table.grid(padding=(0, 2))
        for name, value in self.facts:
            facts.add_row(Text(name, "dim"), Text(visible(value)))
        issues = Table("Request", "Decision", box=None, padding=(0, 2, 0, 0))
        for request, decision in self.issues:
            issues.add_row(Text(visible(request)), Text(visible(decision), "bold"))
        parts: list[RenderableType] = [Text(visible(self.title), "bold")]
        parts += [facts] if self.facts else []
        parts += [Text(), issues] if self.issues else []
        return Group(*parts)


def _html(text: str) -> str:
    return escape(visible(text))
