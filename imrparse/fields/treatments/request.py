"""The treatments of a request, by the forms of ``grammars/request.lark``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from imrparse.data.regexes import regex
from imrparse.fields.details import (
    BodyPart,
    Duration,
    Frequency,
    PartialAuthorization,
    Quantity,
    RequestContent,
    Treatment,
)
from imrparse.fields.treatments.amounts import (
    DATE_OF_SERVICE,
    DURATION,
    FREQUENCY,
    QUANTITY,
    REFILLS,
    STRENGTH,
    Amount,
    Place,
)
from imrparse.fields.treatments.body_parts import Part
from imrparse.fields.treatments.treatment import read_treatment
from imrparse.syntax.automaton import UnexpectedTokenError
from imrparse.syntax.field_parser import TEXT, FieldParser, islands_anywhere
from imrparse.syntax.islands import flexible
from imrparse.syntax.parse_tree import Tree
from imrparse.text.folding import Folded
from imrparse.text.node import unchecked

_new_treatment = unchecked(Treatment)
_new_body_part = unchecked(BodyPart)
_new_partial_authorization = unchecked(PartialAuthorization)
_new_quantity = unchecked(Quantity)
_new_frequency = unchecked(Frequency)
_new_duration = unchecked(Duration)


_Counted = TypeVar("_Counted", Quantity, Frequency, Duration)


def read_request(folded: Folded) -> RequestContent:
    """The content of a request. Anything not recognised stays in the treatment's `item`."""
    pieces = _pieces(folded.text)
    if len(pieces) == 1:
        return RequestContent(_treatment(folded, *pieces[0]))
    original, authorized, remaining = (_treatment(folded, *piece) for piece in pieces)
    span = folded.span(0, len(folded.text))
    forms = _new_partial_authorization(original, authorized, remaining, span=span)
    return RequestContent(remaining, forms)


def disputed_place(text: str) -> Place:
    """The span of the disputed treatment in the folded text of a request."""
    return _pieces(text)[-1]


def _pieces(text: str) -> Sequence[Place]:
    """The spans of a request's treatments: one, or the three of a partial authorization."""
    whole = ((0, len(text)),)
    if not _mark_of_a_form().search(text):
        return whole
    try:
        children = _parser().parse(text).children
    except UnexpectedTokenError:  # only some words of a form
        return whole
    form = children[0] if children else None
    if not isinstance(form, Tree):
        return whole
    return [(token.start_pos, token.end_pos) for token in form.tokens if token.type == TEXT]


@cache
def _parser() -> FieldParser:
    return FieldParser("request", islands_anywhere)


@cache
def _mark_of_a_form() -> re.Pattern[str]:
    """The words that both forms of a partial authorization contain."""
    return regex(flexible(_parser().terminals["ORIGINAL_FORM"].pattern))


def _treatment(folded: Folded, start: int, end: int) -> Treatment:
    """The treatment in a span of a folded text."""
    read = read_treatment(folded.text[start:end])
    fields = read.fields
    return _new_treatment(
        read.text,
        read.item.text,
        tuple([prefix for prefix, _ in read.prefixes]),
        _counted(_new_quantity, fields.get(QUANTITY), "unit", folded, start),
        _counted(_new_frequency, fields.get(FREQUENCY), "per", folded, start),
        _counted(_new_duration, fields.get(DURATION), "unit", folded, start),
        _printed(fields.get(STRENGTH), read.text),
        _value(fields.get(REFILLS)),
        _value(fields.get(DATE_OF_SERVICE)),
        tuple([_body_part(part, folded, start) for part in read.parts]),
        span=folded.span(start, end) if start < end else None,
        places=folded.places(read.places, start),
    )


def _counted(
    node: Callable[..., _Counted], amount: Amount | None, unit: str, folded: Folded, start: int
) -> _Counted | None:
    if amount is None:
        return None
    least, most = amount.value
    first, last = amount.span
    places = {"least": amount.number_place, "most": amount.number_place}
    if amount.unit_place:
        places[unit] = amount.unit_place
    return node(
        least,
        most,
        amount.unit,
        span=folded.span(start + first, start + last),
        places=folded.places(places, start),
    )


def _printed(amount: Amount | None, text: str) -> str | None:
    return text[slice(*amount.number_place)] if amount else None


def _value(amount: Amount | None) -> Any:
    return amount.value if amount else None


def _body_part(part: Part, folded: Folded, start: int) -> BodyPart:
    """The node of a body part. Its span includes an adjacent side."""
    (first, last), places = part.place, {"name": part.place}
    if part.side_place:
        first, last = min(first, part.side_place[0]), max(last, part.side_place[1])
        places["side"] = part.side_place
    return _new_body_part(
        part.name,
        part.side,
        part.levels,
        span=folded.span(start + first, start + last),
        places=folded.places(places, start),
    )
