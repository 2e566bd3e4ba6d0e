"""Time limits: the application and the determination are late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.damage import Part
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, RuleWithOptions
from imrparse.linting.rules.header.dates import days_between
from imrparse.tree.letter import Priority


@frozen
class LateApplicationOptions:
    """Time limits for filing."""

    days: int = 30
    """Days from the service of the utilization review's decision (8 CCR 9792.10.1(b)(1))."""
    mail_days: int = 5
    """Additional days if that decision was served by mail."""


class LateApplication(RuleWithOptions[LateApplicationOptions]):
    """The application was received after the limit for filing it.

    ## Why

    An application for independent medical review must be filed within 30 days of the service of the
    utilization review's decision, or 35 days if that was served by mail (8 CCR 9792.10.1(b)(1)).
    The header does not say how or when it was served, so this is a note.

    ## Example

    ```text wrong
    Date Assigned: 11/29/2016
    Date of Injury: 05/09/2014
    Decision Date: 12/14/2016
    UR Denial Date: 10/20/2016
    Priority: Standard
    Application Received: 11/28/2016
    ```

    ```text right
    Date Assigned: 11/18/2016
    Date of Injury: 05/09/2014
    Decision Date: 12/14/2016
    UR Denial Date: 10/20/2016
    Priority: Standard
    Application Received: 11/07/2016
    ```
    """

    code: ClassVar[str] = "IMR103"
    name: ClassVar[str] = "late-application"
    severity: ClassVar[Severity] = Severity.NOTE
    needs: ClassVar[frozenset[Part]] = frozenset({Part.HEADER})

    def check(self, draft: Draft) -> Iterator[Finding]:
        found = days_between(draft, "ur_denial_date", "application_received")
        if not found or found[0] <= self.options.days:
            return
        days, denial, application = found
        limit = f"the limit for filing is {self.options.days} days (8 CCR 9792.10.1(b)(1))"
        if days <= self.options.days + self.options.mail_days:
            limit += f", and {self.options.mail_days} more if the denial was served by mail"
        yield Finding(
            application.span,
            f"the application was received {days} days after the UR denial",
            hint=limit,
            related=(Related(f"the {denial.name}", denial.span),),
        )


@frozen
class LateDeterminationOptions:
    """Time limits for the review."""

    days: int = 30
    """Days from the receipt of the request and the records (Labor Code 4610.6(d))."""
    expedited_days: int = 3
    """The same if the priority is Expedited."""


class LateDetermination(RuleWithOptions[LateDeterminationOptions]):
    """The decision is later than the limit for a review.

    ## Why

    A determination is due within 30 days of the receipt of the request and its supporting records
    (Labor Code 4610.6(d)), an expedited one within 3.

    This rule is off by default: select it by its code or name. The header has the day on which the
    case was assigned, but not the day on which the records arrived and the time limit began, so
    many letters in time seem late. A late determination is valid too, and its author can't mend it.

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
    default: ClassVar[bool] = False
    needs: ClassVar[frozenset[Part]] = frozenset({Part.HEADER})

    def check(self, draft: Draft) -> Iterator[Finding]:
        found = days_between(draft, "date_assigned", "decision_date")
        header = draft.header
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
