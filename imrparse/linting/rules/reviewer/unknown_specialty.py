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
from imrparse.linting.rules.reviewer.lists import unknown_items
from imrparse.text.source import Span


class UnknownSpecialty(Rule):
    """An item listed as a specialty is not a known specialty.

    ## Why

    The DWC's decision search identifies reviewers' specialties by name, and tables made from
    letters are counted by name, so a misspelt or abbreviated specialty is lost to both. The names
    used by the medical specialty boards are known too. An item that resembles no known name is only
    a note.

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
            unknown_items(draft, "specialties", known.knows_specialty),
            unknown_items(draft, "subspecialties", known.knows_specialty),
        ):
            short = known.short_specialty(item)
            near = nearest_name(item, tuple(known.specialties.values()))
            yield _finding(draft, item, span, (short,) if short else near)


def _finding(draft: Draft, item: str, span: Span, meant: tuple[str, ...]) -> Finding:
    message = f"'{item}' is not a known specialty"
    if not meant:
        hint = "name the specialties in full, with commas between them"
        return Finding(span, message, hint=hint, severity=Severity.NOTE)
    return Finding(span, message, *advice(draft, span, meant))
