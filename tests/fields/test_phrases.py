"""Families of phrases, and what is read from each: snapshots of one line for each phrase.

A line has the phrase, and each value with the words it was read from. A slip in one condition of a
reader shows as a few changed lines. `pytest --snapshot-update` renews them.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from helpers.letters import PLAIN, read_prose
from helpers.phrase_families import CONCLUSIONS, DATES, GUIDELINES, REQUESTS, WORKERS

import imrparse
from imrparse import Determination, Guideline, Node, Rationale, Request, Summary
from imrparse.text.folding import fold
from imrparse.text.node import value_fields

READ = imrparse.parse(PLAIN)


def shown(value: object, text: str) -> str:
    """A value in brief: of a node, what is not empty, and its words."""
    if isinstance(value, tuple):
        return "; ".join(shown(one, text) for one in value)
    if isinstance(value, Enum):
        return value.name
    if not isinstance(value, Node):
        return str(value)
    return " ".join(_parts(value, text))


def _parts(node: Node, text: str) -> Iterator[str]:
    for name in value_fields(type(node)):
        value = getattr(node, name)
        if value in (None, ()) or name == "text":
            continue
        place = node.places.get(name)
        words = fold(text[slice(*place)]) if place else ""
        said = shown(value, text)
        yield f"{name}={said}" if words in ("", said) else f"{name}={said}<{words}>"
    if node.span and fold(words := text[slice(*node.span)]) != fold(text):
        yield f"<{fold(words)}>"


def line(text: str, *values: object) -> str:
    """A phrase, and the values that are read from it and are not empty."""
    said = [shown(value, text) for value in values if value not in (None, ())]
    return f"{text} -> {' | '.join(said)}"


@pytest.mark.parametrize("family", REQUESTS)
def test_requests(family: str, snapshot: SnapshotAssertion) -> None:
    found = []
    for text in REQUESTS[family]:
        request = read_prose(Request, text)
        found.append(
            line(
                text,
                request.treatment,
                request.partial_authorization,
                request.category,
                request.drugs,
            )
        )
    assert "\n".join(found) == snapshot


@pytest.mark.parametrize("family", CONCLUSIONS)
def test_conclusions(family: str, snapshot: SnapshotAssertion) -> None:
    found = [line(t, read_prose(Rationale, t).conclusion) for t in CONCLUSIONS[family]]
    assert "\n".join(found) == snapshot


@pytest.mark.parametrize("family", GUIDELINES)
def test_guidelines(family: str, snapshot: SnapshotAssertion) -> None:
    found = []
    for text in GUIDELINES[family]:
        guideline = read_prose(Guideline, text)
        stated = [
            name for name in ("no_evidence_cited", "outside_mtus") if getattr(guideline, name)
        ]
        found.append(line(text, tuple(stated), *guideline.citations))
    assert "\n".join(found) == snapshot


def with_summary(text: str) -> Determination:
    """A letter of 2016 with a summary, which begins at offset 0 of its own text."""
    return evolve(READ, summary=read_prose(Summary, text))


@pytest.mark.parametrize("family", WORKERS)
def test_workers(family: str, snapshot: SnapshotAssertion) -> None:
    found = [line(text, with_summary(text).injured_worker) for text in WORKERS[family]]
    assert "\n".join(found) == snapshot


def test_dates(snapshot: SnapshotAssertion) -> None:
    found = []
    for text in DATES:
        mentions = with_summary(f"Seen {text}, or so").dates
        read = [one for one in mentions if one.field == "summary"]
        said = "; ".join(f"{one.value} {one.precision.name} <{one.text}>" for one in read)
        found.append(f"{text} -> {said}")
    assert "\n".join(found) == snapshot
