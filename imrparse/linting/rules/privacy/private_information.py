"""Information in free text that identifies a person, and the gaps left by removing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import ClassVar

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import private_spans
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.source import Span
from imrparse.text.spans import text_before


class NamedPerson(Rule):
    """A person is named in free text.

    ## Why

    The reviewer stays anonymous (Labor Code 4610.6(f)), and published letters contain no
    individually identifiable information: they name neither the worker nor the providers. Write the
    person's role in the case instead ("the treating physician"). Authors cited in the guideline
    fields, and names of tests and products, are not reported.

    ## Example

    ```text wrong
    The treater, Dr. Amara Okafor, noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR601"
    name: ClassVar[str] = "named-person"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            if (text := draft.text_at(span.start)) and not text.field.endswith("guideline"):
                yield Finding(
                    span,
                    "a person is named",
                    hint='write the person\'s role in the case: "the treating physician"',
                )


class NamedEmployer(Rule):
    """The employer is named in free text.

    ## Why

    With the date of the injury, the employer's name leads to the worker. Published letters contain
    no individually identifiable information. Say what the worker's job is instead ("a machine
    operator"). Names are recognized after "employer" and, with a word such as "Company", after
    "works for".

    ## Example

    ```text wrong
    He works for Brightwater Packing Company. He has been treated
    ```

    ```text right
    He has been treated
    ```
    """

    code: ClassVar[str] = "IMR609"
    name: ClassVar[str] = "named-employer"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(
                span, "the employer is named", hint='write "the employer", or what the job is'
            )


class SocialSecurityNumber(Rule):
    """A social security number is in free text.

    ## Why

    It identifies the worker. Published letters contain no individually identifiable information.

    ## Example

    ```text wrong
    He (SSN 078-05-1120) has been treated
    ```

    ```text right
    He has been treated
    ```
    """

    code: ClassVar[str] = "IMR603"
    name: ClassVar[str] = "social-security-number"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(span, "this is a social security number", hint="leave it out")


class TelephoneNumber(Rule):
    """A telephone or fax number is in free text.

    ## Why

    A telephone number identifies its owner. Published letters contain no individually identifiable
    information, and the reviewer stays anonymous (Labor Code 4610.6(f)).

    ## Example

    ```text wrong
    The provider (559-555-0142) noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR602"
    name: ClassVar[str] = "telephone-number"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(span, "this is a telephone or fax number", hint="leave it out")


class EmailAddress(Rule):
    """An e-mail address is in free text.

    ## Why

    An e-mail address identifies its owner. Published letters contain no individually identifiable
    information, and the reviewer stays anonymous (Labor Code 4610.6(f)).

    ## Example

    ```text wrong
    The provider (frontdesk@clinic.example) noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR604"
    name: ClassVar[str] = "email-address"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(span, "this is an e-mail address", hint="leave it out")


class StreetAddress(Rule):
    """A street address is in free text.

    ## Why

    An address shows where the worker or a provider can be found. Published letters contain no
    individually identifiable information.

    ## Example

    ```text wrong
    he stepped off a loading dock at 2210 North Alder Street with a crate
    ```

    ```text right
    he stepped off a loading dock with a crate
    ```
    """

    code: ClassVar[str] = "IMR605"
    name: ClassVar[str] = "street-address"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(
                span,
                "this is a street address",
                hint="leave it out, or say what kind of place it is",
            )


class BirthDate(Rule):
    """A date of birth is in free text.

    ## Why

    The age is sufficient for a decision, and a date of birth identifies the worker. Published
    letters contain no individually identifiable information.

    ## Example

    ```text wrong
    He (DOB 03/02/1972) has been treated
    ```

    ```text right
    He has been treated
    ```
    """

    code: ClassVar[str] = "IMR606"
    name: ClassVar[str] = "birth-date"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(span, "this is a date of birth", hint="state the age instead")


class ClaimNumber(Rule):
    """The number of a claim, a policy or a medical record is in free text.

    ## Why

    Such a number leads to the worker's file. Published letters contain no individually identifiable
    information; the case number in the header is enough.

    ## Example

    ```text wrong
    He (claim number WX-40817) has been treated
    ```

    ```text right
    He has been treated
    ```
    """

    code: ClassVar[str] = "IMR607"
    name: ClassVar[str] = "claim-number"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for span in private_spans(draft, self.name):
            yield Finding(
                span,
                "this is the number of a claim, a policy or a medical record",
                hint="leave it out; the header's case number is enough",
            )


_LONGEST_GAP = 200  # code points
_BLOCK_OF_NAMES = "parties"  # which is no sentence
_AFTER_GAPS = " \n\t,.'"
_BLANK = "_"
_TO_FILL_IN = "this blank is still to be filled in, or a name was removed here"


@cache
def _counted() -> re.Pattern[str]:
    """What is counted, behind a blank: "____ visits". No name stands there."""
    lists = [table("amounts")[name] for name in ("periods", "hours", "visits")]
    units = (unit for names in chain.from_iterable(one.values() for one in lists) for unit in names)
    plural = names_pattern([unit for unit in units if unit.endswith("s")])
    return regex(rf"\s+(?P<unit>{plural})\b")


class RedactionGap(Rule):
    """A name was removed, and the sentence has a gap in its place.

    ## Why

    A determination is in plain language, for a layperson (8 CCR 9792.10.6(d)). A sentence without
    its subject can't be understood, and the gap shows that a name was there: write the person's
    role in the case instead.

    ## Example

    ```text wrong
    Dr.  noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR608"
    name: ClassVar[str] = "redaction-gap"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        if draft.has_stray_spaces:
            return
        for span in sorted(private_spans(draft, self.name)):
            text = draft.text_at(span.start)
            if text and text.field == _BLOCK_OF_NAMES:
                continue
            if not _is_marked(draft, span):
                is_blank = draft.plain[span.start] == _BLANK
                if is_blank and (unit := _counted().match(draft.plain, span.end)):
                    message = f"the number of {unit['unit']} is still to be filled in"
                    yield Finding(span, message, severity=Severity.WARNING)
                    continue
                yield Finding(
                    _gap(draft, span),
                    _TO_FILL_IN if is_blank else "a name seems to have been removed here",
                    hint='write the person\'s role in the case: "the treating physician"',
                )


def _gap(draft: Draft, found: Span) -> Span:
    """The match with all white space before it, unless it starts with a title or a mark."""
    if draft.plain[found.start] not in _AFTER_GAPS:
        return found
    before = text_before(draft.plain, found.start, _LONGEST_GAP)
    return Span(found.start - len(before) + len(before.rstrip()), found.end)


def _is_marked(draft: Draft, found: Span) -> bool:
    """Whether the gap contains Markdown marks, which are spaces in the plain text."""
    gap = draft.source.text[slice(*_gap(draft, found))]
    return not gap.isspace() and draft.plain[slice(*found)].isspace()
