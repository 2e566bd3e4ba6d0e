"""Every sample letter: its tree, its content, and its independence of layout.

The content of invented letters, laid out in any dialect, is parsed as the same content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from helpers.carriers import LINE_ENDS
from helpers.effort import tries
from helpers.in_turn import in_turn
from helpers.layouts.dialects import DIALECTS, lay_out
from helpers.letter_checks import check_letter, nodes
from helpers.letter_strategies import contents
from helpers.letters import sample_content, sample_names, sample_text

import imrparse
from imrparse import Decision, Determination, Node, Source, Verdict
from imrparse.text.node import value_fields

SAMPLES = sample_names()
_PLACE = 16  # columns of a span

each_sample = pytest.mark.parametrize("name", SAMPLES)


@each_sample
def test_tree(name: str, snapshot: SnapshotAssertion) -> None:
    letter = check_letter(sample_text(name))
    outline = "\n".join(outline_of(letter, Source(sample_text(name)))) + "\n"
    assert outline == snapshot


def outline_of(letter: Determination, source: Source) -> Iterable[str]:
    """A line for each value of a letter: its span, its name, its value."""
    assert letter.template
    assert letter.outcome
    yield f"{letter.template.name} {letter.outcome.value}"
    for node in nodes(letter):
        yield f"{_place(node, source)} {type(node).__name__}"
        for name in value_fields(type(node)):
            value = getattr(node, name)
            if name in node.places or name == "text":
                yield f"{_place(node, source, name)}   {name} = {_shown(value)}"
        for name in node.DERIVED:
            yield from _derived(getattr(node, name), name, source, depth=2)


def _derived(value: object, name: str, source: Source, depth: int) -> Iterator[str]:
    """The lines for nodes derived from a node, indented below it."""
    indent = "  " * depth
    if isinstance(value, tuple) and value and isinstance(value[0], Node):
        for number, item in enumerate(value):
            yield from _derived(item, f"{name}[{number}]", source, depth)
    elif isinstance(value, Node):
        yield f"{_place(value, source)} {indent}{name}: {type(value).__name__}"
        for inner in value_fields(type(value)):
            told = getattr(value, inner)
            if inner in value.places:
                yield f"{_place(value, source, inner)} {indent}  {inner} = {_shown(told)}"
            elif told not in (None, ()):
                yield from _derived(told, inner, source, depth + 1)
    elif value not in (None, False, ()):
        yield f"{' ' * _PLACE} {indent}{name} = {_shown(value)}"


def _shown(value: object) -> object:
    """A value in short: that of an enum, or of the items of a list."""
    if isinstance(value, tuple):
        return tuple(map(_shown, value))
    return getattr(value, "value", value)


def _place(node: Node, source: Source, name: str = "text") -> str:
    span = node.places.get(name, node.span)
    if span is None:
        return " " * _PLACE
    start, end = source.position(span.start), source.position(span.end)
    return f"{start.line}:{start.column}-{end.line}:{end.column}".ljust(_PLACE)


@each_sample
def test_content(name: str) -> None:
    """The tree equals the content that the letter was laid out from, up to white space and hyphens.

    Two extractors change hyphens at line ends, and one inserts spaces anywhere.
    """
    content = sample_content(name)
    data: Any = imrparse.to_dict(imrparse.parse(sample_text(name)))
    assert data["header"] == content["header"]
    assert data["reviewer"] == content["reviewer"]
    assert squeezed(data["summary"]["text"]) == squeezed(content["summary"])
    assert len(data["issues"]) == len(content["issues"])
    for got, wanted in zip(data["issues"], content["issues"], strict=True):
        assert got.pop("decision") == wanted.pop("decision")
        assert {key: squeezed(value["text"]) for key, value in got.items()} == {
            key: squeezed(value) for key, value in wanted.items()
        }


@each_sample
def test_generation(name: str) -> None:
    generations = {"2014": "G2a", "2015": "G2b", "2016": "G2c"}
    wanted = generations[sample_content(name)["layout"]["template"]]
    assert imrparse.parse(sample_text(name)).template is imrparse.Template(wanted)


@each_sample
def test_rationales_do_not_contradict_the_decisions(name: str) -> None:
    for issue in imrparse.parse(sample_text(name)).issues:
        overturned = issue.decision is Decision.OVERTURNED
        contrary = Verdict.NOT_NECESSARY if overturned else Verdict.NECESSARY
        assert issue.rationale.conclusion.verdict is not contrary


def squeezed(text: str) -> str:
    return re.sub(r"[\s-]+", "", text)


@pytest.mark.parametrize("ends", in_turn(LINE_ENDS, 3))
@each_sample
def test_line_ends_make_no_difference(name: str, ends: str) -> None:
    text = sample_text(name)
    assert check_letter(LINE_ENDS[ends](text)) == imrparse.parse(text)


# Inserts spaces inside words, and removes some between sentences.
SPLITS_WORDS = ("pypdf-layout",)

each_dialect = pytest.mark.parametrize("dialect", DIALECTS)
each_template = pytest.mark.parametrize("template", ["2014", "2015", "2016"])


def texts_only(letter: imrparse.Determination) -> dict[str, Any]:
    """A letter's values in the flat form of the gold contents."""
    data: Any = imrparse.to_dict(letter)
    issues = [
        {key: value["text"] if key != "decision" else value for key, value in issue.items()}
        for issue in data["issues"]
    ]
    summary = data["summary"]["text"]
    return {
        "header": data["header"],
        "reviewer": data["reviewer"],
        "summary": summary,
        "issues": issues,
    }


def comparable(value: Any, dialect: str) -> Any:
    """A value without what its dialect does not keep."""
    if isinstance(value, dict):
        return {key: comparable(part, dialect) for key, part in value.items()}
    if isinstance(value, list):
        return [comparable(part, dialect) for part in value]
    if isinstance(value, str):
        return re.sub(r"\s+", "", value) if dialect in SPLITS_WORDS else value
    return value


@each_template
@each_dialect
@settings(max_examples=2)
@given(data=st.data())
def test_content_is_restored(dialect: str, template: str, data: st.DataObject) -> None:
    content = data.draw(contents(template))
    page_lines = data.draw(st.integers(12, 60))
    text = lay_out(content, dialect, template=template, page_lines=page_lines, hyphen_breaks=False)
    letter = check_letter(text)
    assert comparable(texts_only(letter), dialect) == comparable(content, dialect)


@each_dialect
@settings(max_examples=tries(40))
@given(data=st.data())
@pytest.mark.slow
def test_content_is_restored_for_many_letters(dialect: str, data: st.DataObject) -> None:
    template = data.draw(st.sampled_from(["2014", "2015", "2016"]))
    content = data.draw(contents(template))
    text = lay_out(content, dialect, template=template, hyphen_breaks=False)
    letter = check_letter(text)
    assert comparable(texts_only(letter), dialect) == comparable(content, dialect)
