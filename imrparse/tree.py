"""The tree of a determination letter.

Nodes are frozen and hold plain values, so that letters with the same content are equal however they
were laid out. Where a value stands is kept beside it and takes no part in equality.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import field, fields_dict, frozen

from imrparse.source import Span

Places = Mapping[str, Span]
"""Where the values of a node's fields stand. Items of a list are named ``licensure[0]``."""

NOWHERE: Places = {}


class Template(Enum):
    """A template generation of the letter, by the names of this project's grammar."""

    G2A = "G2a"
    """2014: the reviewer's credentials inside the opening paragraph."""
    G2B = "G2b"
    """2015: the credentials as a block."""
    G2C = "G2c"
    """2016-2017: as 2015, with newer wording of citations."""


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


@frozen(kw_only=True)
class Node:
    """A part of a letter."""

    span: Span | None = field(default=None, eq=False, repr=False)
    """Where the part stands in the text it was read from; None for a node made by program."""
    places: Places = field(default=NOWHERE, eq=False, repr=False)
    """Where the values of its fields stand."""

    def span_of(self, name: str) -> Span | None:
        """Where the value of a field stands, or None for one that was not read from a text.

        Raises AttributeError for a name that is no field.
        """
        value = getattr(self, name.partition("[")[0])
        return value.span if isinstance(value, Node) else self.places.get(name)


@frozen
class Prose(Node):
    """Text with white space folded to single spaces, without Markdown's marks."""

    text: str


@frozen
class Summary(Prose):
    """The clinical case summary."""


@frozen
class Request(Prose):
    """What was asked for, without the colon that ends it."""


@frozen
class Guideline(Prose):
    """What one side based its decision on."""


@frozen
class Rationale(Prose):
    """The reviewer's reasons."""


@frozen
class Header(Node):
    """The table at the letter's head. A field is None only in a letter with faults."""

    case_number: str
    date_assigned: date
    date_of_injury: date
    decision_date: date
    ur_denial_date: date
    priority: Priority
    application_received: date


@frozen
class Reviewer(Node):
    """The credentials of the reviewer, who stays anonymous (Labor Code 4610.6(f))."""

    licensure: tuple[str, ...] = ()
    """The states in which the reviewer is licensed."""
    specialties: tuple[str, ...] = ()
    subspecialties: tuple[str, ...] = ()


@frozen
class Issue(Node):
    """One disputed treatment."""

    request: Request
    decision: Decision
    claims_administrator_guideline: Guideline
    maximus_guideline: Guideline
    rationale: Rationale


@frozen
class Determination(Node):
    """A letter: the final determination of an Independent Medical Review."""

    header: Header | None
    reviewer: Reviewer
    summary: Summary
    issues: tuple[Issue, ...]
    template: Template

    source: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """The text that the letter was read from."""

    @property
    def case_number(self) -> str | None:
        """The case number of the header, if there is one."""
        return self.header.case_number if self.header else None

    @property
    def outcome(self) -> Outcome:
        """What the decisions come to (8 CCR 9792.10.6: each issue is decided on its own)."""
        decisions = {issue.decision for issue in self.issues}
        if len(decisions) > 1:
            return Outcome.PARTIALLY_OVERTURNED
        return Outcome.OVERTURNED if Decision.OVERTURNED in decisions else Outcome.UPHELD


def value_fields(node: type[Node]) -> tuple[str, ...]:
    """The names of the fields that hold a node's values, in the order of the letter."""
    return tuple(name for name, attribute in fields_dict(node).items() if attribute.eq)
