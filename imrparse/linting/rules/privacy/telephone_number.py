"""IMR602."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import stretches


class TelephoneNumber(Rule):
    """A telephone or fax number is in free text.

    ## Why

    A number leads to whom it belongs to. Published letters carry no individually identifiable
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
        for span in stretches(draft, self.name):
            yield Finding(span, "a telephone or fax number stands here", hint="leave it out")
