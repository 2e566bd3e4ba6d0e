"""The values that fields of nodes accept, convert, and refuse."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from enum import StrEnum
from typing import Any

import pytest
from attrs import evolve as typed_evolve
from attrs import fields

from helpers.letter_checks import derived, nodes
from helpers.letters import sample_names, sample_text

import imrparse
from imrparse import (
    Decision,
    Determination,
    Node,
    Outcome,
    Priority,
    WrongTypeError,
    WrongValueError,
)
from imrparse.text.node import value_fields

LETTER = imrparse.parse(sample_text("2016-pdfium-lumbar-mri"))
ISSUE = LETTER.issues[0]
assert LETTER.header
HEADER = LETTER.header
QUANTITY, TREATMENT = imrparse.Quantity(1, 2), imrparse.Treatment("a", "a")


def evolve(node: Node, **values: Any) -> Any:
    """The node with other values, of any type."""
    return typed_evolve(node, **values)


def one_of_each_kind() -> Iterator[Node]:
    """A node of each kind that letters have."""
    kinds: dict[type[Node], Node] = {}
    for name in sample_names():
        for node in nodes(imrparse.parse(sample_text(name))):
            for each in (node, *derived(node)):
                kinds.setdefault(type(each), each)
    yield from kinds.values()


KINDS = list(one_of_each_kind())
each_kind = pytest.mark.parametrize("node", KINDS, ids=lambda node: type(node).__name__)


class Text(str):
    """A text of a subclass of str, as other programs may pass."""

    __slots__ = ()


class Word(StrEnum):
    """A member of an enum that is also a text."""

    UPHELD = "Upheld"


def test_every_kind_of_node_is_here() -> None:
    public = (getattr(imrparse, name) for name in imrparse.__all__)
    made = {kind for kind in public if isinstance(kind, type)}
    made = {kind for kind in made if issubclass(kind, Node)} - {Node, imrparse.Prose}
    assert {type(node) for node in KINDS} == made


# Refused values


@each_kind
@pytest.mark.parametrize("value", [object(), b"text", {"text": "x"}, {1}], ids=lambda v: type(v))
def test_values_of_unsupported_types(node: Node, value: object) -> None:
    for name in value_fields(type(node)):
        with pytest.raises(TypeError, match=f"^{type(node).__name__}.{name} takes .*, not an? "):
            evolve(node, **{name: value})


@each_kind
def test_none_where_there_is_always_a_value(node: Node) -> None:
    for field in fields(type(node)):
        if field.eq and "None" not in str(field.type):
            with pytest.raises(TypeError, match=f"{field.name} takes .*, not None"):
                evolve(node, **{field.name: None})


@pytest.mark.parametrize(
    ("node", "field", "value", "message"),
    [
        (LETTER, "summary", "A sprain.", "Determination.summary takes a Summary, not a str"),
        (LETTER, "summary", ISSUE.request, "Determination.summary takes a Summary, not a Request"),
        (LETTER, "issues", ISSUE, "Determination.issues takes a tuple of Issue, not an Issue"),
        (LETTER, "issues", [ISSUE, None], r"Determination.issues\[1\] takes an Issue, not None"),
        (LETTER, "header", {}, "Determination.header takes a Header or None, not a dict"),
        (HEADER, "case_number", 16, r"Header.case_number takes a str or None, not an int \(16\)"),
        (
            HEADER,
            "decision_date",
            datetime.datetime(2015, 1, 5),
            "Header.decision_date takes a date or None, not a datetime, which has a time",
        ),
        (HEADER, "decision_date", 20150105, r"takes a date or None, not an int \(20150105\)"),
        (LETTER.reviewer, "licensure", "Ohio", r"licensure takes a tuple of str, not a str \('Oh"),
        (LETTER.reviewer, "licensure", {"Ohio"}, "licensure takes a tuple of str, not a set"),
        (LETTER.reviewer, "licensure", ("Ohio", 5), r"licensure\[1\] takes a str, not an int"),
        (ISSUE, "decision", True, r"Issue.decision takes a Decision or None, not a bool \(True\)"),
        (ISSUE, "decision", Outcome.UPHELD, "takes a Decision or None, not an Outcome"),
        (ISSUE, "decision", Word.UPHELD, "takes a Decision or None, not a Word"),
        (LETTER.summary, "text", 5, r"Summary.text takes a str, not an int \(5\)"),
        (LETTER.summary, "text", Word.UPHELD, "Summary.text takes a str, not a Word"),
        (QUANTITY, "least", True, r"Quantity.least takes a number, not a bool"),
        (
            TREATMENT,
            "refills",
            False,
            "refills takes an int or None, not a bool",
        ),
        (TREATMENT, "refills", 2.0, "refills takes an int or None, not a float"),
    ],
)
def test_refused_by_type(node: Node, field: str, value: object, message: str) -> None:
    with pytest.raises(WrongTypeError, match=message):
        evolve(node, **{field: value})


@pytest.mark.parametrize(
    ("node", "field", "value", "message"),
    [
        (ISSUE, "decision", "Denied", "^Issue.decision: 'Denied' is not 'Upheld' or 'Overturned'$"),
        (ISSUE, "decision", "UPHELD", "'UPHELD' is not 'Upheld' or 'Overturned'"),
        (HEADER, "priority", "", "^Header.priority: '' is not 'Standard' or 'Expedited'"),
        (HEADER, "decision_date", "2015-02-30", "'2015-02-30' is no date"),
        (HEADER, "decision_date", "01/05/2015", r"'01/05/2015' is no date \(YYYY-MM-DD\)"),
        (HEADER, "decision_date", "20150105", "'20150105' is no date"),
        (HEADER, "decision_date", "2015-W01-5", "'2015-W01-5' is no date"),
    ],
)
def test_texts_that_are_no_plain_form(node: Node, field: str, value: str, message: str) -> None:
    with pytest.raises(WrongValueError, match=message):
        evolve(node, **{field: value})


def test_they_are_exceptions_of_the_package() -> None:
    assert issubclass(WrongTypeError, imrparse.ImrparseError)
    assert issubclass(WrongValueError, imrparse.ImrparseError)


@pytest.mark.parametrize(
    "value", ["x" * 1_000, b"\0" * 1_000, 10**5_000, -(10**5_000)], ids=["str", "bytes", "+", "-"]
)
def test_a_long_value_is_shown_in_part(value: object) -> None:
    with pytest.raises(TypeError) as error:
        evolve(LETTER.reviewer, licensure=value)
    assert len(str(error.value)) < 250


# Accepted values


@pytest.mark.parametrize(
    ("node", "field", "given", "held"),
    [
        (ISSUE, "decision", "Overturned", Decision.OVERTURNED),
        (ISSUE, "decision", None, None),
        (HEADER, "priority", "Expedited", Priority.EXPEDITED),
        (HEADER, "decision_date", "2015-01-06", datetime.date(2015, 1, 6)),
        (LETTER, "issues", [ISSUE, ISSUE], (ISSUE, ISSUE)),
        (LETTER.reviewer, "licensure", ["Ohio", Text("Texas")], ("Ohio", "Texas")),
        (LETTER.reviewer, "licensure", [], ()),
        (LETTER.summary, "text", Text("A sprain."), "A sprain."),
        (
            TREATMENT,
            "prefixes",
            ["Retrospective"],
            (imrparse.Prefix.RETROSPECTIVE,),
        ),
        (QUANTITY, "most", 3, 3),
    ],
)
def test_plain_forms_are_converted(node: Node, field: str, given: object, held: object) -> None:
    value = getattr(evolve(node, **{field: given}), field)
    assert value == held
    assert type(value) is type(held)
    if isinstance(value, tuple) and isinstance(held, tuple):
        assert list(map(type, value)) == list(map(type, held))


def test_a_replaced_decision_changes_the_outcome() -> None:
    changed = imrparse.replace(LETTER, ISSUE, decision="Overturned")  # type: ignore[call-overload]
    assert changed.outcome is Outcome.OVERTURNED
    assert imrparse.parse(imrparse.unparse(changed)) == changed


@each_kind
def test_a_node_accepts_its_own_values(node: Node) -> None:
    """Also when its type is cached, and after values of other types."""
    values: dict[str, Any] = {name: getattr(node, name) for name in value_fields(type(node))}
    again = evolve(node, **values)
    assert again == node
    assert hash(again) == hash(node)
    assert {name: getattr(again, name) for name in values} == values


def test_accepted_types_do_not_affect_later_checks() -> None:
    """A list of states is not a state, nor is an empty one a text."""
    evolve(LETTER.reviewer, licensure=("Ohio",))
    evolve(LETTER.reviewer, licensure=())
    for value in ("Ohio", (("Ohio",),), ((),)):
        with pytest.raises(TypeError):
            evolve(LETTER.reviewer, licensure=value)
    with pytest.raises(TypeError):
        evolve(LETTER.summary, text=())


def with_pickle(letter: Determination) -> Any:
    return pickle.loads(pickle.dumps(letter))


@pytest.mark.parametrize("made", [evolve, copy, deepcopy, with_pickle])
@pytest.mark.parametrize("name", ["2016-pdfium-lumbar-mri", "2014-seed-double-chiro-acupuncture"])
def test_a_letter_whose_nodes_are_not_made_yet(name: str, made: Callable[[Any], Any]) -> None:
    """The parser makes the nodes of a letter when one of them is first read."""
    letter = imrparse.parse(sample_text(name))
    assert letter.issues, "which makes the nodes"
    for _ in range(3):  # it is known by then how to read the letter
        assert imrparse.parse(letter.source or "") == letter
    unread = imrparse.parse(letter.source or "")
    assert unread.unmade is not None
    again = made(unread)
    assert (again, hash(again), repr(again)) == (letter, hash(letter), repr(letter))
    assert imrparse.to_dict(again) == imrparse.to_dict(letter)
    assert [node.span for node in nodes(again)] == [node.span for node in nodes(letter)]


def test_an_attribute_that_no_letter_has() -> None:
    for letter in (LETTER, imrparse.parse(LETTER.source or "")):
        with pytest.raises(AttributeError, match="'Determination' object has no attribute 'issue'"):
            _ = letter.issue  # type: ignore[attr-defined]
