"""IMR105: years in which such an event can't have happened."""

from __future__ import annotations

from helpers.rule_cases import rule_test

INJURED = "a 44 year old male who sustained an industrial injury on 05/09/2014"

test_implausible_year = rule_test(
    "IMR105",
    {"Date Assigned: 11/18/2016": "Date Assigned: «11/18/2061»"},
    {"Application Received: 11/07/2016": "Application Received: «11/07/1017»"},
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
