"""The types of a letter's plain values: what `imrparse.to_dict` returns.

They say to a type checker what `determination.schema.json` says to a validator.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict


class PlainPlace(TypedDict):
    """Where a part stands in a text or file."""

    span: list[int]
    start: dict[str, int]
    end: dict[str, int]


class PlainDetermination(TypedDict):
    """The plain values of a letter."""

    header: PlainHeader | None
    reviewer: PlainReviewer
    summary: PlainProse
    issues: list[PlainIssue]
    template: str | None
    parties: NotRequired[PlainProse]
    remainder: NotRequired[PlainProse]
    preamble: str | None
    postscript: str | None
    outcome: str | None
    injured_worker: PlainInjuredWorker
    dates: list[PlainDateMention]
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainHeader(TypedDict):
    """The plain values of `Header`."""

    case_number: str | None
    date_assigned: str | None
    date_of_injury: str | None
    decision_date: str | None
    ur_denial_date: str | None
    priority: str | None
    application_received: str | None
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainReviewer(TypedDict):
    """The plain values of `Reviewer`."""

    licensure: list[str]
    specialties: list[str]
    subspecialties: list[str]
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainIssue(TypedDict):
    """The plain values of `Issue`."""

    request: PlainRequest
    decision: str | None
    claims_administrator_guideline: PlainGuideline
    maximus_guideline: PlainGuideline
    rationale: PlainRationale
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainRequest(TypedDict):
    """The plain values of `Request`."""

    text: str
    treatment: PlainTreatment
    partial_authorization: PlainPartialAuthorization | None
    category: PlainCategory | None
    drugs: list[PlainDrug]
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainPartialAuthorization(TypedDict):
    """The plain values of `PartialAuthorization`."""

    original: PlainTreatment
    authorized: PlainTreatment
    remaining: PlainTreatment
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainTreatment(TypedDict):
    """The plain values of `Treatment`."""

    text: str
    item: str
    prefixes: list[str]
    quantity: PlainQuantity | None
    frequency: PlainFrequency | None
    duration: PlainDuration | None
    strength: str | None
    refills: int | None
    date_of_service: str | None
    body_parts: list[PlainBodyPart]
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainQuantity(TypedDict):
    """The plain values of `Quantity`."""

    least: float
    most: float
    unit: str | None
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainFrequency(TypedDict):
    """The plain values of `Frequency`."""

    least: float
    most: float
    per: str | None
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainDuration(TypedDict):
    """The plain values of `Duration`."""

    least: float
    most: float
    unit: str | None
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainBodyPart(TypedDict):
    """The plain values of `BodyPart`."""

    name: str
    side: str | None
    levels: list[str]
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainCategory(TypedDict):
    """The plain values of `Category`."""

    category: str
    subcategory: str | None
    drug_class: str | None
    term: str
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainDrug(TypedDict):
    """The plain values of `Drug`."""

    name: str
    brand: str | None
    drug_class: str | None
    route: str | None
    ingredients: list[PlainIngredient]
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainIngredient(TypedDict):
    """The plain values of `Ingredient`."""

    name: str
    strength: str | None
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainGuideline(TypedDict):
    """The plain values of `Guideline`."""

    text: str
    no_evidence_cited: bool
    outside_mtus: bool
    citations: list[PlainCitation]
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainCitation(TypedDict):
    """The plain values of `Citation`."""

    text: str
    kind: str
    source: str | None
    chapter: str | None
    year: int | None
    sections: list[str]
    topic: str | None
    pages: list[str]
    page_count: int | None
    url: str | None
    known: bool
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainRationale(TypedDict):
    """The plain values of `Rationale`."""

    text: str
    conclusion: PlainConclusion
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainConclusion(TypedDict):
    """The plain values of `Conclusion`."""

    verdict: str
    text: str | None
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainInjuredWorker(TypedDict):
    """The plain values of `InjuredWorker`."""

    age: int | None
    sex: str | None
    date_of_injury: str | None
    month_of_injury: str | None
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainDateMention(TypedDict):
    """The plain values of `DateMention`."""

    field: str
    text: str
    value: str | None
    precision: str
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]


class PlainProse(TypedDict):
    """The plain values of a summary, of the parties and of what follows the summary."""

    text: str
    place: NotRequired[PlainPlace]
    places: NotRequired[dict[str, PlainPlace]]
