"""The year in the case number, which the dates of the header have to fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.damage import Part
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.header.dates import header_dates
from imrparse.text.source import Span

_YEAR = regex(r"[A-Z]+(?P<year>\d\d)-")
_CENTURY = 2000


class CaseYear(Rule):
    """The year in the case number is not that of the application or of the review.

    ## Why

    A case is numbered when its application arrives: "CM16" is the 2016 of the application, or the
    year after it if that arrived in the last days of December. Another year is a typing error, and
    under such a number the case can't be found. Nothing is reported if the dates themselves are
    out of order.

    ## Example

    ```text wrong
    Case Number: CM61-0902277
    ```

    ```text right
    Case Number: CM16-0902277
    ```
    """

    code: ClassVar[str] = "IMR111"
    name: ClassVar[str] = "case-year"
    severity: ClassVar[Severity] = Severity.WARNING
    needs: ClassVar[frozenset[Part]] = frozenset({Part.HEADER})

    def check(self, draft: Draft) -> Iterator[Finding]:
        header, dates = draft.header, header_dates(draft)
        received, decided = dates.get("application_received"), dates.get("decision_date")
        number = header.span_of("case_number") if header else None
        if not header or not header.case_number or not number or not received or not decided:
            return
        found = _YEAR.match(header.case_number)
        if found is None or not (received.is_plausible and decided.is_plausible):
            return
        year = _CENTURY + int(found["year"])
        first, last = received.value.year, decided.value.year
        if first <= last and not first <= year <= last:
            start, end = found.span("year")
            yield Finding(
                Span(number.start + start, number.start + end),
                f"the case number is of {year}, but the application was received in {first}",
                related=(Related("the application", received.span),),
            )
