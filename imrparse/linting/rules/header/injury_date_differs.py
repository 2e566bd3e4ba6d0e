"""IMR106."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.details import DateMention
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.header.dates import header_dates
from imrparse.text.source import Span

_NEAR = 200  # code points between the two dates if the summary states several injuries


class InjuryDateDiffers(Rule):
    """The summary and the header have different dates of injury.

    ## Why

    One of the two is wrong, and may be another worker's. For a cumulative injury the header has its
    last day; then write the first day in the summary as a beginning ("from 2010 on"). Nothing is
    reported if the header's date is also nearby: there may have been several injuries.

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
        if any(_is_beside(mention, span, header.value) for mention in draft.letter.dates):
            return
        yield Finding(
            span,
            f"the summary dates the injury {worker.date_of_injury}, the header {header.value}",
            related=(Related("the header's date of injury", header.span),),
        )


def _is_beside(mention: DateMention, stated: Span, value: date) -> bool:
    """Whether a mention has this date and is near the stated date of injury."""
    place = mention.span
    return mention.value == value and place is not None and abs(place.start - stated.end) < _NEAR
