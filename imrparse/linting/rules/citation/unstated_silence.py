"""IMR507."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import Of
from imrparse.fields.citations.citation_parser import citation_parser, wording
from imrparse.fields.citations.guideline_format import Speaker
from imrparse.fields.details import CitationKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.citation.editions import says_non_mtus
from imrparse.linting.words import squeezed
from imrparse.text.source import Span
from imrparse.tree.letter import Guideline


class UnstatedSilence(Rule):
    """Only guidelines outside the MTUS are cited, and the field does not say so.

    ## Why

    Evidence is searched for in the MTUS first, then in the current ACOEM guidelines or the ODG,
    then elsewhere (8 CCR 9792.21.1), and a lower-ranked standard of medical necessity counts only
    where the higher ones do not apply (Labor Code 4610.5(c)(2)). A field that cites nothing from
    the MTUS has to say that the decision is based on recommendations outside it.

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
        if template is None:
            return  # the expected wording is unknown
        year = template.guideline_wording.value
        for issue in draft.issues:
            for speaker, field in (
                (Speaker.CLAIMS_ADMINISTRATOR, issue.claims_administrator_guideline),
                (Speaker.EXPERT_REVIEWER, issue.maximus_guideline),
            ):
                if field.span and _is_silent(field):
                    statement = wording(f"OUTSIDE_{year}_{speaker.value}_STATEMENT")
                    yield _finding(draft, field.span, statement)


def _finding(draft: Draft, field: Span, statement: str) -> Finding:
    edit = Edit(Span(field.start, field.start), f"{statement} ")
    fix = safe_fixes.fix("insert the statement", draft.source.text, (edit,), Of.TEXT, sure=False)
    return Finding(
        field,
        "only guidelines outside the MTUS are cited, and the field does not say so",
        hint=f"cite the MTUS; if it is silent, begin with '{statement}'",
        fixes=(fix,),
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
