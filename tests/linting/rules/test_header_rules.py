"""Lint rules of the group header: their findings, and what they leave alone."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from helpers.letters import SOUND, SOUND_2014, SOUND_2015
from helpers.rule_cases import Case, edits, rule_test

import imrparse
from imrparse import Diagnostic, LintConfig

# IMR101: a draft without a header table.


def without_header(letter: str) -> Case:
    header = letter[: letter.index("\n\n")]
    return Case({header: "", "HOW THE IMR": "«»HOW THE IMR"}, letter)


test_missing_header = rule_test(
    "IMR101",
    *map(without_header, (SOUND, SOUND_2014, SOUND_2015)),
    Case({}, SOUND_2014),
    Case({}, SOUND_2015),
)


# IMR102: dates of the header that are out of order.

test_date_order = rule_test(
    "IMR102",
    {"Decision Date: 12/14/2016": "Decision Date: «11/15/2016»"},
    {"Application Received: 11/07/2016": "Application Received: «10/12/2016»"},
    # The name of another cell in other words hides nothing but its own value.
    {
        "Case Number:": "«IMR009 Case No.:=?>Case Number:»",
        "Decision Date: 12/14/2016": "Decision Date: «11/15/2016»",
    },
    # Two equal dates are in order.
    {"Date Assigned: 11/18/2016": "Date Assigned: 11/07/2016", "12/14/2016": "11/07/2016"},
    {"Application Received: 11/07/2016": "Application Received: 10/20/2016"},
)


# IMR103: an application that was received too late.


def received(date: str, days: int = 30) -> Case:
    edits = {
        "Date Assigned: 11/18/2016": "Date Assigned: 12/14/2016",
        "Application Received: 11/07/2016": f"Application Received: {date}",
    }
    return Case(edits, SOUND, LintConfig(options={"late-application": {"days": days}}))


test_late_application = rule_test(
    "IMR103",
    received("«11/20/2016»"),  # the 31st day
    received("«11/23/2016»"),
    received("11/19/2016"),
    received("10/20/2016"),
    received("11/23/2016", days=34),
)


# IMR104: a decision that was made too late.


def assigned(date: str, decided: str, priority: str = "Standard") -> Case:
    return Case(
        {
            "Date Assigned: 11/18/2016": f"Date Assigned: {date}",
            "Decision Date: 12/14/2016": f"Decision Date: {decided}",
            "Priority: Standard": f"Priority: {priority}",
        },
        config=LintConfig(select=("IMR", "IMR104")),  # off by default
    )


test_late_determination = rule_test(
    "IMR104",
    assigned("11/18/2016", "«12/19/2016»"),  # the 31st day
    assigned("11/18/2016", "«12/29/2016»"),
    assigned("11/18/2016", "12/18/2016"),
    assigned("11/18/2016", "«11/22/2016»", priority="Expedited"),
    assigned("11/18/2016", "«11/26/2016»", priority="Expedited"),
    assigned("11/18/2016", "11/21/2016", priority="Expedited"),
)


# IMR105: years in which such an event can't have happened.

INJURED = "a 44 year old male who sustained an industrial injury on 05/09/2014"

test_implausible_year = rule_test(
    "IMR105",
    {"Date Assigned: 11/18/2016": "Date Assigned: «11/18/2061»"},
    {"Application Received: 11/07/2016": "Application Received: «11/07/1017»"},
    # Of such a date no days are counted, neither from it nor to it.
    {"Application Received: 11/07/2016": "Application Received: «11/07/2061»"},
    {
        "Date of Injury: 05/09/2014": "Date of Injury: «05/09/2104»",
        "UR Denial Date: 10/20/2016": "UR Denial Date: «10/20/1016»",
    },
    {
        "Date of Injury: 05/09/2014": "Date of Injury: 05/09/1978",
        INJURED: "a 63 year old male who sustained an industrial injury on 05/09/1978",
    },
    {
        "Date of Injury: 05/09/2014": "Date of Injury: 10/20/2016",
        INJURED: "a 44 year old male who sustained an industrial injury on 10/20/2016",
        "Application Received: 11/07/2016": "Application Received: 10/20/2016",
    },
)


# IMR106: different dates of injury in the summary and the header.

test_injury_date_differs = rule_test(
    "IMR106",
    *edits(
        "a 44 year old male who sustained an industrial injury on 05/09/2014, when he stepped",
        "a 44 year old male who sustained an industrial injury on «5-19-14», when he stepped",
        "a 44-year-old male with a «5/9/12» date of injury. He stepped",
        "a 44 year old male who sustained an industrial injury on May 9, 2014, when he stepped",
        "a 44 year old male whose knee was injured in «June of 2014». He stepped",
        "a 44 year old male whose knee was injured in May of 2014. He stepped",
        "a 44 year old male whose knee was injured in June 2014, on 5/9/14. He stepped",
    ),
    *edits(
        "an industrial injury on 05/09/2014,",
        "an industrial injury on «05/19/2014»,",
        "an industrial injury on 5-9-14,",
        # There may have been several injuries, or a cumulative one.
        "industrial injuries on 05/19/2012 and 05/09/2014,",
        "a cumulative trauma injury from 05/09/2013 to 05/09/2014, and one on 04/12/1998,",
    ),
)


# IMR107: different dates of the utilization review in the summary and the header.

test_denial_date_differs = rule_test(
    "IMR107",
    *edits(
        "On 10/20/2016, Utilization Review denied or modified the requests below.",
        "On «10/24/2016», Utilization Review denied the requests below.",
        # the year has a typing error
        "On «10/20/2015», Utilization Review denied the requests below.",
        "In a utilization review report dated «October 24, 2016», surgery was not approved.",
        "The Utilization Review («10-24-2016») denied the request for surgery.",
        "On «08/21/2016», Utilization Review denied the requests below.",
        "On 08/20/2016, Utilization Review denied the requests below.",  # more than 60 days before
        # Other words for the review
        "A prior denial was made on «10/24/2016».",
        "By letter of «10/24/2016» the claims administrator denied surgery.",
        "Prior review dated «10/24/2016» denied the request.",
        "The request was previously non-certified on «10/24/2016».",
        "This case has been previously reviewed and denied on «10/24/2016».",
        "It was denied in the previous determination letter, dated «10/24/2016».",
        "The utilization review, dated «10/24/2016», non-certified the request.",
        "The request was denied, with a decision date of «10/24/2016».",
        "According to utilization review dated «10/24/2016», surgery is not needed.",
        "The requested treatment was denied on «10/24/2016».",
        "The UR (utilization review board) denied certification on «10/24/2016».",
        "The claim was denied on 10/24/2016.",
        "Prior imaging on 10/24/2016 was normal, and a treatment on 10/25/2016 helped.",
        # Another review, and a date that is not that of the decision
        "On 03/02/2016, Utilization Review denied the requests below.",
        "On 10-20-2016 utilization review denied them. An earlier utilization review of 08-02-2016 "
        "had approved them.",
        "On 10-11-2016 the provider asked for surgery, which was denied.",
        "The report was sent for utilization review on 10/17/2016.",
    ),
    *edits(
        "Norco 10/325mg was prescribed for low back pain",
        "The utilization review denial dated «10/24/2016» said so. Norco was prescribed for pain",
        "The utilization review denial dated 10/20/2016 said so. Norco was prescribed for pain",
        "The utilization review denial dated 10/24/2015 said so. Norco was prescribed for pain",
    ),
)


# IMR108: an age that does not fit the date of injury.

test_implausible_age = rule_test(
    "IMR108",
    *edits(
        "a 44 year old male",  # injured two years before the decision
        "a «15 year old» male",
        "a 16 year old male",
        "a 17 year old male",
        "an 84 year old male",
        "a 92 year old male",
        "a «93 year old» male",
        "a «97 year old» male",
    ),
)


# IMR109: events before the injury.

test_event_before_injury = rule_test(
    "IMR109",
    *edits(
        "An MRI of 08/02/2016",
        "An MRI performed on «4/19/2014» and an x-ray",
        "An MRI of the left knee on «4/19/2014» and an x-ray",
        "He was seen on «01/05/2014», and an x-ray",
        "A prior MRI of 4/19/2014 and an x-ray",
        "He has a history of knee pain with an MRI of 4/19/2014, and an x-ray",
        "He has worked since 4/19/2014, and an x-ray",
        "An MRI of 5/9/2014 and an x-ray",
        "He has a cumulative injury. An MRI of 4/19/2014",
    ),
)


# The limits: the last correct day, and the first wrong one.

NAMES = {
    "assigned": "Date Assigned",
    "injury": "Date of Injury",
    "decision": "Decision Date",
    "denial": "UR Denial Date",
    "priority": "Priority",
    "received": "Application Received",
}


def found(today: datetime.date | None = None, age: int = 44, **values: str) -> list[Diagnostic]:
    """The findings of the header rules in the sound letter with other values.

    The summary has no dates, which would differ from the header's.
    """
    lines = SOUND.splitlines(keepends=True)
    for name, value in values.items():
        number = next(n for n, line in enumerate(lines) if line.startswith(NAMES[name]))
        lines[number] = f"{NAMES[name]}: {value}\n"
    text = "".join(lines).replace("44 year old", f"{age} year old")
    text = text.replace(" on 05/09/2014,", ",").replace("On 10/20/2016, Utilization", "Utilization")
    return list(imrparse.lint(text, LintConfig(select=("header", "IMR104"), date=today)))


def codes(today: datetime.date | None = None, age: int = 44, **values: str) -> list[str]:
    return [one.code for one in found(today, age, **values)]


@pytest.mark.parametrize(
    ("injury", "age", "expected"),
    [
        # 31 months before the decision: two years
        ("05/09/2014", 16, []),
        ("05/09/2014", 15, ["IMR108"]),
        ("05/09/2014", 92, []),
        ("05/09/2014", 93, ["IMR108"]),
        # ten years to the day, with three leap days in them
        ("12/14/2006", 24, []),
        ("12/14/2006", 23, ["IMR108"]),
    ],
)
def test_the_age_on_the_day_of_the_injury(injury: str, age: int, expected: list[str]) -> None:
    """Between 14 and 90 years, counted back from the age in the summary."""
    assert codes(injury=injury, age=age) == expected


@pytest.mark.parametrize(("injury", "age", "then"), [("05/09/2014", 15, 13), ("05/09/1999", 15, 0)])
def test_the_age_in_the_message(injury: str, age: int, then: int) -> None:
    (one,) = found(injury=injury, age=age)
    assert one.message == f"a worker of {age} would have been {then} when injured"


@pytest.mark.parametrize(
    ("received", "stated"),
    [
        ("11/19/2016", None),
        ("11/20/2016", "31 days"),
        ("11/24/2016", "35 days"),
        ("11/25/2016", "36 days"),
    ],
)
def test_the_days_for_filing(received: str, stated: str | None) -> None:
    """30 days from the denial on 10/20/2016, or 35 if it was mailed, which the hint mentions until
    then."""
    notes = found(received=received, assigned="12/01/2016")
    assert [one.code for one in notes] == ["IMR103"] * (stated is not None)
    for one in notes:
        assert f"received {stated} after the UR denial" in one.message
        assert one.hint
        assert ("5 more if the denial was served by mail" in one.hint) == (stated != "36 days")


@pytest.mark.parametrize(
    ("priority", "decision", "stated"),
    [
        ("Standard", "12/18/2016", None),
        ("Standard", "12/19/2016", "31 days"),
        ("Expedited", "11/21/2016", None),
        ("Expedited", "11/22/2016", "4 days"),
    ],
)
def test_the_days_for_a_determination(priority: str, decision: str, stated: str | None) -> None:
    """30 days from the assignment on 11/18/2016, or 3 for an expedited review."""
    notes = found(priority=priority, decision=decision)
    assert [one.code for one in notes] == ["IMR104"] * (stated is not None)
    for one in notes:
        assert f"the decision is {stated} after" in one.message
        assert one.hint
        assert f"the limit is {30 if priority == 'Standard' else 3} days" in one.hint


@pytest.mark.parametrize(
    ("values", "is_possible"),
    [
        ({"injury": "05/09/1940"}, True),
        ({"injury": "05/09/1939"}, False),
        ({"denial": "12/20/2013"}, True),
        ({"denial": "12/20/2012"}, False),
    ],
)
def test_the_years_of_an_injury_and_of_a_review(values: dict[str, Any], is_possible: bool) -> None:
    """Injuries since 1940 can be disputed; reviews began in 2013."""
    assert ("IMR105" in codes(**values)) != is_possible


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (datetime.date(2016, 12, 30), ["IMR105"]),
        (datetime.date(2016, 12, 31), []),  # it may be the first of January in another time zone
        (datetime.date(2017, 1, 1), []),
    ],
)
def test_a_decision_of_tomorrow_is_plausible(today: datetime.date, expected: list[str]) -> None:
    assert codes(today, decision="01/01/2017", assigned="12/20/2016") == expected


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"received": "10/20/2016", "assigned": "10/20/2016", "decision": "10/20/2016"}, None),
        ({"assigned": "11/06/2016", "decision": "11/08/2016"}, "date assigned"),
        ({"decision": "11/17/2016"}, "decision date"),
        ({"denial": "11/08/2016"}, "application received"),
        ({"injury": "10/21/2016"}, "UR denial date"),
    ],
)
def test_the_order_of_the_dates(values: dict[str, Any], words: str | None) -> None:
    """Injury, denial, application, assignment, decision; two may be on the same day."""
    notes = found(**values)
    assert [one.code for one in notes] == ["IMR102"] * (words is not None)
    assert all(one.message.startswith(f"the {words} is before the ") for one in notes)
