"""Plain values: what from_dict refuses, that the schema matches the code, and missing values."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from enum import Enum
from typing import Any, NotRequired, get_args, get_origin, get_type_hints

import attrs
import jsonschema
import pytest

from helpers.letter_checks import check_plain_values
from helpers.letters import sample_text

import imrparse
from imrparse import Decision, Determination, Outcome, Template
from imrparse.data.version import TREE_VERSION
from imrparse.text.node import value_fields
from imrparse.tree import plain_types

LETTER = imrparse.parse(sample_text("2017-pymupdf-topicals-five-issues"))
SCHEMA: Any = imrparse.json_schema()


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


def test_the_types_are_those_of_the_schema() -> None:
    """What `to_dict` promises to type checkers."""
    for name, described in SCHEMA["$defs"].items():
        if "properties" in described:
            made = getattr(plain_types, f"Plain{name}")
            assert made.__annotations__.keys() == described["properties"].keys()
            hints = get_type_hints(made, include_extras=True)
            needed = {key for key, hint in hints.items() if get_origin(hint) is not NotRequired}
            assert needed == set(described["required"])


def test_the_schema_tells_its_version() -> None:
    assert SCHEMA["$id"] == f"urn:imrparse:determination:{TREE_VERSION}"


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


# Values that are missing: what a text does not state is None.

LUMBAR = sample_text("2016-pdfium-lumbar-mri")
LUMBAR_LETTER = imrparse.parse(LUMBAR)
UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED


def read(text: str) -> Determination:
    """The letter of any text, whose plain values are checked."""
    letter = imrparse.analyze(text).determination
    check_plain_values(letter)
    return letter


@pytest.mark.parametrize("text", ["", "hello", "Dear Sir: Upheld", "\ufeff\r\n", "\udcff"])
def test_a_text_that_is_no_letter_has_no_outcome_and_no_generation(text: str) -> None:
    letter = read(text)
    assert (letter.outcome, letter.template, letter.issues) == (None, None, ())
    assert (letter.header, letter.case_number) == (None, None)


def test_a_letter_that_is_not_read_yet_has_no_outcome_and_no_generation() -> None:
    text = (
        "ISSUE AT DISPUTE:\nAcupuncture\n\nDOCUMENTS REVIEWED FOR DETERMINATION:\nRecords\n\n"
        "MEDICAL REVIEWER QUALIFICATIONS:\nFamily Practice\n"
    )
    (found,) = imrparse.analyze(text).diagnostics
    assert found.code == "IMR002"
    assert (read(text).outcome, read(text).template) == (None, None)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("case_number", "CM16-0900123", "CM16-090012"),
        ("date_of_injury", "10/04/2016", "10/34/2016"),
        ("priority", "Standard", "Rush"),
        ("decision_date", "01/05/2017", "soon"),
    ],
)
def test_a_value_of_the_header_that_can_not_be_read(field: str, old: str, new: str) -> None:
    header = read(LUMBAR.replace(old, new, 1)).header
    assert header is not None
    assert getattr(header, field) is None
    assert header.span_of(field) is not None


def test_a_decision_that_can_not_be_read() -> None:
    letter = read(LUMBAR.replace(": Upheld", ": Denied"))
    assert [issue.decision for issue in letter.issues] == [None]
    assert letter.outcome is None


@pytest.mark.parametrize(
    ("decisions", "outcome"),
    [
        ((), None),
        ((None,), None),
        ((UPHELD, UPHELD), Outcome.UPHELD),
        ((OVERTURNED,), Outcome.OVERTURNED),
        ((UPHELD, OVERTURNED), Outcome.PARTIALLY_OVERTURNED),
        ((UPHELD, None), None),
        ((OVERTURNED, None, OVERTURNED), None),
        ((UPHELD, None, OVERTURNED), Outcome.PARTIALLY_OVERTURNED),
    ],
)
def test_outcome(decisions: tuple[Decision | None, ...], outcome: Outcome | None) -> None:
    issue = LUMBAR_LETTER.issues[0]
    issues = tuple(attrs.evolve(issue, decision=decision) for decision in decisions)
    letter = attrs.evolve(LUMBAR_LETTER, issues=issues)
    assert letter.outcome is outcome
    check_plain_values(letter)


# The generation


SUMMARY = "CLINICAL CASE SUMMARY\n\nA sprain.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n"
DATED = "Decision Date: 03/04/{}\n\n" + SUMMARY


@pytest.mark.parametrize(
    ("text", "template"),
    [
        (SUMMARY, None),
        (DATED.format(2013), None),
        (DATED.format(2014), Template.G2A),
        (DATED.format(2015), Template.G2B),
        (DATED.format(2017), Template.G2C),
        ("HOW THE IMR FINAL DETERMINATION WAS MADE\n\n" + SUMMARY, None),
        ("State(s) of Licensure: Ohio\n\n" + SUMMARY, Template.G2B),
        ("He is Board Certified in Surgery and is licensed to practice in Ohio.\n", None),
    ],
)
def test_without_credentials_the_date_determines_the_generation(
    text: str, template: Template | None
) -> None:
    assert read(text).template is template


@pytest.mark.parametrize(
    ("cited", "template"),
    [("Eye 2004, Section(s): Care", Template.G2C), ("Eye, Page(s): 3", None), ("it", None)],
)
def test_without_credentials_and_date_the_citations_determine_the_generation(
    cited: str, template: Template | None
) -> None:
    """Letters of 2014 and of 2015 cite alike."""
    text = f"{SUMMARY}MRI: Upheld\n\nMAXIMUS guideline: Decision based on MTUS {cited}.\n"
    assert read(text).template is template


@pytest.mark.parametrize("template", [None, *Template])
def test_a_rebuilt_letter_has_the_same_generation(template: Template | None) -> None:
    """As it is for one converted through plain values: the generation is determined in the same
    way."""
    for letter in (
        LUMBAR_LETTER,
        read(SUMMARY),
        read(DATED.format(2014)),
        read(DATED.format(2013)),
    ):
        made = attrs.evolve(letter, template=template)
        assert attrs.evolve(made, template=made.template) == made
        check_plain_values(made)


def test_a_letter_of_an_unknown_generation_is_not_printed() -> None:
    letter = read(SUMMARY)
    with pytest.raises(imrparse.UnprintableError, match=r"reviewer\.licensure is empty"):
        imrparse.format(letter)
    credentials = attrs.evolve(letter, reviewer=LUMBAR_LETTER.reviewer)
    with pytest.raises(imrparse.UnprintableError, match="template generation is not known"):
        imrparse.format(credentials)
