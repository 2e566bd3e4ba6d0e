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

_NEAR = 200  # code points from a date, within which another one of the injury may be stated


class InjuryDateDiffers(Rule):
    """The summary states another date of injury than the header.

    ## Why

    One of the two is wrong, and may be another worker's. In an injury that came over time the
    header has its last day; state the summary's date as a beginning then ("from 2010 on").
    Nothing is said where the header's date stands near it: there may have been several injuries.

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
    """Whether a date has this value, and stands near the one that is stated."""
    place = mention.span
    return mention.value == value and place is not None and abs(place.start - stated.end) < _NEAR
