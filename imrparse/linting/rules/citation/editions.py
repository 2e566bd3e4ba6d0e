"""The editions of the chapters of the MTUS (``data/mtus.toml``), and the one a citation names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from attrs import frozen

from imrparse.data import table
from imrparse.diagnostics.diagnostic import Severity
from imrparse.fields.citations.citation_parser import wording
from imrparse.fields.citations.source_names import key
from imrparse.fields.details import Citation, CitationKind
from imrparse.linting.draft import Draft
from imrparse.linting.word_comparison import squeezed
from imrparse.tree.letter import Guideline, Issue


@frozen
class Edition:
    """An edition of a chapter."""

    name: str
    year: int
    names: tuple[str, ...]
    """The names that letters use when they print its year."""
    undated: tuple[str, ...] = ()
    """The names that letters use without a year."""
    pages: int | None = None
    in_force_from: date | None = None
    """The first day on which this version is in force."""
    superseded_from: date | None = None
    """Requests made on or after this day no longer fall under this version."""
    superseded_by: str | None = None
    """The chapter and year that applies instead."""


@frozen
class Editions:
    """All editions, by normalised name (`text.folding.key`)."""

    every: tuple[Edition, ...]
    named: Mapping[str, Sequence[Edition]]
    """By any of the names."""
    undated: Mapping[str, Edition]
    """By the names used without a year."""


def edition_of(citation: Citation) -> Edition | None:
    """The edition that a citation of the MTUS names, or None if it is unknown."""
    return _edition_of(citation.chapter or "", citation.year)


@lru_cache(maxsize=1024)
def _edition_of(chapter: str, year: int | None) -> Edition | None:
    if year is None:
        return editions().undated.get(key(chapter))
    return next((e for e in editions().named.get(key(chapter), ()) if e.year == year), None)


class Cited(NamedTuple):
    """A citation in a letter."""

    issue: Issue
    guideline: Guideline
    citation: Citation

    @property
    def severity(self) -> Severity | None:
        """The severity of a finding that is no typing error, if it is lower than the rule's own.

        The author of a letter only reports what the claims administrator cited.
        """
        return reported_severity(self.issue, self.guideline)


def reported_severity(issue: Issue, field: Guideline) -> Severity | None:
    """A note for the field that reports what the claims administrator cited, else None."""
    return Severity.NOTE if field is issue.claims_administrator_guideline else None


@lru_cache(1)  # several rules in a row ask for those of the same letter
def mtus_citations(draft: Draft) -> Sequence[Cited]:
    """All citations of the MTUS, in letter order."""
    return [cited for cited in citations(draft) if cited.citation.kind is CitationKind.MTUS]


@lru_cache(1)
def citations(draft: Draft) -> Sequence[Cited]:
    """All citations that have a span, in letter order."""
    return [
        Cited(issue, guideline, citation)
        for issue in draft.issues
        for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline)
        for citation in guideline.citations
        if citation.span
    ]


def says_non_mtus(field: Guideline) -> bool:
    """Whether a field contains the words that introduce citations outside the MTUS."""
    return squeezed(wording("_NON_MTUS_INTRO")) in squeezed(field.text)


@lru_cache(1)  # called for each citation of a field, and processes its whole text
def is_misread(field: Guideline) -> bool:
    """Whether non-MTUS citations were misread as MTUS citations.

    This happens when an extractor inserts spaces into the words that introduce them.
    """
    kinds = {citation.kind for citation in field.citations}
    return CitationKind.NON_MTUS not in kinds and says_non_mtus(field)


@cache
def editions() -> Editions:
    """The editions; cached."""
    every = tuple(map(_edition, table("mtus")["chapter"]))
    named: dict[str, list[Edition]] = {}
    for edition in every:
        for name in {key(n) for n in edition.names + edition.undated}:
            named.setdefault(name, []).append(edition)
    return Editions(every, named, {key(n): e for e in every for n in e.undated})


def _edition(entry: Mapping[str, Any]) -> Edition:
    later = entry.get("superseded_by")
    return Edition(
        entry["name"],
        entry["year"],
        (entry["name"], *entry.get("also", ())),
        tuple(entry.get("undated", ())),
        entry.get("pages"),
        entry.get("in_force_from"),
        entry.get("superseded_from"),
        f"{later['name']} {later['year']}" if later else None,
    )
