"""IMR705."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from attrs import frozen

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule


@frozen
class ImpossibleDateOptions:
    """The limit for planned dates."""

    days_ahead: int = 366
    """Days after the decision within which something may be planned."""


class ImpossibleDate(Rule):
    """A date in free text can't be right.

    ## Why

    The date does not exist (02/30/2016), or is in a year in which nothing in the letter can have
    happened or been planned ("December 9, 3026"). A reader can't tell which report is meant (8 CCR
    9792.10.6(d) requires a list of the documents that were reviewed).

    ## Example

    ```text wrong
    An MRI of 08/32/2016
    ```

    ```text right
    An MRI of 08/02/2016
    ```
    """

    code: ClassVar[str] = "IMR705"
    name: ClassVar[str] = "impossible-date"
    severity: ClassVar[Severity] = Severity.WARNING
    Options = ImpossibleDateOptions

    def check(self, draft: Draft) -> Iterator[Finding]:
        last = (draft.date or date.today()) + timedelta(days=self.options.days_ahead)
        for mention in draft.letter.dates:
            if mention.span is None:
                continue
            if mention.value is None:
                yield Finding(mention.span, f"the date {mention.text} does not exist")
            elif mention.value > last:
                ahead = f"the date {mention.text} is long after the decision"
                yield Finding(mention.span, ahead, hint="check the year")
