"""The limits of the header rules: the last correct day, and the first wrong one."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

import imrparse
from imrparse import Diagnostic, LintConfig

SOUND = (Path(__file__).parents[1] / "letters" / "sound.txt").read_text("utf-8")
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
