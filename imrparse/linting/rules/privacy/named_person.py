"""IMR601."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import stretches


class NamedPerson(Rule):
    """A person is named in free text.

    ## Why

    The reviewer stays anonymous (Labor Code 4610.6(f)), and published letters carry no individually
    identifiable information: they name neither the worker nor those who treat. Say what the person
    is to the case ("the treating physician"). Names of cited authors in the guideline fields, and
    of tests and products, are no matter.

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
        for span in stretches(draft, self.name):
            if (text := draft.text_at(span.start)) and not text.field.endswith("guideline"):
                yield Finding(
                    span,
                    "a person is named",
                    hint='say what the person is to the case: "the treating physician"',
                )
