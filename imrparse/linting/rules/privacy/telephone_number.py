"""IMR602."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import private_spans


class TelephoneNumber(Rule):
    """A telephone or fax number is in free text.

    ## Why

    A telephone number identifies its owner. Published letters contain no individually identifiable
    information, and the reviewer stays anonymous (Labor Code 4610.6(f)).

    ## Example

    ```text wrong
    The provider (559-555-0142) noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR602"
    name: ClassVar[str] = "telephone-number"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(span, "this is a telephone or fax number", hint="leave it out")
