"""Guideline fields that contradict or repeat themselves, or lack the year of an edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.citations.source_names import key
from imrparse.fields.details import Citation, CitationKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.citation.editions import editions, is_misread, mtus_citations
from imrparse.syntax.generations import GuidelineWording
from imrparse.tree.letter import Guideline


class ContradictoryField(Rule):
    """A guideline field cites what it says that it does not cite.

    ## Why

    A reader must be able to find what the decision is based on (8 CCR 9792.10.6(d)). A field that
    says that no evidence was cited, or that the decision is based on recommendations outside the
    MTUS, and then cites the MTUS, leaves open which of the two is true. Most often a sentence of
    another field was left.

    ## Example

    ```text wrong
    MAXIMUS guideline: The Expert Reviewer based their decision on recommendation(s) outside of the
    MTUS Guidelines. Decision based on MTUS Low Back Complaints 2004, Section(s): Physical
    ```

    ```text right
    MAXIMUS guideline: Decision based on MTUS Low Back Complaints 2004, Section(s): Physical
    ```
    """

    code: ClassVar[str] = "IMR510"
    name: ClassVar[str] = "contradictory-field"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for field in _fields(draft):
            if not (field.no_evidence_cited or field.outside_mtus) or is_misread(field):
                continue
            kind = None if field.no_evidence_cited else CitationKind.MTUS
            cited = [one for one in field.citations if one.span and kind in (None, one.kind)]
            if cited and cited[0].span:
                said = "no evidence was cited" if kind is None else "nothing of the MTUS was cited"
                yield Finding(
                    cited[0].span,
                    f"this is cited, but the field says that {said}",
                    hint="remove the sentence that is not true",
                )


class RepeatedCitation(Rule):
    """A guideline field cites a section or a chapter twice.

    ## Why

    The second one was probably meant to be another one, and tables made from letters count it
    twice. A chapter may be cited twice with different sections.

    ## Example

    ```text wrong
    Section(s): Physical Methods, Physical Methods,
    ```

    ```text right
    Section(s): Physical Methods,
    ```
    """

    code: ClassVar[str] = "IMR511"
    name: ClassVar[str] = "repeated-citation"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for field in _fields(draft):
            for number, citation in enumerate(field.citations):
                yield from _repeated_sections(citation)
                first = next((o for o in field.citations[:number] if _is_same(o, citation)), None)
                if first and first.span and citation.span and citation.span != first.span:
                    related = (Related("the first one", first.span),)
                    yield Finding(citation.span, "this is cited twice", related=related)


def _repeated_sections(citation: Citation) -> Iterator[Finding]:
    firsts: dict[str, int] = {}
    for number, section in enumerate(citation.sections):
        first = firsts.setdefault(key(section), number)
        span = citation.span_of(f"sections[{number}]")
        related = citation.span_of(f"sections[{first}]")
        if first != number and span and related:
            message = f"the section '{section}' is cited twice"
            yield Finding(span, message, related=(Related("the first one", related),))


def _is_same(one: Citation, other: Citation) -> bool:
    """Whether two citations are of one place, as far as they say."""
    return (
        one.kind is other.kind
        and (one.source, one.chapter, one.year, one.topic, one.pages)
        == (other.source, other.chapter, other.year, other.topic, other.pages)
        and bool(one.known and (one.chapter or one.topic))
        and one.sections == other.sections
    )


class MissingEdition(Rule):
    """A chapter of the MTUS is cited without the year of its edition.

    ## Why

    The chapters have several editions, and which one applies depends on the date of the request (8
    CCR 9792.20 and following), so letters since July 2016 give the year: "Low Back Complaints
    2004". A chapter without sections and year is cited as in letters before that; that is reported
    by the rule mixed-generations. What the claims administrator cited is only a note.

    ## Example

    ```text wrong
    MTUS Low Back Complaints, Section(s): Physical Methods,
    ```

    ```text right
    MTUS Low Back Complaints 2004, Section(s): Physical Methods,
    ```
    """

    code: ClassVar[str] = "IMR512"
    name: ClassVar[str] = "missing-edition"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        template = draft.letter.template
        if template is None or template.guideline_wording is not GuidelineWording.NEWER:
            return
        for cited in mtus_citations(draft):
            citation, span = cited.citation, cited.citation.span_of("chapter")
            known = editions().named.get(key(citation.chapter or ""), ())
            if citation.year or not citation.sections or is_misread(cited.guideline):
                continue
            if span and known:
                hint = codes.did_you_mean([f"{citation.chapter} {one.year}" for one in known])
                message = "the year of the edition is missing"
                yield Finding(span, message, hint=hint, severity=cited.severity)


def _fields(draft: Draft) -> Sequence[Guideline]:
    return [
        field
        for issue in draft.issues
        for field in (issue.claims_administrator_guideline, issue.maximus_guideline)
        if field.citations
    ]
