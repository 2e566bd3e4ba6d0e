"""IMR604."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import stretches


class EmailAddress(Rule):
    """An e-mail address is in free text.

    ## Why

    An address leads to whom it belongs to. Published letters carry no individually identifiable
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
        for span in stretches(draft, self.name):
            yield Finding(span, "an e-mail address stands here", hint="leave it out")
