"""Guideline fields: citations read by ``grammars/citation.lark``, and printed in its wording."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from itertools import groupby

from attrs import frozen

from imrparse.fields.citations.citation_builder import build
from imrparse.fields.citations.citation_draft import ReadCitation
from imrparse.fields.citations.citation_parser import FULL_STOP, citation_parser, wording
from imrparse.fields.details import Citation, CitationKind, GuidelineContent
from imrparse.syntax.generations import Template
from imrparse.syntax.tokens import Token
from imrparse.text.errors import WrongValueError
from imrparse.text.folding import Folded
from imrparse.text.node import unchecked

_new_citation = unchecked(Citation)


_KEPT = 1_024  # cached texts; many letters have the same guideline fields
_LONGEST_KEPT = 1_000  # code points


def read_guideline(folded: Folded) -> GuidelineContent:
    """The content of a guideline field. Its citations have places if it was parsed from a text."""
    read = _read(folded.text)
    return GuidelineContent(
        read.no_evidence_cited,
        read.outside_mtus,
        tuple(_placed(citation, folded) for citation in read.citations),
        ended=read.ended,
    )


def read_text(text: str) -> GuidelineContent:
    """The content of a folded text, without places."""
    read = _read(text)
    return GuidelineContent(
        read.no_evidence_cited,
        read.outside_mtus,
        tuple(_new_citation(**citation.values) for citation in read.citations),
        ended=read.ended,
    )


@frozen
class _Read:
    """The content of a text, independent of its position."""

    no_evidence_cited: bool
    outside_mtus: bool
    ended: bool
    citations: tuple[ReadCitation, ...]


def _read(text: str) -> _Read:
    return _kept(text) if len(text) <= _LONGEST_KEPT else _parsed(text)


def _parsed(text: str) -> _Read:
    tree = citation_parser().parse(text)
    statements = [part.type for part in tree.children if isinstance(part, Token)]
    return _Read(
        any(name.startswith("NO_EVIDENCE_") for name in statements),
        any(name.startswith("OUTSIDE_") for name in statements),
        text.endswith(FULL_STOP),
        tuple(build(tree, text)),
    )


_kept = lru_cache(_KEPT)(_parsed)


def _placed(citation: ReadCitation, folded: Folded) -> Citation:
    return _new_citation(
        **citation.values,
        span=folded.span(*citation.place),
        places=folded.places(citation.places),
    )


class Speaker(Enum):
    """Whose guideline field it is."""

    CLAIMS_ADMINISTRATOR = "ADMINISTRATOR"
    EXPERT_REVIEWER = "REVIEWER"


def format_guideline(content: GuidelineContent, *, by: Speaker, template: Template | None) -> str:
    """The text of a guideline field, on one line.

    A citation of the MTUS whose text does not match its values is composed from the values; every
    other citation is printed as its text. `template` is the letter's generation, which determines
    the sentence for evidence outside the MTUS. Raises ValueError if that sentence is needed and the
    generation is None, or one whose guideline fields are not known.
    """
    sentences = []
    if content.no_evidence_cited:
        sentences.append(wording(f"NO_EVIDENCE_{by.value}_STATEMENT"))
    if content.outside_mtus:
        if template is None or template.guideline_wording is None:
            raise WrongValueError(
                "each template generation has its own sentence for evidence outside the MTUS: name "
                "the generation"
            )
        year = template.guideline_wording.value
        sentences.append(wording(f"OUTSIDE_{year}_{by.value}_STATEMENT"))
    basis = _basis(content.citations)
    if basis:
        sentences.append(basis + (wording("DOT_PRINTED") if content.ended else ""))
    return " ".join(sentences)


def format_citation(citation: Citation) -> str:
    """One citation, as printed after the words "Decision based on …"."""
    if citation.kind is not CitationKind.MTUS or citation.chapter is None:
        return citation.text
    printed = wording("MTUS_PRINTED") + citation.text
    if read_text(printed).citations == (citation,):
        return citation.text
    return compose_mtus(citation)


def compose_mtus(citation: Citation) -> str:
    """A citation of the MTUS in its usual wording, from its values alone."""
    comma = wording("COMMA_PRINTED")
    words = (citation.chapter, citation.year and str(citation.year), citation.topic)
    composed = " ".join(word for word in words if word)
    if citation.sections:
        composed += wording("SECTIONS_PRINTED") + comma.join(citation.sections)
    if citation.pages:
        composed += wording("PAGES_PRINTED") + comma.join(citation.pages)
    if citation.page_count is not None:
        composed += wording("COUNT_PRINTED") + str(citation.page_count)
    return composed


def _basis(citations: Iterable[Citation]) -> str:
    """The sentences that cite, without the last one's full stop."""
    basis = ""
    for kind, group in groupby(citations, lambda citation: citation.kind):
        cited = _joined(list(group))
        if kind is CitationKind.OTHER:
            basis += wording("OTHER_PRINTED" if basis else "OTHER_ALONE_PRINTED") + cited
        else:
            stop = wording("DOT_PRINTED") + " " if basis else ""
            basis += stop + wording(f"{kind.name}_PRINTED") + cited
    return basis


def _joined(citations: Iterable[Citation]) -> str:
    """Citations of one kind, with their original separators, or else the usual ones."""
    joined = ""
    for citation in citations:
        if joined and citation.separator is not None:
            joined += citation.separator
        elif joined:
            usual = "AND" if citation.kind is CitationKind.MTUS else "SEMICOLON"
            joined += wording(f"{usual}_PRINTED")
        joined += format_citation(citation)
    return joined
