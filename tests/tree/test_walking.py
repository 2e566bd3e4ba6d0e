"""Every node of a letter in text order, and the node at an offset."""

from __future__ import annotations

from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.letter_checks import derived, nodes
from helpers.letters import sample_names, sample_text

import imrparse
from imrparse import (
    BodyPart,
    Citation,
    Conclusion,
    DateMention,
    Determination,
    Header,
    InjuredWorker,
    Issue,
    Node,
    Rationale,
    Request,
    Summary,
    Treatment,
)

TEXT = sample_text("2016-pdfium-lumbar-mri")
LETTER = imrparse.parse(TEXT)
ISSUE = LETTER.issues[0]
each_sample = pytest.mark.parametrize("name", sample_names())


def kinds(node: Node) -> list[str]:
    return [type(each).__name__ for each in imrparse.walk(node)]


def all_nodes(letter: Determination) -> dict[int, Node]:
    """The nodes of a letter and its fields, collected in another way."""
    found = {}
    for node in nodes(letter):
        for each in (node, *derived(node)):
            found[id(each)] = each
    return found


# Walking


def test_order() -> None:
    assert kinds(LETTER)[:4] == ["Determination", "Header", "Reviewer", "Summary"]
    assert kinds(LETTER)[4] == "InjuredWorker"
    found = list(imrparse.walk(LETTER))
    places = [found.index(part) for part in (ISSUE, ISSUE.request, ISSUE.request.treatment)]
    assert places == list(range(places[0], places[0] + 3))
    assert kinds(ISSUE.rationale)[:1] == ["Rationale"]
    assert found.index(ISSUE.rationale.conclusion) > found.index(ISSUE.rationale)


@each_sample
def test_every_node_comes_once(name: str) -> None:
    letter = imrparse.parse(sample_text(name))
    found = [id(node) for node in imrparse.walk(letter)]
    assert len(found) == len(set(found))
    assert set(found) == set(all_nodes(letter))


@each_sample
def test_the_order_is_that_of_the_text(name: str) -> None:
    """A node comes after all that begin before it, and after those that contain it."""
    letter = imrparse.parse(sample_text(name))
    places = [(n.span.start, -n.span.end) for n in imrparse.walk(letter) if n.span]
    assert places == sorted(places)


def test_dates_come_in_text_order() -> None:
    before: dict[str, type[Node]] = {}
    inside: Node = LETTER
    for node in imrparse.walk(LETTER):
        if isinstance(node, Summary | Request | Rationale | imrparse.Guideline):
            inside = node
        if isinstance(node, DateMention):
            before[node.field] = type(inside)
    assert before["summary"] is Summary
    assert {kind for field, kind in before.items() if "rationale" in field} <= {Rationale}


@pytest.mark.parametrize("swapped", [False, True])
def test_guidelines_in_the_wrong_order_come_in_text_order(swapped: bool) -> None:
    text = TEXT
    if swapped:
        first, second = "Claims Administrator guideline:", "MAXIMUS guideline:"
        text = text.replace(first, "\0").replace(second, first).replace("\0", second)
    letter = imrparse.analyze(text).determination
    issue = letter.issues[0]
    guidelines = [n for n in imrparse.walk(letter) if isinstance(n, imrparse.Guideline)]
    wanted = [issue.claims_administrator_guideline, issue.maximus_guideline]
    assert guidelines == (wanted[::-1] if swapped else wanted)


def test_nodes_without_a_place_come_in_the_order_of_the_fields() -> None:
    made = imrparse.from_dict(imrparse.to_dict(LETTER))
    assert all(node.span is None for node in imrparse.walk(made))
    assert kinds(made)[:4] == ["Determination", "Header", "Reviewer", "Summary"]
    assert sorted(kinds(made)) == sorted(kinds(LETTER))


def test_reordered_issues_come_in_their_new_order() -> None:
    letter = imrparse.parse(sample_text("2017-pymupdf-topicals-five-issues"))
    new = attrs.evolve(letter.issues[0], request=Request("Acupuncture"), span=None)
    edited = attrs.evolve(letter, issues=(*letter.issues[::-1], new))
    assert tuple(n for n in imrparse.walk(edited) if isinstance(n, Issue)) == edited.issues


def test_the_remaining_part_of_a_request_comes_once() -> None:
    request = Request(
        "12 sessions was the original request. 6 sessions was authorized by the Claims "
        "Administrator. The remaining IMR eligible portion of the original request, 6 sessions"
    )
    assert request.partial_authorization
    assert kinds(request).count("Treatment") == 3


def test_a_part_of_a_letter() -> None:
    assert kinds(LETTER.reviewer) == ["Reviewer"]
    assert kinds(ISSUE.request.treatment) == ["Treatment", "BodyPart"]


def test_a_text_that_is_no_letter() -> None:
    nothing = imrparse.analyze("hello").determination
    assert kinds(nothing) == ["Determination", "Reviewer", "Summary", "InjuredWorker"]


# The node at an offset


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("CM16-0900123", Header),
        ("HOW THE IMR", imrparse.Reviewer),
        ("Emergency Medicine", imrparse.Reviewer),
        ("CLINICAL CASE", Determination),
        ("complained of", Summary),
        ("lumbar spine without contrast, open", BodyPart),
        ("without contrast, open", Treatment),
        ("Upheld", Issue),
        ("Low Back Complaints", Citation),
        ("is determined to be not", Conclusion),
    ],
)
def test_node_at(words: str, kind: type[Node]) -> None:
    node = imrparse.node_at(LETTER, TEXT.index(words))
    assert type(node) is kind


@each_sample
def test_node_at_every_place(name: str) -> None:
    """The shortest node at the offset; if several are equally short, the innermost."""
    text = sample_text(name)
    letter = imrparse.parse(text)
    every = list(imrparse.walk(letter))
    for offset in Random(name).sample(range(len(text)), 100):
        found = imrparse.node_at(letter, offset)
        assert found
        assert found.span
        holding = [n for n in every if n.span and n.span.start <= offset < n.span.end]
        shortest = min(n.span.end - n.span.start for n in holding if n.span)
        same = [n for n in holding if n.span and n.span.end - n.span.start == shortest]
        assert found is same[-1]


@pytest.mark.parametrize("offset", [-1, -len(TEXT), len(TEXT), len(TEXT) + 1, 10**30])
def test_outside_the_text(offset: int) -> None:
    assert imrparse.node_at(LETTER, offset) is None


@given(st.text(max_size=40), st.integers(-3, 45))
def test_node_at_a_place_of_any_text(text: str, offset: int) -> None:
    found = imrparse.node_at(imrparse.analyze(text).determination, offset)
    assert (found is not None) == (0 <= offset < len(text))


def test_a_letter_without_a_source_has_no_places() -> None:
    made = imrparse.from_dict(imrparse.to_dict(LETTER))
    assert imrparse.node_at(made, 0) is None


def test_the_injured_worker_is_in_the_summary() -> None:
    worker = LETTER.injured_worker
    assert worker.span
    assert isinstance(imrparse.node_at(LETTER, worker.span.start), InjuredWorker | DateMention)
