"""IMR606."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import stretches


class BirthDate(Rule):
    """A date of birth is in free text.

    ## Why

    The age is enough to judge by, and a date of birth identifies the worker. Published letters
    carry no individually identifiable information.

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
        for span in stretches(draft, self.name):
            yield Finding(span, "a date of birth stands here", hint="state the age instead")
