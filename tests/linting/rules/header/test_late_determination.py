"""IMR104: a decision that was made too late."""

from __future__ import annotations

from helpers.rule_cases import Case, rule_test


def assigned(date: str, decided: str, priority: str = "Standard") -> Case:
    return Case(
        {
            "Date Assigned: 11/18/2016": f"Date Assigned: {date}",
            "Decision Date: 12/14/2016": f"Decision Date: {decided}",
            "Priority: Standard": f"Priority: {priority}",
        }
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
