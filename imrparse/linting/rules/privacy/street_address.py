"""IMR605."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import private_spans


class StreetAddress(Rule):
    """A street address is in free text.

    ## Why

    An address shows where the worker or a provider can be found. Published letters contain no
    individually identifiable information.

    ## Example

    ```text wrong
    he stepped off a loading dock at 2210 North Alder Street with a crate
    ```

    ```text right
    he stepped off a loading dock with a crate
    ```
    """

    code: ClassVar[str] = "IMR605"
    name: ClassVar[str] = "street-address"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(
                span,
                "this is a street address",
                hint="leave it out, or say what kind of place it is",
            )
