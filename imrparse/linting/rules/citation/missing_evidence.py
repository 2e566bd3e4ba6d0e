"""Evidence that is missing, or is outside the MTUS although the field does not say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import ClassVar

from imrparse.data import table
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.fields.citations.citation_parser import citation_parser, wording
from imrparse.fields.citations.guideline import Speaker
from imrparse.fields.details import CitationKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.citation.editions import reported_severity, says_non_mtus
from imrparse.linting.word_comparison import squeezed
from imrparse.syntax.patterns import Wording
from imrparse.text.source import Span
from imrparse.tree.letter import Guideline, Issue, Rationale


class MissingEvidence(Rule):
    """The reviewer cites no medical evidence, and the rationale does not say why none is needed.

    ## Why

    A determination cites the evidence it is based on (8 CCR 9792.10.6(d)). A citation with nothing
    in it, and a field that only says that the decision is based on recommendations outside the
    MTUS, are reported too, as a note where the claims administrator cited. No evidence is needed
    only for a service that accompanies an operation and is not necessary without it; the rationale
    then says "As the requested surgical intervention is not medically necessary per the
    documentation, the requested ancillary service is not medically necessary."

    ## Example

    ```text wrong
    Decision rationale: Crutches were requested for the time after surgery. The requested
    crutches are not medically necessary.
    ```

    ```text right
    Decision rationale: As the requested surgical intervention is not medically necessary per the
    documentation, the requested ancillary service is not medically necessary.
    ```
    """

    code: ClassVar[str] = "IMR501"
    name: ClassVar[str] = "missing-evidence"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            yield from _empty_citations(issue)
            field, rationale = issue.maximus_guideline, issue.rationale
            if field.citations or not field.no_evidence_cited:
                continue
            if field.span and not _depends_on_surgery(rationale):
                yield Finding(
                    field.span,
                    "no medical evidence is cited for this decision",
                    hint="cite what the decision is based on, unless the treatment accompanies an "
                    "operation that is not medically necessary; then say so in the rationale",
                    related=(Related("the rationale", rationale.span),) if rationale.span else (),
                )


def _empty_citations(issue: Issue) -> Iterator[Finding]:
    """Fields that begin a citation and cite nothing."""
    for field in (issue.claims_administrator_guideline, issue.maximus_guideline):
        severity = reported_severity(issue, field)
        found = _sources().search("EMPTY_CITATION", field.text)
        if found and (span := field.folded.span(*found.span())):
            yield Finding(span, "nothing is cited here", severity=severity)
            return
        if field.span and field.outside_mtus and not field.citations:
            message = "the field says that its source is outside the MTUS, and names none"
            yield Finding(field.span, message, severity=severity)


def _depends_on_surgery(rationale: Rationale) -> bool:
    """Whether a rationale says that the service is not needed because the operation is not."""
    text = squeezed(rationale.text.lower())
    return any(phrase in text for phrase in _phrases())


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(table("citation")["ancillary"])


class UnstatedSilence(Rule):
    """Only guidelines outside the MTUS are cited, and the field does not say so.

    ## Why

    Evidence is searched for in the MTUS first, then in the current ACOEM guidelines or the ODG,
    then elsewhere (8 CCR 9792.21.1), and a lower-ranked standard of medical necessity counts only
    where the higher ones do not apply (Labor Code 4610.5(c)(2)). A field that cites nothing from
    the MTUS has to say that the decision is based on recommendations outside it. For what the
    claims administrator cited this is only a note.

    ## Example

    ```text wrong
    MAXIMUS guideline: Decision based on Non-MTUS Citation
    ```

    ```text right
    MAXIMUS guideline: The Expert Reviewer based their decision on recommendation(s) outside of the
    MTUS Guidelines. Decision based on Non-MTUS Citation
    ```
    """

    code: ClassVar[str] = "IMR507"
    name: ClassVar[str] = "unstated-silence"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        template = draft.letter.template
        if template is None or template.guideline_wording is None:
            return  # the expected wording is unknown
        year = template.guideline_wording.value
        for issue in draft.issues:
            for speaker, field in (
                (Speaker.CLAIMS_ADMINISTRATOR, issue.claims_administrator_guideline),
                (Speaker.EXPERT_REVIEWER, issue.maximus_guideline),
            ):
                if field.span and _is_silent(field):
                    statement = wording(f"OUTSIDE_{year}_{speaker.value}_STATEMENT")
                    yield _finding(draft, field.span, statement, reported_severity(issue, field))


def _finding(draft: Draft, field: Span, statement: str, severity: Severity | None) -> Finding:
    edit = Edit(Span(field.start, field.start), f"{statement} ")
    fix = safe_fixes.fix(
        "insert the statement", draft.source.text, (edit,), TextKind.TEXT, sure=False
    )
    return Finding(
        field,
        "only guidelines outside the MTUS are cited, and the field does not say so",
        hint=f"cite the MTUS; if it is silent, begin with '{statement}'",
        fixes=(fix,),
        severity=severity,
    )


def _is_silent(field: Guideline) -> bool:
    """Whether a field cites only guidelines outside the MTUS and does not say so."""
    kinds = {citation.kind for citation in field.citations}
    if kinds != {CitationKind.NON_MTUS} or field.outside_mtus or field.no_evidence_cited:
        return False
    text = squeezed(field.text)
    if any(statement in text for statement in _statements()):
        return False  # not recognised because an extractor inserted spaces into its words
    return says_non_mtus(field) or any(c.known for c in field.citations)


@cache
def _statements() -> tuple[str, ...]:
    terminals = citation_parser().terminals.values()
    return tuple(squeezed(t.wording) for t in terminals if t.startswith("OUTSIDE_"))


class SourcesDiffer(Rule):
    """The rationale names another source than the reviewer's guideline field.

    ## Why

    The determination cites the evidence it is based on (8 CCR 9792.10.6(d)), so the field and the
    rationale must agree: if the rationale relies on the ODG, the field cites it; if the rationale
    says that the MTUS is silent, the field cites something else too; both give the same year of an
    edition; and a section on proton pump inhibitors is no evidence for an H2 blocker. A rationale
    may mention a source without relying on it, so these are notes.

    ## Example

    ```text wrong
    the ODG states that twelve sessions are within the guideline.
    ```

    ```text right
    twelve sessions in all are within the guideline.
    ```
    """

    code: ClassVar[str] = "IMR508"
    name: ClassVar[str] = "sources-differ"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            field = issue.maximus_guideline
            if not field.citations or not field.span:
                continue
            for place, message in _disagreements(issue):
                span = issue.rationale.folded.span(*place)
                if span:
                    related = (Related("the citations", field.span),)
                    yield Finding(span, message, related=related)
            if section := _wrong_section(issue):
                yield Finding(section, "this section is not about H2 blockers")


def _disagreements(issue: Issue) -> Iterator[tuple[tuple[int, int], str]]:
    """The places of a rationale that disagree with the field, and what is wrong."""
    field, text = issue.maximus_guideline, issue.rationale.text.lower()
    if len(text) != len(issue.rationale.text):
        return
    says = _sources()
    if all(one.source for one in field.citations):
        relies = says.search("RELIES_ON_ODG", text)
        if relies and not says.search("ODG", field.text.lower()):
            yield relies.span(), "the ODG is relied on, but not cited"
    if {one.kind for one in field.citations} == {CitationKind.MTUS}:
        silent = says.search("MTUS_SILENT", text)
        if silent:
            yield silent.span(), "the MTUS is said to be silent, but nothing else is cited"
    yield from _other_chapters(field, text)
    yield from _other_years(field, text)
    cited = {one.year for one in field.citations if _CHRONIC_PAIN in (one.chapter or "").lower()}
    if not cited or None in cited or not says.may_match("CHRONIC_PAIN_OF", text):
        return
    for found in says["CHRONIC_PAIN_OF"].finditer(text):
        year = int(found["after"] or found["before"])
        if year not in cited:
            place = found.span("after" if found["after"] else "before")
            yield place, f"the edition of {max(y for y in cited if y)} is cited, not of {year}"
            return


def _other_chapters(field: Guideline, text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """A chapter of the ACOEM guidelines, by its number, where other chapters of them are cited."""
    says = _sources()
    if not says.may_match("ACOEM_CHAPTER", text):
        return
    numbers = _acoem_chapters()
    chapters = [one.chapter or "" for one in field.citations]
    cited = {numbers[chapter] for chapter in chapters if chapter in numbers}
    for found in says["ACOEM_CHAPTER"].finditer(text) if cited else ():
        if int(found["number"]) not in cited and int(found["number"]) in numbers.values():
            number = found["number"]
            yield found.span(), f"the ACOEM's chapter {number} is named, but another one is cited"
            return


@cache
def _acoem_chapters() -> Mapping[str, int]:
    """The numbers of the ACOEM guidelines' chapters by their names in the MTUS."""
    chapters = table("mtus")["chapter"]
    return {one["name"]: one["acoem_chapter"] for one in chapters if "acoem_chapter" in one}


def _other_years(field: Guideline, text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The year of a cited chapter, where the rationale gives the chapter another one."""
    for one in field.citations:
        name = (one.chapter or "").lower()
        if one.kind is not CitationKind.MTUS or one.year is None or _CHRONIC_PAIN in name:
            continue
        found = _sources()["YEAR_AFTER"].match(text, text.find(name) + len(name))
        if name and name in text and found and int(found["year"]) != one.year:
            yield found.span("year"), f"the edition of {one.year} is cited, not of {found['year']}"
            return


_CHRONIC_PAIN = "chronic pain"


def _wrong_section(issue: Issue) -> Span | None:
    """The citation of a section on proton pump inhibitors, if an H2 blocker is requested."""
    asked = issue.request.treatment.item.lower()
    if not any(name in asked for name in table("citation")["h2_blockers"]):
        return None
    for citation in issue.maximus_guideline.citations:
        said = " ".join((*citation.sections, citation.topic or "")).lower()
        if _sources().search("PROTON_PUMP", said):
            return citation.span
    return None


@cache
def _sources() -> Wording:
    return Wording("lint/citation")
