"""Plain values: what from_dict refuses, and that the schema matches the code."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args, get_type_hints

import jsonschema
import pytest

from helpers.letters import sample_text

import imrparse
from imrparse.text.node import value_fields

LETTER = imrparse.parse(sample_text("2017-pymupdf-topicals-five-issues"))
SCHEMA = imrparse.json_schema()


def kinds_of_node(node: type[imrparse.Node]) -> Iterator[type[imrparse.Node]]:
    """A kind of node and all its subclasses."""
    yield node
    for kind in node.__subclasses__():
        yield from kinds_of_node(kind)


PUBLIC = [getattr(imrparse, name) for name in imrparse.__all__]  # which imports their modules
NODES = {node.__name__: node for node in kinds_of_node(imrparse.Node) if node is not imrparse.Node}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The letter's plain values with the value at a path replaced, or deleted by `...`."""
    data: Any = copy.deepcopy(imrparse.to_dict(LETTER))
    *parents, last = path.split(".")
    inner = data
    for key in parents:
        inner = inner[int(key) if key.isdigit() else key]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    assert isinstance(data, dict)
    return data


BAD: list[tuple[str, Any, str]] = [
    ("header.decision_date", "2017-02-30", "header.decision_date: '2017-02-30' is no date"),
    ("header.priority", "Rush", "header.priority: 'Rush' is not 'Standard' or 'Expedited'"),
    ("header", "CM17", "header: expected an object, not a string"),
    ("issues.1.decision", "Denied", r"issues\[1\].decision: 'Denied' is not 'Upheld'"),
    ("issues.1.decision", ..., r"issues\[1\]: 'decision' is missing"),
    ("issues.1.request", "MRI", r"issues\[1\].request: expected an object, not a string"),
    ("issues.1.request.text", None, r"issues\[1\].request.text: expected a string, not null"),
    ("issues.0.verdict", "Upheld", r"issues\[0\]: a letter has no key 'verdict' there"),
    ("issues", {}, "issues: expected a list, not an object"),
    ("reviewer.licensure", "California", "reviewer.licensure: expected a list, not a string"),
    ("reviewer.licensure", [5], r"reviewer.licensure\[0\]: expected a string, not a number"),
    (
        "outcome",
        "Overturned",
        "outcome: expected 'Upheld' according to the other values, not 'Overturned'",
    ),
    ("summary", ..., "the letter: 'summary' is missing"),
]


@pytest.mark.parametrize(("path", "value", "message"), BAD)
def test_bad_values_are_refused(path: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        imrparse.from_dict(changed(path, value))


@pytest.mark.parametrize(("path", "value", "message"), BAD)
def test_the_schema_refuses_them_too(path: str, value: Any, message: str) -> None:
    if path == "outcome":
        pytest.skip("a schema can't derive")
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=checker)
    assert list(validator.iter_errors(changed(path, value))), message


def test_anything_but_an_object() -> None:
    with pytest.raises(ValueError, match="the letter: expected an object, not a list"):
        imrparse.from_dict([])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NODES)
def test_the_schema_has_the_fields_of_the_tree(name: str) -> None:
    node, described = NODES[name], SCHEMA["$defs"][name]
    described = SCHEMA["$defs"]["Prose"] if described.get("$ref") == "#/$defs/Prose" else described
    fields = [*value_fields(node), *node.BESIDE, *node.DERIVED]
    assert list(described["properties"]) == [*fields, "place", "places"]
    assert described["required"] == [name for name in fields if name not in node.RARE]
    assert described["additionalProperties"] is False


def test_the_schema_has_the_values_of_the_enums() -> None:
    found = set()
    for name, node in NODES.items():
        for field, hint in get_type_hints(node).items():
            for kind in (hint, *get_args(hint)):
                if isinstance(kind, type) and issubclass(kind, Enum):
                    described = SCHEMA["$defs"][name]["properties"][field]
                    values = described.get("enum") or described["items"]["enum"]
                    wanted = [member.value for member in kind]
                    assert values == wanted + [None] * (type(None) in get_args(hint))
                    found.add(kind)
    assert len(found) == 9


@pytest.mark.parametrize("name", NODES)
def test_derived_values_may_be_left_out(name: str) -> None:
    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: without(v) for k, v in value.items() if k not in NODES[name].DERIVED}
        return [without(item) for item in value] if isinstance(value, list) else value

    assert imrparse.from_dict(without(imrparse.to_dict(LETTER))) == LETTER


def test_derived_values_are_checked() -> None:
    data = changed("issues.0.rationale.conclusion.verdict", "not a verdict")
    with pytest.raises(
        ValueError, match=r"issues\[0\].rationale.conclusion: expected .* according to the other"
    ):
        imrparse.from_dict(data)


def test_text_around_the_letter() -> None:
    """It is kept, but letters with the same content are equal without it."""
    text = f"From: clerk@example.org\n\n{LETTER.source}\n\nSent from my telephone"
    letter = imrparse.analyze(text).determination
    data = imrparse.to_dict(letter)
    assert (data["preamble"], data["postscript"]) == (
        "From: clerk@example.org",
        "Sent from my telephone",
    )
    back = imrparse.from_dict(data)
    assert (back.preamble, back.postscript) == (letter.preamble, letter.postscript)
    assert back == letter == LETTER
    jsonschema.validate(data, SCHEMA)
    del data["preamble"], data["postscript"]
    assert imrparse.from_dict(data).preamble is None


def test_text_around_the_letter_must_be_text() -> None:
    with pytest.raises(ValueError, match="preamble: expected a string, not a number"):
        imrparse.from_dict(changed("preamble", 5))
