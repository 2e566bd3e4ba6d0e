"""IMR302."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.lists import empty_list


class MissingSpecialty(Rule):
    """The letter names no specialty of the reviewer.

    ## Why

    The reviewer is chosen for expertise in the same or similar specialties that treat the medical
    condition, as the opening paragraph says, so the letter states which. A dash or "N/A" after the
    label does not. A label that is missing or has no text after it is a syntax error instead.

    ## Example

    ```text wrong
    Certification(s)/Specialty: Not stated
    ```

    ```text right
    Certification(s)/Specialty: Orthopedic Surgery, Sports Medicine
    ```
    """

    code: ClassVar[str] = "IMR302"
    name: ClassVar[str] = "missing-specialty"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        if span := empty_list(draft, "specialties"):
            yield Finding(
                span,
                "the reviewer's specialties are missing",
                hint="name the specialties in full, with commas between them",
            )
