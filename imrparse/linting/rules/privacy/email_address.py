"""IMR604."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import private_spans


class EmailAddress(Rule):
    """An e-mail address is in free text.

    ## Why

    An e-mail address identifies its owner. Published letters contain no individually identifiable
    information, and the reviewer stays anonymous (Labor Code 4610.6(f)).

    ## Example

    ```text wrong
    The provider (frontdesk@clinic.example) noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR604"
    name: ClassVar[str] = "email-address"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(span, "this is an e-mail address", hint="leave it out")
