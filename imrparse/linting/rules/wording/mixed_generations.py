"""IMR202."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from imrparse.diagnostics import safe_fixes as safety
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.diagnostics.safe_fixes import Of
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.wording.departures import Departure, departures
from imrparse.linting.rules.wording.guidelines import Worded, worded_guidelines
from imrparse.linting.words import respelling


class MixedGenerations(Rule):
    """The letter mixes the wordings of two template generations.

    ## Why

    Letters of 2014, of 2015 and of 2016-2017 differ in some fixed words, and in how they cite: up
    to 2015 a chapter of the MTUS is cited by pages and without its year, from 2016 by its year and
    its sections. A letter that does both was pieced together from others, and may hold more of
    them.

    ## Example

    ```text wrong
    MAXIMUS guideline: The Expert Reviewer did not base their decision on the MTUS. Decision
    ```

    ```text right
    MAXIMUS guideline: The Expert Reviewer based their decision on recommendation(s) outside of the
    MTUS Guidelines. Decision
    ```
    """

    code: ClassVar[str] = "IMR202"
    name: ClassVar[str] = "mixed-generations"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for found in departures(draft):
            if isinstance(found, Departure) and found.of_other_generation:
                yield Finding(
                    found.span,
                    f"{found.sentence.part} is worded as in letters of another generation: "
                    + "; ".join(found.differences),
                    hint=f"the sentence is '{found.sentence.text}'",
                    fixes=(found.fix,),
                )
        worded = list(worded_guidelines(draft))
        if len({one.is_newer for one in worded}) > 1:
            yield from _mixed(draft, worded)


def _mixed(draft: Draft, worded: Sequence[Worded]) -> Iterator[Finding]:
    """What is said of the wordings that are not of the letter's generation."""
    newer = _is_newer(draft, worded)
    like = next(one.span for one in worded if one.is_newer is newer)
    for one in worded:
        if one.is_newer is newer:
            continue
        edits = respelling(draft.plain, one.span, one.otherwise) if one.otherwise else ()
        message = "write the sentence of the generation"
        fix = safety.fix(message, draft.source.text, edits, Of.SENTENCE)
        yield Finding(
            one.span,
            f"this is worded as in letters of {_YEARS[one.is_newer]}, other guideline fields as in "
            f"those of {_YEARS[newer]}",
            hint=f"the sentence is '{one.otherwise}'" if edits else _HOW_TO_CITE[newer],
            related=(Related("this is worded as the letter should be", like),),
            fixes=(fix,) if edits else (),
        )


def _is_newer(draft: Draft, worded: Sequence[Worded]) -> bool:
    """Whether the letter is of 2016-2017: by its date, or else as most of the wordings are."""
    if draft.letter.header:
        return draft.letter.header.decision_date.year >= _FIRST_NEWER_YEAR
    newer = sum(one.is_newer for one in worded)
    return worded[0].is_newer if newer * 2 == len(worded) else newer * 2 > len(worded)


_FIRST_NEWER_YEAR = 2016
_YEARS = {False: "2014-2015", True: "2016-2017"}
_HOW_TO_CITE = {
    False: "cite it without its year, by topic and page",
    True: "cite it with its year, and by its sections",
}
