"""The places of a letter in which hostile texts are put."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import imrparse
from imrparse.text.node import Node
from imrparse.text.source import Span

Place = Callable[[str], str]
"""Puts a text in its place in a letter."""


def has_every_part(text: str) -> bool:
    """Whether a sound letter has all parts in which texts are put."""
    letter = imrparse.parse(text)
    return letter.header is not None and letter.template is not imrparse.Template.G2A


def places(text: str) -> Mapping[str, Place]:
    """The places by name, in a letter that has every part."""
    letter = imrparse.parse(text)
    issue = letter.issues[-1]
    header, summary = _span(letter.header, "case_number"), _span(letter.summary)
    request, rationale = _span(issue.request), _span(issue.rationale)
    guideline = _span(issue.maximus_guideline)
    offsets = {
        "before the header": 0,
        "header value": header.end,
        "credentials": _span(letter.reviewer, "specialties").start,
        "summary": text.index(" ", (summary.start + summary.end) // 2),
        "request": text.index(" ", request.start),
        "guideline": text.rindex(" ", guideline.start, guideline.end),
        "rationale": text.index(" ", (rationale.start + rationale.end) // 2),
        "end": len(text),
    }
    return {"alone": str} | {name: _at(text, offset) for name, offset in offsets.items()}


def _span(node: Node | None, field: str = "") -> Span:
    span = (node.span_of(field) if field else node.span) if node else None
    if span is None:
        raise ValueError("the letter lacks a part to put a text in")
    return span


def _at(text: str, offset: int) -> Place:
    return lambda hostile: f"{text[:offset]} {hostile}{text[offset:]}"
