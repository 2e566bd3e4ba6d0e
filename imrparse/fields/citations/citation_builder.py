"""Builds the citations of a guideline field from its parse tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from imrparse.data.regexes import regex
from imrparse.fields.citations.citation_draft import Draft, Place, ReadCitation, numbers
from imrparse.fields.citations.source_names import (
    chapter_of,
    common_parts,
    publisher_of,
    source_of,
)
from imrparse.fields.details import CitationKind
from imrparse.syntax.field_parser import TEXT
from imrparse.syntax.parse_tree import Child, Tree
from imrparse.syntax.tokens import Token

_MTUS = "MTUS"
_USUAL_SOURCE = "ODG"
"""The source of chapters that are cited without a source."""
_CHAPTER = "CHAPTER_CITED"
_SOURCE = "SOURCE_CITED"
_ACCESS = "ACCESS_CITED"
_OF_EDITION = frozenset({"DATED_CITED", "EDITION_CITED"})
_WORD = regex(r"\w")
_OF_ARTICLES = frozenset("./")
"""Characters after the name of a journal or a part of an address, never after a chapter."""
_CITING = {
    "non_mtus": CitationKind.NON_MTUS,
    "other": CitationKind.OTHER,
    "loose": CitationKind.NON_MTUS,
}


def build(tree: Tree, text: str) -> Iterator[ReadCitation]:
    """The citations in the parse tree of a folded text, in text order."""
    for part in tree.children:
        if isinstance(part, Token):
            continue
        drafts = _mtus(part, text) if part.data == "mtus" else _outside(part, text)
        before = None
        for draft, (start, end) in drafts:
            values = draft.values
            if before is not None:
                values["separator"] = text[before:start]
            before = end
            values["text"] = text[start:end]
            yield ReadCitation(values, (start, end), draft.places)


def _mtus(tree: Tree, text: str) -> Iterator[tuple[Draft, Place]]:
    """Citations of the MTUS."""
    for citation in tree.children:
        parts = citation.children
        if not parts:
            continue
        draft = Draft(text, CitationKind.MTUS, _MTUS)
        tokens = [part for part in parts if isinstance(part, Token)]
        sections = [_place(part) for part in parts[len(tokens) :]]
        _chapter_of_mtus(draft, tokens)
        if sections:
            draft.put_each("sections", sections)
        start = tokens[0].start_pos if tokens else sections[0][0]
        yield draft, (start, sections[-1][1] if sections else tokens[-1].end_pos)


def _chapter_of_mtus(draft: Draft, tokens: Sequence[Token]) -> None:
    """Set the chapter, its year, and what letters of 2014-2015 add to them."""
    first = next((n for n, token in enumerate(tokens) if token.type == "CHAPTER_MTUS"), None)
    draft.values["known"] = first is not None
    if first is None:
        first = next((n for n, token in enumerate(tokens) if token.type == TEXT), None)
    if first is None:
        rest = tokens
    else:
        draft.put("chapter", _place(tokens[first]))
        rest = tokens[first + 1 :]
    if rest and rest[0].type == "YEAR_MTUS":
        draft.put_year(rest[0])
        rest = rest[1:]
    if rest:
        _rest_of_mtus(draft, rest)


def _rest_of_mtus(draft: Draft, tokens: Sequence[Token]) -> None:
    """Set the topic and the pages, which follow the chapter and its year."""
    pages: list[Place] = []
    topic: list[Token] = []
    apart: list[Token] = []
    for token in tokens:
        if token.type in ("NUMBERS_MTUS", "PAGE_MTUS"):
            pages += numbers(token)
            apart.append(token)
        elif token.type == "COUNT_MTUS":
            (place,) = numbers(token)
            draft.put("page_count", place, int(token.value.rpartition(" ")[2]))
        elif token.type != "PAGES_MTUS":
            topic.append(token)
    draft.put_topic(topic, apart)
    draft.put_pages(pages)


def _outside(tree: Tree, text: str) -> Iterator[tuple[Draft, Place]]:
    """Citations of sources outside the MTUS, and of unknown ones."""
    kind = _CITING[tree.data]
    for source, parts in _with_source_behind(_with_sources(tree)):
        for again in parts:
            for publisher, cited in _apart(source, again):
                for chapter in _chapters(publisher, cited):
                    yield _cited(Draft(text, kind, publisher), chapter)


_Sourced: TypeAlias = tuple[str | None, list[Sequence[Token]]]
"""A source, and the tokens of the parts cited from it: the first, and one after each "again"."""


def _with_sources(tree: Tree) -> Iterator[_Sourced]:
    """Each part of a tree, with its source if it begins with one."""
    for citation in tree.children:
        tokens = [part for part in citation.children if isinstance(part, Token)]
        head = next((token for token in tokens if token.type == _SOURCE), None)
        source = source_of(head.value) or publisher_of(head.value) if head else None
        yield source, [tokens, *(part.tokens for part in citation.children[len(tokens) :])]


def _with_source_behind(cited: Iterable[_Sourced]) -> Iterator[_Sourced]:
    """Give what stands before its source that source.

    It does so in "Gout, accessed from UpToDate", and where it begins with a chapter that the next
    source has, or ends with one: "Knee Chapter, MRI, ODG", "MRI, Knee Chapter, ODG".
    """
    before: _Sourced | None = None
    for source, parts in cited:
        if before is not None:
            joined, apart = _joined(before, source, parts)
            if apart is not None:
                yield apart
            before = joined
        else:
            before = source, parts
    if before is not None:
        yield before


def _joined(
    before: _Sourced, source: str | None, parts: list[Sequence[Token]]
) -> tuple[_Sourced, _Sourced | None]:
    """A part joined with what stands before it; or the part, and what stands apart from it."""
    *others, tokens = before[1]
    if not tokens:
        return (source, parts), before
    joined = source, [*others, [*tokens, *parts[0]], *parts[1:]]
    if tokens[-1].type == _ACCESS or _is_named_twice(before[0], source, tokens):
        return joined, None
    if before[0] is None and source is not None:
        if _has_chapter_of(source, tokens[0]):
            if len(parts) == 1 and _goes_with_chapter(source, tokens, parts[0]):
                return joined, None
            return (source, parts), (source, before[1])
        if len(tokens) > 1 and _has_chapter_of(source, tokens[-1]) and len(parts[0]) == 1:
            return joined, None
    return (source, parts), before


def _is_named_twice(before: str | None, source: str | None, tokens: Sequence[Token]) -> bool:
    """Whether another name of a source stands before it: "CMS, Medicare Benefit Policy Manual"."""
    return source is not None and before == source and all(t.type == _SOURCE for t in tokens)


def _has_chapter_of(source: str, token: Token) -> bool:
    return token.type == _CHAPTER and chapter_of(source, token.value) is not None


def _goes_with_chapter(
    source: str | None, before: Sequence[Token], tokens: Sequence[Token]
) -> bool:
    """Whether what follows a source belongs to the chapter before it.

    That is nothing ("Knee Chapter, MRI, ODG"), a part that is no chapter of a subject ("..., ODG
    Preface"), or the topic of a chapter that has none yet ("Knee Chapter, ODG, MRI").
    """
    place = next(n for n, token in enumerate(tokens) if token.type == _SOURCE)
    rest = tokens[place + 1 :]
    named = [chapter_of(source or "", t.value) for t in rest if t.type == _CHAPTER]
    if len(before) == 1:
        return not named
    return len(named) == len(rest) and all(name in common_parts() for name in named)


def _apart(
    source: str | None, tokens: Sequence[Token]
) -> Iterator[tuple[str | None, Sequence[Token]]]:
    """Split off web pages that are citations of their own. Yields each source and its tokens.

    A page is a citation of its own if another source publishes it, or if it has no source and
    another page follows.
    """
    start = 0
    pages = [at for at, token in enumerate(tokens) if token.type == "URL_CITED"]
    for at in pages:
        if source is None and at != pages[-1]:
            yield None, tokens[start : at + 1]
            start = at + 1
        elif source is not None and publisher_of(tokens[at].value) not in (None, source):
            yield source, tokens[start:at]
            start, source = at, None
    if tokens[start:]:
        yield source, tokens[start:]


def _chapters(source: str | None, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of a citation, split by the chapters that it lists: "Knee, Shoulder, MRI"."""
    start = 0
    if source and sum([token.type == _CHAPTER for token in tokens]) > 1:
        for at, (token, following) in enumerate(pairwise(tokens), 1):
            names = [chapter_of(source, t.value) for t in (token, following) if t.type == _CHAPTER]
            if len(names) == 2 and all(names) and names[0] != names[1]:
                yield tokens[start:at]
                start = at
    yield tokens[start:] if start else tokens


def _cited(draft: Draft, tokens: Sequence[Token]) -> tuple[Draft, Place]:
    """A citation outside the MTUS, with its place.

    If the draft has no source yet, only a journal or a web site can identify it.
    """
    _put_web_site(draft, tokens)
    if (
        draft.values["source"] is not None
        or _put_publisher(draft, tokens)
        or _begins_with_chapter(draft, tokens)
    ):
        _put_contents(draft, tokens)
    return draft, (tokens[0].start_pos, tokens[-1].end_pos)


def _put_contents(draft: Draft, tokens: Iterable[Token]) -> None:
    """Set what is cited from a source: chapter, topic, year and pages."""
    topic: list[Token] = []
    apart: list[Token] = []
    pages: list[Place] = []
    year = None
    for token in tokens:
        name = token.type
        if name == _SOURCE:
            draft.places["source"] = token.start_pos, token.end_pos
        elif name == _CHAPTER and _is_chapter(draft, token, topic):
            apart.append(token)
        elif name in (TEXT, _CHAPTER):
            if _WORD.search(token.value):
                topic.append(token)
        elif name in _OF_EDITION:
            draft.put_year(token)
        elif name == "YEAR_CITED":
            year = _other_year(draft, token, year, topic)
        elif name == "PAGES_CITED":
            pages += numbers(token)
            apart.append(token)
    if year and year.start_pos > topic[-1].start_pos:
        draft.put_year(year)
    draft.put_topic(topic, apart)
    draft.put_pages(pages)


def _other_year(draft: Draft, token: Token, last: Token | None, topic: list[Token]) -> Token | None:
    """Set the year, or add it to the topic if the edition has another one.

    Returns the last year after the topic, which is the edition's unless more text follows.
    """
    if not topic and "year" not in draft.values:
        draft.put_year(token)
        return None
    if last and last.start_pos > topic[-1].start_pos:
        topic.append(last)
    if "year" in draft.values:
        if str(draft.values["year"]) not in token.value:
            topic.append(token)
        return None
    return token


def _is_chapter(draft: Draft, token: Token, topic: Sequence[Token]) -> bool:
    """Whether a name is the citation's chapter or repeats it. Sets the chapter if it is None."""
    usual = chapter_of(draft.values["source"] or _USUAL_SOURCE, token.value)
    before = draft.values.get("chapter")
    if usual and before is None:
        draft.put("chapter", _place(token), usual)
        return True
    return usual is not None and usual == before and not topic


def _begins_with_chapter(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a citation without a source begins with a chapter: "Low Back (Imaging)"."""
    first = tokens[0]
    return (
        first.type == _CHAPTER
        and chapter_of(_USUAL_SOURCE, first.value) is not None
        and draft.following(first) not in _OF_ARTICLES
    )


def _put_web_site(draft: Draft, tokens: Iterable[Token]) -> None:
    """Set the address of a web page, without the spaces that line ends left in it."""
    for token in tokens:
        if token.type == "URL_CITED":
            draft.put("url", _place(token), token.value.replace(" ", ""))
            return


def _put_publisher(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Set the source of a citation that begins with none: its journal, or its web site's owner.

    Returns whether the tokens may have more content than an address and a year.
    """
    journal = next((token for token in tokens if token.type == "JOURNAL_CITED"), None)
    if journal:
        draft.put("source", _place(journal), source_of(journal.value))
        for token in tokens:
            if token.type == "YEAR_CITED":
                draft.put_year(token)
        return False
    publisher = publisher_of(draft.values.get("url", ""))
    draft.values["source"] = publisher
    draft.values["known"] = publisher is not None
    return publisher is not None


def _place(part: Child) -> Place:
    if isinstance(part, Token):
        return part.start_pos, part.end_pos
    tokens = part.tokens
    return tokens[0].start_pos, tokens[-1].end_pos
