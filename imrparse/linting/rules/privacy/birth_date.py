"""IMR606."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import private_spans


class BirthDate(Rule):
    """A date of birth is in free text.

    ## Why

    The age is sufficient for a decision, and a date of birth identifies the worker. Published
    letters contain no individually identifiable information.

    ## Example

    ```text wrong
    He (DOB 03/02/1972) has been treated
    ```

    ```text right
    He has been treated
    ```
    """

    code: ClassVar[str] = "IMR606"
    name: ClassVar[str] = "birth-date"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(span, "this is a date of birth", hint="state the age instead")
