"""Wordings of another template generation than the rest of the letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar, NamedTuple

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.fields.citations.citation_parser import citation_parser, wording
from imrparse.fields.details import CitationKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.wording.departed_wording import Departure, departures
from imrparse.linting.word_comparison import respelling
from imrparse.syntax.generations import GuidelineWording, generation_of_year, years_of_wording
from imrparse.syntax.islands import flexible, named
from imrparse.text.source import Span
from imrparse.tree.letter import Guideline


class MixedGenerations(Rule):
    """The letter mixes the wordings of two template generations.

    ## Why

    Letters of 2014, of 2015 and of 2016-2017 differ in some fixed words, and in how they cite: up
    to 2015 a chapter of the MTUS is cited by pages and without a year, from 2016 on by year and
    sections. A letter that does both was compiled from several others, and may contain more text of
    theirs.

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
        wordings = list(_typical_wordings(draft))
        if len({one.wording for one in wordings}) > 1:
            yield from _mixed(draft, wordings)


def _mixed(draft: Draft, wordings: Sequence[_TypicalWording]) -> Iterator[Finding]:
    """Report the wordings that do not belong to the letter's generation."""
    wanted = _wording_of(draft, wordings)
    like = next(one.span for one in wordings if one.wording is wanted)
    for one in wordings:
        if one.wording is wanted:
            continue
        edits = respelling(draft.plain, one.span, one.equivalent) if one.equivalent else ()
        message = "write the sentence of the generation"
        fix = safe_fixes.fix(message, draft.source.text, edits, TextKind.SENTENCE)
        yield Finding(
            one.span,
            f"this is the wording of letters of {years_of_wording(one.wording)}, other guideline "
            f"fields use that of {years_of_wording(wanted)}",
            hint=f"the sentence is '{one.equivalent}'" if edits else _HOW_TO_CITE[wanted],
            related=(Related("this wording fits the letter", like),),
            fixes=(fix,) if edits else (),
        )


def _wording_of(draft: Draft, wordings: Sequence[_TypicalWording]) -> GuidelineWording:
    """The wording that the letter should use: by its date, or else the most frequent or first
    one."""
    header = draft.letter.header
    if header and header.decision_date:
        generation = generation_of_year(header.decision_date.year)
        wording = generation.guideline_wording if generation else None
        return wording or GuidelineWording.OLDER
    ((commonest, _),) = Counter(one.wording for one in wordings).most_common(1)
    return commonest


_HOW_TO_CITE = {
    GuidelineWording.OLDER: "cite it without its year, by topic and page",
    GuidelineWording.NEWER: "cite it with its year, and by its sections",
}


class _TypicalWording(NamedTuple):
    """A guideline wording that identifies a template generation."""

    wording: GuidelineWording
    """The generation that uses it."""
    span: Span
    equivalent: str = ""
    """The equivalent sentence of the other generation, if there is one."""


def _typical_wordings(draft: Draft) -> Iterator[_TypicalWording]:
    """Yield all such wordings in a letter."""
    for issue in draft.issues:
        for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline):
            if guideline.outside_mtus and (found := _statement(draft, guideline)):
                yield found
            for cited in guideline.citations:
                if cited.kind is CitationKind.MTUS and cited.known and cited.span:
                    is_newer = cited.year is not None or bool(cited.sections)
                    wording = GuidelineWording.NEWER if is_newer else GuidelineWording.OLDER
                    yield _TypicalWording(wording, cited.span)


def _statement(draft: Draft, guideline: Guideline) -> _TypicalWording | None:
    """The sentence that says the decision is based on evidence outside the MTUS, or None."""
    found = guideline.span and _statements().search(draft.plain, *guideline.span)
    if not found:
        return None
    statement, year, speaker = str(found.lastgroup).split("_", maxsplit=2)
    typical = GuidelineWording(year)
    (other,) = set(GuidelineWording) - {typical}
    equivalent = wording(f"{statement}_{other.value}_{speaker}")
    return _TypicalWording(typical, Span(*found.span()), equivalent)


@cache
def _statements() -> re.Pattern[str]:
    terminals = citation_parser().terminals.values()
    outside = [terminal for terminal in terminals if terminal.startswith("OUTSIDE_")]
    return regex(named({terminal: flexible(terminal.pattern) for terminal in outside}))
