"""IMR601."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import private_spans


class NamedPerson(Rule):
    """A person is named in free text.

    ## Why

    The reviewer stays anonymous (Labor Code 4610.6(f)), and published letters contain no
    individually identifiable information: they name neither the worker nor the providers. Write the
    person's role in the case instead ("the treating physician"). Authors cited in the guideline
    fields, and names of tests and products, are not reported.

    ## Example

    ```text wrong
    The treater, Dr. Amara Okafor, noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR601"
    name: ClassVar[str] = "named-person"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            if (text := draft.text_at(span.start)) and not text.field.endswith("guideline"):
                yield Finding(
                    span,
                    "a person is named",
                    hint='write the person\'s role in the case: "the treating physician"',
                )
