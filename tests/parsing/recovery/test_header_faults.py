"""Headers with faults: what is said of each, where, and which values are read nevertheless."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from helpers.header_tables import NAMES, ORDERS, REST, ROWS, WANTED

import imrparse

COLUMNS = ORDERS["columns"]
STRAY = "text that belongs to no part of the letter"
NAMELESS = "has no name in the header"


def missing(name: str) -> str:
    """The message on a name that is not there."""
    return f"the header's '{name}' is missing here"


def empty(name: str) -> str:
    """The message on a name without a value."""
    return f"the header's '{name}' has nothing after it"


def misspelt(name: str) -> tuple[str, str]:
    """A misspelt name, and the message on it. The others likewise."""
    return name, f"'{name}' is misspelt"


def doubled(name: str) -> tuple[str, str]:
    return name, f"'{name}' appears here a second time"


def nameless(value: str) -> tuple[str, str]:
    return value, f"'{value}' {NAMELESS}"


def mark(sign: str) -> tuple[str, str]:
    return sign, f"'{sign}' belongs to no cell of the header"


def faults(edits: dict[str, str], rows: str = ROWS) -> list[tuple[str, str]]:
    """The messages on a header that is read nevertheless, with what stands at their places.

    For a missing part that is the rest of its line, behind an ellipsis.
    """
    for old, new in edits.items():
        assert old in rows
        rows = rows.replace(old, new, 1)
    analysis = imrparse.analyze(rows + REST)
    assert analysis.determination.header == WANTED
    text = rows + REST
    return [
        (
            text[slice(*one.span)] or f"...{text[one.span.start :].partition(chr(10))[0]}",
            one.message,
        )
        for one in analysis.diagnostics
    ]


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        # Names
        ({"Application": "Applications"}, [misspelt("Applications")]),
        ({"Application Received:": "Received:"}, [misspelt("Received:")]),
        ({"Priority:": "Priority::"}, [misspelt("Priority::")]),
        (
            {"Date of Injury:": "DOI:", "Priority:": "DOI: 01/01/2011\nPriority:"},
            [("DOI:", "'DOI:' is not a name of the header"), doubled("DOI:")],
        ),
        ({"Priority:": "DOI: 01/01/2011\nPriority:"}, [("DOI: 01/01/2011", STRAY)]),
        (
            {"Priority:": "see Prority"},
            [("see Prority", "'see Prority' is not a name of the header")],
        ),
        # Text, values and marks that stand together are one text.
        ({"CM17": "# CM17"}, [("#", STRAY)]),
        ({"Priority:": "Dear Sir\nor Madam\nPriority:"}, [("Dear Sir\nor Madam", STRAY)]),
        ({"Priority:": "Dear Sir 05/05/2015\nPriority:"}, [("Dear Sir 05/05/2015", STRAY)]),
        ({"Priority:": "05/05/2015 Dear Sir\nPriority:"}, [("05/05/2015 Dear Sir", STRAY)]),
        (
            {"Priority:": "Dear Sir\n05/05/2015\nPriority:"},
            [("Dear Sir", STRAY), nameless("05/05/2015")],
        ),
        (
            {"Priority:": "05/05/2015 06/06/2015\nPriority:"},
            [nameless("05/05/2015"), nameless("06/06/2015")],
        ),
        (
            {"Priority:": "Dear | Sir\nPriority:", "03/04/2017 U": "03/04/2017 ~ U"},
            [mark("~"), ("Dear | Sir", STRAY)],
        ),
        ({"Priority:": f"Dear Sir{' ' * 40}~\nPriority:"}, [("Dear Sir", STRAY)]),
        ({"Priority:": f"Dear Sir{' ' * 41}~\nPriority:"}, [("Dear Sir", STRAY), mark("~")]),
        # Dates in a sentence are no values.
        (
            {"Priority:": "05-05-2016 and 06-06-2016\nPriority:"},
            [("05-05-2016 and 06-06-2016", STRAY)],
        ),
        # Values without their names
        (
            {"Decision Date: ": "", "Priority: ": ""},
            [
                ("...03/04/2017 UR Denial Date: 01/02/2017", missing("Decision Date:")),
                ("...Expedited Application Received: 01/20/2017", missing("Priority:")),
            ],
        ),
        (
            {"Decision Date: ": "77 "},
            [
                ("77", STRAY),
                ("...03/04/2017 UR Denial Date: 01/02/2017", missing("Decision Date:")),
            ],
        ),
        (
            {"Case": "Expedited\nCase", "Priority: Expedited": "Priority:"},
            [("Expedited", "'Expedited' was taken for 'Priority:', which is not beside it")],
        ),
        (
            {"Priority: Expedited": "Priority:", "01/20/2017": "01/20/2017\nExpedited"},
            [("Expedited", "'Expedited' was taken for 'Priority:', which is not beside it")],
        ),
        ({"Priority: Expedited": "Priority: Expedited Standard"}, [nameless("Standard")]),
        # The case number may lack a letter.
        (
            {"CM17-0900001": "C17-0900001"},
            [
                (
                    "C17-0900001",
                    "'C17-0900001' is not a case number (CM, the year, a hyphen, seven digits)",
                )
            ],
        ),
    ],
)
def test_nothing_is_lost_by_these_faults(
    edits: dict[str, str], told: list[tuple[str, str]]
) -> None:
    assert faults(edits) == told


ONE_COLUMN = (
    "Case Number:\nDate Assigned:\nDate of Injury:\nDecision Date:\nUR Denial Date:\nPriority:\n"
    "Application Received:\n"
    "CM17-0900001\n02/03/2017\n05/06/2016\n03/04/2017\n01/02/2017\nExpedited\n01/20/2017\n"
)


@pytest.mark.parametrize(
    ("rows", "edits", "told"),
    [
        (ONE_COLUMN, {}, []),
        (
            ONE_COLUMN,
            {"Date of Injury:\n": ""},
            [("...UR Denial Date:", missing("Date of Injury:"))],
        ),
        (
            "Case Number:\nPriority:\nCM17-0900001\n02/03/2017\n03/04/2017\nExpedited\n"
            "Date of Injury: 05/06/2016\nUR Denial Date: 01/02/2017\n"
            "Application Received: 01/20/2017\n",
            {},
            [
                ("...Priority:", missing("Date Assigned:")),
                ("...UR Denial Date: 01/02/2017", missing("Decision Date:")),
            ],
        ),
        (COLUMNS, {"Date Assigned:\n": "Date Assigned:\nDear Sir\n"}, [("Dear Sir", STRAY)]),
        (COLUMNS, {"UR Denial Date:\n": "UR Denial Date:\nDear Sir\n"}, [("Dear Sir", STRAY)]),
        (COLUMNS, {"UR Denial Date:\n": "UR Denial Date:\n05/05/2015\n"}, [nameless("05/05/2015")]),
        (COLUMNS, {"Priority:\n": "Priority:\nDate Assigned:\n"}, [doubled("Date Assigned:")]),
        (
            COLUMNS,
            {"Date Assigned:\n": "", "Priority:\n": ""},
            [
                ("...Decision Date:", missing("Date Assigned:")),
                ("...CM17-0900001", missing("Priority:")),
            ],
        ),
        (
            COLUMNS,
            {"Date Assigned:\n": "", "Decision Date:\n": ""},
            [
                ("...Priority:", missing("Date Assigned:")),
                ("...Priority:", missing("Decision Date:")),
            ],
        ),
        (COLUMNS, {"UR Denial Date:\n": ""}, [("...Application", missing("UR Denial Date:"))]),
        (
            COLUMNS,
            {"Case Number:\n": "", "Application\nReceived:\n": ""},
            [
                ("...Date Assigned:", missing("Case Number:")),
                ("...05/06/2016", missing("Application Received:")),
            ],
        ),
    ],
)
def test_a_column_that_is_not_whole(
    rows: str, edits: dict[str, str], told: list[tuple[str, str]]
) -> None:
    """Its values answer to the names nevertheless."""
    assert faults(edits, rows) == told


@pytest.mark.parametrize(
    ("edits", "unread", "told"),
    [
        ({"Expedited": "x" * 40}, ["priority"], [f"'{'x' * 40}' is not a priority"]),
        (  # too long for a value
            {"Expedited": "x" * 41},
            ["priority"],
            [STRAY, empty("Priority:")],
        ),
        (  # a label of its own
            {"Expedited": "Foo: bar"},
            ["priority"],
            [STRAY, empty("Priority:")],
        ),
        (
            {"CM17-0900001": "CM17-09000011"},
            ["case_number"],
            ["'CM17-09000011' is not a case number (CM, the year, a hyphen, seven digits)"],
        ),
        (
            {"CM17-0900001": "12345"},
            ["case_number"],
            ["'12345' is not a case number (CM, the year, a hyphen, seven digits)"],
        ),
        ({"Expedited": "3"}, ["priority"], ["'3' is not a priority"]),
        # What stands right behind a value belongs to it.
        (
            {"CM17-0900001": "CM17-09001*note"},
            ["case_number"],
            ["'CM17-09001*note' is not a case number (CM, the year, a hyphen, seven digits)"],
        ),
        (
            {"05/06/2016": "31/12/2016(amended)"},
            ["date_of_injury"],
            ["'31/12/2016(amended)' is not a calendar date (MM/DD/YYYY)"],
        ),
        (
            {"05/06/2016": "Maytember 6, 2016"},
            ["date_of_injury"],
            ["'Maytember 6, 2016' is not a calendar date (MM/DD/YYYY)"],
        ),
        (
            {"Date Assigned: 02/03/2017 Date of Injury: 05/06/2016\n": ""},
            ["date_assigned", "date_of_injury"],
            [missing("Date Assigned:"), missing("Date of Injury:")],
        ),
        (
            {"\nPriority: Expedited Application Received: 01/20/2017": ""},
            ["priority", "application_received"],
            [missing("Priority:"), missing("Application Received:")],
        ),
        (  # Where a value stands in a sentence it is not taken for the one that is missing.
            {"Case": "Dear Sir, Expedited please\nCase", "Priority: Expedited": "Priority:"},
            ["priority"],
            [STRAY, empty("Priority:")],
        ),
    ],
)
def test_the_other_values_are_read(
    edits: dict[str, str], unread: list[str], told: list[str]
) -> None:
    rows = ROWS
    for old, new in edits.items():
        rows = rows.replace(old, new, 1)
    analysis = imrparse.analyze(rows + REST)
    assert [one.message for one in analysis.diagnostics] == told
    none: dict[str, Any] = dict.fromkeys(unread)
    assert analysis.determination.header == evolve(WANTED, **none)


@pytest.mark.parametrize(("year", "meant"), [("49", 2049), ("50", 1950)])
def test_two_figures_of_a_year(year: str, meant: int) -> None:
    rows = ROWS.replace("05/06/2016", f"05/06/{year}")
    found = imrparse.analyze(rows + REST).determination.header
    assert found == evolve(WANTED, date_of_injury=date(meant, 5, 6))


def test_a_lone_value_tells_nothing_without_names() -> None:
    analysis = imrparse.analyze("CM17-0900001\n" + REST)
    names = " ".join(name for words in NAMES.values() for name in words)
    assert [(one.span.start, one.message) for one in analysis.diagnostics] == [
        (0, f"the header's '{names}' is missing here"),
        (0, f"'CM17-0900001' {NAMELESS}"),
    ]


def test_a_lone_name_lacks_its_value_and_the_others() -> None:
    analysis = imrparse.analyze("Case Number:\n" + REST)
    absent = [" ".join(words) for words in NAMES.values()][1:]
    assert [one.message for one in analysis.diagnostics] == [
        *(missing(name) for name in absent),
        empty("Case Number:"),
    ]
    assert {one.span.start for one in analysis.diagnostics} == {14}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        *(("Decision Date:", wrong) for wrong in ("Decision Date[AD1]:", "Decision Date/Time:")),
        *(("Case Number:", wrong) for wrong in ("Case Number is", "CASE NUMBER")),
        *(
            ("Date Assigned:", wrong)
            for wrong in ("Date Assigned (MM/DD/YYYY):", "Date Assigned colon")
        ),
        *(("Date of Injury:", "\u00abDate_of_Injury\u00bb:"), ("Priority:", "Priority Status:")),
        *(("Priority:", wrong) for wrong in ("see Prority", "Prority as told:")),
    ],
)
def test_what_stands_beside_a_name_is_one_fault_of_it(right: str, wrong: str) -> None:
    (found,) = faults({right: wrong})
    assert wrong.rstrip(":") in found[0]
    text = ROWS.replace(right, wrong, 1) + REST
    assert imrparse.fix(text, unsafe=True).text == ROWS + REST


@pytest.mark.parametrize(
    "form", ["{}\\{}\\{}", "{}|{}|{}", "{} slash {} slash {}", "<b>{}/{}/{}</b>", "{}/{}/{}[AD1]"]
)
def test_dates_with_other_marks(form: str) -> None:
    """They are the dates that they can only be, and what stands around them is one fault."""
    value = "01/20/2017"
    assert len(faults({value: form.format(*value.split("/"))})) == 1


@pytest.mark.parametrize("form", ["CM20{}-{}", "MC{}-{}", "CM{} dash {}", "<b>CM{}-{}</b>"])
def test_case_numbers_with_other_marks(form: str) -> None:
    assert len(faults({"CM17-0900001": form.format("17", "0900001")})) == 1


def test_a_table_that_stands_there_twice_is_one_fault() -> None:
    analysis = imrparse.analyze(ROWS + ROWS + REST)
    assert analysis.determination.header == WANTED
    assert len(analysis.diagnostics) == 1


def test_another_number_is_no_second_case_number() -> None:
    assert len(faults({"Priority:": "WCAB Number: ADJ1234567\nPriority:"})) == 1
