"""IMR102: dates of the header that are out of order."""

from __future__ import annotations

from helpers.rule_cases import rule_test

test_date_order = rule_test(
    "IMR102",
    {"Decision Date: 12/14/2016": "Decision Date: «11/15/2016»"},
    {"Application Received: 11/07/2016": "Application Received: «10/12/2016»"},
    # Two equal dates are in order.
    {"Date Assigned: 11/18/2016": "Date Assigned: 11/07/2016", "12/14/2016": "11/07/2016"},
    {"Application Received: 11/07/2016": "Application Received: 10/20/2016"},
)
