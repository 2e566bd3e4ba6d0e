"""IMR603."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import private_spans


class SocialSecurityNumber(Rule):
    """A social security number is in free text.

    ## Why

    It identifies the worker. Published letters contain no individually identifiable information.

    ## Example

    ```text wrong
    He (SSN 078-05-1120) has been treated
    ```

    ```text right
    He has been treated
    ```
    """

    code: ClassVar[str] = "IMR603"
    name: ClassVar[str] = "social-security-number"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(span, "this is a social security number", hint="leave it out")
