"""The tree of a letter, made from the places of its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from imrparse.parsing.plan import BLOCK, LICENSED, IssueParts, Parts
from imrparse.syntax.structure import structure
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.folding import fold
from imrparse.text.node import NOWHERE, maker, parsed, set_field, value_fields
from imrparse.text.source import Source, Span
from imrparse.tree.letter import (
    Determination,
    Guideline,
    Header,
    Issue,
    Prose,
    Rationale,
    Request,
    Reviewer,
    Summary,
)

_NODES: dict[str, Callable[..., Any]] = {
    name: maker(node, "span", "places", "plain")
    for name, node in {
        "summary": Summary,
        "request": Request,
        "claims_administrator_guideline": Guideline,
        "maximus_guideline": Guideline,
        "rationale": Rationale,
    }.items()
}
"""Makes the node of each text that is more than prose."""
_prose: Callable[..., Any] = maker(Prose, "span", "places", "plain")
_issue = maker(Issue, "request", "decision", "span", "places")
_reviewer = maker(Reviewer, *value_fields(Reviewer), "span", "places")

_SENTENCE_END = re.compile(r"\.(?=\s|$)")
# White space is matched from its first character only. A search that tried each of its characters
# would take quadratic time.
_SPACE = r"(?<!\s)\s+"
_COMMA = re.compile(rf"(?:{_SPACE})?,\s*")
_COMMA_OR_AND = re.compile(rf"(?:{_SPACE})?,\s*(?:and\s+)?|{_SPACE}and\s+")
_LONGEST_KEPT = 200  # code points of a list of credentials


def letter_of(source: Source, header: Header | None, parts: Parts) -> Determination:
    """The letter of a source, from its header and the places of its parts."""
    plain = source.plain
    values: dict[str, Any] = {
        "header": header,
        "reviewer": _reviewer_of(plain, parts),
        **dict.fromkeys(_labelled()),
        **{name: _NODES.get(name, _prose)(span, NOWHERE, plain) for name, span in parts.texts},
        "issues": tuple([_issue_of(plain, issue) for issue in parts.issues]),
        **_of(source),
    }
    if parts.template is None:
        return Determination(**values, template=None)
    if parts.template is not BLOCK:
        values["template"] = parts.template
    # Otherwise the guideline fields say which generation it is, when somebody asks.
    return parsed(Determination, **values, places=NOWHERE)


def nothing(source: Source) -> Determination:
    """The empty letter of a text that is not a letter."""
    return Determination(None, Reviewer(), Summary(""), (), None, **_of(source))


def _reviewer_of(plain: str, parts: Parts) -> Reviewer:
    values: dict[str, tuple[str, ...]] = dict.fromkeys(value_fields(Reviewer), ())
    places: dict[str, Span] = {}
    for field, name, (start, end) in parts.credentials:
        text = plain[start:end]
        read = _kept_items if len(text) <= _LONGEST_KEPT else _items
        length, items = read(text, field == "licensure", name == LICENSED)
        values[field] = tuple([item for item, _, _ in items])
        places[field] = Span(start, start + length)
        for number, (_, first, last) in enumerate(items):
            places[f"{field}[{number}]"] = Span(start + first, start + last)
    return _reviewer(*values.values(), parts.reviewer, places)


def _items(
    text: str, has_and: bool, ends_sentence: bool
) -> tuple[int, Sequence[tuple[str, int, int]]]:
    """How long a list of credentials is, and its items with their places, empty ones left out."""
    end = len(text)
    if ends_sentence and (stop := _SENTENCE_END.search(text)):
        end = stop.start()
    found = []
    start = 0
    for separator in (_COMMA_OR_AND if has_and else _COMMA).finditer(text, 0, end):
        found.append((start, separator.start()))
        start = separator.end()
    found.append((start, end))
    return end, [(fold(text[first:last]), first, last) for first, last in found if first < last]


_kept_items = lru_cache(maxsize=1024)(_items)  # most letters have credentials that others have


def _issue_of(plain: str, parts: IssueParts) -> Issue:
    issue = _issue(
        _NODES["request"](parts.request, NOWHERE, plain),
        parts.decision,
        parts.span,
        {"decision": parts.decided},
    )
    for name, span in parts.texts:
        set_field(issue, name, _NODES[name](span, NOWHERE, plain))
    return issue


@cache
def _labelled() -> tuple[str, ...]:
    """The labelled parts outside the issues. A letter may lack them."""
    return tuple(name for name in structure().labels if name in value_fields(Determination))


def _of(source: Source) -> dict[str, Any]:
    """The fields of a letter that say what it was read from."""
    text = source.text
    return {
        "span": Span(0, len(text)),
        "source": text,
        "locator": source.locator,
        "preamble": _around(source, DecorationKind.PREAMBLE),
        "postscript": _around(source, DecorationKind.POSTSCRIPT),
    }


def _around(source: Source, kind: DecorationKind) -> str | None:
    """The text before or after the letter, if there is any."""
    if not source.decoration:
        return None
    span = next((span for span, other in source.decoration if other is kind), None)
    return source.text[slice(*span)].strip() if span else None
