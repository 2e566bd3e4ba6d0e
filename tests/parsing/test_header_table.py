"""The header table: cells in any order, and faults in it."""

from __future__ import annotations

from datetime import date
from itertools import product
from string import ascii_lowercase

import pytest

from helpers.header_tables import NAMES, ORDERLY, ORDERS, REST, ROWS, VALUES, WANTED
from helpers.letter_checks import check_letter

import imrparse
from imrparse import Diagnostic, Header
from imrparse.parsing.header_pairing import Pairing, Shape, Slot, pair
from imrparse.syntax.structure import structure


@pytest.mark.parametrize("order", ORDERS)
def test_order_of_cells(order: str) -> None:
    assert check_letter(ORDERS[order] + REST).header == WANTED


def test_no_header() -> None:
    letter = check_letter(REST)
    assert letter.header is None
    assert letter.case_number is None


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        (
            "05/06/2016",
            "02/30/2016",
            (2, 43),
            "'02/30/2016' is not a calendar date (MM/DD/YYYY)",
        ),
        (
            "05/06/2016",
            "13/01/2014",
            (2, 43),
            "'13/01/2014' is not a calendar date (MM/DD/YYYY)",
        ),
        ("Priority:", "Priority: Priority:", (4, 11), "'Priority:' appears here a second time"),
        ("Decision Date:", "", (3, 2), "the header's 'Decision Date:' is missing here"),
        (
            "Decision Date: 03/04/2017 ",
            "",
            (3, 1),
            "the header's 'Decision Date:' is missing here",
        ),
        (
            "Priority: Expedited",
            "Priority:",
            (4, 11),
            "the header's 'Priority:' has nothing after it",
        ),
        (
            "Date of Injury",
            "Date 0f lnjury",
            (2, 27),
            "'Date 0f lnjury:' is misspelt",
        ),
        (
            "CM17-0900001",
            "CM17-900001",
            (1, 14),
            "'CM17-900001' is not a case number (CM, the year, a hyphen, seven digits)",
        ),
        ("Expedited", "Urgent", (4, 11), "'Urgent' is not a priority"),
    ],
)
def test_faults(old: str, new: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(imrparse.ParseError) as error:
        imrparse.parse(ROWS.replace(old, new) + REST)
    (found,) = error.value.diagnostics
    assert ((found.line, found.column), found.message) == (place, message)


@pytest.mark.parametrize("order", ["rows", "value-between", "value-before-its-name", "columns"])
def test_text_after_the_cells_is_no_value(order: str) -> None:
    """Whether the header ends with a name or with a value: every name already has its value."""
    text = ORDERS[order] + "Dear Sir or Madam,\n" + REST
    analysis = imrparse.analyze(text)
    assert [(one.line, one.message) for one in analysis.diagnostics] == [
        (ORDERS[order].count("\n") + 1, "text that belongs to no part of the letter")
    ]
    assert analysis.determination.header == WANTED


@pytest.mark.parametrize("extra", [["04/04/2017"], ["04/04/2017", "05/05/2017"]])
def test_each_value_without_a_name_is_reported(extra: list[str]) -> None:
    analysis = imrparse.analyze(ROWS + "\n".join(extra) + "\n" + REST)
    assert [(one.line, one.message) for one in analysis.diagnostics] == [
        (5 + number, f"'{value}' has no name in the header") for number, value in enumerate(extra)
    ]
    assert analysis.determination.header == WANTED


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("O5/06/2016", "05/06/2016"),
        ("o5/06/2016", "05/06/2016"),
        ("05/06/20I6", "05/06/2016"),
        ("05/06/20l6", "05/06/2016"),
        ("0S/06/2016", "05/06/2016"),
        ("05/06/201B", "05/06/2018"),
    ],
)
def test_letters_mistaken_for_digits(written: str, meant: str) -> None:
    """The date is parsed, and a fix writes the digits."""
    analysis = imrparse.analyze(ROWS.replace("05/06/2016", written) + REST)
    (found,) = analysis.diagnostics
    assert found.hint == f"did you mean '{meant}'?"
    assert [edit.text for edit in found.fixes[0].edits] == [meant]
    assert analysis.determination.header
    assert analysis.determination.header.date_of_injury == date(
        int(meant[6:]), int(meant[:2]), int(meant[3:5])
    )


def test_text_between_the_cells_is_not_lost_in_the_header() -> None:
    with pytest.raises(imrparse.ParseError, match="belongs to no part") as error:
        imrparse.parse(ROWS + "Dear Sir or Madam,\n" + REST)
    assert error.value.diagnostics[0].line == 5


# Without a name, a value or a cell, in every order

# In a column of values nothing tells which of its names has none.
FIRST_COLUMN = ("date_assigned", "decision_date")
SECOND_COLUMN = ("date_of_injury", "ur_denial_date", "application_received")
UNSURE = {
    **{("columns", field): FIRST_COLUMN for field in FIRST_COLUMN},
    **{("columns", field): SECOND_COLUMN for field in SECOND_COLUMN},
    **{("value-before-its-name", field): FIRST_COLUMN for field in FIRST_COLUMN},
    ("value-before-its-name", "ur_denial_date"): ("ur_denial_date", "application_received"),
}

# The text at which a missing part is reported, if not the one that followed it.
ELSEWHERE = {
    # A missing name is reported before the value that stands alone.
    ("value-before-its-name", "date_of_injury", "name"): "05/06/2016",
    ("value-before-its-name", "application_received", "name"): "01/20/2017",
    # A missing value is reported after its name.
    ("value-between", "application_received", "value"): "HOW THE IMR",
    ("value-before-its-name", "date_of_injury", "value"): "UR Denial Date:",
    ("value-before-its-name", "application_received", "value"): "HOW THE IMR",
    # A value that may belong to several names is reported at the column's end.
    ("columns", "date_assigned", "value"): "Expedited",
    ("columns", "date_of_injury", "value"): "HOW THE IMR",
    ("columns", "ur_denial_date", "value"): "HOW THE IMR",
    ("value-before-its-name", "date_assigned", "value"): "Expedited",
    ("value-before-its-name", "ur_denial_date", "value"): "HOW THE IMR",
}

every_cell = pytest.mark.parametrize(("order", "field"), list(product(ORDERLY, NAMES)))


def fault_without(order: str, field: str, part: str, gone: list[str]) -> tuple[Diagnostic, Header]:
    """The only fault of a letter whose header lacks some words, and the parsed header.

    The fault is reported at the text that followed the words, or at `ELSEWHERE`.
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
    """The fields with wrong values."""
    return [name for name in NAMES if getattr(header, name) != getattr(WANTED, name)]


@every_cell
def test_without_a_name(order: str, field: str) -> None:
    """All values are parsed anyway."""
    found, header = fault_without(order, field, "name", NAMES[field])
    assert found.message == f"the header's '{' '.join(NAMES[field])}' is missing here"
    assert found.expected == (" ".join(NAMES[field]),)
    assert header == WANTED


@every_cell
def test_without_a_value(order: str, field: str) -> None:
    """The other values are read, or none of those that may belong to several names."""
    found, header = fault_without(order, field, "value", [VALUES[field]])
    names = UNSURE.get((order, field), (field,))
    if len(names) > 1:
        assert "nothing tells which" in found.message
    else:
        assert found.message == f"the header's '{NAMES[field][0]}' has nothing after it"
    related = [found.source.text[slice(*place.span)] for place in found.related]
    assert related == [NAMES[name][0] for name in names]
    assert [getattr(header, name) for name in names] == [None] * len(names)
    assert unlike(header) == [name for name in NAMES if name in names]


@every_cell
def test_without_a_cell(order: str, field: str) -> None:
    found, header = fault_without(order, field, "cell", [*NAMES[field], VALUES[field]])
    assert found.message == f"the header's '{' '.join(NAMES[field])}' is missing here"
    assert getattr(header, field) is None
    assert unlike(header) == [field]


# Which value belongs to which name, told from the shape of a table alone

KINDS = {kind[0].lower(): kind for kind in structure().kinds}
PAIRS = [
    # A value stands beside its name, on the next line, or before it.
    ("D d", "a a"),
    ("D /d", "a /a"),
    ("d D", "a a"),
    ("D c", "- -"),
    ("C c t /D", "a a ? /?"),
    # Text may be a bad value. A value of the right kind is likelier to be meant.
    ("D /t", "a /a"),
    ("D t d", "a - a"),
    ("D " + "t " * 23 + "d", "a " + "- " * 23 + "a"),
    ("D " + "t " * 24 + "d", "a a " + "- " * 24),
    # The value beside a name of no cell is none of the header's.
    ("D /X d", "- /a a"),
    ("X c /D /d d /P p", "a a /b /b - /c c"),
    ("d C /c /D /X /D /d", "- a /a /- /- /b /b"),
    ("C c /D X D d d D /D d /P p D d", "a a /- - b b c c /d d /e e f f"),
    ("/d /d d /D /D /X", "/a /b - /a /b /-"),
    # A cell a line, with a name or a value too many.
    (
        "C /c /D /d /D /d /D /D /d /P /p /D /d",
        "a /a /b /b /c /c /- /d /d /e /e /f /f",
    ),
    (
        "C c /D /d d /D /d /D /d /D /d /P /p /D /d",
        "a a /b /b - /c /c /d /d /e /e /f /f /g /g",
    ),
    # A column of names before one of values. Short of a value, each name of its kind is unsure.
    ("/C /D /D /P /c t /d /p", "/a /b /c /d /a b /c /d"),
    ("/C /D /D /P /c /d /c /p", "/a /b /- /c /a /b /- /c"),
    ("/D /C /D P /c /d /d /p /D /D", "/- /a /b c /a /- /b /c /- /-"),
    ("/C /D /D /P /c /d /p /d /D /D d /d /D", "/a /? /? /b /a /? /b /c /c /d d /e /e"),
    (
        "/C /D /P /c /d /d /p /D /D /D /d /d /d",
        "/a /? /- /a /? /? /- /b /c /d /b /c /d",
    ),
    # Values before their names, if more follow a column than it has names.
    (
        "/C /D /D /P /c /d /d /d /D /D d /d /D",
        "/a /b /c /- /a /b /c /d /d /e e /f /f",
    ),
    (
        "/C /D /D /P /c /d /d /p /d /D /D /D /d /D",
        "/a /b /c /d /a /b /c /d /e /e /- /? /? /?",
    ),
    (
        "/C /D /D /P /d /c t /p /d /D /D d /d /d /D",
        "/- /? /? /a /? /- - /a /b /b /c c /- /d /d",
    ),
    ("/d c /p /C /D /P /t", "/- - /- /- /- /- /-"),
    ("/d /d /t /D D /D", "/a /b /? /a b /?"),
    ("/d D /d /d /D /D D", "/? ? /? /a /a /- -"),
    # A row of names before a row of values.
    ("d D D P c /d d p", "- a b c - /a b c"),
    ("C c D D /d d", "a a b c /b c"),
    ("C c /D D /d c /P p", "a a /? ? /? - /b b"),
    ("D D d d", "a b a b"),
    # No more than 24 names are compared.
    ("D d " * 24, " ".join(f"{name} {name}" for name in ascii_lowercase[:24])),
    ("D d " * 25, " ".join(f"{name} {name}" for name in ascii_lowercase[:24]) + " - -"),
]
"""Tables by the first letters of their cells: capitals for names, X of which is known to no table,
small letters for values, t for other text, a slash where a line begins. Beside each of them its
pairs: what has the same letter; "-" for what is alone, "?" for what nothing tells."""


def shown(pairing: Pairing, shape: Shape) -> str:
    """The pairs of a table, written as in `PAIRS`."""
    marks = dict.fromkeys(range(len(shape)), "-")
    for name, values in pairing.unsure.items():
        marks |= dict.fromkeys((name, *values), "?")
    for letter, pair_of_cells in zip(ascii_lowercase, pairing.value_of.items(), strict=False):
        marks |= dict.fromkeys(pair_of_cells, letter)
    return " ".join("/" * shape[n].begins_line + mark for n, mark in marks.items())


@pytest.mark.parametrize(("table", "pairs"), PAIRS)
def test_pairs(table: str, pairs: str) -> None:
    cells = [(cell[-1], cell.startswith("/")) for cell in table.split()]
    shape = tuple(Slot(cell.isupper(), KINDS.get(cell.lower()), begins) for cell, begins in cells)
    assert shown(pair(shape), shape) == pairs.rstrip()


def test_a_name_without_a_fault_gives_way() -> None:
    """The second of two equal names needs no value, so that the first one has it."""
    date = KINDS["d"]
    names = [Slot(True, date, False), Slot(True, date, False, is_needed=False)]
    assert pair((*names, Slot(False, date, True))).value_of == {0: 2}
