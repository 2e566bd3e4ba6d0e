"""The tree of a determination letter.

Nodes are frozen and hold plain values, so that letters with the same content are equal however they
were laid out. The spans of values are kept beside them and do not take part in equality. The nodes
of free text are defined in ``prose.py``, and can be imported from here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypedDict

from attrs import field, frozen

from imrparse import fields
from imrparse.syntax.generations import Template
from imrparse.text.errors import WrongTypeError
from imrparse.text.node import Node, short, value_fields
from imrparse.text.source import Locator
from imrparse.text.values import checked, described, in_words
from imrparse.tree.outcomes import Decision, Outcome, Priority
from imrparse.tree.prose import Guideline, Prose, Rationale, Request, Summary

if TYPE_CHECKING:
    from rich.console import RenderableType

    from imrparse.tree.overview import Overview

__all__ = [
    "Decision",
    "Determination",
    "Guideline",
    "Header",
    "HeaderValues",
    "Issue",
    "IssueValues",
    "LetterValues",
    "Outcome",
    "Priority",
    "Prose",
    "Rationale",
    "Request",
    "Reviewer",
    "ReviewerValues",
    "Summary",
]


@frozen(repr=False, field_transformer=checked)
class Header(Node):
    """The header table of a letter. A field is None only in a letter with faults.

    A letter of 2013 has no table. Its text gives the dates of decision, denial, application and
    assignment; the other fields are None.

    Raises UnprintableError, a ValueError, for an invalid case number.
    """

    case_number: str | None
    """The case number, as printed: "CM16-0900123"."""
    date_assigned: date | None
    """When the case was assigned to the reviewer."""
    date_of_injury: date | None
    """When the worker was injured."""
    decision_date: date | None
    """When the determination was made."""
    ur_denial_date: date | None
    """When utilization review denied the treatment."""
    priority: Priority | None
    """The time limit for the review."""
    application_received: date | None
    """When the application for review was received."""

    def __attrs_post_init__(self) -> None:
        from imrparse.tree.printable import refuse_cell

        for name in value_fields(Header):
            if isinstance(value := getattr(self, name), str):
                refuse_cell(name, value)

    def _short_repr(self) -> str:
        decided = f", decided {self.decision_date}" if self.decision_date else ""
        return (self.case_number or "without a case number") + decided


class HeaderValues(TypedDict, total=False):
    """The values of a header that `imrparse.replace` takes."""

    case_number: str | None
    date_assigned: date | None
    date_of_injury: date | None
    decision_date: date | None
    ur_denial_date: date | None
    priority: Priority | None
    application_received: date | None


@frozen(repr=False, field_transformer=checked)
class Reviewer(Node):
    """The credentials of the reviewer, who stays anonymous (Labor Code 4610.6(f)).

    Raises UnprintableError, a ValueError, for an item that is empty or contains a comma.
    """

    licensure: tuple[str, ...] = ()
    """The states in which the reviewer is licensed."""
    specialties: tuple[str, ...] = ()
    """The specialties that the reviewer is certified in."""
    subspecialties: tuple[str, ...] = ()
    """The subspecialties, in the generations that print them."""

    def __attrs_post_init__(self) -> None:
        from imrparse.tree.printable import refuse_items

        for name in ("licensure", "specialties", "subspecialties"):
            refuse_items(getattr(self, name), name)


class ReviewerValues(TypedDict, total=False):
    """The values of a reviewer that `imrparse.replace` takes."""

    licensure: tuple[str, ...]
    specialties: tuple[str, ...]
    subspecialties: tuple[str, ...]


@frozen(repr=False, field_transformer=checked)
class Issue(Node):
    """A disputed treatment and the decision on it.

    The guideline fields and the rationale of a letter of 2013 are not known; they are empty.
    """

    request: Request
    """The treatment in dispute."""
    decision: Decision | None
    """None only in a letter with faults, if no decision could be parsed."""
    claims_administrator_guideline: Guideline
    """What the claims administrator based the denial on."""
    maximus_guideline: Guideline
    """What the reviewer based the decision on."""
    rationale: Rationale
    """The reviewer's reasons."""

    def _short_repr(self) -> str:
        return f"{short(self.request.text)} {in_words(self.decision, 'undecided')}"


class IssueValues(TypedDict, total=False):
    """The values of an issue that `imrparse.replace` takes."""

    request: Request
    decision: Decision | None
    claims_administrator_guideline: Guideline
    maximus_guideline: Guideline
    rationale: Rationale


@frozen(repr=False, field_transformer=checked)
class Determination(Node):
    """A letter: the final determination of an Independent Medical Review."""

    DERIVED: ClassVar[tuple[str, ...]] = ("outcome", "injured_worker", "dates")
    BESIDE: ClassVar[tuple[str, ...]] = ("preamble", "postscript")
    RARE: ClassVar[tuple[str, ...]] = ("parties", "remainder")

    header: Header | None
    """The header table; None if the letter has none."""
    reviewer: Reviewer
    """The credentials of the reviewer."""
    summary: Summary
    """The clinical case summary."""
    issues: tuple[Issue, ...]
    """The disputed treatments, in text order."""
    template: Template | None
    """The template generation; None if the text does not show it, e.g. if it is not a letter. For a
    letter with a block of credentials, the generation is determined by its guideline fields or else
    its decision date, whatever is passed here."""

    parties: Prose | None = field(default=None, kw_only=True)
    """The block of the parties in a letter of 2013, whose form is not known."""
    remainder: Prose | None = field(default=None, kw_only=True)
    """What follows the summary in a letter of 2013, whose form is not known."""

    source: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """The text that the letter was parsed from."""
    locator: Locator | None = field(default=None, eq=False, repr=False, kw_only=True)
    """Maps offsets to pages or paragraphs, if the letter was read from a file that has these."""

    preamble: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """The text before the letter that is not part of it: a mail header, a logo."""
    postscript: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """The text after the letter that is not part of it: a signature, a notice."""

    is_as_parsed: bool = field(default=False, init=False, eq=False, repr=False)
    """Whether the letter is the one that was parsed from its source, and not an edited copy."""
    unmade: Callable[[Determination], None] | None = field(
        default=None, init=False, eq=False, repr=False
    )
    """Sets the values after the header, where the parser left that until one is read."""

    def __attrs_post_init__(self) -> None:
        """Set the generation to the one that the print of the letter will be parsed as."""
        object.__setattr__(self, "template", self._generation(self.template))

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Make a value on first access that the parser did not set.

            It sets no generation for letters with a block of credentials.
            """
            if name in _LATER and (make := self.unmade):
                make(self)
                return getattr(self, name)
            if name != "template":
                return object.__getattribute__(self, name)  # by now, or else it has none
            block = next(known for known in Template if not known.has_inline_credentials)
            template = self._generation(block)
            object.__setattr__(self, "template", template)
            return template

    def _generation(self, given: Template | None) -> Template | None:
        from imrparse.tree.generation import generation

        guidelines = (
            guideline.text
            for issue in self.issues
            for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline)
        )
        return generation(given, guidelines, self._year)

    def _short_repr(self) -> str:
        count = len(self.issues)
        issues = f"{count or 'no'} issue{'' if count == 1 else 's'}"
        case = self.case_number or "without a case number"
        return f"{case}: {issues}, {in_words(self.outcome, 'no outcome')}"

    def _repr_html_(self) -> str:
        """The representation in notebooks."""
        return self._overview().html()

    def __rich__(self) -> RenderableType:
        return self._overview().rich()

    def _overview(self) -> Overview:
        from imrparse.tree.overview import Overview  # only when a letter is displayed

        title = f"{self.case_number or 'Determination'}: {in_words(self.outcome, 'no outcome')}"
        issues = [(one.request.text, in_words(one.decision, "undecided")) for one in self.issues]
        return Overview.of(title, (self.header, self.reviewer), issues)

    @property
    def case_number(self) -> str | None:
        """The case number of the header, or None."""
        return self.header.case_number if self.header else None

    @property
    def outcome(self) -> Outcome | None:
        """The overall result of the decisions (8 CCR 9792.10.6: each issue is decided separately).

        None if no decision was parsed, or if the outcome depends on one that was not.
        """
        decisions = {issue.decision for issue in self.issues}
        if decisions.issuperset(Decision):
            return Outcome.PARTIALLY_OVERTURNED  # whatever the unparsed decisions may be
        if decisions == {Decision.OVERTURNED}:
            return Outcome.OVERTURNED
        return Outcome.UPHELD if decisions == {Decision.UPHELD} else None

    @cached_property
    def injured_worker(self) -> fields.details.InjuredWorker:
        """The facts about the injured worker at the beginning of the summary."""
        from imrparse.fields.worker import read_worker

        return read_worker(self.summary.folded, self.dates)

    @cached_property
    def dates(self) -> tuple[fields.details.DateMention, ...]:
        """All dates in the letter's free text, in text order, and months with their year.

        A two-digit year is the most recent matching year up to the one after the letter's: a letter
        of 2016 may mention an appointment in "17", and its "75" is 1975.
        """
        from imrparse.fields.dates import read_dates

        return read_dates([(name, text.folded) for name, text in free_texts(self)], self._year)

    @property
    def _year(self) -> int | None:
        """The year of the decision, if the header states it."""
        decided = self.header.decision_date if self.header else None
        return decided.year if decided else None


_LATER = frozenset(value_fields(Determination)) - {"header"}


class LetterValues(TypedDict, total=False):
    """The values of a letter that `imrparse.replace` takes."""

    header: Header | None
    reviewer: Reviewer
    summary: Summary
    issues: tuple[Issue, ...]
    template: Template | None
    parties: Prose | None
    remainder: Prose | None


def own_texts(letter: Determination) -> Iterator[tuple[str, Prose]]:
    """The names and texts of the letter's own fields, in its order."""
    for name in value_fields(Determination):
        # The template is determined when it is asked for.
        if name != "template" and isinstance(prose := getattr(letter, name), Prose):
            yield name, prose


def free_texts(letter: Determination) -> Iterator[tuple[str, Prose]]:
    """The names and texts of all fields that hold free text, in the letter's order."""
    yield from own_texts(letter)
    for number, issue in enumerate(letter.issues):
        for name in value_fields(Issue):
            if isinstance(prose := getattr(issue, name), Prose):
                yield f"issues[{number}].{name}", prose


def expect_letter(value: object, function: str) -> None:
    """Raise WrongTypeError, a TypeError, unless the value is a letter."""
    if isinstance(value, Determination):
        return
    hint = "; imrparse.parse makes one of a text" if isinstance(value, str) else ""
    raise WrongTypeError(f"imrparse.{function} takes a Determination, not {described(value)}{hint}")
