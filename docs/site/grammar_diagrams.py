"""Railroad diagrams of the grammars: one for each rule, drawn from `grammars/*.lark`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import railroad
from lark.grammar import NonTerminal, Terminal
from lark.load_grammar import load_grammar
from lark.tree import Tree

from imrparse.syntax import grammar

DRAWN = {
    "letter": "The letter",
    "notice": "The notice of 2013",
    "citation": "A guideline field",
    "treatment": "A request",
}
"""The grammars that are drawn, with a title each."""
_REPEATED = {"?": railroad.Optional, "*": railroad.ZeroOrMore, "+": railroad.OneOrMore}
_NOT_DRAWN = ("mangled_", "older_")  # rules that list malformed variants
_LONGEST = 60  # code points of a wording in a diagram


def page() -> str:
    """The page of the grammars, in Markdown."""
    parts = [_HEAD]
    for name, title in DRAWN.items():
        parts += [f"## {title}", "", f"`grammars/{name}.lark`", "", *_diagrams(name)]
    return "\n".join(parts)


_HEAD = """\
# Grammar

What a letter is, as [railroad diagrams](https://en.wikipedia.org/wiki/Syntax_diagram) of the rules
in `grammars/`. Follow the line from the left: a rounded box is fixed wording, PROSE is any text, a
square box is another rule. The rules for malformed wording and for phrases inside prose are not
drawn. This page is made from the grammars when the site is built.
"""


def _diagrams(name: str) -> Iterator[str]:
    text = grammar.text(name)
    known, _ = load_grammar(text, name, [], False)  # type: ignore[no-untyped-call]
    wordings = {term: _wording(tree) for term, (tree, _) in known.term_defs if tree is not None}
    for rule, _, tree, _ in known.rule_defs:
        if rule.startswith(_NOT_DRAWN):
            continue
        drawn = io.StringIO()
        railroad.Diagram(_drawn(tree, wordings)).writeSvg(drawn.write)
        svg = drawn.getvalue().replace("<svg ", f'<svg role="img" aria-label="{rule}" ', 1)
        yield f"### {rule.lstrip('_')}\n"
        yield f'<div class="railroad" markdown="0">{svg}</div>\n'


def _drawn(tree: Tree[Any], wordings: dict[str, str]) -> railroad.DiagramItem:
    """The diagram of an expression of a rule."""
    items = [child for child in tree.children if child is not None]
    if tree.data == "expansions":
        return railroad.Choice(0, *[_drawn(item, wordings) for item in items])
    if tree.data == "expansion":
        return railroad.Sequence(*[_drawn(item, wordings) for item in items])
    if tree.data == "alias":
        return _drawn(items[0], wordings)
    if tree.data == "maybe":
        return railroad.Optional(_drawn(items[0], wordings))
    if tree.data == "expr":
        inner = _drawn(items[0], wordings)
        operator = str(items[1])
        if operator in _REPEATED:
            return _REPEATED[operator](inner)
        return railroad.OneOrMore(inner, railroad.Comment(" to ".join(map(str, items[1:]))))
    if tree.data == "value":
        return _symbol(items[0], wordings)
    raise ValueError(f"{tree.data} is not drawn")


def _symbol(item: object, wordings: dict[str, str]) -> railroad.DiagramItem:
    if isinstance(item, Terminal):
        return railroad.Terminal(wordings.get(item.name) or item.name)
    if isinstance(item, NonTerminal):
        return railroad.NonTerminal(item.name.lstrip("_"))
    return railroad.Terminal(str(item))


def _wording(tree: Tree[Any]) -> str:
    """The first wording of a terminal that is fixed, shortened; empty for any other."""
    found = next(iter(tree.find_data("expansion")), None)
    first = tree.children[0] if tree.data == "expansions" else found
    if not isinstance(first, Tree):
        return ""
    pieces = []
    for value in first.children:
        literal = value.children[0] if isinstance(value, Tree) else None
        text = str(literal.children[0]) if isinstance(literal, Tree) else ""
        if not text.startswith('"'):
            return ""
        pieces.append(text.rpartition('"')[0][1:])
    text = "".join(pieces)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
