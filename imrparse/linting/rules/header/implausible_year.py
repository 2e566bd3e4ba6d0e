"""IMR105."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.header.dates import header_dates


class ImplausibleYear(Rule):
    """A date of the header is in a year in which the event can't have happened.

    ## Why

    Independent Medical Review began in 2013 (Labor Code 4610.5), so nothing was denied, applied
    for, assigned or decided before, and nothing happened after today. A date of injury before 1940
    is a typing error too.

    ## Example

    ```text wrong
    Date Assigned: 11/18/1916
    ```

    ```text right
    Date Assigned: 11/18/2016
    ```
    """

    code: ClassVar[str] = "IMR105"
    name: ClassVar[str] = "implausible-year"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for found in header_dates(draft).values():
            if not found.is_plausible:
                yield Finding(found.span, f"the {found.name} can't be in {found.value.year}")
