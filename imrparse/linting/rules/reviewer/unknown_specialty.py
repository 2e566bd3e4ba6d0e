"""IMR304."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.near import advice, nearest_name
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.credentials import credentials
from imrparse.linting.rules.reviewer.lists import items_but
from imrparse.text.source import Span


class UnknownSpecialty(Rule):
    """What is listed as a specialty is none that is known.

    ## Why

    The DWC's decision search knows the reviewers' specialties by their names, and the tables that
    are made of letters count by them, so one that is misspelt or shortened is lost to both. Names
    that the boards of medical specialties give theirs are known too. What is like no name that is
    known is a note.

    ## Example

    ```text wrong
    Certification(s)/Specialty: Orthopedic Sugery, Sports Medicine
    ```

    ```text right
    Certification(s)/Specialty: Orthopedic Surgery, Sports Medicine
    ```
    """

    code: ClassVar[str] = "IMR304"
    name: ClassVar[str] = "unknown-specialty"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        known = credentials()
        for item, span in chain(
            items_but(draft, "specialties", known.knows_specialty),
            items_but(draft, "subspecialties", known.knows_specialty),
        ):
            short = known.short_specialty(item)
            near = nearest_name(item, tuple(known.specialties.values()))
            yield _finding(draft, item, span, (short,) if short else near)


def _finding(draft: Draft, item: str, span: Span, meant: tuple[str, ...]) -> Finding:
    message = f"'{item}' is no specialty that is known"
    if not meant:
        hint = "name the specialties in full, with commas between them"
        return Finding(span, message, hint=hint, severity=Severity.NOTE)
    return Finding(span, message, *advice(draft, span, meant))
