"""IMR107: different dates of the utilization review in the summary and the header."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test

test_denial_date_differs = rule_test(
    "IMR107",
    *edits(
        "On 10/20/2016, Utilization Review denied or modified the requests below.",
        "On «10/24/2016», Utilization Review denied the requests below.",
        # the year has a typing error
        "On «10/20/2015», Utilization Review denied the requests below.",
        "In a utilization review report dated «October 24, 2016», surgery was not approved.",
        "The Utilization Review («10-24-2016») denied the request for surgery.",
        # Another review, and a date that is not that of the decision
        "On 03/02/2016, Utilization Review denied the requests below.",
        "On 10-20-2016 utilization review denied them. An earlier utilization review of 08-02-2016 "
        "had approved them.",
        "On 10-11-2016 the provider asked for surgery, which was denied.",
        "The report was sent for utilization review on 10/17/2016.",
    ),
)
