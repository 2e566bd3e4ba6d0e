"""IMR301."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.lists import empty_list


class MissingLicence(Rule):
    """The letter names no state in which the reviewer is licensed.

    ## Why

    The reviewer holds a licence to practice, and every letter states where. A dash or "N/A" after
    the label does not. A label that is missing or has no text after it is a syntax error instead.

    ## Example

    ```text wrong
    State(s) of Licensure: N/A
    ```

    ```text right
    State(s) of Licensure: California, Nevada
    ```
    """

    code: ClassVar[str] = "IMR301"
    name: ClassVar[str] = "missing-licence"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        if span := empty_list(draft, "licensure"):
            yield Finding(
                span,
                "the states in which the reviewer is licensed are missing",
                hint="name the states in full, with commas between them",
            )
