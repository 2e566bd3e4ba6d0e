"""Helpers that check a letter in every way at once, or show all that is told of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import jsonschema

from helpers.letters import PLAIN

import imrparse
from imrparse import (
    Decision,
    Determination,
    Diagnostic,
    Header,
    Issue,
    Node,
    Prose,
    Reviewer,
    Source,
    Span,
)
from imrparse.text.folding import fold
from imrparse.text.node import value_fields

STYLES = ("letter", "markdown")


def check_letter(text: str) -> Determination:
    """Parse a letter and check every property that holds for any letter. Returns the tree.

    The text is restored; the tree converts to plain values, which match the schema, and back; it is
    printed in each style, and parsed again; nodes are in order, each inside its parent; and the
    text at a value's span reads like the value.
    """
    letter = imrparse.parse(text)
    assert imrparse.unparse(letter) == text
    assert imrparse.parse(text) == letter
    check_plain_values(letter)
    check_places(letter, text)
    check_inner(letter, text)
    return letter


def check_plain_values(letter: Determination) -> None:
    """to_dict, the schema, JSON and from_dict agree."""
    data = imrparse.to_dict(letter)
    _validator().validate(data)
    again = imrparse.from_dict(json.loads(json.dumps(data, allow_nan=False)))
    assert again == letter
    assert hash(again) == hash(letter)
    assert imrparse.to_dict(again) == data


def check_prints(letter: Determination) -> None:
    """Each style is parsed as the same letter, is stable, and converts to the other."""
    prints = {style: imrparse.format(letter, style) for style in STYLES}
    for print_ in prints.values():
        again = imrparse.parse(print_)
        assert again == letter
        assert {style: imrparse.format(again, style) for style in STYLES} == prints


def check_places(letter: Determination, text: str) -> None:
    """The span of each node and value is correct."""
    plain = Source(text).plain
    for node in nodes(letter):
        assert node.span is not None
        assert 0 <= node.span.start < node.span.end <= len(text)
        if isinstance(node, Prose):
            assert fold(plain[slice(*node.span)]) == node.text
        for name, place in node.places.items():
            assert _within(place, node.span), name
            assert node.span_of(name) == place
        inside = [child.span for child in children(node)]
        assert all(child is not None and _within(child, node.span) for child in inside)
        assert all(a and b and a.end <= b.start for a, b in pairwise(inside))
    for number, state in enumerate(letter.reviewer.licensure):
        assert fold(text_at(plain, letter.reviewer, f"licensure[{number}]")) == state
    for issue in letter.issues:
        assert Decision(text_at(plain, issue, "decision").replace(" ", "")) is issue.decision
    if letter.header:
        for name in value_fields(type(letter.header)):
            value = getattr(letter.header, name)
            assert (value is None) == (letter.header.span_of(name) is None)


def check_inner(letter: Determination, text: str) -> None:
    """The span of each node inside a field is correct."""
    plain = Source(text).plain
    for node in nodes(letter):
        for inner in derived(node):
            if inner.span is None:
                assert not inner.places
                continue
            assert node.span is not None
            assert _within(inner.span, node.span)
            assert all(_within(place, inner.span) for place in inner.places.values())
            assert all(child.span and _within(child.span, inner.span) for child in children(inner))
            for name in ("text", "term"):
                if (quoted := getattr(inner, name, None)) is not None:
                    assert fold(plain[slice(*inner.span)]) == quoted


def derived(node: Node) -> Iterator[Node]:
    """The nodes derived from a node's values."""
    for name in node.DERIVED:
        value = getattr(node, name)
        for each in value if isinstance(value, tuple) else [value]:
            if isinstance(each, Node):
                yield from nodes(each)


def text_at(plain: str, node: Node, name: str) -> str:
    """The text at the span of a node's value."""
    span = node.span_of(name)
    assert span is not None
    return plain[slice(*span)]


def nodes(node: Node) -> Iterator[Node]:
    """A node and all below it, in letter order."""
    yield node
    for child in children(node):
        yield from nodes(child)


def children(node: Node) -> list[Node]:
    """The nodes in a node's fields, in letter order."""
    found: list[Node] = []
    for name in value_fields(type(node)):
        value = getattr(node, name)
        found += [v for v in (value if isinstance(value, tuple) else [value]) if _is_node(v)]
    return found


def _is_node(value: object) -> bool:
    return isinstance(value, Node)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start <= inner.end <= outer.end


@cache
def _validator() -> jsonschema.Draft202012Validator:
    schema = imrparse.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


_LONGEST = 40  # code points of a text in an outcome


def outcome(text: str, sound: str = PLAIN) -> str:
    """What is told of a text, and the parts that are not read as in a sound letter, in lines."""
    analysis = imrparse.analyze(text)
    assert imrparse.unparse(analysis.determination) == text
    shown = [line for found in analysis.diagnostics for line in told(found)]
    read, wanted = dict(_parts(analysis.determination)), dict(_parts(imrparse.parse(sound)))
    other = [name for name in sorted(wanted | read) if read.get(name) != wanted.get(name)]
    shown += [f"{name} = {shortened(read.get(name, 'gone'))}" for name in other]
    return "".join(f"  {line}\n" for line in shown)


def told(found: Diagnostic) -> Iterator[str]:
    """A finding in lines: its place, words, hint, related places and fixes."""

    def at(span: Span) -> str:
        return repr(shortened(found.source.text[slice(*span)]))

    hint = f"; {found.hint}" if found.hint else ""
    place = f"{found.line}:{found.column} {at(found.span)}"
    yield f"{place} {found.code} {found.severity.value}: {found.message}{hint}"
    yield from (f"  {one.message}: {at(one.span)}" for one in found.related)
    for fix in found.fixes:
        edits = ", ".join(f"{at(edit.span)} -> {shortened(edit.text)!r}" for edit in fix.edits)
        yield f"  {'safe' if fix.safe else 'unsafe'} fix, {fix.message}: {edits}"


def _parts(letter: Determination) -> Iterator[tuple[str, str]]:
    """The values of a letter that stand in its text, with their names."""
    for name in value_fields(Header):
        value = getattr(letter.header, name, None)
        yield name, str(getattr(value, "value", value))
    for name in value_fields(Reviewer):
        yield name, ", ".join(getattr(letter.reviewer, name))
    yield from (("summary", letter.summary.text), ("issues", str(len(letter.issues))))
    yield from (("before", letter.preamble or ""), ("behind", letter.postscript or ""))
    yield from (
        (name, getattr(letter, name).text if getattr(letter, name) else "")
        for name in ("parties", "remainder")
    )
    for number, issue in enumerate(letter.issues, 1):
        for name in value_fields(Issue):
            value = getattr(issue, name)
            said = value.text if isinstance(value, Prose) else str(value and value.value)
            yield f"{name} {number}", said


def shortened(text: str) -> str:
    """A text without its middle, if it is long."""
    text = text.replace("\n", "¶")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
