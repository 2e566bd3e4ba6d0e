"""The tree of a determination letter.

Nodes are frozen and hold plain values, so that letters with the same content are equal however they
were laid out. Where a value stands is kept beside it and takes no part in equality. The nodes of
free text are in ``prose.py``, and are given here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypedDict

from attrs import field, frozen

from imrparse.fields.details import DateMention, InjuredWorker
from imrparse.syntax.generations import Template
from imrparse.text.folding import Folded
from imrparse.text.node import Node, value_fields
from imrparse.text.short_forms import short
from imrparse.text.source import Locator
from imrparse.text.values import checked
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


class Decision(Enum):
    """What the reviewer decided on one disputed treatment."""

    UPHELD = "Upheld"
    """The claims administrator's denial stands."""
    OVERTURNED = "Overturned"
    """The treatment is medically necessary."""


class Outcome(Enum):
    """What a letter's decisions come to."""

    UPHELD = "Upheld"
    OVERTURNED = "Overturned"
    PARTIALLY_OVERTURNED = "Partially overturned"


class Priority(Enum):
    """How fast the review had to be done."""

    STANDARD = "Standard"
    EXPEDITED = "Expedited"


@frozen(repr=False, field_transformer=checked)
class Header(Node):
    """The table at the letter's head. A field is None only in a letter with faults.

    Raises UnprintableError, a ValueError, for a case number that is none.
    """

    case_number: str | None
    date_assigned: date | None
    date_of_injury: date | None
    decision_date: date | None
    ur_denial_date: date | None
    priority: Priority | None
    application_received: date | None

    def __attrs_post_init__(self) -> None:
        if self.case_number is not None:
            from imrparse.tree.printable import refuse_case_number

            refuse_case_number(self.case_number)

    def _in_short(self) -> str:
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

    Raises UnprintableError, a ValueError, for an item that is empty or holds a comma.
    """

    licensure: tuple[str, ...] = ()
    """The states in which the reviewer is licensed."""
    specialties: tuple[str, ...] = ()
    subspecialties: tuple[str, ...] = ()

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
    """One disputed treatment."""

    request: Request
    decision: Decision | None
    """None only in a letter with faults, where none could be read."""
    claims_administrator_guideline: Guideline
    maximus_guideline: Guideline
    rationale: Rationale

    def _in_short(self) -> str:
        return f"{short(self.request.text)} {_told(self.decision, 'undecided')}"


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

    header: Header | None
    reviewer: Reviewer
    summary: Summary
    issues: tuple[Issue, ...]
    template: Template | None
    """The template generation; None for a text that tells none, as one that is no letter. A letter
    whose credentials stand in a block is of the generation that its guideline fields tell, or else
    its decision date, whatever is given here."""

    source: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """The text that the letter was read from."""
    locator: Locator | None = field(default=None, eq=False, repr=False, kw_only=True)
    """What tells places in it by page or paragraph, if it was read from a file that has these."""

    preamble: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """What stands before the letter in that text and is no part of it: a mail's head, a logo."""
    postscript: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """What stands after the letter and is no part of it: a signature, a notice."""

    def __attrs_post_init__(self) -> None:
        """A letter that was changed is of the generation that its print will be read as."""
        from imrparse.tree.generation import generation

        guidelines = (
            guideline.text
            for issue in self.issues
            for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline)
        )
        told = generation(self.template, guidelines, self._year)
        object.__setattr__(self, "template", told)

    def _in_short(self) -> str:
        count = len(self.issues)
        issues = f"{count or 'no'} issue{'' if count == 1 else 's'}"
        case = self.case_number or "without a case number"
        return f"{case}: {issues}, {_told(self.outcome, 'no outcome')}"

    def _repr_html_(self) -> str:
        """What notebooks show."""
        return self._overview().html()

    def __rich__(self) -> RenderableType:
        return self._overview().rich()

    def _overview(self) -> Overview:
        # Imported when somebody looks at a letter.
        from imrparse.tree.overview import Overview, label

        facts = [
            (label(name), _told(getattr(part, name)))
            for part in (self.header, self.reviewer)
            if part
            for name in value_fields(type(part))
        ]
        return Overview(
            f"{self.case_number or 'Determination'}: {_told(self.outcome, 'no outcome')}",
            tuple((name, told) for name, told in facts if told),
            tuple(
                (issue.request.text, _told(issue.decision, "undecided")) for issue in self.issues
            ),
        )

    @property
    def case_number(self) -> str | None:
        """The case number of the header, if there is one."""
        return self.header.case_number if self.header else None

    @property
    def outcome(self) -> Outcome | None:
        """What the decisions come to (8 CCR 9792.10.6: each issue is decided on its own).

        None where no decision was read, and where one was not on which the outcome depends.
        """
        decisions = {issue.decision for issue in self.issues}
        if decisions.issuperset(Decision):
            return Outcome.PARTIALLY_OVERTURNED  # whatever one that was not read may be
        if decisions == {Decision.OVERTURNED}:
            return Outcome.OVERTURNED
        return Outcome.UPHELD if decisions == {Decision.UPHELD} else None

    @cached_property
    def injured_worker(self) -> InjuredWorker:
        """What the opening of the summary says of the injured worker."""
        from imrparse.fields.worker import read_worker

        return read_worker(self.summary.folded, self.dates)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Every date in the letter's free text, in its order.

        A year of two digits is the last one that is not later than the year after the letter's: a
        letter of 2016 may speak of an appointment in "17", and its "75" is 1975.
        """
        from imrparse.fields.dates import read_dates

        return read_dates(list(self._prose()), self._year)

    @property
    def _year(self) -> int | None:
        """The year of the decision, if the header states it."""
        decided = self.header.decision_date if self.header else None
        return decided.year if decided else None

    def _prose(self) -> Iterator[tuple[str, Folded]]:
        """The names and texts of the prose fields, in the letter's order."""
        yield "summary", self.summary.folded
        for number, issue in enumerate(self.issues):
            for name in value_fields(Issue):
                if isinstance(prose := getattr(issue, name), Prose):
                    yield f"issues[{number}].{name}", prose.folded


class LetterValues(TypedDict, total=False):
    """The values of a letter that `imrparse.replace` takes."""

    header: Header | None
    reviewer: Reviewer
    summary: Summary
    issues: tuple[Issue, ...]
    template: Template | None


def _told(value: str | date | Enum | tuple[str, ...] | None, missing: str = "") -> str:
    """A value in words."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if value is None:
        return missing
    return str(value.value if isinstance(value, Enum) else value)
