"""IMR103: an application that was received too late."""

from __future__ import annotations

from helpers.letters import SOUND
from helpers.rule_cases import Case, rule_test

from imrparse import LintConfig


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
