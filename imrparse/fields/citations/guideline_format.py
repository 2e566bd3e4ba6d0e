"""Guideline fields, printed from what they say by the wording of ``grammars/citation.lark``."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from itertools import groupby

from imrparse.fields.citations.citation_parser import wording
from imrparse.fields.citations.guideline import read_text
from imrparse.fields.details import Citation, CitationKind, GuidelineContent
from imrparse.syntax.generations import Template
from imrparse.text.errors import WrongValueError


class Speaker(Enum):
    """Whose guideline field it is."""

    CLAIMS_ADMINISTRATOR = "ADMINISTRATOR"
    EXPERT_REVIEWER = "REVIEWER"


def format_guideline(content: GuidelineContent, *, by: Speaker, template: Template | None) -> str:
    """The text of a guideline field, on one line.

    Citations of the MTUS are made of their values. Where those are what the citation's text says,
    it is printed as it stands; all others are printed by their text. `template` is the letter's
    generation, by which a field says in other words that it stands outside of the MTUS. Raises
    ValueError for a field that says so in a letter of an unknown generation.
    """
    sentences = []
    if content.no_evidence_cited:
        sentences.append(wording(f"NO_EVIDENCE_{by.value}_STATEMENT"))
    if content.outside_mtus:
        if template is None:
            raise WrongValueError(
                "the field stands outside of the MTUS, which each template generation says in its "
                "own words: name the generation"
            )
        year = template.guideline_wording.value
        sentences.append(wording(f"OUTSIDE_{year}_{by.value}_STATEMENT"))
    basis = _basis(content.citations)
    if basis:
        sentences.append(basis + (wording("DOT_PRINTED") if content.ended else ""))
    return " ".join(sentences)


def format_citation(citation: Citation) -> str:
    """One citation, as it is printed after the words "Decision based on …"."""
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
    """Citations of one kind, parted as they were in print, or else as is usual."""
    joined = ""
    for citation in citations:
        if joined and citation.separator is not None:
            joined += citation.separator
        elif joined:
            usual = "AND" if citation.kind is CitationKind.MTUS else "SEMICOLON"
            joined += wording(f"{usual}_PRINTED")
        joined += format_citation(citation)
    return joined
