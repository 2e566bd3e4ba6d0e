"""Dates that differ between the summary and the header."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import ClassVar

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.dates import read_dates
from imrparse.fields.details import DateMention
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.header.dates import DAY, HeaderDate, header_dates
from imrparse.syntax.patterns import Wording
from imrparse.text.folding import Folded, fold
from imrparse.text.source import Span

_NEAR = 200  # code points between the two dates if the summary states several injuries


class InjuryDateDiffers(Rule):
    """The summary and the header have different dates of injury.

    ## Why

    One of the two is wrong, and may be another worker's. For a cumulative injury the header has its
    last day; then write the first day in the summary as a beginning ("from 2010 on"). Nothing is
    reported if the header's date is also nearby: there may have been several injuries.

    ## Example

    ```text wrong
    an industrial injury on 05/19/2014,
    ```

    ```text right
    an industrial injury on 05/09/2014,
    ```
    """

    code: ClassVar[str] = "IMR106"
    name: ClassVar[str] = "injury-date-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        header = header_dates(draft).get("date_of_injury")
        if header and not header.is_plausible:
            return  # ImplausibleYear reports it
        worker = draft.letter.injured_worker
        if header and (month := worker.span_of("month_of_injury")):
            yield from _month_differs(draft, month, header)
        span = worker.span_of("date_of_injury")
        if not header or not span or worker.date_of_injury in (None, header.value):
            return
        if any(_is_beside(mention, span, header.value) for mention in draft.dates):
            return
        yield Finding(
            span,
            f"the summary dates the injury {worker.date_of_injury:{DAY}}, the header "
            f"{header.value:{DAY}}",
            related=(Related("the header's date of injury", header.span),),
        )


def _month_differs(draft: Draft, span: Span, header: HeaderDate) -> Iterator[Finding]:
    stated = draft.letter.injured_worker.month_of_injury
    days = [one for one in draft.dates if one.field == "summary" and one.value == header.value]
    if stated and stated != header.value.replace(day=1) and not days:
        yield Finding(
            span,
            f"the summary dates the injury {stated:%m/%Y}, the header {header.value:{DAY}}",
            related=(Related("the header's date of injury", header.span),),
        )


def _is_beside(mention: DateMention, stated: Span, value: date) -> bool:
    """Whether a mention has this date and is near the stated date of injury."""
    place = mention.span
    return mention.value == value and place is not None and abs(place.start - stated.end) < _NEAR


_LONGEST_BETWEEN = 60  # days before the header's date; an earlier date belongs to an earlier review
_LONGEST_WORD = 12  # code points, more than ON has
_LONGEST_DATE = 40  # code points behind the words of a disclaimer
_LONGEST = 500  # code points searched before and after a date


class DenialDateDiffers(Rule):
    """The text and the header have different dates for the utilization review's decision.

    ## Why

    The time limit for an application starts with the decision of the utilization review (8 CCR
    9792.10.1(b)(1)), so the header and the text must give the same date. A date long before the
    header's is assumed to be that of an earlier review, and so is a date in a rationale that the
    summary has too. In a letter of 2013, the date of the disclaimer before the summary is compared.

    ## Example

    ```text wrong
    On 10/24/2016, Utilization Review
    ```

    ```text right
    On 10/20/2016, Utilization Review
    ```
    """

    code: ClassVar[str] = "IMR107"
    name: ClassVar[str] = "denial-date-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        header = header_dates(draft).get("ur_denial_date")
        if header is None or not header.is_plausible:
            return  # ImplausibleYear reports it
        for mention in _dates_of_disclaimer(draft):
            if mention.span and mention.value != header.value:
                yield _differs("disclaimer", mention, mention.span, header)
        mentions = [one for one in draft.dates if one.field == "summary" and one.value]
        yield from _differs_in_rationales(draft, mentions, header)
        same = [one for one in mentions if one.value == header.value]
        if any(_dates_of_review(draft, same, draft.letter.summary.span)):
            return
        for mention in _dates_of_review(draft, mentions, draft.letter.summary.span):
            if mention.span and mention.value and _is_same_review(mention.value, header.value):
                yield _differs("summary", mention, mention.span, header)
                return


def _differs_in_rationales(
    draft: Draft, in_summary: Sequence[DateMention], header: HeaderDate
) -> Iterator[Finding]:
    """Dates of the review in a rationale, unless the summary has them: they may be of another."""
    known = {one.value for one in in_summary} | {header.value}
    others = [one for one in draft.dates if one.field.endswith("rationale") and one.value]
    others = [one for one in others if one.value not in known]
    for issue in draft.issues if others else ():
        for mention in _dates_of_review(draft, others, issue.rationale.span):
            if mention.span and mention.value and _is_same_review(mention.value, header.value):
                yield _differs("rationale", mention, mention.span, header)


def _differs(where: str, mention: DateMention, span: Span, header: HeaderDate) -> Finding:
    return Finding(
        span,
        f"the {where} dates the utilization review {mention.value:{DAY}}, the header "
        f"{header.value:{DAY}}",
        related=(Related("the header's UR denial date", header.span),),
    )


def _dates_of_disclaimer(draft: Draft) -> Iterator[DateMention]:
    """The date in the disclaimer of a letter of 2013, if it is a date of the calendar."""
    for terminal, _, end in draft.islands:
        if terminal == "DISCLAIMER_SENTENCE":
            text = draft.plain[end : end + _LONGEST_DATE].lstrip()
            start = draft.plain.index(text, end)
            found = read_dates([("", Folded(fold(text), text, start))], None)
            yield from (mention for mention in found[:1] if mention.value)


def _is_same_review(stated: date, header: date) -> bool:
    """Whether a date can be that of the disputed review, and not of an earlier one."""
    same_day = (stated.month, stated.day) == (header.month, header.day)
    return same_day or (header - stated).days <= _LONGEST_BETWEEN


def _dates_of_review(
    draft: Draft, mentions: Iterable[DateMention], part: Span | None
) -> Iterator[DateMention]:
    """The dates on which, according to a part of the letter, the utilization review decided."""
    plain = draft.plain
    if part is None:
        return
    patterns, reviews = _patterns(), _places(draft, part)
    for mention in mentions:
        if mention.span and part.start <= mention.span.start < part.end:
            start, end = mention.span
            begins, ends = max(part.start, start - _LONGEST), min(part.end, end + _LONGEST)
            near = reviews[bisect_left(reviews, begins) : bisect_left(reviews, start)]
            if any(patterns.review_before.match(plain, review, start) for review in near) or (
                patterns.on.search(plain, _word_before(plain, begins, start), start)
                and patterns.review_follows.match(plain, end, ends)
            ):
                yield mention


def _word_before(plain: str, begins: int, start: int) -> int:
    """Where to search for the word before an offset."""
    return max(begins, begins + len(plain[begins:start].rstrip()) - _LONGEST_WORD)


def _places(draft: Draft, part: Span) -> list[int]:
    """The offsets at which a part may name the utilization review, in order."""
    found = []
    for name in draft.words & set(table("decision")["denial"]["first"]):
        place = draft.lowercase.find(name, *part)
        while place >= 0:
            found.append(place)
            place = draft.lowercase.find(name, place + 1, part.end)
    return sorted(found)


class _Patterns:
    """Patterns for the text before and after the date of a review."""

    def __init__(self) -> None:
        wording = Wording("denial").source
        self.on = re.compile(rf"(?:{wording('ON')})\Z")
        review = wording("REVIEW")
        by = f"(?:{wording('REQUEST')})(?:{wording('BY')})"
        self.review_follows = regex(rf"(?:(?:{wording('BEFORE_REVIEW')})|{by})(?:{review})")
        self.review_before = regex(rf"(?:{review})(?:{wording('BEFORE_DATE')})\Z")


@cache
def _patterns() -> _Patterns:
    return _Patterns()
