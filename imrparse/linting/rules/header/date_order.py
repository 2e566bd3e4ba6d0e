"""IMR102."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.header.dates import header_dates


class DateOrder(Rule):
    """Two dates of the header are out of order.

    ## Why

    After the injury comes the utilization review's denial, then the application for an independent
    review, its assignment to a reviewer, and the decision. If two dates contradict that order, one
    of them is wrong. Two equal dates are fine.

    ## Example

    ```text wrong
    Decision Date: 11/12/2016
    ```

    ```text right
    Decision Date: 12/14/2016
    ```
    """

    code: ClassVar[str] = "IMR102"
    name: ClassVar[str] = "date-order"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        dates = [found for found in header_dates(draft).values() if found.is_plausible]
        for one, other in pairwise(dates):
            if one.value > other.value:
                yield Finding(
                    other.span,
                    f"the {other.name} is before the {one.name}",
                    related=(Related(f"the {one.name}", one.span),),
                )
