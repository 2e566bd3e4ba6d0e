"""Dates of the header that can't be right, by their order, their year or the worker's age."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import ClassVar

from attrs import frozen

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.damage import Part
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule, RuleWithOptions
from imrparse.linting.rules.header.dates import days_between, header_dates
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.spans import text_before


class DateOrder(Rule):
    """Two dates of the header are out of order.

    ## Why

    After the injury comes the utilization review's denial, then the application for an independent
    review, its assignment to a reviewer, and the decision. If two dates contradict that order, one
    of them is wrong. Two equal dates are fine.

    ## Example

    ```text wrong
    Decision Date: 11/12/2016
    ```

    ```text right
    Decision Date: 12/14/2016
    ```
    """

    code: ClassVar[str] = "IMR102"
    name: ClassVar[str] = "date-order"
    severity: ClassVar[Severity] = Severity.WARNING
    needs: ClassVar[frozenset[Part]] = frozenset({Part.HEADER})

    def check(self, draft: Draft) -> Iterator[Finding]:
        dates = [found for found in header_dates(draft).values() if found.is_plausible]
        for one, other in pairwise(dates):
            if one.value > other.value:
                yield Finding(
                    other.span,
                    f"the {other.name} is before the {one.name}",
                    related=(Related(f"the {one.name}", one.span),),
                )


class ImplausibleYear(Rule):
    """A date of the header is in a year in which the event can't have happened.

    ## Why

    Independent Medical Review began in 2013 (Labor Code 4610.5), so nothing was denied, applied
    for, assigned or decided before, and nothing happened after today. A date of injury before 1940
    is a typing error too.

    ## Example

    ```text wrong
    Date Assigned: 11/18/1916
    ```

    ```text right
    Date Assigned: 11/18/2016
    ```
    """

    code: ClassVar[str] = "IMR105"
    name: ClassVar[str] = "implausible-year"
    severity: ClassVar[Severity] = Severity.WARNING
    needs: ClassVar[frozenset[Part]] = frozenset({Part.HEADER})

    def check(self, draft: Draft) -> Iterator[Finding]:
        for found in header_dates(draft).values():
            if not found.is_plausible:
                yield Finding(found.span, f"the {found.name} can't be in {found.value.year}")


@frozen
class ImplausibleAgeOptions:
    """Ages in years."""

    youngest: int = 14
    """The youngest plausible age of a worker at the time of injury."""
    oldest: int = 90
    """The oldest plausible age of a worker at the time of injury."""


class ImplausibleAge(RuleWithOptions[ImplausibleAgeOptions]):
    """The age in the summary does not fit the date of injury.

    ## Why

    According to the stated age, the worker would have been a child, or very old, at the time of
    injury. Either the age or the date is wrong.

    ## Example

    ```text wrong
    The injured worker is a 14 year old male
    ```

    ```text right
    The injured worker is a 44 year old male
    ```
    """

    code: ClassVar[str] = "IMR108"
    name: ClassVar[str] = "implausible-age"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        worker = draft.letter.injured_worker
        span = worker.span_of("age")
        found = days_between(draft, "date_of_injury", "decision_date")
        if worker.age is None or not span or not found:
            return
        days, injury, _ = found
        # The age may be that of a day long before the decision, so this may be a year too high.
        then = worker.age - days // 365
        if not self.options.youngest <= then <= self.options.oldest:
            yield Finding(
                span,
                f"a worker of {worker.age} would have been {max(then, 0)} when injured",
                related=(Related("the date of injury", injury.span),),
            )


_NEAR = 80  # code points before a date
_SENTENCE = 300  # code points before a date, to the beginning of its sentence


class EventBeforeInjury(Rule):
    """An examination or a treatment is dated before the injury.

    ## Why

    What the injury made necessary came after it, so one of the two dates is wrong. Nothing is
    reported if the sentence speaks of an earlier history, or the summary of a cumulative injury. As
    the history may be worded otherwise, this is a note.

    ## Example

    ```text wrong
    An MRI of 08/02/2013 showed
    ```

    ```text right
    An MRI of 08/02/2016 showed
    ```
    """

    code: ClassVar[str] = "IMR109"
    name: ClassVar[str] = "event-before-injury"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        dates = header_dates(draft)
        injury, denial = dates.get("date_of_injury"), dates.get("ur_denial_date")
        if injury is None or not injury.is_plausible:
            return
        if denial and denial.value <= injury.value:
            return  # the header's date itself is wrong
        for mention in draft.dates:
            if mention.span is None or mention.value is None or mention.value >= injury.value:
                continue
            before = text_before(draft.lowercase, mention.span.start, _SENTENCE)
            sentence = before.rpartition(". ")[2]
            rest = draft.lowercase[mention.span.end : mention.span.end + _SENTENCE].split(". ")[0]
            is_event = _event().search(sentence[-_NEAR:]) or (
                _ON.search(sentence) and _visit().match(rest) and not _earlier().search(rest)
            )
            if is_event and not _earlier().search(sentence):
                if _cumulative().search(draft.lowercase):
                    return
                yield Finding(
                    mention.span,
                    f"the date {mention.text} is before the injury",
                    related=(Related("the date of injury", injury.span),),
                )


@cache
def _event() -> re.Pattern[str]:
    """The name of an event, with what may stand between it and its date."""
    lists = table("text")["events"]
    between = names_pattern(lists["between"])
    return re.compile(rf"\b{names_pattern(lists['names'])}(?:[,\s(]+{between})*[,\s(]+\Z")


_ON = regex(r"(?:\A|\s)on\s+\Z")


@cache
def _visit() -> re.Pattern[str]:
    """The worker and what he did at a visit, behind its date."""
    lists = table("text")["events"]
    workers = names_pattern(lists["workers"]).replace(r"\ ", r"\s+")
    visits = names_pattern(lists["visits"]).replace(r"\ ", r"\s+")
    return re.compile(rf",?\s+{workers}\s+{visits}\b")


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile(rf"\b{names_pattern(table('text')['events']['earlier'])}")


@cache
def _cumulative() -> re.Pattern[str]:
    return re.compile(rf"\b{names_pattern(table('text')['events']['cumulative'])}")


class OtherInjuryAge(Rule):
    """The time since the injury is not that between the date of injury and the decision.

    ## Why

    "The injury is nine years old" in a letter on an injury of last year comes from another letter,
    or the header's date is wrong. Only whole years since the injury itself are compared, and a year
    more or less is fine. Nothing is reported if the letter speaks of a cumulative injury.

    ## Example

    ```text wrong
    The injury is now nine years old. The provider noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR112"
    name: ClassVar[str] = "injury-age"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        between = days_between(draft, "date_of_injury", "decision_date")
        if between is None or between[0] < 0 or draft.words.isdisjoint(_YEARS):
            return
        if not any(f" injury {one} " in draft.joined for one in _SAYS):
            return
        days, injury, _ = between
        for text in draft.prose:
            for found in _years_since().finditer(text.plain):
                said = table("text")["years"]["numbers"].get(found["years"].lower())
                years = int(said or found["years"])
                span = text.span(*found.span())
                if abs(years - days / _YEAR) <= _MOST_YEARS or draft.is_quoted(span):
                    continue
                if _cumulative().search(draft.lowercase):
                    return
                yield Finding(
                    span,
                    f"the injury is {days / _YEAR:.1f} years old at the decision",
                    related=(Related("the date of injury", injury.span),),
                )


_YEAR = 365.25  # days
_YEARS = frozenset({"year", "years"})
_SAYS = ("is", "was", "occurred", "happened")
"""What follows the injury in the pattern below."""
_MOST_YEARS = 1.6  # apart


@cache
def _years_since() -> re.Pattern[str]:
    lists = table("text")["years"]
    about = names_pattern(lists["about"]).replace(r"\ ", r"\s+")
    number = rf"(?P<years>{names_pattern(lists['numbers'])}|\d{{1,2}})"
    return re.compile(
        rf"(?i)\bthe\s+(?:industrial\s+|date\s+of\s+)?injury\s+(?:is|was|occurred|happened)\s+"
        rf"(?:now\s+)?(?:{about}\s+)?{number}"
        r"[\s-]+years?[\s-]+(?:old|ago)\b"
    )


class RequestAfterDenial(Rule):
    """The request for authorization is dated after the decision of the utilization review.

    ## Why

    The utilization review decides on the request (8 CCR 9792.9.1), so one of the two dates is
    wrong. A request may have been made again after an appeal, so this is a note.

    ## Example

    ```text wrong
    The request for authorization was received on 10/22/2016. The provider noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR110"
    name: ClassVar[str] = "request-after-denial"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        denial = header_dates(draft).get("ur_denial_date")
        decided = draft.date
        if denial is None or decided is None or not _requested().search(draft.lowercase):
            return
        for mention in draft.dates:
            span, value = mention.span, mention.value
            if span is None or value is None or not denial.value < value <= decided:
                continue
            before = text_before(draft.lowercase, span.start, _SENTENCE).rpartition(". ")[2]
            after = draft.lowercase[span.end : span.end + _NEAR]
            is_request = _requested_on().search(before) or _requested_then().match(after)
            if is_request and not _requested_again().search(before + after):
                related = (Related("the UR denial date", denial.span),)
                message = f"the request is dated {mention.text}, after the denial"
                yield Finding(span, message, related=related)


@cache
def _requested() -> re.Pattern[str]:
    return re.compile(names_pattern(table("text")["requests"]["names"]).replace(r"\ ", r"\s+"))


@cache
def _requested_on() -> re.Pattern[str]:
    """The request, with what may stand between it and its date."""
    between = names_pattern(table("text")["requests"]["between"])
    return re.compile(rf"\b{_requested().pattern}(?:[,\s(]+{between}\b)*[,\s(]+\Z")


@cache
def _requested_then() -> re.Pattern[str]:
    """The request right after its date: "On 10/22/2016, the request for authorization"."""
    return re.compile(rf",?\s+(?:the|a)\s+{_requested().pattern}")


@cache
def _requested_again() -> re.Pattern[str]:
    return re.compile(rf"\b{names_pattern(table('text')['requests']['again'])}")
