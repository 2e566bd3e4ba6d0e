"""IMR201."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.reviewer_names import names_the_reviewer
from imrparse.linting.rules.wording.departures import Departure, departures

_TOLD = 3  # differences that a message lists


class DepartedWording(Rule):
    """A fixed sentence is not worded as it should be.

    ## Why

    The opening paragraph, the introductions and the words before the credentials are the same in
    every letter of a template generation. They attest how the reviewer was chosen and what was
    reviewed, so a word that is changed there, by hand or by a program, changes what is attested.
    White space and line ends do not count.

    ## Example

    ```text wrong
    in active clinical practice for more than four years and
    ```

    ```text right
    in active clinical practice for more than five years and
    ```
    """

    code: ClassVar[str] = "IMR201"
    name: ClassVar[str] = "departed-wording"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for found in departures(draft):
            if not isinstance(found, Departure) or found.of_other_generation:
                continue
            if names_the_reviewer(draft, found.span):
                continue  # which is said, and is the graver of the two
            told = "; ".join(found.differences[:_TOLD])
            if len(found.differences) > _TOLD:
                told += f"; and {len(found.differences) - _TOLD} more"
            yield Finding(
                found.span,
                f"{found.sentence.part} is not worded as in letters of {found.template.years}: "
                f"{told}",
                hint=f"the sentence is '{found.sentence.text}'",
                fixes=(found.fix,),
            )
