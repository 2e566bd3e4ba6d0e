"""The header table without a name, a value or a cell, in every order of its cells."""

from __future__ import annotations

from itertools import product

import pytest
from test_header import ORDERS, REST, WANTED

import imrparse
from imrparse import Diagnostic, Header

NAMES = {
    "case_number": ["Case Number:"],
    "date_assigned": ["Date Assigned:"],
    "date_of_injury": ["Date of Injury:"],
    "decision_date": ["Decision Date:"],
    "ur_denial_date": ["UR Denial Date:"],
    "priority": ["Priority:"],
    "application_received": ["Application", "Received:"],
}
VALUES = {
    "case_number": "CM17-0900001",
    "date_assigned": "02/03/2017",
    "date_of_injury": "05/06/2016",
    "decision_date": "03/04/2017",
    "ur_denial_date": "01/02/2017",
    "priority": "Expedited",
    "application_received": "01/20/2017",
}
ORDERLY = [order for order in ORDERS if order not in ("no-leading-zeros", "split-by-spaces")]

# In a column of values the last name is said to have none, and values before it move up.
LAST_OF_COLUMN = {
    ("columns", "date_assigned"): "decision_date",
    ("columns", "date_of_injury"): "application_received",
    ("columns", "ur_denial_date"): "application_received",
    ("value-before-its-name", "date_assigned"): "decision_date",
    ("value-before-its-name", "ur_denial_date"): "application_received",
}

# What stands where something is missed, if that is not what followed it.
ELSEWHERE = {
    # A name is missed before the value that stands alone.
    ("value-before-its-name", "date_of_injury", "name"): "05/06/2016",
    ("value-before-its-name", "application_received", "name"): "01/20/2017",
    # A value is missed after its name.
    ("value-between", "application_received", "value"): "HOW THE IMR",
    ("value-before-its-name", "date_of_injury", "value"): "UR Denial Date:",
    ("value-before-its-name", "application_received", "value"): "HOW THE IMR",
    # The last one of a column is missed at its end.
    ("columns", "date_assigned", "value"): "Expedited",
    ("columns", "date_of_injury", "value"): "HOW THE IMR",
    ("columns", "ur_denial_date", "value"): "HOW THE IMR",
    ("value-before-its-name", "date_assigned", "value"): "Expedited",
    ("value-before-its-name", "ur_denial_date", "value"): "HOW THE IMR",
}

every_cell = pytest.mark.parametrize(("order", "field"), list(product(ORDERLY, NAMES)))


def fault_without(order: str, field: str, part: str, gone: list[str]) -> tuple[Diagnostic, Header]:
    """The one fault of a letter whose header lacks some words, and the header that is read.

    The fault is told of where what followed the words stands, or `ELSEWHERE`.
    """
    text = ORDERS[order]
    place = min(text.index(words) for words in gone)
    for words in gone:
        assert text.count(words) == 1
        text = text.replace(words, "")
    letter = text + REST
    analysis = imrparse.analyze(letter)
    (found,) = analysis.diagnostics
    following = ELSEWHERE.get((order, field, part)) or letter[place:].lstrip(" \t\n*</b>")
    assert letter[found.span.start :].startswith(following)
    assert found.span.start == found.span.end
    assert analysis.determination.header
    return found, analysis.determination.header


def unlike(header: Header) -> list[str]:
    """The fields that are not as they should be."""
    return [name for name in NAMES if getattr(header, name) != getattr(WANTED, name)]


@every_cell
def test_without_a_name(order: str, field: str) -> None:
    """Every value is read all the same."""
    found, header = fault_without(order, field, "name", NAMES[field])
    assert found.message == f"the header's '{' '.join(NAMES[field])}' is missing here"
    assert found.expected == (" ".join(NAMES[field]),)
    assert header == WANTED


@every_cell
def test_without_a_value(order: str, field: str) -> None:
    """The other values are read as they should be, or as far as can be told in a column."""
    found, header = fault_without(order, field, "value", [VALUES[field]])
    last = LAST_OF_COLUMN.get((order, field), field)
    assert found.message == f"the header's '{NAMES[last][0]}' has nothing after it"
    (related,) = found.related
    assert found.source.text[slice(*related.span)] == NAMES[last][0]
    assert getattr(header, last) is None
    if last == field:
        assert unlike(header) == [field]


@every_cell
def test_without_a_cell(order: str, field: str) -> None:
    found, header = fault_without(order, field, "cell", [*NAMES[field], VALUES[field]])
    assert found.message == f"the header's '{' '.join(NAMES[field])}' is missing here"
    assert getattr(header, field) is None
    assert unlike(header) == [field]
