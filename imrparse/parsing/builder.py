"""The tree of a letter, made from the parse tree: one method a rule of the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from imrparse.parsing.header_table import assemble
from imrparse.syntax.generations import Template
from imrparse.syntax.parse_tree import Child, Tree
from imrparse.syntax.structure import structure
from imrparse.syntax.tokens import PROSE, Token
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.folding import fold
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

_CREDENTIALS = {
    "CERTIFIED_PHRASE": "specialties",
    "SUBSPECIALTY_PHRASE": "subspecialties",
    "LICENSED_PHRASE": "licensure",
    "LICENSURE_LABEL": "licensure",
    "SPECIALTY_LABEL": "specialties",
}
"""The field that the prose after each of these gives."""

_NODES: dict[str, type[Any]] = {
    "claims_administrator_guideline": Guideline,
    "maximus_guideline": Guideline,
    "rationale": Rationale,
}
"""The node of each labelled part of an issue."""
_OF_ANY_GENERATION = frozenset({"HOW_HEADING", PROSE})
"""What tells nothing of where the credentials stand."""

_INLINE, _BLOCK = (
    next(known for known in Template if known.has_inline_credentials is inline)
    for inline in (True, False)
)

_SENTENCE_END = re.compile(r"\.(?=\s|$)")
# White space is matched from its beginning only: a search that began at each of its characters
# would take time that grows with the square of its length.
_SPACE = r"(?<!\s)\s+"
_COMMA = re.compile(rf"(?:{_SPACE})?,\s*")
_COMMA_OR_AND = re.compile(rf"(?:{_SPACE})?,\s*(?:and\s+)?|{_SPACE}and\s+")


class Builder:
    """Makes the tree of one source."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def letter(self, tree: Tree) -> Determination | None:
        """The letter that the parse tree says, or None if something is wrong with its header."""
        header = None
        for part in _subtrees(tree.children):
            if part.data == "header":
                header = assemble(_tokens(part.children))
                if header is None:
                    return None
        return self.mended_letter(tree, header)

    def mended_letter(self, tree: Tree, header: Header | None) -> Determination:
        """The letter that the parse tree of mended tokens says. Its header was read before."""
        parts = {str(part.data): part.children for part in _subtrees(tree.children)}
        credentials = _tokens(parts["reviewer"])
        issues = [_tokens(issue.children) for issue in _subtrees(parts["issues"])]
        return self._determination(
            header,
            self.reviewer(credentials),
            self.summary(_tokens(parts["summary"])),
            tuple(self.issue(tokens) for tokens in issues if any(t.value for t in tokens)),
            _generation(credentials),
        )

    def nothing(self) -> Determination:
        """The tree of a text that is no letter."""
        return self._determination(None, Reviewer(), Summary(""), (), None)

    def _determination(
        self,
        header: Header | None,
        reviewer: Reviewer,
        summary: Summary,
        issues: tuple[Issue, ...],
        template: Template | None,
    ) -> Determination:
        text = self._source.text
        return Determination(
            header,
            reviewer,
            summary,
            issues,
            template,
            span=Span(0, len(text)),
            source=text,
            locator=self._source.locator,
            preamble=self._around(DecorationKind.PREAMBLE),
            postscript=self._around(DecorationKind.POSTSCRIPT),
        )

    def _around(self, kind: DecorationKind) -> str | None:
        """The text that stands before or after the letter, if there is any."""
        stretches = (span for span, other in self._source.decoration if other is kind)
        span = next(stretches, None)
        return self._source.text[slice(*span)].strip() if span else None

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
        request, decision, *labelled = tokens
        fields = structure().field_of
        texts = zip(labelled[::2], labelled[1::2], strict=True)
        named = {fields[label.type]: text for label, text in texts}
        return Issue(
            _text(Request, request),
            _decision(decision),
            **{name: _text(_NODES[name], text) for name, text in named.items()},
            span=_extent(tokens),
            places={"decision": decision.span},
        )


def _generation(credentials: Sequence[Token]) -> Template | None:
    """A generation with credentials where these stand; None if none of their wording was read.

    Those with a block of credentials differ in other parts, which the letter itself looks at.
    """
    read = [token.type for token in credentials if token.value]
    if _OF_ANY_GENERATION.issuperset(read):
        return None
    if any(token.type == "LICENSED_PHRASE" for token in credentials):
        return _INLINE
    return _BLOCK


def _decision(token: Token) -> Decision | None:
    """The decision that a token says; None, in a letter with faults, for one that says none."""
    return Decision[token.type.removesuffix("_DECISION")] if token.value else None


def _text(node: type[_Text], token: Token) -> _Text:
    text = fold(token.value)
    return node(text, span=token.span, raw=token.value, as_read=text)


def _extent(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start_pos, tokens[-1].end_pos)


def _items(plain: str, span: Span, separator: re.Pattern[str]) -> list[Span]:
    """The items of a list: the stretches between separators that hold anything."""
    items = []
    start = span.start
    for match in separator.finditer(plain, span.start, span.end):
        items.append(Span(start, match.start()))
        start = match.end()
    items.append(Span(start, span.end))
    return [item for item in items if item.start < item.end]


def _subtrees(children: Iterable[Child]) -> list[Tree]:
    return [child for child in children if isinstance(child, Tree)]


def _tokens(children: Iterable[Child]) -> list[Token]:
    return [child for child in children if isinstance(child, Token)]
