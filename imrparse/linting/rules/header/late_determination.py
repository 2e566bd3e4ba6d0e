"""IMR104."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.header.dates import days_between
from imrparse.tree.letter import Priority


@frozen
class LateDeterminationOptions:
    """Time limits for the review."""

    days: int = 30
    """Days from the receipt of the request and the records (Labor Code 4610.6(d))."""
    expedited_days: int = 3
    """The same if the priority is Expedited."""


class LateDetermination(Rule):
    """The decision is later than the limit for a review.

    ## Why

    A determination is due within 30 days of the receipt of the request and its supporting records
    (Labor Code 4610.6(d)), an expedited one within 3. A late determination is still valid, and the
    header has the day on which the case was assigned but not the day on which the records arrived,
    so this is a note.

    ## Example

    ```text wrong
    Date Assigned: 11/08/2016
    ```

    ```text right
    Date Assigned: 11/18/2016
    ```
    """

    code: ClassVar[str] = "IMR104"
    name: ClassVar[str] = "late-determination"
    severity: ClassVar[Severity] = Severity.NOTE
    Options = LateDeterminationOptions

    def check(self, draft: Draft) -> Iterator[Finding]:
        found = days_between(draft, "date_assigned", "decision_date")
        header = draft.letter.header
        if not found or header is None:
            return
        expedited = header.priority is Priority.EXPEDITED
        limit = self.options.expedited_days if expedited else self.options.days
        days, assigned, decided = found
        if days > limit:
            yield Finding(
                decided.span,
                f"the decision is {days} days after the case was assigned",
                hint=f"the limit is {limit} days from the receipt of the records "
                "(Labor Code 4610.6(d)); a late determination is valid",
                related=(Related(f"the {assigned.name}", assigned.span),),
            )
