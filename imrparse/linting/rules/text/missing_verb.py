"""Sentences whose verb was lost: "the request not medically necessary"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import words
from imrparse.syntax.field_parser import names_pattern

_NEGATED = (" not ", " been ")


class MissingVerb(Rule):
    """A sentence has no verb where it needs one: "The request not medically necessary".

    ## Why

    A lost "is" may be a lost "is not": the reader can't tell what was found or decided (8 CCR
    9792.10.6(d) requires reasons in plain language). Only sentences are reported that begin with a
    subject that letters often have, "There no", and what is said of the necessity; a lost "for" is
    reported behind "the request".

    ## Example

    ```text wrong
    The request for left knee arthroscopy not medically necessary.
    ```

    ```text right
    The request for left knee arthroscopy is not medically necessary.
    ```
    """

    code: ClassVar[str] = "IMR726"
    name: ClassVar[str] = "missing-verb"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        may_be = [pattern for is_there, pattern in _patterns() if is_there(draft.joined)]
        for text in draft.prose if may_be else ():
            for pattern in may_be:
                for found in pattern.finditer(text.plain):
                    span = text.span(*found.span("said"))
                    if not draft.is_quoted(span):
                        missing = found.groupdict().get("missing")
                        said, meant = ("word", "for") if missing else ("verb", "is")
                        yield Finding(
                            span, f"a {said} is missing here", hint=f"did you mean {meant!r}?"
                        )


def _without_verb(joined: str) -> bool:
    """Whether the joined words of a draft deny a necessity behind a word that is no verb."""
    lists = words()["missing_verb"]
    return any(
        before.rpartition(" ")[2] not in lists["before"]
        for one in lists["necessity"]
        for before in joined.split(f" not {one} ")[:-1]
    )


def _behind_subject(joined: str) -> bool:
    ends = tuple(f" {one}" for one in words()["missing_verb"]["subjects"])
    return any(before.endswith(ends) for verb in _NEGATED for before in joined.split(verb)[:-1])


def _there_no(joined: str) -> bool:
    return " there no " in joined or " there not " in joined


def _request_a(joined: str) -> bool:
    return " request a " in joined or " request an " in joined


@cache
def _patterns() -> tuple[tuple[Callable[[str], bool], re.Pattern[str]], ...]:
    """What may tell of a lost verb, each with a fast test of the joined words of a draft."""
    lists = words()["missing_verb"]
    verbs = names_pattern(lists["before"])
    necessity = names_pattern(lists["necessity"]).replace(r"\ ", r"\s+")
    subjects = names_pattern(lists["subjects"]).replace(r"\ ", r"\s+")
    begins = r"(?:(?<=[.?!]\s)|\A)"
    return (
        (
            _without_verb,
            regex(rf"\b(?!{verbs}\s)(?P<said>[a-z]+\s+not\s+{necessity})\b", re.IGNORECASE),
        ),
        (
            _there_no,
            regex(rf"{begins}(?P<said>There\s+no(?:t)?)\s(?!(?:longer|one)\b)"),
        ),
        (
            _request_a,
            regex(r"(?P<said>\b(?i:the|this)\s+request(?P<missing>\s+)an?)\s"),
        ),
        (
            _behind_subject,
            regex(
                rf"{begins}(?P<said>{subjects}\s+(?:not|been))\s(?!{necessity}\b)",
                re.IGNORECASE,
            ),
        ),
    )
