"""Facts in free text that can't be: dates, and another sex or age than the worker's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import ClassVar

from attrs import frozen

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.dates import wrong_days, wrong_years
from imrparse.fields.details import Sex
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule, RuleWithOptions
from imrparse.linting.rules.text.word_lists import sentences, words
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.source import Span
from imrparse.text.spans import text_before
from imrparse.tree.letter import free_texts

_LONG = timedelta(days=366)  # after which IMR705 reports the date as impossible
_SHORT_YEAR = regex(r"/20\d(?!\d)")
_SENTENCE_END = regex("[.?!;]")
_LONGEST = 200  # code points of a sentence before a date


class DateAfterDecision(Rule):
    """A date in free text is after the letter's own decision.

    ## Why

    The events in a letter happened before its decision, so a later date probably has a wrong digit.
    Nothing is reported if the sentence says that something is planned. The plan may be worded
    differently, so this is a note.

    ## Example

    ```text wrong
    At the visit of December 31, 2016
    ```

    ```text right
    At the visit of October 3, 2016
    ```
    """

    code: ClassVar[str] = "IMR706"
    name: ClassVar[str] = "date-after-decision"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        decided = draft.letter.header.decision_date if draft.letter.header else None
        place = draft.letter.header.span_of("decision_date") if draft.letter.header else None
        if decided is None or place is None or draft.date is None:
            return
        for mention in draft.dates:
            if not mention.span or not mention.value:
                continue
            late = decided < mention.value <= decided + _LONG
            if late and not _is_planned(draft, mention.span):
                yield Finding(
                    mention.span,
                    f"the date {mention.text} is after the decision",
                    related=(Related("the decision date", place),),
                )


def _is_planned(draft: Draft, found: Span) -> bool:
    """Whether the sentence says before the date that something is planned."""
    before = text_before(draft.plain, found.start, _LONGEST)
    return bool(_planned().search(_SENTENCE_END.split(before)[-1]))


@cache
def _planned() -> re.Pattern[str]:
    phrases = (word.replace(" ", r"\s+") for word in words()["dates"]["planned"])
    return regex(rf"\b(?:{'|'.join(phrases)})", re.IGNORECASE)


@frozen
class ImpossibleDateOptions:
    """The limit for planned dates."""

    days_ahead: int = 366
    """Days after the decision within which something may be planned."""


class ImpossibleDate(RuleWithOptions[ImpossibleDateOptions]):
    """A date in free text can't be right.

    ## Why

    The date does not exist (02/30/2016, June 20216), or is in a year in which nothing in the letter
    can have happened or been planned ("December 9, 3026"). A reader can't tell which report is
    meant (8 CCR 9792.10.6(d) requires a list of the documents that were reviewed).

    ## Example

    ```text wrong
    An MRI of 08/32/2016
    ```

    ```text right
    An MRI of 08/02/2016
    ```
    """

    code: ClassVar[str] = "IMR705"
    name: ClassVar[str] = "impossible-date"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        last = (draft.date or date.today()) + timedelta(days=self.options.days_ahead)
        for mention in draft.dates:
            if mention.span is None:
                continue
            if mention.value is None:
                yield Finding(mention.span, f"the date {mention.text} does not exist")
            elif mention.value > last:
                ahead = f"the date {mention.text} is long after the decision"
                yield Finding(mention.span, ahead, hint="check the year")
        for span, printed in _with_wrong_years(draft):
            yield Finding(span, f"the year in {printed!r} does not exist", hint="check the year")
        for _, prose in free_texts(draft.letter):
            for start, end in wrong_days(prose.folded.text):
                if place := prose.folded.span(start, end):
                    yield Finding(place, f"there is no day {prose.folded.text[start:end]!r}")


_FIVE_FIGURES = 5


def _with_wrong_years(draft: Draft) -> Iterator[tuple[Span, str]]:
    """The spans of dates whose year has a digit too many or too few."""
    if not (draft.has_digits(_FIVE_FIGURES) or _SHORT_YEAR.search(draft.plain)):
        return
    for _, prose in free_texts(draft.letter):
        for found in wrong_years(prose.folded.text):
            if span := prose.folded.span(*found.span()):
                yield span, found[0]


class OtherSex(Rule):
    """A pronoun or a noun does not fit the sex of the injured worker.

    ## Why

    The summary says whether the worker is a man or a woman. "He" or "a 44-year-old man" in the
    letter of a woman may come from another worker's letter. A sentence that names somebody else
    before the pronoun, or follows one that does, is left alone ("the provider reiterated his
    request").

    ## Example

    ```text wrong
    She has been treated for a tear
    ```

    ```text right
    He has been treated for a tear
    ```
    """

    code: ClassVar[str] = "IMR714"
    name: ClassVar[str] = "other-sex"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        worker = draft.letter.injured_worker
        place = worker.span_of("sex")
        if not worker.sex or not place:
            return
        lists = words()["sexes"]
        sex = "male" if worker.sex is Sex.FEMALE else "female"
        others, nouns = lists[sex], lists[f"{sex}_nouns"]
        if not draft.words.isdisjoint(nouns):
            yield from _of_other_sex(draft, sex, place)
        if draft.words.isdisjoint(others):
            return
        for text in draft.prose:
            for span in _pronouns(text.plain, others):
                found = text.span(*span)
                if not draft.is_quoted(found):
                    yield _other_sex(draft, found, worker.sex, place)
                    return


def _other_sex(draft: Draft, found: Span, sex: Sex, place: Span) -> Finding:
    said = f"{draft.plain[slice(*found)]!r}, but the worker is {sex.value}"
    related = (Related("the sex as stated", place),)
    return Finding(found, f"the text says {said}", related=related)


def _of_other_sex(draft: Draft, other: str, place: Span) -> Iterator[Finding]:
    """The first noun for a worker of the other sex: "this 38 year old woman"."""
    sex = draft.letter.injured_worker.sex
    for text in draft.filled if sex else ():
        for found in _described(other).finditer(text.plain):
            span = text.span(*found.span("noun"))
            if sex and span != place and not draft.is_quoted(span):
                yield _other_sex(draft, span, sex, place)
                return


@cache
def _described(sex: str) -> re.Pattern[str]:
    """A noun for a person of a sex after an age, or after "this"; nobody else is meant by it."""
    lists = words()["sexes"]
    nouns, others = names_pattern(lists[f"{sex}_nouns"]), names_pattern(lists["others"])
    ages = rf"\b{names_pattern(words()['ages']['before'])}\s+{_AGE}"
    return regex(rf"(?:{ages}|\bthis)\s+(?P<noun>{nouns})\b(?!\s+{others}\b)", re.IGNORECASE)


_AGE = r"(?P<age>[1-9]\d)[ -]+years?(?:[ -]+old|\s+of\s+age)"
_MOST_APART = 1  # years: a birthday may be between two visits
_FEWEST_YEARS = 2  # before the decision; a description of that time has another age


class OtherAge(Rule):
    """The age of the injured worker differs from the one first stated.

    ## Why

    Two ages are those of two workers: a text may come from another letter. A difference of one year
    is fine, as a birthday may be between two visits, and so is an age in a sentence with a date
    years before the decision.

    ## Example

    ```text wrong
    The injured worker is a 54 year old man who reports locking, and
    ```

    ```text right
    The injured worker reports locking, and
    ```
    """

    code: ClassVar[str] = "IMR721"
    name: ClassVar[str] = "other-age"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        worker = draft.letter.injured_worker
        place = worker.span_of("age")
        if worker.age is None or not place or "year" not in draft.plain[place.end :]:
            return
        for text in draft.filled:
            for found in _aged().finditer(text.plain):
                span = text.span(*found.span("age"))
                apart = abs(int(found["age"]) - worker.age)
                if (
                    apart > _MOST_APART
                    and not _is_of_old(draft, span)
                    and not draft.is_quoted(span)
                ):
                    said = (
                        f"the age is {found['age']} here, but {worker.age} where it is stated first"
                    )
                    yield Finding(span, said, related=(Related("the age as stated", place),))


@cache
def _aged() -> re.Pattern[str]:
    """An age where the worker's stands: "the 34 year old patient", but not "his son is 12"."""
    lists = words()["ages"]
    before, workers = names_pattern(lists["before"]), names_pattern(lists["workers"])
    return regex(rf"\b(?:(?!is\b)|{workers}\s+){before}\s+{_AGE}\b", re.IGNORECASE)


def _is_of_old(draft: Draft, span: Span) -> bool:
    """Whether the sentence around a place has a date years before the decision."""
    if draft.date is None:
        return False
    first = _SENTENCE_END.split(text_before(draft.plain, span.start, _LONGEST))[-1]
    begins, ends = span.start - len(first), draft.plain.find(".", span.end)
    last_year = draft.date.year - _FEWEST_YEARS
    return any(
        one.value and one.value.year <= last_year and begins <= one.span.start < ends
        for one in draft.dates
        if one.span
    )


_WORD_IN_SENTENCE = regex(r"[A-Za-z]+(?:/[A-Za-z]+)*")


def _pronouns(plain: str, pronouns: Sequence[str]) -> Iterator[Span]:
    """The pronouns that can refer only to the worker."""
    people, workers = (frozenset(words()["sexes"][name]) for name in ("others", "workers"))
    others_before = False
    for sentence in sentences(plain):
        found = list(_WORD_IN_SENTENCE.finditer(plain, *sentence))
        said = [word[0].lower() for word in found]
        others, named = others_before, False
        for number, word in enumerate(said):
            named = named or word in people
            is_worker = word in workers or said[number - 1 : number + 1] == ["injured", "worker"]
            others = named if is_worker else others or named
            is_either = "or" in said[max(0, number - 1) : number + 2]
            if word in pronouns and not others and not is_either:
                yield Span(*found[number].span())
        others_before = not people.isdisjoint(said)
