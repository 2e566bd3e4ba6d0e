"""IMR106."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.header.dates import header_dates


class InjuryDateDiffers(Rule):
    """The summary states another date of injury than the header.

    ## Why

    One of the two is wrong, and may be another worker's. In an injury that came over time the
    header has its last day; state the summary's date as a beginning then ("from 2010 on").

    ## Example

    ```text wrong
    an industrial injury on 05/19/2014,
    ```

    ```text right
    an industrial injury on 05/09/2014,
    ```
    """

    code: ClassVar[str] = "IMR106"
    name: ClassVar[str] = "injury-date-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        header = header_dates(draft).get("date_of_injury")
        worker = draft.letter.injured_worker
        span = worker.span_of("date_of_injury")
        if not header or not span or worker.date_of_injury in (None, header.value):
            return
        yield Finding(
            span,
            f"the summary dates the injury {worker.date_of_injury}, the header {header.value}",
            related=(Related("the header's date of injury", header.span),),
        )
