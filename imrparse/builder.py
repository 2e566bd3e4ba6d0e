"""The tree of a letter, made from lark's: one method a rule of the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from lark import Tree

from imrparse.diagnostics import Diagnostic
from imrparse.generations import Generations
from imrparse.header import assemble
from imrparse.prose import fold
from imrparse.source import Source, Span
from imrparse.tokens import Token
from imrparse.tree import (
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

_CREDENTIALS = {
    "CERTIFIED_PHRASE": "specialties",
    "SUBSPECIALTY_PHRASE": "subspecialties",
    "LICENSED_PHRASE": "licensure",
    "LICENSURE_LABEL": "licensure",
    "SPECIALTY_LABEL": "specialties",
}
"""The field that the prose after each of these gives."""

_SENTENCE_END = re.compile(r"\.(?=\s|$)")
_COMMA = re.compile(r"\s*,\s*")
_COMMA_OR_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")


def build(
    source: Source, tree: Tree[Token], generations: Generations
) -> tuple[Determination, list[Diagnostic]]:
    """The letter that lark's tree says, and the faults in its values."""
    builder = _Builder(source, generations)
    return builder.letter(tree), builder.diagnostics


class _Builder:
    def __init__(self, source: Source, generations: Generations) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._generations = generations

    def letter(self, tree: Tree[Token]) -> Determination:
        parts = {str(part.data): part.children for part in _subtrees(tree.children)}
        header = self.header(_tokens(parts["header"])) if "header" in parts else None
        credentials = _tokens(parts["reviewer"])
        reviewer = self.reviewer(credentials)
        issues = tuple(self.issue(_tokens(i.children)) for i in _subtrees(parts["issues"]))
        template = self._generations.of(
            credentials_inline=any(token.type == "LICENSED_PHRASE" for token in credentials),
            header=header,
            guidelines=(
                guideline
                for issue in issues
                for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline)
            ),
        )
        return Determination(
            header,
            reviewer,
            self.summary(_tokens(parts["summary"])),
            issues,
            template,
            span=Span(0, len(self._source.text)),
            source=self._source.text,
        )

    def header(self, cells: Sequence[Token]) -> Header:
        header, diagnostics = assemble(self._source, cells)
        self.diagnostics += diagnostics
        return header

    def reviewer(self, tokens: Sequence[Token]) -> Reviewer:
        plain = self._source.plain
        values: dict[str, tuple[str, ...]] = {}
        places: dict[str, Span] = {}
        for name, value in pairwise(tokens):
            field = _CREDENTIALS.get(name.type)
            if field is None:
                continue
            span = value.span
            if name.type == "LICENSED_PHRASE" and (end := _SENTENCE_END.search(value.value)):
                span = Span(span.start, span.start + end.start())
            separator = _COMMA_OR_AND if field == "licensure" else _COMMA
            items = _items(plain, span, separator)
            values[field] = tuple(fold(plain[start:end]) for start, end in items)
            places[field] = span
            for number, item in enumerate(items):
                places[f"{field}[{number}]"] = item
        return Reviewer(**values, span=_extent(tokens), places=places)

    def summary(self, tokens: Sequence[Token]) -> Summary:
        return _text(Summary, tokens[-1])

    def issue(self, tokens: Sequence[Token]) -> Issue:
        request, decision, _, claims_administrator, _, maximus, _, rationale = tokens
        return Issue(
            _text(Request, request),
            Decision[decision.type.removesuffix("_DECISION")],
            _text(Guideline, claims_administrator),
            _text(Guideline, maximus),
            _text(Rationale, rationale),
            span=_extent(tokens),
            places={"decision": decision.span},
        )


def _text(node: type[_Text], token: Token) -> _Text:
    return node(fold(token.value), span=token.span)


def _extent(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].span.start, tokens[-1].span.end)


def _items(plain: str, span: Span, separator: re.Pattern[str]) -> list[Span]:
    """The items of a list: the stretches between separators that hold anything."""
    items = []
    start = span.start
    for match in separator.finditer(plain, span.start, span.end):
        items.append(Span(start, match.start()))
        start = match.end()
    items.append(Span(start, span.end))
    return [item for item in items if item.start < item.end]


def _subtrees(children: Iterable[Token | Tree[Token]]) -> list[Tree[Token]]:
    return [child for child in children if isinstance(child, Tree)]


def _tokens(children: Iterable[Token | Tree[Token]]) -> list[Token]:
    return [child for child in children if isinstance(child, Token)]
