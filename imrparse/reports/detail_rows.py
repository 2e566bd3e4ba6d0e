"""Rows for the parsed content of fields: citations, treatments, conclusions, dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen

from imrparse.fields.details import (
    BodyPart,
    Category,
    Citation,
    DateMention,
    Duration,
    Frequency,
    InjuredWorker,
    Precision,
    Prefix,
    Quantity,
    Treatment,
    Verdict,
)
from imrparse.text.node import Node
from imrparse.text.source import Span
from imrparse.tree.letter import Determination, Guideline, Rationale, Request


@frozen
class Detail:
    """A row for something inside a field."""

    label: str
    value: str
    """Its full description, in one line."""
    span: Span | None
    alone: str = ""
    """The value that is shown if the parts have rows of their own."""
    parts: tuple[Detail, ...] = ()


def detail_rows(node: Node) -> Iterator[Detail]:
    """The rows for the content of a field, or of the summary of a letter."""
    shown = _SHOWN.get(type(node))
    return iter(()) if shown is None else shown(node)


def _letter(letter: Determination) -> Iterator[Detail]:
    worker = letter.injured_worker
    parts = list(_worker(worker))
    if parts:
        words = ", ".join(part.value for part in parts)
        yield Detail("Injured worker", words, worker.span, parts=tuple(parts))
    if letter.dates:
        dates = tuple(
            Detail(str(n), _date(found), found.span)
            for n, found in enumerate(letter.dates, start=1)
        )
        yield Detail("Dates", ", ".join(found.value for found in dates), None, parts=dates)


def _date(found: DateMention) -> str:
    if found.value is None:
        return f"not a date: {found.text}"
    return f"{found.value:%Y-%m}" if found.precision is Precision.MONTH else str(found.value)


def _worker(worker: InjuredWorker) -> Iterator[Detail]:
    if worker.age is not None:
        yield Detail("Age", f"{worker.age} years", worker.span_of("age"))
    if worker.sex:
        yield Detail("Sex", worker.sex.value, worker.span_of("sex"))
    if worker.date_of_injury:
        injured = f"injured {worker.date_of_injury}"
        yield Detail("Date of injury", injured, worker.span_of("date_of_injury"))
    if worker.month_of_injury:
        injured = f"injured {worker.month_of_injury:%Y-%m}"
        yield Detail("Date of injury", injured, worker.span_of("month_of_injury"))


def _request(request: Request) -> Iterator[Detail]:
    partial = request.partial_authorization
    if partial:
        yield _treatment("Original", partial.original)
        yield _treatment("Authorized", partial.authorized)
        yield _treatment("Remaining", partial.remaining)
    elif request.treatment.item != request.text or request.treatment.body_parts:
        yield _treatment("Treatment", request.treatment)
    if request.category:
        yield _category(request.category)


def _treatment(label: str, treatment: Treatment) -> Detail:
    parts = tuple(_parts(treatment))
    words = "; ".join(part.value for part in parts)
    return Detail(label, words, treatment.span, parts=parts)


def _parts(treatment: Treatment) -> Iterator[Detail]:
    yield Detail("Item", treatment.item, treatment.span_of("item"))
    for name, label in _PARTS.items():
        value = getattr(treatment, name)
        values = value if isinstance(value, tuple) else (value,)
        for number, each in enumerate(part for part in values if part is not None):
            place = f"{name}[{number}]" if isinstance(value, tuple) else name
            span = each.span if isinstance(each, Node) else treatment.span_of(place)
            yield Detail(label, _in_words(each, name), span)


_PARTS = {
    "prefixes": "Prefix",
    "quantity": "Quantity",
    "strength": "Strength",
    "frequency": "Frequency",
    "duration": "Duration",
    "refills": "Refills",
    "date_of_service": "Date of service",
    "body_parts": "Body part",
}


def _in_words(value: Any, name: str) -> str:
    """A value of a treatment in words."""
    if isinstance(value, Quantity):
        return _counted(value, value.unit)
    if isinstance(value, Frequency):
        return f"{_counted(value, 'time')} a {value.per}" if value.per else _counted(value, "time")
    if isinstance(value, Duration):
        return "for " + _counted(value, value.unit)
    if isinstance(value, BodyPart):
        sided = f"{value.side.value} {value.name}" if value.side else value.name
        return ", ".join((sided, *value.levels))
    if isinstance(value, Prefix):
        return value.value
    words = {"refills": f"{value} refills", "date_of_service": f"on {value}"}
    return words.get(name, str(value))


def _counted(amount: Quantity | Frequency | Duration, unit: str | None) -> str:
    """An amount and its unit: ``2-3 weeks``, ``1 box``."""
    number = f"{amount.least:g}"
    if amount.most != amount.least:
        number += f"-{amount.most:g}"
    if unit is None or number == "1":
        return f"{number} {unit or ''}".strip()
    return f"{number} {unit}{'es' if unit.endswith(('x', 'ch', 's')) else 's'}"


def _category(category: Category) -> Detail:
    names = (category.category, category.subcategory, category.drug_class)
    names_text = " * ".join(name for name in names if name)
    return Detail("Category", f"{names_text} ({category.term})", category.span)


def _guideline(guideline: Guideline) -> Iterator[Detail]:
    for citation in guideline.citations:
        yield _citation(citation)


def _citation(citation: Citation) -> Detail:
    edition = " ".join(str(part) for part in (citation.chapter, citation.year) if part)
    about = ", ".join(filter(None, [citation.topic, *citation.sections, citation.url]))
    words = ": ".join(filter(None, [edition, about]))
    if citation.pages:
        words += f" (p. {', '.join(citation.pages)})"
    if not citation.known:
        words = f"{words or citation.text} (unknown)"
    return Detail(citation.source or citation.kind.value, words or citation.text, citation.span)


def _rationale(rationale: Rationale) -> Iterator[Detail]:
    conclusion = rationale.conclusion
    if conclusion.verdict is not Verdict.NOT_STATED:
        yield Detail("Conclusion", conclusion.verdict.value, conclusion.span)


_SHOWN: dict[type[Node], Callable[[Any], Iterator[Detail]]] = {
    Determination: _letter,
    Request: _request,
    Guideline: _guideline,
    Rationale: _rationale,
}
