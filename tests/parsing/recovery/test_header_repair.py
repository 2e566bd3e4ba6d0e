"""Faulty header tables: their diagnostics, and the values that are parsed nevertheless."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from helpers.header_tables import ORDERS, REST, ROWS, WANTED
from helpers.letters import SOUND

import imrparse
from imrparse import Header, Span
from imrparse.diagnostics import codes
from imrparse.parsing.recovery.header_values import header_values
from imrparse.syntax.structure import structure

COLUMNS = ORDERS["columns"]


def without(*fields: str) -> Header:
    """The sound header without some of its values."""
    unread: dict[str, Any] = dict.fromkeys(fields)
    return evolve(WANTED, **unread)


def header(edits: dict[str, str], rows: str = ROWS) -> tuple[list[tuple[str, str]], Header]:
    """The messages on an edited header with the text at their spans, and the parsed header."""
    for old, new in edits.items():
        assert rows.count(old) == 1
        rows = rows.replace(old, new)
    analysis = imrparse.analyze(rows + REST)
    told = [(one.source.text[slice(*one.span)], one.message) for one in analysis.diagnostics]
    found = analysis.determination.header
    assert found
    assert found.span
    assert found.span.start == 0
    return told, found


@pytest.mark.parametrize(
    ("edits", "told", "unread"),
    [
        (
            {"01/20/2017": "soon"},
            [("soon", "'soon' is not a calendar date (MM/DD/YYYY)")],
            ["application_received"],
        ),
        (  # although a priority is lacking too
            {"Priority: Expedited": "Priority:", "01/20/2017": "soon"},
            [
                ("", "the header's 'Priority:' has nothing after it"),
                ("soon", "'soon' is not a calendar date (MM/DD/YYYY)"),
            ],
            ["priority", "application_received"],
        ),
        (
            {"Priority: Expedited": "Priority:", " 05/06/2016": ""},
            [
                ("", "the header's 'Date of Injury:' has nothing after it"),
                ("", "the header's 'Priority:' has nothing after it"),
            ],
            ["date_of_injury", "priority"],
        ),
        (
            {"Application Received: ": "Application Received: soon "},
            [("soon", "text that belongs to no part of the letter")],
            [],
        ),
    ],
)
def test_values_that_are_none(
    edits: dict[str, str], told: list[tuple[str, str]], unread: list[str]
) -> None:
    assert header(edits) == (told, without(*unread))


def test_a_bad_value_that_has_no_name() -> None:
    """It takes the place of none that has one."""
    told, found = header({"01/20/2017": "01/20/2017\n13/45/2017"})
    assert told[-1] == ("13/45/2017", "'13/45/2017' has no name in the header")
    assert found == WANTED


@pytest.mark.parametrize(
    ("name", "is_meant"), [("Decsion Dte:", True), ("Decsin Dte:", True), ("Dcsin Dte:", False)]
)
def test_a_name_may_have_three_letters_wrong(name: str, is_meant: bool) -> None:
    """One more than a label of its length, since here little else can be meant."""
    told, found = header({"Decision Date:": name})
    message = f"'{name}' is misspelt"
    assert ((name, message) in told) is is_meant
    assert len(told) == 1
    assert found == WANTED


@pytest.mark.parametrize(
    ("value", "field", "what"),
    [
        ("CM17-0900001", "case_number", "a case number (CM, the year, a hyphen, seven digits)"),
        ("03/04/2017", "decision_date", "a calendar date (MM/DD/YYYY)"),
        ("01/02/2017", "ur_denial_date", "a calendar date (MM/DD/YYYY)"),
        ("Expedited", "priority", "a priority"),
    ],
)
def test_what_stands_in_a_column_is_taken_for_the_value_that_is_lacking(
    value: str, field: str, what: str
) -> None:
    told, found = header({value: "soon"}, COLUMNS)
    assert told == [("soon", f"'soon' is not {what}")]
    assert found == without(field)


@pytest.mark.parametrize(
    "again",
    [
        {"Date Assigned: ": "Date Assigned: Date Assigned: "},
        {"02/03/2017 ": "02/03/2017 Date Assigned: "},
        {"02/03/2017 ": "02/03/2017 Date Assigned: 02/03/2017 "},
        {"UR Denial Date: 01/02/2017": "UR Denial Date: 01/02/2017 Date Assigned: 02/03/2017"},
    ],
)
def test_a_name_that_stands_again(again: dict[str, str]) -> None:
    """With its value or without: one fault, and each other name keeps its value."""
    assert header(again) == (
        [("Date Assigned:", "'Date Assigned:' appears here a second time")],
        WANTED,
    )


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("Date Assigned:", "Assigned:"),
        ("Date Assigned:", "Date assigned to reviewer:"),
        ("Date of Injury:", "DOI"),
        ("Date of Injury:", "Date of Accident:"),
        ("Decision Date:", "Decision:"),
        ("Decision Date:", "Determination:"),
        ("UR Denial Date:", "UR Denied:"),
        ("Priority:", "Priority Level:"),
        ("Application Received:", "Application Date:"),
        ("Application Received:", "App. Received:"),
        ("Application Received:", "Application Rec'd:"),
    ],
)
def test_a_name_in_other_words(right: str, other: str) -> None:
    told, found = header({right: other})
    assert told == [(other, f"'{other}' is not a name of the header")]
    assert found == WANTED


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("03/04/2017", "03//04/2017"),
        ("03/04/2017", "03/04 2017"),
        ("03/04/2017", "03042017"),
        ("03/04/2017", "03/04/'17"),
        ("03/04/2017", "Mar/04/2017"),
        ("03/04/2017", "MARCH 4, 2017"),
        ("03/04/2017", "Saturday, March 4, 2017"),
        ("03/04/2017", "the 4th of March, 2017"),
        ("CM17-0900001", "CM17--0900001"),
    ],
)
def test_a_value_in_another_notation(value: str, other: str) -> None:
    told, found = header({value: other})
    assert [words for words, _ in told] == [other]
    assert found == WANTED


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("03/04/2017", "03/04/20176", "decision_date"),
        ("03/04/2017", "??", "decision_date"),
        ("Expedited", "Expedited/Standard", None),
        ("CM17-0900001", "CM17-0900001, CM17-0900002", None),
    ],
)
def test_a_value_that_is_none_is_one_fault(old: str, new: str, field: str | None) -> None:
    told, found = header({old: new})
    assert len(told) == 1
    assert found == without(*([field] if field else []))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Records Received: 02/11/2017", "Records Received: 02/11/2017"),
        ("Dates of Service: 02/11/2017 - 02/20/2017", "Dates of Service: 02/11/2017 - 02/20/2017"),
        ("2nd UR Denial Date: 01/03/2017", "2nd UR Denial Date:"),
    ],
)
def test_a_row_of_another_name_is_one_fault(row: str, words: str) -> None:
    told, found = header({"UR Denial Date: 01/02/2017": f"UR Denial Date: 01/02/2017\n{row}"})
    assert [text for text, _ in told] == [words]
    assert found == WANTED


def test_a_name_of_two_words_in_capitals_is_misspelt_once() -> None:
    told, found = header({"Application Received:": "APPLICATION RECEIVED:"})
    assert told == [("APPLICATION RECEIVED:", "'APPLICATION RECEIVED:' is misspelt")]
    assert found == WANTED


def test_two_names_before_two_values() -> None:
    _, found = header(
        {"Date of Injury: ": "", "Date Assigned:": "Date Assigned and Date of Injury:"}
    )
    assert found == WANTED


@pytest.mark.parametrize("before", ["CLINICAL CASE SUMMARY", "IMR ISSUES", None])
def test_a_header_below_other_parts(before: str | None) -> None:
    """Below the credentials or the summary, or behind the last rationale."""
    table = SOUND[: SOUND.index("HOW THE IMR")]
    text = SOUND.removeprefix(table)
    place = text.index(before) if before else len(text)
    gap = "" if before else "\n\n"
    moved = f"{text[:place]}{gap}{table}{text[place:]}"
    analysis = imrparse.analyze(moved)
    (one,) = analysis.diagnostics
    assert one.code == codes.MISPLACED
    assert analysis.determination == imrparse.parse(SOUND)
    assert imrparse.unparse(analysis.determination) == moved


# What values in other notations stand for

MEANT = {
    "DATE_VALUE": {
        "02/03/2015": "2/3/15|2015-02-03|2015/2/3|20150203|02032015|02/03 2015|02/03  2015"
        "|02.03.2015|02//03//2015|02///03/2015|02-/03/2015|02 / 03 / 2015|02\\03\\2015"
        "|02 slash 03 slash 2015|02 hyphen 03 dash 2015|O2/O3/2O15|02\u201003\u20142015"
        "|Feb 3, 2015|3 Feb 2015",
        "12/31/2015": "l2/3I/20lS|12312015|20151231",
        "02/03/2049": "2/3/49",
        "02/03/1950": "2/3/50",
        "": "02////03/2015|13/03/2015|02/30/2015|Feb 30, 2015|02/03/2015x|15/2/3|2/3|18991231",
    },
    "CASE_NUMBER_VALUE": {
        "CM16-0901188": "CN16-0901188|cm16 0901188|16-0901188|2016-0901188|20160901188"
        "|CM 16 O9O1188|CM16 dash 0901188|C16-0901188|M16-0901188|CM16\u20130901188|#CM16-0901188",
        "CM26-0901188": "CM26-0901188",
        "": "CM06-0901188|CM36-0901188|CM16-090118|CM16-09011888|XM16-0901188"
        "|CMX16-0901188|CM1G-0901188",
    },
    "PRIORITY_VALUE": {
        "Standard": "Standrd|STANDARD",
        "Expedited": "Expdited",
        "": "Urgent|Stand|Regular|Standard Expedited",
    },
}


@pytest.mark.parametrize("kind", MEANT)
def test_what_a_value_in_another_notation_stands_for(kind: str) -> None:
    (terminal,) = (one for one in structure().kinds if one == kind)
    for meant, texts in MEANT[kind].items():
        for text in texts.split("|"):
            span = Span(5, 5 + len(text))
            found = header_values().bad_value(terminal, span, text)
            assert (found.meant or "", found.span) == (meant, span), text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a 2/3/15 b CN16-0901188 c", ["2/3/15", "CN16-0901188"]),
        ("Feb 3, 2015 2/4/15", ["Feb 3, 2015", "2/4/15"]),
        ("2/3/15/2/4/16", ["2/3/15"]),
        *(("02/30/2015", ["02/30/2015"]), ("Standrd", []), ("page 3", [])),
    ],
)
def test_values_in_a_stretch_of_text(text: str, found: list[str]) -> None:
    values = list(header_values().find(f"1/2/15 {text} 1/3/15", 7, 7 + len(text)))
    assert [f"1/2/15 {text}"[slice(*value.span)] for value in values] == found
    assert header_values().resembles_value(text) is bool(found)


def test_a_number_alone_resembles_no_value() -> None:
    assert list(header_values().find("0901188", 0, 7))
    assert not header_values().resembles_value("0901188")
    assert header_values().resembles_value("CM16-090118")
