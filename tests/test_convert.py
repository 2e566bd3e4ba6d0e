"""Plain values: what from_dict refuses, and that the schema is the code's."""

from __future__ import annotations

import copy
from enum import Enum
from typing import Any, get_args, get_type_hints

import jsonschema
import pytest
from checks import sample_text

import imrparse
from imrparse import tree
from imrparse.tree import value_fields

LETTER = imrparse.parse(sample_text("2017-pymupdf-topicals-five-issues"))
SCHEMA = imrparse.json_schema()
NODES: dict[str, type[tree.Node]] = {
    node.__name__: node for node in (tree.Determination, tree.Header, tree.Reviewer, tree.Issue)
}


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
    ("header", "CM17", "header: a string, but an object is wanted"),
    ("issues.1.decision", "Denied", r"issues\[1\].decision: 'Denied' is not 'Upheld'"),
    ("issues.1.decision", ..., r"issues\[1\]: 'decision' is missing"),
    ("issues.1.request", "MRI", r"issues\[1\].request: a string, but an object is wanted"),
    ("issues.1.request.text", None, r"issues\[1\].request.text: null, but a string is wanted"),
    ("issues.0.verdict", "Upheld", r"issues\[0\]: no part of a letter is named 'verdict'"),
    ("issues", {}, "issues: an object, but a list is wanted"),
    ("reviewer.licensure", "California", "reviewer.licensure: a string, but a list is wanted"),
    ("reviewer.licensure", [5], r"reviewer.licensure\[0\]: a number, but a string is wanted"),
    ("outcome", "Overturned", "outcome: 'Overturned', but the decisions come to 'Upheld'"),
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
    with pytest.raises(ValueError, match="the letter: a list"):
        imrparse.from_dict([])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NODES)
def test_the_schema_has_the_fields_of_the_tree(name: str) -> None:
    fields = [*value_fields(NODES[name]), *(["outcome"] if name == "Determination" else [])]
    assert list(SCHEMA["$defs"][name]["properties"]) == fields
    assert SCHEMA["$defs"][name]["required"] == fields
    assert SCHEMA["$defs"][name]["additionalProperties"] is False


def test_the_schema_has_the_values_of_the_enums() -> None:
    found = 0
    for name, node in NODES.items():
        for field, hint in get_type_hints(node).items():
            choices = [kind for kind in (hint, *get_args(hint)) if isinstance(kind, type)]
            for kind in choices:
                if issubclass(kind, Enum):
                    values = [member.value for member in kind]
                    assert SCHEMA["$defs"][name]["properties"][field]["enum"] == values
                    found += 1
    assert found == 3
