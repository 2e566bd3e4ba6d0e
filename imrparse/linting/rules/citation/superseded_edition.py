"""IMR504."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.citation.editions import edition_of, mtus_citations


class SupersededEdition(Rule):
    """An edition of the MTUS is cited that was not in force at the date of the decision.

    ## Why

    A new version of an MTUS chapter applies to requests made from a certain day on: the chronic
    pain guidelines of 2009 were superseded for requests from 29 July 2016, most chapters for
    requests from 1 December 2017. The letter does not state the date of the request. If the
    utilization review's denial was before that day, so was the request, and nothing is reported.

    ## Example

    ```text wrong
    and Chronic Pain Medical Treatment 2009,
    ```

    ```text right
    and Chronic Pain Medical Treatment 2016,
    ```
    """

    code: ClassVar[str] = "IMR504"
    name: ClassVar[str] = "superseded-edition"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        header = draft.letter.header
        decided = draft.date
        if decided is None:
            return
        denied = header.ur_denial_date if header else None
        decision = header.span_of("decision_date") if header else None
        related = (Related("the decision date", decision),) if decision else ()
        for cited in mtus_citations(draft):
            edition, place = edition_of(cited.citation), cited.citation.span_of("year")
            if edition is None or place is None:
                continue
            named = f"'{edition.name} {edition.year}'"
            first, since = edition.in_force_from, edition.superseded_from
            if first and decided < first:
                yield Finding(place, f"{named} is not in force until {first}", related=related)
            if since is None:
                continue
            if decided >= since and (denied is None or denied >= since):
                yield Finding(
                    place,
                    f"{named} is superseded for requests from {since} on",
                    hint=f"cite '{edition.superseded_by}', unless the request was made earlier",
                    related=related,
                )
