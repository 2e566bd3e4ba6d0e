"""The details inside a letter's fields: citations, treatments, conclusions, dates.

They are derived from the text of their field on demand. A value of `None` or an empty list means
that the field does not state it in a known form.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import cache

from attrs import field, frozen

from imrparse.data import table
from imrparse.text.node import Node, short
from imrparse.text.values import checked


class CitationKind(Enum):
    """Which body of guidelines is cited."""

    MTUS = "MTUS"
    """The Medical Treatment Utilization Schedule (8 CCR 9792.20 and following)."""
    NON_MTUS = "Non-MTUS"
    """A citation after the words "Non-MTUS Citation"."""
    OTHER = "Other"
    """A citation after the words "Other Medical Treatment Guidelines"."""


@frozen(repr=False, field_transformer=checked)
class Citation(Node):
    """One guideline, article or page on which a decision is based."""

    text: str
    """The citation as it is printed."""
    kind: CitationKind
    """The body of guidelines."""
    source: str | None = None
    """The publisher, by its usual short name: "MTUS", "ODG", "ACOEM"."""
    chapter: str | None = None
    """The chapter: as printed for the MTUS, by its usual name for other sources."""
    year: int | None = None
    """The year of the chapter's edition, if printed."""
    sections: tuple[str, ...] = ()
    """The sections listed after "Section(s):"."""
    topic: str | None = None
    """The subject of the citation, if it is named other than by sections."""
    pages: tuple[str, ...] = ()
    """Pages and page ranges: "60", "98-99"."""
    page_count: int | None = None
    """The page count of the guideline, if printed ("60 of 127")."""
    url: str | None = None
    """The address of a page on the web, if one is cited. Line ends in it are removed."""
    known: bool = True
    """Whether the package's data lists the chapter (MTUS) or the source (others)."""
    separator: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """The printed separator from the preceding citation of its kind: "; ", " and "."""


@frozen
class GuidelineContent:
    """Everything that a guideline field states."""

    no_evidence_cited: bool
    outside_mtus: bool
    citations: tuple[Citation, ...]
    ended: bool = field(default=True, eq=False, kw_only=True)
    """Whether the field ends with a full stop, as nearly all do."""


@frozen(repr=False, field_transformer=checked)
class Quantity(Node):
    """A number or a range of units."""

    least: float
    """The number, or the smaller end of a range."""
    most: float
    """The larger end of a range; else the number itself."""
    unit: str | None = None
    """The unit, in the singular: "session", "tablet", "gram"."""


@frozen(repr=False, field_transformer=checked)
class Frequency(Node):
    """How often a treatment is given."""

    least: float
    """How many times in a period, or the smaller end of a range."""
    most: float
    """The larger end of a range; else the same number."""
    per: str | None = None
    """The period, in the singular: "day", "week"."""


@frozen(repr=False, field_transformer=checked)
class Duration(Node):
    """For how long a treatment is given."""

    least: float
    """How many units of time, or the smaller end of a range."""
    most: float
    """The larger end of a range; else the same number."""
    unit: str | None = None
    """The unit of time, in the singular: "day", "week"."""


class Side(Enum):
    """Which side of the body."""

    LEFT = "left"
    """The left side."""
    RIGHT = "right"
    """The right side."""
    BILATERAL = "bilateral"
    """Both sides."""


@frozen(repr=False, field_transformer=checked)
class BodyPart(Node):
    """A part of the body that a treatment is for."""

    name: str
    """The usual name of the part as stated: "lumbar spine", "low back", "knee"."""
    side: Side | None = None
    """The side, if one is stated."""
    levels: tuple[str, ...] = ()
    """The levels of the spine, in capitals: "L4-5", "L5-S1"."""

    @property
    def region(self) -> str:
        """The canonical name of the region, for comparing parts: "cervical spine" for a neck."""
        return region_of(self.name)


class Prefix(Enum):
    """A word before the item of a request that says what kind of request it is."""

    RETROSPECTIVE = "Retrospective"
    """The treatment was already given."""
    ASSOCIATED_SURGICAL_SERVICE = "Associated surgical service"
    """A service that goes with a surgery of the same letter."""
    PRE_OPERATIVE = "Pre-operative"
    """For the time before a surgery."""
    POST_OPERATIVE = "Post-operative"
    """For the time after a surgery."""


@frozen(repr=False, field_transformer=checked)
class Treatment(Node):
    """The treatment that a request, or a part of one, asks for."""

    text: str
    """The whole text of the treatment."""
    item: str
    """The text without the values of the fields below. Body parts stay in it, and so does anything
    not recognised."""
    prefixes: tuple[Prefix, ...] = ()
    """What kind of request it is."""
    quantity: Quantity | None = None
    """How much: sessions, tablets, grams."""
    frequency: Frequency | None = None
    """How often."""
    duration: Duration | None = None
    """For how long."""
    strength: str | None = None
    """The strength of a medication, as printed: "10/325mg", "5%"."""
    refills: int | None = None
    """How many refills of a medication."""
    date_of_service: date | None = None
    """The date on which the treatment was given or begins."""
    body_parts: tuple[BodyPart, ...] = ()
    """The parts of the body that it is for, in text order."""


@frozen(repr=False, field_transformer=checked)
class PartialAuthorization(Node):
    """A request that the claims administrator authorized in part."""

    original: Treatment
    """The request as it was made."""
    authorized: Treatment
    """The part that the claims administrator authorized."""
    remaining: Treatment
    """The part still in dispute; the whole request in the form that says "leaving the original
    request IMR eligible"."""

    def _short_repr(self) -> str:
        parts = {"original": self.original, "authorized": self.authorized}
        parts["remaining"] = self.remaining
        return " ".join(f"{name}={short(part.text)}" for name, part in parts.items())


@frozen
class RequestContent:
    """Everything that a request states."""

    treatment: Treatment
    partial_authorization: PartialAuthorization | None = None


@frozen(repr=False, field_transformer=checked)
class Category(Node):
    """A category of the DWC's public decision search, spelled as there."""

    category: str
    """The main category: "Pharmaceuticals"."""
    subcategory: str | None = None
    """The subcategory: "Opioids"; None for a category that has none, or if it is not known."""
    drug_class: str | None = None
    """The class of drugs of the search, in the category of pharmaceuticals."""
    term: str = ""
    """The words of the request that decided the category."""


@frozen(repr=False, field_transformer=checked)
class Ingredient(Node):
    """An ingredient of a drug. Its span is that of the name that names it, which may be a brand."""

    name: str
    """Its generic name, in lowercase: "hydrocodone"."""
    strength: str | None = None
    """Its strength, if the request states it: "10mg", "5%"."""


@frozen(repr=False, field_transformer=checked)
class Drug(Node):
    """A drug that a request names."""

    name: str
    """The generic name, in lowercase, with "/" between the ingredients of a mixture:
    "hydrocodone/acetaminophen"."""
    brand: str | None = None
    """The brand, if the request names it, as its maker writes it: "Norco"."""
    drug_class: str | None = None
    """The pharmacologic class: "opioid", "muscle relaxant", "topical compound"."""
    route: str | None = None
    """How it is taken: "oral", "topical", "injected". Where the request does not say so, the usual
    route; None if there are several."""
    ingredients: tuple[Ingredient, ...] = ()
    """The ingredients of a compound or a mixture."""


class Verdict(Enum):
    """The verdict of a rationale."""

    NECESSARY = "medically necessary"
    """The treatment is medically necessary."""
    NOT_NECESSARY = "not medically necessary"
    """The treatment is not medically necessary."""
    NOT_STATED = "not stated"
    """The rationale does not say so in a known form."""


@frozen(repr=False, field_transformer=checked)
class Conclusion(Node):
    """The conclusion of a rationale."""

    verdict: Verdict
    """What the rationale concludes."""
    text: str | None = None
    """The words that state the verdict."""


class Sex(Enum):
    """The sex of the injured worker, as the summary states it."""

    FEMALE = "female"
    """Stated as female, a woman."""
    MALE = "male"
    """Stated as male, a man."""


@frozen(repr=False, field_transformer=checked)
class InjuredWorker(Node):
    """The injured worker, as the opening of the summary describes them."""

    age: int | None = None
    """The age in years."""
    sex: Sex | None = None
    """The sex, if stated."""
    date_of_injury: date | None = None
    """The date of injury that the summary states, which may differ from the header."""
    month_of_injury: date | None = None
    """The first day of the month of injury, if the summary states no day."""


class Precision(Enum):
    """How precisely a date is stated."""

    DAY = "day"
    """To the day."""
    MONTH = "month"
    """To the month: "October 2016"."""


@frozen(repr=False, field_transformer=checked)
class DateMention(Node):
    """A date in free text."""

    field: str
    """The field that contains it: "summary", "issues[0].rationale"."""
    text: str
    """The date as it is printed."""
    value: date | None
    """The first day of a month that is stated without a day; None for an impossible date:
    2/30/2015, December 9, 3026."""
    precision: Precision = Precision.DAY
    """Whether the day is stated."""


def region_of(name: str) -> str:
    """The canonical name of the region that a body part belongs to."""
    return _regions().get(name, name)


@cache
def _regions() -> dict[str, str]:
    regions = table("body_parts")["regions"]
    return {name: region for region, names in regions.items() for name in names}
