"""Which tokens belong to which part of a letter, by the shape of its parse tree.

The shape depends only on the kinds of the tokens. A plan is made of it once; the parts of a letter
are taken from its tokens by it, without trees of tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Terminal
from imrparse.syntax.tokens import PROSE

_CREDENTIALS = {
    "CERTIFIED_PHRASE": "specialties",
    "SUBSPECIALTY_PHRASE": "subspecialties",
    "LICENSED_PHRASE": "licensure",
    "LICENSURE_LABEL": "licensure",
    "SPECIALTY_LABEL": "specialties",
}
"""The field that the prose after each of these gives."""


class IssuePlan(NamedTuple):
    """The tokens of an issue, by their numbers."""

    request: int
    decision: int
    texts: tuple[tuple[str, int], ...]
    """The name of each labelled part, and its text."""
    members: tuple[int, ...]


class Plan(NamedTuple):
    """The tokens of a letter, by their numbers."""

    header: tuple[int, ...]
    """The names and values of the header; empty without one."""
    reviewer: tuple[int, ...]
    credentials: tuple[tuple[str, int, int], ...]
    """The field that a list of credentials gives, the token before it, and the list."""
    texts: tuple[tuple[str, int], ...]
    """The name of each labelled part outside the issues, and its text."""
    summary: int
    issues: tuple[IssuePlan, ...]
    is_strict: bool
    """Whether the letter has its introductions."""


def plan_of(shape: Tree, kinds: Sequence[Terminal]) -> Plan:
    """The plan of a letter with a shape. `kinds` are the terminals of its tokens."""
    parts = {part.data: part.children for part in shape.children if isinstance(part, Tree)}
    labelled = [part for part in shape.children if not isinstance(part, Tree)]
    header = tuple(parts.get("header", ()))
    reviewer = tuple(parts["reviewer"])
    summary, issues = parts["summary"], parts["issues"]
    has_introductions = (
        len(summary) >= 3 and not isinstance(issues[1], Tree) and kinds[issues[1]] != PROSE
    )
    return Plan(
        header,
        reviewer,
        tuple(credentials(reviewer, kinds)),
        _labelled(labelled, kinds),
        summary[-1],
        tuple(_issues(issues, kinds)),
        has_introductions,
    )


def credentials(
    reviewer: Sequence[int], kinds: Sequence[Terminal]
) -> Iterator[tuple[str, int, int]]:
    """The field that each list of credentials gives, the token before it, and the list."""
    for name, text in pairwise(reviewer):
        if field := _CREDENTIALS.get(kinds[name]):
            yield field, name, text


def _issues(children: Iterable[int | Tree], kinds: Sequence[Terminal]) -> Iterator[IssuePlan]:
    for issue in children:
        if isinstance(issue, Tree):
            request, decision, *labelled = members = tuple(issue.children)
            named = _labelled(labelled, kinds)
            yield IssuePlan(request, decision, named, members)


def _labelled(tokens: Sequence[int], kinds: Sequence[Terminal]) -> tuple[tuple[str, int], ...]:
    """The name and the text of each part, whose label and text take turns."""
    fields = structure().field_of
    texts = zip(tokens[::2], tokens[1::2], strict=True)
    return tuple((fields[kinds[label]], text) for label, text in texts)
