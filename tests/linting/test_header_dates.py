"""Dates of the summary held against those of the header: what differs, and what only seems to."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse
from imrparse import LintConfig

INJURED = "an industrial injury on 05/09/2014,"
REVIEWED = "On 10/20/2016, Utilization Review"
GROUP = LintConfig(select=("header",))


def codes(right: str, wrong: str) -> list[str]:
    assert SOUND.count(right) == 1
    return [found.code for found in imrparse.lint(SOUND.replace(right, wrong), GROUP)]


@pytest.mark.parametrize(
    ("stated", "differs"),
    [
        ("an industrial injury on 05/19/2014,", True),
        ("industrial injuries on 05/19/2012 and 05/09/2014,", False),
        ("a cumulative trauma injury from 05/09/2013 to 05/09/2014, and one on 04/12/1998,", False),
        ("an industrial injury on 5-9-14,", False),
    ],
)
def test_the_date_of_injury(stated: str, differs: bool) -> None:
    assert codes(INJURED, stated) == ["IMR106"] * differs


@pytest.mark.parametrize(
    ("stated", "differs"),
    [
        ("On 10/24/2016, Utilization Review", True),
        ("On 10/20/2015, Utilization Review", True),  # the year is a slip
        ("On 03/02/2016, Utilization Review", False),  # an earlier review
        ("The report was sent for utilization review on 10/17/2016. It", False),
    ],
)
def test_the_date_of_the_review(stated: str, differs: bool) -> None:
    assert codes(REVIEWED, stated) == ["IMR107"] * differs
