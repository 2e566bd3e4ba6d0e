"""A header name takes only a value of its kind that stands beside it, whatever else is there.

Each case is an edit of one sound header.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.header_tables import NAMES, ORDERLY, ORDERS, REST, ROWS, VALUES, WANTED

import imrparse
from imrparse import Header, Priority
from imrparse.data import table

WORDS = {
    "misspelt": "is misspelt",
    "other name": "is not a name of the header",
    "date": "is not a calendar date",
    "notation": "is not written as MM/DD/YYYY",
    "number": "is not a case number",
    "priority": "is not a priority",
    "text": "belongs to no part of the letter",
    "before": "text before the letter",
    "mark": "belongs to no cell of the header",
    "value": "has no name in the header",
    "missing": "is missing here",
    "empty": "has nothing after it",
    "apart": "which is not beside it",
}
"""What the messages say, by short keys."""


def read(header: str) -> tuple[Header | None, list[str]]:
    """The header that is read, and what is said of it: keys of `WORDS`."""
    analysis = imrparse.analyze(header + REST)
    assert imrparse.unparse(analysis.determination) == header + REST
    messages = [found.message for found in analysis.diagnostics]
    said = [[key for key, words in WORDS.items() if words in message] for message in messages]
    return analysis.determination.header, [key for keys in said for key in keys]


def but(**values: Any) -> Header:
    """The sound header with some other values."""
    return Header(**{name: values.get(name, getattr(WANTED, name)) for name in NAMES})


def fixed(header: str) -> str:
    """A header with all fixes applied."""
    return imrparse.fix(header + REST, unsafe=True).text.removesuffix(REST)


@pytest.mark.parametrize(
    "number",
    [
        "CM17-0900 001",
        "#CM17-0900001",
        "CM17-O9OOOO1",
        "CMl7-09000O1",
        "CM170900001",
        "CM 17 0900001",
        "cm17-0900001",
        "17-0900001",
    ],
)
def test_case_number_in_another_notation(number: str) -> None:
    """It is read as the only number that it can be, and a fix writes that."""
    header = ROWS.replace("CM17-0900001", number)
    assert read(header) == (WANTED, ["number"])
    assert fixed(header) == ROWS


@pytest.mark.parametrize(
    "written",
    [
        "2016-05-06",
        "2016/05/06",
        "5/6/16",
        "May 6, 2016",
        "May 6th, 2016",
        "6 May 2016",
        "05-06-2016",
        "05.06.2016",
        "05\u201306\u20132016",
        "O5/06/20l6",
        "05/O6/2016",
    ],
)
def test_date_in_another_notation(written: str) -> None:
    header = ROWS.replace("05/06/2016", written)
    assert read(header) == (WANTED, ["notation"])
    assert fixed(header) == ROWS


def test_date_in_another_notation_with_a_remark() -> None:
    header = ROWS.replace("01/20/2017", "1-20-17 (amended)")
    assert read(header) == (WANTED, ["notation", "text"])


@pytest.mark.parametrize("written", ["EXPEDITED", "Expidited", "expedited"])
def test_priority_in_another_spelling(written: str) -> None:
    header = ROWS.replace("Expedited", written)
    assert read(header) == (WANTED, ["priority"])
    assert fixed(header) == ROWS


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ("05/06/2016", "TVAB/2016 2", "date_of_injury", "date"),
        ("05/06/2016", "unknown", "date_of_injury", "date"),
        ("05/06/2016", "31/12/2016", "date_of_injury", "date"),
        ("05/06/2016", "CM17-0900002", "date_of_injury", "date"),
        ("05/06/2016", "05/2016", "date_of_injury", "date"),
        ("CM17-0900001", "CM17-09001", "case_number", "number"),
        ("CM17-0900001", "pending", "case_number", "number"),
        ("Expedited", "Rush", "priority", "priority"),
    ],
)
def test_what_can_be_no_value_is_none(old: str, new: str, field: str, said: str) -> None:
    header, found = read(ROWS.replace(old, new))
    assert header == but(**{field: None})
    assert found[0] == said


@pytest.mark.parametrize(
    ("mark", "said"),
    [("|", []), ("I", ["mark"]), ("||", []), ("__", ["mark"]), ("\u2014", []), (":", ["mark"])],
)
def test_marks_are_no_values(mark: str, said: list[str]) -> None:
    """The rules of a table that OCR read are decoration, or have a warning: the letter is read."""
    header = ROWS.replace("Denial Date: ", f"Denial Date: {mark} ")
    assert read(header) == (WANTED, said)
    assert imrparse.parse(header + REST).header == WANTED


def test_marks_at_each_cell_have_one_warning() -> None:
    header = ROWS.replace(": ", ": | ").replace("\n", " |\n")
    assert read(header) == (WANTED, ["mark"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # A second date in a cell
        ("02/03/2017", "02/03/2017 05/05/2017", "value"),
        ("02/03/2017", "02/03/2017 (amended 05/05/2017)", "text"),
        # A row more
        ("Decision", "DOI: 05/06/2016\nDecision", "text"),
        ("Decision", "Panel Date: 04/04/2017\nDecision", "text"),
        ("Decision", "UR Decision Date: 01/02/2017\nDecision", "text"),
        ("Decision", "Claim Number: 0123456\nDecision", "text"),
        ("Case", "Claim Number: WC-2016-123\nCase", "before"),
        ("Case", "Employee Name: Jane Roe\nCase", "before"),
        ("Case", "05/05/2017\nCase", "value"),
        ("Decision", "Date Assigned: 05/05/2017\nDecision", None),
    ],
)
def test_more_values_move_no_others(old: str, new: str, said: str | None) -> None:
    header = ROWS.replace(old, new, 1)
    found, findings = read(header)
    assert found == WANTED
    assert findings == ([said] if said else [])
    assert len(imrparse.analyze(header + REST).diagnostics) == 1


@pytest.mark.parametrize(
    ("name", "other", "said"),
    [
        ("Date of Injury:", "DOI:", "other name"),
        ("Date of Injury:", "Injury Date:", "other name"),
        ("Case Number:", "Case No.:", "other name"),
        ("Case Number:", "Claim Number:", "other name"),
        ("UR Denial Date:", "UR Decision Date:", "other name"),
        ("Decision Date: 03", "Final Decision Date: 03", "other name"),
        ("Application Received:", "Received:", "misspelt"),
        ("Application Received:", "Application:", "other name"),
        ("Application Received:", "Application", "misspelt"),
        ("Application Received:", "Aplication Received:", "misspelt"),
        ("Date Assigned:", "Date Asigned -", "misspelt"),
        ("Date Assigned:", "Date Assigned", "misspelt"),
    ],
)
def test_other_names(name: str, other: str, said: str) -> None:
    """They are taken, and a fix writes the right name."""
    header = ROWS.replace(name, other)
    assert read(header) == (WANTED, [said])
    assert fixed(header) == ROWS


@pytest.mark.parametrize("field", NAMES)
def test_every_listed_name_is_taken(field: str) -> None:
    """Even in another place, in a header that lacks another cell."""
    lacking = "decision_date" if field != "decision_date" else "ur_denial_date"
    rows = ROWS
    for cell in (field, lacking):
        rows = rows.replace(f"{' '.join(NAMES[cell])} {VALUES[cell]}", "", 1)
    others = table("other_names")["cells"][field]
    headers = {other: read(f"{other} {VALUES[field]}\n{rows}")[0] for other in others}
    wanted = but(**{lacking: None})
    assert [other for other, header in headers.items() if header != wanted] == []


def test_a_row_with_words_of_a_name_that_do_not_tell_it_is_none() -> None:
    """A denial is adverse, but "Adverse Date" may be any date."""
    rows = ROWS.replace(" UR Denial Date: 01/02/2017", "")
    header, said = read(rows + "Adverse Date: 05/05/2017\n")
    assert header == but(ur_denial_date=None)
    assert said == ["missing", "text"]


def test_value_apart_from_its_name_is_a_warning() -> None:
    """The last value comes before the table, as a reader of blocks gives it."""
    header = "01/20/2017\n\n" + ROWS.replace(" 01/20/2017", "").replace("\n", "  ") + "\n"
    assert read(header) == (WANTED, ["apart"])
    assert imrparse.parse(header + REST).header == WANTED


def test_value_apart_is_not_taken_for_one_of_two_names() -> None:
    header = "01/20/2017\n" + ROWS.replace(" 01/20/2017", "").replace(" 05/06/2016", "")
    assert read(header)[0] == but(application_received=None, date_of_injury=None)


@pytest.mark.parametrize("by_columns", [False, True])
def test_values_without_names(by_columns: bool) -> None:
    """All are there, so that their kinds tell whether they come by rows or by columns."""
    rows = list(NAMES)
    columns = ["case_number", "date_assigned", "decision_date", "priority", *rows[2:5:2], rows[6]]
    values = [VALUES[name] for name in (columns if by_columns else rows)]
    assert read("\n".join(values) + "\n") == (WANTED, ["missing"])


def test_values_without_names_of_which_one_is_missing() -> None:
    header, _ = read("\n".join([*VALUES.values()][1:]) + "\n")
    assert header == but(**dict.fromkeys(NAMES))


def test_rows_of_names_and_rows_of_values() -> None:
    header = ROWS.replace(
        "Date Assigned: 02/03/2017 Date of Injury: 05/06/2016",
        "Date Assigned: Date of Injury:\n02/03/2017 05/06/2016",
    )
    assert read(header) == (WANTED, [])


JUNK = [
    *["", "unknown", "N/A", "|", "TVAB/2016 2", "___", "??", "see file", "12345", "1", "aS"],
    *["99/99/9999", "CM99", "Dear Sir or Madam,", "Rush", "Foo:", "DOI:", "\u2018 g i ate:"],
    *["01/01/2011", "2011-01-01", "CM11-1111111", "Standard", "Panel Date: 04/04/2017"],
]
COLUMNS = ("columns", "value-before-its-name")
IN_ROWS = [order for order in ORDERLY if order not in COLUMNS]
some_cell = st.sampled_from(list(NAMES))
some_part = st.sampled_from(["name", "value", "cell"])
any_junk = st.sampled_from(JUNK) | st.text("abIl1O0/|.-: \n", max_size=12)


def with_junk(order: str, field: str, part: str, junk: str) -> str:
    """A header with junk in place of the name, the value or both of a cell."""
    words = {"name": NAMES[field], "value": [VALUES[field]]}
    text = ORDERS[order]
    for word in words.get(part) or [*NAMES[field], VALUES[field]]:
        text = text.replace(word, junk)
        junk = ""
    return text


@given(order=st.sampled_from(IN_ROWS), field=some_cell, part=some_part, junk=any_junk)
def test_junk_in_a_cell_leaves_the_others_alone(
    order: str, field: str, part: str, junk: str
) -> None:
    header, _ = read(with_junk(order, field, part, junk))
    assert header == but(**{field: getattr(header, field)})


@given(order=st.sampled_from(COLUMNS), field=some_cell, part=some_part, junk=st.sampled_from(JUNK))
def test_junk_in_a_column_moves_no_value(order: str, field: str, part: str, junk: str) -> None:
    """Values of a column may be lost, if nothing tells whose they are."""
    if (order, field, part) == ("columns", "application_received", "cell"):
        return  # a date at the end of the names, and as many dates after it as names
    header, _ = read(with_junk(order, field, part, junk))
    for name in NAMES:
        assert name == field or getattr(header, name) in (None, getattr(WANTED, name))


def test_a_date_of_two_figures_is_of_the_last_century_if_it_has_to_be() -> None:
    header, _ = read(ROWS.replace("05/06/2016", "5/6/98"))
    assert header == but(date_of_injury=date(1998, 5, 6))


def test_a_date_in_a_sentence_is_no_value() -> None:
    sentence = "On 1-20-2017 she was able to sit on the floor with her children for half an hour.\n"
    header, said = read(ROWS.replace("Application Received: 01/20/2017", "") + sentence)
    assert header == but(application_received=None)
    assert sorted(said) == ["missing", "text"]


def test_standard_elsewhere_is_no_priority() -> None:
    header, _ = read(ROWS.replace("Case", "Standard\nCase", 1).replace("Expedited", "Expidited"))
    assert header == but(priority=Priority.EXPEDITED)


@pytest.mark.parametrize(
    ("row", "over"),
    [
        (
            "Decision Date: 03/04/2017 UR Denial Date: 01/02/2017",
            "03/04/2017 01/02/2017\nDecision Date: UR Denial Date:",
        ),
        (
            "Date Assigned: 02/03/2017 Date of Injury: 05/06/2016",
            "02/03/2017 05/06/2016\nDate Assigned: Date of Injury:",
        ),
    ],
)
def test_a_line_of_names_may_follow_its_values(row: str, over: str) -> None:
    assert read(ROWS.replace(row, over)) == (WANTED, [])
