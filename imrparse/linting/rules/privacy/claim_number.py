"""IMR607."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import private_spans


class ClaimNumber(Rule):
    """The number of a claim, a policy or a medical record is in free text.

    ## Why

    Such a number leads to the worker's file. Published letters contain no individually identifiable
    information; the case number in the header is enough.

    ## Example

    ```text wrong
    He (claim number WX-40817) has been treated
    ```

    ```text right
    He has been treated
    ```
    """

    code: ClassVar[str] = "IMR607"
    name: ClassVar[str] = "claim-number"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(
                span,
                "this is the number of a claim, a policy or a medical record",
                hint="leave it out; the header's case number is enough",
            )
