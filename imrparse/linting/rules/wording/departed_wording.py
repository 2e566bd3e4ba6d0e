"""IMR201."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.reviewer_names import contains_reviewer_name
from imrparse.linting.rules.wording.departures import Departure, departures

_MOST_LISTED = 3  # differences listed in a message


class DepartedWording(Rule):
    """A fixed sentence departs from its standard wording.

    ## Why

    The opening paragraph, the introductions and the words before the credentials are the same in
    every letter of a template generation. They attest how the reviewer was chosen and what was
    reviewed, so any change to them, by hand or by a program, changes what is attested. White space
    and line ends do not count.

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
            if contains_reviewer_name(draft, found.span):
                continue  # ReviewerNamed reports this, which matters more
            listed = "; ".join(found.differences[:_MOST_LISTED])
            if len(found.differences) > _MOST_LISTED:
                listed += f"; and {len(found.differences) - _MOST_LISTED} more"
            yield Finding(
                found.span,
                f"{found.sentence.part} is not worded as in letters of {found.template.years}: "
                f"{listed}",
                hint=f"the sentence is '{found.sentence.text}'",
                fixes=(found.fix,),
            )
