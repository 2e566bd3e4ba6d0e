"""Walking the nodes of a letter, and finding the node at an offset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import index

from imrparse.text.errors import WrongTypeError
from imrparse.text.node import Node, each_item, value_fields
from imrparse.text.source import Span
from imrparse.text.values import described
from imrparse.tree.letter import Determination, Prose, expect_letter

_NOWHERE = Span(0, 0)

_Details = Mapping[str, Sequence[Node]]
"""The nodes parsed from the text of fields, by field name."""


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and every node in it, outermost first, in text order.

    This includes the nodes parsed from fields: citations, treatments with their amounts and body
    parts, categories, conclusions; and for a whole letter the injured worker and the dates. The
    remaining part of a partial authorization is also the request's treatment, and is yielded once.

    A part without a position in the text comes in the order of its node's fields. Raises TypeError
    for anything but a node.
    """
    if not isinstance(node, Node):
        raise WrongTypeError(f"imrparse.walk takes a node, not {described(node)}")
    return _all_nodes(node)


def node_at(letter: Determination, offset: int) -> Node | None:
    """The innermost node at an offset in the text that a letter was parsed from.

    `offset` counts code points of the text, `letter.source`. Returns the letter itself if no part
    of it is there, and None outside the text (the end of the text is outside). Raises TypeError for
    arguments of other types.
    """
    expect_letter(letter, "node_at")
    try:
        place = index(offset)
    except TypeError:
        raise WrongTypeError(
            f"imrparse.node_at takes an offset, an int, not {described(offset)}"
        ) from None
    found = _innermost((part for _, part in _outline(letter, "")), place)
    for name, part in _outline(letter, "") if isinstance(found, Prose) else ():
        if part is found:
            return _innermost([part, *_inside(part, _details(letter).get(name, ()))], place)
    return found


def _innermost(nodes: Iterable[Node], offset: int) -> Node | None:
    """The shortest of the nodes at an offset; if several tie, the last."""
    found: Node | None = None
    shortest = 0
    for node in nodes:
        if node.span and node.span.start <= offset < node.span.end:
            length = node.span.end - node.span.start
            if found is None or length <= shortest:
                found, shortest = node, length
    return found


def _all_nodes(node: Node) -> Iterator[Node]:
    details: Mapping[str, Sequence[Node]] = {}
    if isinstance(node, Determination):
        details = _details(node)
    for name, part in _outline(node, ""):
        yield part
        if isinstance(part, Prose):
            yield from _inside(part, details.get(name, ()))


def _outline(node: Node, name: str) -> Iterator[tuple[str, Node]]:
    """A node and the nodes in its fields, with their names: "issues[0].request".

    The parts come in text order; those in a list in the order of the list.
    """
    yield name, node
    groups: list[list[tuple[str, Node]]] = []
    for field in value_fields(type(node)):
        value = getattr(node, field)
        inner = f"{name}.{field}".lstrip(".")
        if isinstance(value, Node):
            groups.append([(inner, value)])
        elif isinstance(value, tuple):
            parts = enumerate(each_item(value))
            items = [(f"{inner}[{n}]", part) for n, part in parts if isinstance(part, Node)]
            groups += [items] if items else []
    if all(group[0][1].span for group in groups):
        groups.sort(key=lambda group: group[0][1].span or _NOWHERE)
    for group in groups:
        for inner, part in group:
            yield from _outline(part, inner)


def _details(letter: Determination) -> _Details:
    """The nodes parsed from the text of fields that belong to the letter as a whole."""
    found: dict[str, list[Node]] = {"summary": [letter.injured_worker]}
    for date in letter.dates:
        found.setdefault(date.field, []).append(date)
    return found


def _inside(part: Node, more: Iterable[Node]) -> Iterator[Node]:
    """All nodes parsed from the text of a part, and `more` of them, in text order."""
    span = part.span or _NOWHERE
    found = [*_derived(part, span)]
    for node in more:
        own = node.span or span
        found += [(own, node), *_derived(node, own)]
    found.sort(key=lambda placed: (placed[0].start, -placed[0].end))
    seen: set[int] = set()
    for _, node in found:
        if id(node) not in seen:
            seen.add(id(node))
            yield node


def _derived(node: Node, span: Span) -> Iterator[tuple[Span, Node]]:
    """The nodes in a node, outermost first, with their spans, or their parent's if they have
    none."""
    for name in (*value_fields(type(node)), *node.DERIVED):
        for each in each_item(getattr(node, name)):
            if isinstance(each, Node):
                own = each.span or span
                yield own, each
                yield from _derived(each, own)
