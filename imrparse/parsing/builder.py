"""The tree of a letter, made from its tokens by a plan of which of them belong to what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from attrs import fields_dict

from imrparse.parsing.header_table import places_in, read_value
from imrparse.parsing.plan import IssuePlan, Plan
from imrparse.syntax.generations import Template
from imrparse.syntax.lexer import Pieces
from imrparse.syntax.tokens import PROSE
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.folding import fold
from imrparse.text.node import NOWHERE, parsed, value_fields
from imrparse.text.source import Source, Span
from imrparse.tree.letter import (
    Decision,
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

_Text = TypeVar("_Text", bound=Prose)

_NODES: dict[str, type[Any]] = {
    "claims_administrator_guideline": Guideline,
    "maximus_guideline": Guideline,
    "rationale": Rationale,
}
"""The node of each labelled part that is more than prose."""
_OF_ANY_GENERATION = frozenset({"HOW_HEADING", PROSE})
"""Terminals that are no evidence of where the credentials stand."""

_INLINE, _BLOCK = (
    next(
        known for known in Template if known.has_reasons and known.has_inline_credentials is inline
    )
    for inline in (True, False)
)

_SENTENCE_END = re.compile(r"\.(?=\s|$)")
# White space is matched from its first character only. A search that tried each of its characters
# would take quadratic time.
_SPACE = r"(?<!\s)\s+"
_COMMA = re.compile(rf"(?:{_SPACE})?,\s*")
_COMMA_OR_AND = re.compile(rf"(?:{_SPACE})?,\s*(?:and\s+)?|{_SPACE}and\s+")


_LISTS = ("licensure", "specialties", "subspecialties")


class Builder:
    """Builds the letter of one source."""

    def __init__(self, source: Source, pieces: Pieces, plan: Plan) -> None:
        """`pieces` are the tokens of the source, and the plan is the one of their kinds."""
        self._source = source
        self._plain = source.plain
        self._kinds, self._starts, self._ends, self._missing = pieces
        self._plan = plan

    def letter(self) -> Determination | None:
        """Build the letter, or return None if its header has a fault."""
        header = self._header() if self._plan.header else None
        return None if self._plan.header and header is None else self.mended_letter(header)

    def mended_letter(self, header: Header | None) -> Determination:
        """Build the letter of mended tokens with a header that was read from them before."""
        plan = self._plan
        issues = [
            self._issue(issue)
            for issue in plan.issues
            if not self._missing.issuperset(issue.members)
        ]
        values: dict[str, Any] = {
            "header": header,
            "reviewer": self.reviewer(),
            **dict.fromkeys(_optional()),
            **{name: self._text(_NODES.get(name, Prose), n) for name, n in plan.texts},
            "summary": self._text(Summary, plan.summary),
            "issues": tuple(issues),
            **of_source(self._source),
        }
        template = self._template()
        if template is not _BLOCK:
            return Determination(**values, template=template)
        # The guideline fields say which generation it is, when somebody asks.
        return parsed(Determination, **values, places=NOWHERE)

    def _span(self, number: int) -> Span:
        return Span(self._starts[number], self._ends[number])

    def _extent(self, tokens: Sequence[int]) -> Span:
        return Span(self._starts[tokens[0]], self._ends[tokens[-1]])

    def _header(self) -> Header | None:
        """Build the header, or return None if one of its values has a fault."""
        kinds, starts, ends = self._kinds, self._starts, self._ends
        cells = [(kinds[n], starts[n], ends[n]) for n in self._plan.header]
        found = places_in(cells, self._plain)
        if found is None:
            return None
        values: dict[str, Any] = dict.fromkeys(value_fields(Header))
        places: dict[str, Span] = {}
        for name, place in found.items():
            kind, start, end = cells[place]
            places[name] = Span(start, end)
            value = values[name] = read_value(kind, self._plain[start:end])
            if value is None:
                return None
        return parsed(Header, **values, span=self._extent(self._plan.header), places=places)

    def reviewer(self) -> Reviewer:
        """The credentials."""
        plain = self._plain
        values: dict[str, tuple[str, ...]] = dict.fromkeys(_LISTS, ())
        places: dict[str, Span] = {}
        for field, name, number in self._plan.credentials:
            span = self._span(number)
            if self._kinds[name] == "LICENSED_PHRASE":
                end = _SENTENCE_END.search(plain, span.start, span.end)
                span = Span(span.start, end.start() if end else span.end)
            separator = _COMMA_OR_AND if field == "licensure" else _COMMA
            items = _items(plain, span, separator)
            values[field] = tuple([fold(plain[start:end]) for start, end in items])
            places[field] = span
            for place, item in enumerate(items):
                places[f"{field}[{place}]"] = item
        return parsed(Reviewer, **values, span=self._extent(self._plan.reviewer), places=places)

    def _issue(self, plan: IssuePlan) -> Issue:
        texts = {name: self._text(_NODES[name], number) for name, number in plan.texts}
        return parsed(
            Issue,
            request=self._text(Request, plan.request),
            decision=self._decision(plan.decision),
            **texts,
            span=self._extent(plan.members),
            places={"decision": self._span(plan.decision)},
        )

    def _decision(self, number: int) -> Decision | None:
        """The decision of a token; None for a missing one."""
        if number in self._missing:
            return None
        return Decision[self._kinds[number].removesuffix("_DECISION")]

    def _text(self, node: type[_Text], number: int) -> _Text:
        return parsed(node, span=self._span(number), places=NOWHERE, plain=self._plain)

    def _template(self) -> Template | None:
        """A generation that has its credentials where these stand; None without any evidence.

        The generations with a block of credentials differ in other parts. The letter tells them
        apart.
        """
        kinds, reviewer = self._kinds, self._plan.reviewer
        if _OF_ANY_GENERATION.issuperset([kinds[n] for n in reviewer if n not in self._missing]):
            return None
        return _INLINE if any(kinds[n] == "LICENSED_PHRASE" for n in reviewer) else _BLOCK


def nothing(source: Source) -> Determination:
    """The empty letter of a text that is not a letter."""
    return Determination(None, Reviewer(), Summary(""), (), None, **of_source(source))


@cache
def _optional() -> tuple[str, ...]:
    """The parts outside the issues that a letter may lack."""
    known = fields_dict(Determination)
    return tuple(name for name in value_fields(Determination) if known[name].default is None)


def of_source(source: Source) -> dict[str, Any]:
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


def _items(plain: str, span: Span, separator: re.Pattern[str]) -> list[Span]:
    """The items of a list, empty ones left out."""
    items = []
    start = span.start
    for match in separator.finditer(plain, span.start, span.end):
        items.append(Span(start, match.start()))
        start = match.end()
    items.append(Span(start, span.end))
    return [item for item in items if item.start < item.end]
