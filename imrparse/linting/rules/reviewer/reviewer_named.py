"""IMR305."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.reviewer_names import reviewer_names


class ReviewerNamed(Rule):
    """The reviewer is identified by name.

    ## Why

    The reviewer stays anonymous (Labor Code 4610.6(f)). The letter states the reviewer's licences
    and specialties instead.

    ## Example

    ```text wrong
    The Expert Reviewer, Dr. Lena Marsh, has the following credentials:
    ```

    ```text right
    The Expert Reviewer has the following credentials:
    ```
    """

    code: ClassVar[str] = "IMR305"
    name: ClassVar[str] = "reviewer-named"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in reviewer_names(draft):
            yield Finding(
                span,
                "the reviewer, who has to stay anonymous, is named",
                hint="remove the name; the licences and specialties are enough",
            )
