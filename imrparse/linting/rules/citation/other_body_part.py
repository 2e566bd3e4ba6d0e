"""IMR506."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from imrparse.data import table
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.details import Citation, CitationKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.citation.editions import edition_of
from imrparse.tree.letter import Issue


class OtherBodyPart(Rule):
    """The chapter that the reviewer cites covers another body part than the request.

    ## Why

    Whether a treatment is necessary depends on what the MTUS recommends for the employee's
    condition (Labor Code 4610.5(c)(2)), and its ACOEM chapters are divided by body part. Chapters
    on neighbouring body parts are accepted, e.g. for nerves of the neck that cause pain in the arm.

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
            if not cited:
                continue
            wanted = _parts_of_request(issue)
            if not wanted or any(_parts_of(citation) & wanted for citation in cited):
                continue
            for citation in cited:
                span = citation.span_of("chapter")
                if span and issue.request.span:
                    yield Finding(
                        span,
                        f"the chapter '{citation.chapter}' is not about the {_listed(wanted)}",
                        hint="cite the chapter of the body part in dispute",
                        related=(Related("the request", issue.request.span),),
                    )


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


def _listed(parts: frozenset[str]) -> str:
    return " or the ".join(sorted(parts))


@cache
def _parts() -> dict[str, frozenset[str]]:
    return {chapter: frozenset(parts) for chapter, parts in table("citation")["parts"].items()}


@cache
def _every_part() -> frozenset[str]:
    return frozenset().union(*_parts().values())
