"""The table `issues`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any

from attrs import evolve

from imrparse.fields.details import BodyPart, Drug, Ingredient
from imrparse.tables.columns.column import Column, Table, Type
from imrparse.tables.columns.letters import LETTER_ID
from imrparse.tables.columns.subjects import IssueSubject
from imrparse.tree.letter import Guideline

_TREATMENT = "issue.request.treatment"
_PARTIAL = "issue.request.partial_authorization"
SIDES = {
    "claims_administrator": "claims administrator",
    "maximus": "MAXIMUS",
}
"""The two sides that cite guidelines: the prefix of the field's name, and the side's name."""


def _body_part(part: BodyPart) -> str:
    return f"{part.side.value} {part.name}" if part.side else part.name


def _body_parts(row: IssueSubject) -> list[str]:
    return [_body_part(part) for part in row.issue.request.treatment.body_parts]


def _regions(row: IssueSubject) -> list[str]:
    return list(dict.fromkeys(part.region for part in row.issue.request.treatment.body_parts))


def _levels(row: IssueSubject) -> list[str]:
    parts = row.issue.request.treatment.body_parts
    return list(dict.fromkeys(level for part in parts for level in part.levels))


def _amount(name: str, unit: str, of: str) -> Iterator[Column]:
    """The columns of a number or a range."""
    source = f"{_TREATMENT}.{name}"
    yield Column(f"{name}_least", Type.NUMBER, f"{source}.least", f"{of}, at least.", unit)
    yield Column(f"{name}_most", Type.NUMBER, f"{source}.most", f"{of}, at most.", unit)


def _category(name: str, about: str) -> Column:
    return Column(name, Type.TEXT, f"issue.request.category.{name}", about)


def _ingredient(one: Ingredient) -> str:
    return f"{one.name} {one.strength}" if one.strength else one.name


def _drugs() -> Iterator[Column]:
    """The columns of the drugs that a request names."""
    for name, of, about in (
        ("generic_names", "name", "names of the drugs in the disputed treatment"),
        ("brands", "brand", "brands of these drugs that are named"),
        ("pharmacologic_classes", "drug_class", "classes of these drugs: `opioid`"),
        ("routes", "route", "stated or usual routes of these drugs: `oral`, `topical`"),
    ):
        yield _of_drugs(name, of, about, attrgetter(of))
    of, about = "ingredients", "ingredients of these drugs, with their strengths"
    yield _of_drugs(of, of, about, lambda drug: map(_ingredient, drug.ingredients))


def _of_drugs(name: str, of: str, about: str, value: Callable[[Drug], Any]) -> Column:
    def derive(row: IssueSubject) -> list[str]:
        values = map(value, row.issue.request.drugs)
        texts = chain.from_iterable([v] if isinstance(v, str) else v or () for v in values)
        return list(dict.fromkeys(texts))

    source = f"issue.request.drugs.{of}"
    return Column(name, Type.TEXTS, source, f"The {about}.", required=True, derive=derive)


def _part(name: str, about: str) -> Iterator[Column]:
    """The columns for one part of a partial authorization."""
    source = f"{_PARTIAL}.{name}"
    yield Column(name, Type.TEXT, f"{source}.text", f"The {about} part of a partial authorization.")
    yield Column(
        f"{name}_quantity",
        Type.NUMBER,
        f"{source}.quantity.most",
        f"The {about} quantity.",
        f"{name}_quantity_unit",
    )
    yield Column(
        f"{name}_quantity_unit",
        Type.TEXT,
        f"{source}.quantity.unit",
        f"The unit of `{name}_quantity`, in the singular.",
    )
    if name == "remaining":
        return  # the disputed part is the treatment of the columns above
    for kind, unit, of in (("frequency", "per", "how often"), ("duration", "unit", "how long")):
        column = f"{name}_{kind}"
        yield Column(
            column,
            Type.NUMBER,
            f"{source}.{kind}.most",
            f"The {about} part: {of}, at most.",
            f"{column}_{unit}",
        )
        yield Column(
            f"{column}_{unit}",
            Type.TEXT,
            f"{source}.{kind}.{unit}",
            f"The unit of time of `{column}`, in the singular.",
        )
    if name == "original":
        yield Column(
            "original_prefixes",
            Type.TEXTS,
            f"{source}.prefixes",
            "The kind of the original request, as in `prefixes`.",
        )
        yield Column(
            "original_date_of_service",
            Type.DATE,
            f"{source}.date_of_service",
            "The date of service of the original request.",
        )


def _families(field: Guideline) -> list[str]:
    """The bodies of guidelines that a field cites, each once: "MTUS", "ODG"."""
    named = (one.source or one.kind.value for one in field.citations)
    return list(dict.fromkeys(named))


def _chapters(field: Guideline) -> frozenset[tuple[str, str]]:
    """The chapters that a field cites, without their years."""
    return frozenset(
        (one.source or one.kind.value, one.chapter.lower())
        for one in field.citations
        if one.chapter
    )


def _same(one: Collection[object], other: Collection[object]) -> bool | None:
    """Whether two sides have something in common; None if one of them has nothing."""
    return not set(one).isdisjoint(other) if one and other else None


def _same_family(row: IssueSubject) -> bool | None:
    issue = row.issue
    return _same(
        _families(issue.claims_administrator_guideline), _families(issue.maximus_guideline)
    )


def _same_chapter(row: IssueSubject) -> bool | None:
    issue = row.issue
    return _same(
        _chapters(issue.claims_administrator_guideline), _chapters(issue.maximus_guideline)
    )


def _guideline(side: str, named: str) -> Iterator[Column]:
    source = f"issue.{side}_guideline"
    yield Column(f"{side}_guideline", Type.TEXT, f"{source}.text", f"The {named} guideline field.")
    yield Column(
        f"{side}_no_evidence_cited",
        Type.BOOLEAN,
        f"{source}.no_evidence_cited",
        "Whether that field says that no medical evidence was cited.",
        required=True,
    )
    yield Column(
        f"{side}_outside_mtus",
        Type.BOOLEAN,
        f"{source}.outside_mtus",
        "Whether that field says that the decision is based on guidelines outside the MTUS.",
        required=True,
    )
    yield Column(
        f"{side}_families",
        Type.TEXTS,
        f"{source}.citations",
        "The bodies of guidelines that are cited in that field: `MTUS`, `ODG`, `ACOEM`.",
        required=True,
        derive=lambda row: _families(getattr(row.issue, f"{side}_guideline")),
    )


ISSUE = Column(
    "issue",
    Type.INTEGER,
    "number",
    "The number of the issue in its letter, from 1.",
    required=True,
)
DECISION = Column(
    "decision",
    Type.TEXT,
    "issue.decision",
    "The decision on the denial: `Upheld` or `Overturned`.",
    required=True,
)

ISSUES = Table(
    "issues",
    "One row for each disputed treatment of a letter.",
    ("letter_id", "issue"),
    (
        LETTER_ID,
        ISSUE,
        DECISION,
        Column("request", Type.TEXT, "issue.request.text", "The request, without its colon."),
        Column(
            "item",
            Type.TEXT,
            f"{_TREATMENT}.item",
            "The disputed treatment, without the details in the columns below.",
        ),
        Column(
            "prefixes",
            Type.TEXTS,
            f"{_TREATMENT}.prefixes",
            "The kind of request: `Retrospective`, `Associated surgical service`, "
            "`Pre-operative`, `Post-operative`.",
            required=True,
        ),
        *_amount("quantity", "quantity_unit", "How many or how much"),
        Column(
            "quantity_unit",
            Type.TEXT,
            f"{_TREATMENT}.quantity.unit",
            "The counted unit, in the singular: `session`, `tablet`.",
        ),
        *_amount("frequency", "times per frequency_per", "How often"),
        Column(
            "frequency_per",
            Type.TEXT,
            f"{_TREATMENT}.frequency.per",
            "The period of the frequency, in the singular: `day`, `week`.",
        ),
        *_amount("duration", "duration_unit", "For how long"),
        Column(
            "duration_unit",
            Type.TEXT,
            f"{_TREATMENT}.duration.unit",
            "The unit of the duration, in the singular: `week`, `month`.",
        ),
        Column(
            "strength",
            Type.TEXT,
            f"{_TREATMENT}.strength",
            "The strength of a medication, as printed: `10/325mg`.",
        ),
        Column(
            "refills",
            Type.INTEGER,
            f"{_TREATMENT}.refills",
            "The number of refills.",
            unit="refills",
        ),
        Column(
            "date_of_service",
            Type.DATE,
            f"{_TREATMENT}.date_of_service",
            "The date of service, for a treatment requested afterwards.",
        ),
        Column(
            "body_parts",
            Type.TEXTS,
            f"{_TREATMENT}.body_parts",
            "The body parts, with their side if stated: `left knee`.",
            required=True,
            derive=_body_parts,
        ),
        Column(
            "body_regions",
            Type.TEXTS,
            f"{_TREATMENT}.body_parts.region",
            "The regions of these parts, without duplicates: for a neck, `cervical spine`.",
            required=True,
            derive=_regions,
        ),
        Column(
            "spinal_levels",
            Type.TEXTS,
            f"{_TREATMENT}.body_parts.levels",
            "The levels of the spine that are named: `L4-5`.",
            required=True,
            derive=_levels,
        ),
        _category("category", "The category in the DWC's decision search."),
        _category("subcategory", "Its subcategory, if any."),
        _category("drug_class", "The drug class of a pharmaceutical."),
        evolve(
            _category("term", "The words of the request that determined the category."),
            name="category_term",
        ),
        *_drugs(),
        Column(
            "partially_authorized",
            Type.BOOLEAN,
            _PARTIAL,
            "Whether the request says that a part of it was already authorized.",
            required=True,
            derive=lambda row: row.issue.request.partial_authorization is not None,
        ),
        *_part("original", "originally requested"),
        *_part("authorized", "authorized"),
        *_part("remaining", "disputed"),
        *(column for side, named in SIDES.items() for column in _guideline(side, named)),
        Column(
            "same_family",
            Type.BOOLEAN,
            "issue.maximus_guideline.citations",
            "Whether both sides cite a guideline of the same body; empty if one cites none.",
            derive=_same_family,
        ),
        Column(
            "same_chapter",
            Type.BOOLEAN,
            "issue.maximus_guideline.citations",
            "Whether both sides cite the same chapter, of whatever year; empty if one cites none.",
            derive=_same_chapter,
        ),
        Column("rationale", Type.TEXT, "issue.rationale.text", "The reviewer's reasons."),
        Column(
            "verdict",
            Type.TEXT,
            "issue.rationale.conclusion.verdict",
            "The conclusion of the reasons: `medically necessary`, `not medically necessary` or "
            "`not stated`.",
            required=True,
        ),
        Column(
            "conclusion",
            Type.TEXT,
            "issue.rationale.conclusion.text",
            "The words that state the conclusion.",
        ),
    ),
)
