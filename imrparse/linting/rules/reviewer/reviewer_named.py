"""Names of people in the part of the letter about the reviewer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import ClassVar

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.diagnostics.codes import STRAY
from imrparse.diagnostics.diagnostic import Severity
from imrparse.fields.credentials import credentials
from imrparse.linting.damage import Part
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.syntax.patterns import Wording
from imrparse.text.source import Span


class ReviewerNamed(Rule):
    """The reviewer is identified by name.

    ## Why

    The reviewer stays anonymous (Labor Code 4610.6(f)). The letter states the reviewer's licences
    and specialties instead.

    ## Example

    ```text wrong
    The Expert Reviewer, Dr. Lena Marsh, has the following credentials:
    ```

    ```text right
    The Expert Reviewer has the following credentials:
    ```
    """

    code: ClassVar[str] = "IMR305"
    name: ClassVar[str] = "reviewer-named"
    severity: ClassVar[Severity] = Severity.WARNING
    needs: ClassVar[frozenset[Part]] = frozenset()  # a name is found beside faults too

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in _reviewer_names(draft):
            yield Finding(
                span,
                "the reviewer, who has to stay anonymous, is named",
                hint="remove the name; the licences and specialties are enough",
            )


@lru_cache(1)  # several rules in a row ask for those of the same letter
def _reviewer_names(draft: Draft) -> Sequence[Span]:
    """The spans of people's names, with title or degree, in the part about the reviewer.

    What stands below it and belongs to no part of the letter counts too. If two names overlap, the
    first one is returned.
    """
    part, summary = draft.letter.reviewer.span, draft.letter.summary.span
    if part is None or summary is None:
        return ()
    below = [
        fault.span
        for fault in draft.faults
        if fault.code == STRAY and part.end <= fault.span.start < summary.start
    ]
    places = [*_between_islands(draft, part), *below]
    fitting = list(
        _possible_patterns("\n".join([draft.plain[start:stop] for start, stop in places]))
    )
    matches = [
        match
        for start, stop in places
        for pattern in fitting
        for match in pattern.finditer(draft.plain, start, stop)
    ]
    names: list[Span] = []
    for found in sorted(matches, key=lambda match: match.start()):
        if found.start() >= (names[-1].end if names else 0) and _is_name(found):
            names.append(Span(*found.span()))
    return names


def _possible_patterns(text: str) -> Iterator[re.Pattern[str]]:
    """The patterns that can match, judging by their clues."""
    for pattern, clues in _patterns():
        if any(clue in text for clue in clues):
            yield pattern


def _between_islands(draft: Draft, part: Span) -> Iterator[Span]:
    """The text of a part that is not fixed wording."""
    position = part.start
    for _, start, end in draft.islands:
        if start >= part.end:
            break
        if position < start:
            yield Span(position, start)
        if position < end:
            position = end
    yield Span(position, part.end)


def contains_reviewer_name(draft: Draft, span: Span) -> bool:
    """Whether a span overlaps a person's name in the part about the reviewer."""
    # sorted and disjoint, so only the last name that starts before `span.end` can overlap
    names = _reviewer_names(draft)
    last = bisect_left(names, span.end, key=attrgetter("start")) - 1
    return last >= 0 and span.start < names[last].end


def _is_name(found: re.Match[str]) -> bool:
    """Whether the words are a name, and not a state or specialty before an abbreviation."""
    known = credentials()
    who = found[str(found.lastgroup)]
    return not (known.state_of(who) or known.knows_specialty(who))


@cache
def _patterns() -> Sequence[tuple[re.Pattern[str], Sequence[str]]]:
    """The patterns, each with its clues: a matching text contains one of them."""
    wording, clues = Wording("lint/reviewer"), table("reviewer")["clues"]
    return [
        (regex(wording.sequence(form, "", named=True)), clues[name])
        for name, form in wording.forms["reviewer_name"].items()
    ]
