"""The nodes of what stands inside a letter's fields: citations, treatments, conclusions, dates.

They are derived from the text of their field, when someone asks. A text that is `None` or a list
that is empty says that the field does not state it in a form that is known.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen

from imrparse.fields.body_regions import region_of
from imrparse.text.node import Node
from imrparse.text.short_forms import short
from imrparse.text.values import checked


class CitationKind(Enum):
    """Which body of guidelines is cited."""

    MTUS = "MTUS"
    """The Medical Treatment Utilization Schedule (8 CCR 9792.20 and following)."""
    NON_MTUS = "Non-MTUS"
    """What stands after the words "Non-MTUS Citation"."""
    OTHER = "Other"
    """What stands after the words "Other Medical Treatment Guidelines"."""


@frozen(repr=False, field_transformer=checked)
class Citation(Node):
    """One guideline, article or page that a decision is said to be based on."""

    text: str
    """The citation as it is printed."""
    kind: CitationKind
    source: str | None = None
    """The body that issued it, by its usual short name: "MTUS", "ODG", "ACOEM"."""
    chapter: str | None = None
    """The chapter: of the MTUS as it is printed, of other sources by its usual name."""
    year: int | None = None
    """The year of the chapter's edition, where it is printed."""
    sections: tuple[str, ...] = ()
    """What the label "Section(s):" lists."""
    topic: str | None = None
    """What the citation is about, where it says so otherwise than by sections."""
    pages: tuple[str, ...] = ()
    """Pages and ranges of pages: "60", "98-99"."""
    page_count: int | None = None
    """The length of the guideline, where the pages say "60 of 127"."""
    url: str | None = None
    known: bool = True
    """Whether the chapter of the MTUS, or else the source, is in the package's data."""
    separator: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """What parts it in print from the citation of its kind before it: "; ", " and "."""


@frozen
class GuidelineContent:
    """All that a guideline field says."""

    no_evidence_cited: bool
    outside_mtus: bool
    citations: tuple[Citation, ...]
    ended: bool = field(default=True, eq=False, kw_only=True)
    """Whether a full stop ends the field, as it nearly always does."""


@frozen(repr=False, field_transformer=checked)
class Quantity(Node):
    """How many or how much: a number, or from a least to a most."""

    least: float
    most: float
    unit: str | None = None
    """What is counted, in the singular: "session", "tablet", "gram"."""


@frozen(repr=False, field_transformer=checked)
class Frequency(Node):
    """How often."""

    least: float
    most: float
    per: str | None = None
    """The stretch of time, in the singular: "day", "week"."""


@frozen(repr=False, field_transformer=checked)
class Duration(Node):
    """For how long."""

    least: float
    most: float
    unit: str | None = None
    """The stretch of time, in the singular: "day", "week"."""


class Side(Enum):
    """Which side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


@frozen(repr=False, field_transformer=checked)
class BodyPart(Node):
    """A part of the body that a treatment is for."""

    name: str
    """By the usual name of what is said: "lumbar spine", "low back", "knee"."""
    side: Side | None = None

    @property
    def region(self) -> str:
        """The canonical name of the region, for comparing parts: "cervical spine" for a neck."""
        return region_of(self.name)


class Prefix(Enum):
    """What stands before the item of a request and says what kind of request it is."""

    RETROSPECTIVE = "Retrospective"
    ASSOCIATED_SURGICAL_SERVICE = "Associated surgical service"
    PRE_OPERATIVE = "Pre-operative"
    POST_OPERATIVE = "Post-operative"


@frozen(repr=False, field_transformer=checked)
class Treatment(Node):
    """What a request, or a part of one, asks for."""

    text: str
    """All of its words, as they stand."""
    item: str
    """What is asked for, without what the fields below tell; body parts stay in it, and so does
    what is not known."""
    prefixes: tuple[Prefix, ...] = ()
    quantity: Quantity | None = None
    frequency: Frequency | None = None
    duration: Duration | None = None
    strength: str | None = None
    """The strength of a medication, as printed: "10/325mg", "5%"."""
    refills: int | None = None
    date_of_service: date | None = None
    body_parts: tuple[BodyPart, ...] = ()


@frozen(repr=False, field_transformer=checked)
class PartialAuthorization(Node):
    """A request of which the claims administrator authorized a part."""

    original: Treatment
    authorized: Treatment
    remaining: Treatment
    """What is left in dispute; the whole of it in the form that says "leaving the original request
    IMR eligible"."""

    def _in_short(self) -> str:
        parts = {"original": self.original, "authorized": self.authorized}
        parts["remaining"] = self.remaining
        return " ".join(f"{name}={short(part.text)}" for name, part in parts.items())


@frozen
class RequestContent:
    """All that a request says."""

    treatment: Treatment
    partial_authorization: PartialAuthorization | None = None


@frozen(repr=False, field_transformer=checked)
class Category(Node):
    """A category of the DWC's public decision search, with its spelling."""

    category: str
    subcategory: str | None = None
    drug_class: str | None = None
    term: str = ""
    """The words of the request that decided it."""


class Verdict(Enum):
    """What a rationale concludes."""

    NECESSARY = "medically necessary"
    NOT_NECESSARY = "not medically necessary"
    NOT_STATED = "not stated"


@frozen(repr=False, field_transformer=checked)
class Conclusion(Node):
    """The conclusion of a rationale."""

    verdict: Verdict
    text: str | None = None
    """The words that say so."""


class Sex(Enum):
    """The sex of the injured worker, as the summary states it."""

    FEMALE = "female"
    MALE = "male"


@frozen(repr=False, field_transformer=checked)
class InjuredWorker(Node):
    """What the opening of the summary says of the injured worker."""

    age: int | None = None
    """In years."""
    sex: Sex | None = None
    date_of_injury: date | None = None


@frozen(repr=False, field_transformer=checked)
class DateMention(Node):
    """A date that stands in free text."""

    field: str
    """The field that it stands in: "summary", "issues[0].rationale"."""
    text: str
    value: date | None
    """None for a date that cannot be: 2/30/2015, December 9, 3026."""
