"""Reviewers whose specialty is that of another part of the body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import ClassVar

from imrparse.data import table
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.damage import Part
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule


class OtherSpecialty(Rule):
    """The reviewer's only specialty is of another part of the body than every request.

    ## Why

    The reviewer is an expert in the treatment of the condition at issue (Labor Code 139.5(d)(4)): a
    dentist does not decide on an MRI of the knee. Only specialties of one part of the body are
    compared, and only if every request names a part and none of the reviewer's specialties is a
    general one.

    ## Example

    ```text wrong
    Certification(s)/Specialty: Dentist
    ```

    ```text right
    Certification(s)/Specialty: Orthopedic Surgery, Sports Medicine
    ```
    """

    code: ClassVar[str] = "IMR307"
    name: ClassVar[str] = "other-specialty"
    severity: ClassVar[Severity] = Severity.WARNING
    needs: ClassVar[frozenset[Part]] = frozenset({Part.REVIEWER})

    def check(self, draft: Draft) -> Iterator[Finding]:
        reviewer = draft.letter.reviewer
        treated = [_parts().get(name.lower()) for name in reviewer.specialties]
        if not treated or None in treated:
            return
        own = frozenset().union(*(parts for parts in treated if parts is not None))
        named = [
            (part.region, part.span)
            for issue in draft.issues
            for part in issue.request.treatment.body_parts
        ]
        if not named or any(region in own for region, _ in named):
            return
        span, place = reviewer.span_of("specialties[0]"), named[0][1]
        if span:
            yield Finding(
                span,
                f"{reviewer.specialties[0]} is not the specialty that treats the {named[0][0]}",
                related=(Related("the request", place),) if place else (),
            )


@cache
def _parts() -> Mapping[str, frozenset[str]]:
    """The parts of the body that specialties treat, for those that treat no others."""
    data = table("reviewer")["treated"]
    return {name.lower(): frozenset(parts) for name, parts in data.items()}
