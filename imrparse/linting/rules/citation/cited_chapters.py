"""Chapters of the MTUS that do not exist, are not in force, or cover another body part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, ClassVar

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.citations.source_names import key, load, source_of
from imrparse.fields.details import Citation, CitationKind, region_of
from imrparse.linting.draft import Draft
from imrparse.linting.near_names import advice, misspelt_name, nearest_name
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.citation.editions import (
    Cited,
    Edition,
    citations,
    edition_of,
    editions,
    is_misread,
    mtus_citations,
)
from imrparse.syntax.field_parser import names_pattern
from imrparse.syntax.patterns import Wording
from imrparse.text.source import Span
from imrparse.tree.letter import Issue


class UnknownChapter(Rule):
    """A chapter is cited that the MTUS does not have, or not in that year's edition.

    ## Why

    The MTUS ranks first among the standards of medical necessity (Labor Code 4610.5(c)(2)), and a
    reader must be able to find what is cited. Its chapters and editions are listed in 8 CCR 9792.22
    to 9792.24.4. What the claims administrator cited is only a note, unless it is misspelt. For a
    citation without a year, as in letters of 2014-2015, a name that resembles no chapter is only a
    note, as it may be a topic. For other sources, a chapter is reported only if it is misspelt.

    ## Example

    ```text wrong
    Decision based on MTUS Low Bakc Complaints 2004,
    ```

    ```text right
    Decision based on MTUS Low Back Complaints 2004,
    ```
    """

    code: ClassVar[str] = "IMR502"
    name: ClassVar[str] = "unknown-chapter"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for cited in mtus_citations(draft):
            citation = cited.citation
            if citation.chapter is None or edition_of(citation):
                continue
            named = editions().named.get(key(citation.chapter), ())
            chapter, year = citation.span_of("chapter"), citation.span_of("year")
            if named and year:
                yield _other_year(draft, cited, year, named)
            elif chapter and not named and not citation.known and not _names_a_book(citation):
                if is_misread(cited.guideline):
                    continue
                yield _unknown(draft, cited, citation.chapter, chapter)
        for cited in citations(draft):
            yield from _misspelt_elsewhere(draft, cited.citation)


def _misspelt_elsewhere(draft: Draft, citation: Citation) -> Iterator[Finding]:
    """A misspelt chapter of another source, which was parsed as a topic."""
    if citation.kind is CitationKind.MTUS or citation.chapter or not citation.topic:
        return
    head, place = _head().match(citation.topic), citation.span_of("topic")
    if not head or not place:
        return
    name = head[0]
    meant = _misspelt(name)
    if meant and draft.plain.startswith(name, place.start):
        span = Span(place.start, place.start + len(name))
        message = f"'{name}' is not a chapter of {citation.source}"
        yield Finding(span, message, *advice(draft, span, meant))


@lru_cache(maxsize=1024)
def _misspelt(name: str) -> tuple[str, ...]:
    return misspelt_name(name, load().names["CHAPTER"])


def _other_year(draft: Draft, cited: Cited, span: Span, named: Sequence[Edition]) -> Finding:
    """The finding for an edition that does not exist, or is later than those known here."""
    newest = max(named, key=lambda edition: edition.year)
    if newest.superseded_by is None and (cited.citation.year or 0) > newest.year:
        message = f"'{cited.citation.chapter}' of {cited.citation.year} is not known here"
        hint = f"the newest edition known here is that of {newest.year}"
        return Finding(span, message, hint=hint, severity=Severity.NOTE)
    message = f"the MTUS has no '{cited.citation.chapter}' of {cited.citation.year}"
    years = tuple(str(edition.year) for edition in named)
    return Finding(span, message, *advice(draft, span, years), severity=cited.severity)


def _unknown(draft: Draft, cited: Cited, chapter: str, span: Span) -> Finding:
    """The finding for a chapter that does not exist."""
    citation, message = cited.citation, f"the MTUS has no chapter '{chapter}'"
    if source_of(chapter):
        hint = "cite what is not in the MTUS as Non-MTUS"
        return Finding(span, message, hint=hint, severity=cited.severity)
    fitting = [e for e in editions().every if citation.year in (None, e.year)]
    meant = nearest_name(chapter, _names(tuple(fitting), citation.year is None))
    if not meant:
        hint = "cite a chapter by its name and year"
        severity = cited.severity if citation.year else Severity.NOTE
        return Finding(span, message, hint=hint, severity=severity)
    return Finding(span, message, *advice(draft, span, meant))


def _names(fitting: tuple[Edition, ...], undated: bool) -> tuple[str, ...]:
    return tuple(name for e in fitting for name in (e.undated if undated else e.names))


def _names_a_book(citation: Citation) -> bool:
    """Whether the citation names a book of which only some chapters are in the MTUS."""
    return any(book in citation.text for book in _books())


@cache
def _head() -> re.Pattern[str]:
    return Wording("lint/citation")["CHAPTER_NAME"]


@cache
def _books() -> tuple[str, ...]:
    return tuple(table("citation")["books"])


class SupersededEdition(Rule):
    """An edition of the MTUS is cited that was not in force at the date of the decision.

    ## Why

    A new version of an MTUS chapter applies to requests made from a certain day on: the chronic
    pain guidelines of 2009 were superseded for requests from 29 July 2016, most chapters for
    requests from 1 December 2017. The letter does not state the date of the request. If the
    utilization review's denial was before that day, so was the request, and nothing is reported.
    What the claims administrator cited is only a note: the letter reports it.

    ## Example

    ```text wrong
    and Chronic Pain Medical Treatment 2009,
    ```

    ```text right
    and Chronic Pain Medical Treatment 2016,
    ```
    """

    code: ClassVar[str] = "IMR504"
    name: ClassVar[str] = "superseded-edition"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        header = draft.letter.header
        denied = header.ur_denial_date if header else None
        decided = draft.date
        if decided is None and header and header.decision_date is None:
            decided = denied  # before which the decision was not made
        if decided is None:
            return
        decision = header.span_of("decision_date") if header else None
        related = (Related("the decision date", decision),) if decision else ()
        for cited in mtus_citations(draft):
            edition, place = edition_of(cited.citation), cited.citation.span_of("year")
            if edition is None or place is None:
                continue
            named = f"'{edition.name} {edition.year}'"
            first, since = edition.in_force_from, edition.superseded_from
            if first and decided < first:
                message = f"{named} is not in force until {first}"
                yield Finding(place, message, related=related, severity=cited.severity)
            if since is None:
                continue
            if decided >= since and (denied is None or denied >= since):
                yield Finding(
                    place,
                    f"{named} is superseded for requests from {since} on",
                    hint=f"cite '{edition.superseded_by}', unless the request was made earlier",
                    related=related,
                    severity=cited.severity,
                )


class OtherBodyPart(Rule):
    """The chapter that the reviewer cites covers another body part than the request.

    ## Why

    Whether a treatment is necessary depends on what the MTUS recommends for the employee's
    condition (Labor Code 4610.5(c)(2)), and its ACOEM chapters are divided by body part.
    Chapters on neighbouring body parts are accepted, e.g. for nerves of the neck that cause
    pain in the arm, but not for an image of a part or an operation on it, if it has a chapter
    of its own. The chapters of the ODG are compared too, unless the topic is one that it treats
    in one chapter for the whole body. If the request names no body part, a chapter on one that
    neither the summary nor the rationale mentions is a note.

    ## Example

    ```text wrong
    MAXIMUS guideline: Decision based on MTUS Low Back Complaints 2004, Section(s): Surgical
    Considerations.
    ```

    ```text right
    MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Surgical
    Considerations.
    ```
    """

    code: ClassVar[str] = "IMR506"
    name: ClassVar[str] = "other-body-part"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            cited = [c for c in issue.maximus_guideline.citations if _parts_of(c)]
            elsewhere = [c for c in issue.maximus_guideline.citations if _parts_outside(c)]
            if not cited and not elsewhere:
                continue
            wanted = _parts_of_request(issue)
            for citation in elsewhere if wanted else ():
                span = citation.span_of("chapter")
                if span and issue.request.span and wanted.isdisjoint(_parts_outside(citation)):
                    yield _of_another_part(citation, span, wanted, issue.request.span)
            if not wanted:
                yield from _unmentioned(draft, issue, [*cited, *elsewhere])
            elif not cited:
                continue
            elif not _covers(cited, wanted, issue):
                for citation in cited:
                    span = citation.span_of("chapter")
                    if span and issue.request.span:
                        yield _of_another_part(citation, span, wanted, issue.request.span)


def _of_another_part(
    citation: Citation, span: Span, wanted: frozenset[str], request: Span
) -> Finding:
    return Finding(
        span,
        f"the chapter '{citation.chapter}' is not about the {_listed(wanted)}",
        hint="cite the chapter of the body part in dispute",
        related=(Related("the request", request),),
    )


def _covers(cited: Sequence[Citation], wanted: frozenset[str], issue: Issue) -> bool:
    """Whether one of the cited chapters may decide on a treatment of these body parts."""
    if not any(_parts_of(citation) & wanted for citation in cited):
        return False
    if not _is_local(issue) or not wanted.isdisjoint(_own()["between"]):
        return True
    names = [name for citation in cited if (name := _name(citation))]
    books = {name.split()[-1] for name in names}
    better = {
        chapter
        for chapter, parts in _own_parts().items()
        if chapter.split()[-1] in books and parts & wanted
    }
    return not better or not better.isdisjoint(names)


def _unmentioned(draft: Draft, issue: Issue, cited: Sequence[Citation]) -> Iterator[Finding]:
    """The cited chapters about body parts that neither the summary nor the issue mentions."""
    treatment = issue.request.treatment
    if treatment.prefixes or treatment.body_parts:
        return
    texts = (draft.letter.summary, issue.request, issue.rationale)
    lower = " ".join(text.text for text in texts).lower()
    for citation in cited:
        name = _name(citation) or _outside().get(citation.chapter or "", "")
        span = citation.span_of("chapter")
        if name in _own_parts() and span and not _mention_of(name).search(lower):
            yield Finding(
                span,
                f"neither the summary nor the rationale is about the chapter '{citation.chapter}'",
                hint="cite the chapter of the body part in dispute",
                severity=Severity.NOTE,
            )


def _is_local(issue: Issue) -> bool:
    """Whether a treatment is of one body part alone, as an image or an operation is."""
    category = issue.request.category
    levels = (category.category, category.subcategory) if category else ()
    return " * ".join(level for level in levels if level) in _own()["local"]


def _name(citation: Citation) -> str:
    """The usual name of a cited chapter of the MTUS, or nothing."""
    edition = edition_of(citation) if citation.kind is CitationKind.MTUS else None
    return edition.name if edition else ""


def _parts_of_request(issue: Issue) -> frozenset[str]:
    """The body parts that a treatment is for; empty if no chapter covers one of them.

    Also empty for preoperative tests, which may concern any body part ("chest x-ray").
    """
    treatment = issue.request.treatment
    parts = frozenset(part.region for part in treatment.body_parts)
    return frozenset() if treatment.prefixes or parts - _every_part() else parts


def _parts_of(citation: Citation) -> frozenset[str]:
    """The body parts of the cited chapter; empty if it covers the whole body."""
    if citation.kind is not CitationKind.MTUS:
        return frozenset()
    edition = edition_of(citation)
    return _parts().get(edition.name, frozenset()) if edition else frozenset()


def _parts_outside(citation: Citation) -> frozenset[str]:
    """The body parts of a cited chapter of the ODG; empty for a treatment of the whole body."""
    chapter = _outside().get(citation.chapter or "") if citation.source == _ODG else None
    topic = (citation.topic or "").lower()
    if chapter is None or any(one in topic for one in table("citation")["outside"]["whole_body"]):
        return frozenset()
    return _parts()[chapter]


_ODG = "ODG"


def _outside() -> Mapping[str, str]:
    """The chapters of the MTUS on the same body parts as chapters of the ODG."""
    return table("citation")["outside"]["chapters"]  # type: ignore[no-any-return]


def _listed(parts: frozenset[str]) -> str:
    return " or the ".join(sorted(parts))


@cache
def _parts() -> dict[str, frozenset[str]]:
    return {chapter: frozenset(parts) for chapter, parts in table("citation")["parts"].items()}


@cache
def _every_part() -> frozenset[str]:
    return frozenset().union(*_parts().values())


@cache
def _own() -> Mapping[str, Any]:
    return table("citation")["own"]  # type: ignore[no-any-return]


@cache
def _own_parts() -> dict[str, frozenset[str]]:
    return {chapter: frozenset(parts) for chapter, parts in _own()["parts"].items()}


@cache
def _mention_of(chapter: str) -> re.Pattern[str]:
    """The names and levels of a chapter's own body parts, in lowercase text."""
    own, data = _own_parts()[chapter], table("body_parts")
    known = {**data["midline"], **data["paired"]}
    names = [alias for name in known if region_of(name) in own for alias in known[name]]
    levels = [letter for letter, part in data["levels"].items() if part in own]
    level = rf"|{names_pattern(levels)}-?\d" if levels else ""
    return regex(rf"(?<![a-z])(?:{names_pattern(names)}(?![a-z]){level})")
