"""IMR101."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.text.source import Span


class MissingHeader(Rule):
    """The draft has no header table.

    ## Why

    The table identifies the case, and its dates show whether the application and the determination
    are in time (8 CCR 9792.10.1(b)(1), Labor Code 4610.6(d)). Some extractors lose the table of a
    published letter, but a draft must have it.

    ## Example

    ```text wrong
    ```

    ```text right
    Case Number: CM16-0902277
    Date Assigned: 11/18/2016
    Date of Injury: 05/09/2014
    Decision Date: 12/14/2016
    UR Denial Date: 10/20/2016
    Priority: Standard
    Application Received: 11/07/2016
    ```
    """

    code: ClassVar[str] = "IMR101"
    name: ClassVar[str] = "missing-header"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        if draft.letter.header is None:
            start = len(draft.plain) - len(draft.plain.lstrip())
            yield Finding(
                Span(start, start),
                "the letter has no header table",
                hint="begin with the case number, the five dates and the priority",
            )
