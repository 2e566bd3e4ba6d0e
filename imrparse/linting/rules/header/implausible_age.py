"""IMR108."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.header.dates import days_between


@frozen
class ImplausibleAgeOptions:
    """Ages in years."""

    youngest: int = 14
    """The youngest plausible age of a worker at the time of injury."""
    oldest: int = 90
    """The oldest plausible age of a worker at the time of injury."""


class ImplausibleAge(Rule):
    """The age in the summary does not fit the date of injury.

    ## Why

    According to the stated age, the worker would have been a child, or very old, at the time of
    injury. Either the age or the date is wrong.

    ## Example

    ```text wrong
    The injured worker is a 14 year old male
    ```

    ```text right
    The injured worker is a 44 year old male
    ```
    """

    code: ClassVar[str] = "IMR108"
    name: ClassVar[str] = "implausible-age"
    severity: ClassVar[Severity] = Severity.WARNING
    Options = ImplausibleAgeOptions

    def check(self, draft: Draft) -> Iterator[Finding]:
        worker = draft.letter.injured_worker
        span = worker.span_of("age")
        found = days_between(draft, "date_of_injury", "decision_date")
        if worker.age is None or not span or not found:
            return
        days, injury, _ = found
        # The age may be that of a day long before the decision, so this may be a year too high.
        then = worker.age - days // 365
        if not self.options.youngest <= then <= self.options.oldest:
            yield Finding(
                span,
                f"a worker of {worker.age} would have been {max(then, 0)} when injured",
                related=(Related("the date of injury", injury.span),),
            )
