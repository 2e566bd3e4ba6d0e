"""Lint rules on what a letter says of times: the case number's year, the age of the injury."""

from __future__ import annotations

from helpers.letters import SOUND_2014
from helpers.rule_cases import Case, edits, rule_test, sentences

# IMR111: the year in the case number.

test_case_year = rule_test(
    "IMR111",
    *edits("CM16-0902277", "CM«61»-0902277", "CM«06»-0902277", "CM«17»-0902277"),
    # The application came in the last days of a year, or the decision in the next.
    {
        "CM16-0902277": "CM17-0902277",
        "Application Received: 11/07/2016": "Application Received: 11/10/2016",
        "Date Assigned: 11/18/2016": "Date Assigned: 01/04/2017",
        "Decision Date: 12/14/2016": "Decision Date: 01/20/2017",
    },
    # Another rule tells that these dates are out of order.
    {"Decision Date: 12/14/2016": "Decision Date: «IMR102 12/14/2015»"},
    Case({}, SOUND_2014),
)


# IMR112: the years since the injury.

test_injury_age = rule_test(
    "IMR112",
    *sentences(
        "«The injury is now more than nine years old».",
        "«The industrial injury occurred 12 years ago».",
        "The injury is now more than two years old.",
        "The injury was 3 years ago.",
        # What is old here is not this injury.
        "The knee replacement is nine years old.",
        'He said that "the injury is nine years old."',
    ),
)


# IMR109 and IMR110: visits before the injury, requests after the review.

test_visit_before_injury = rule_test(
    "IMR109",
    *sentences(
        "On «9-22-2013», the injured worker returned for follow-up.",
        "On «9-22-2013», he was given a first injection for this.",
        "On 9-22-2014, the injured worker returned for follow-up.",
        "On 9-22-2013, he underwent a previous arthroscopy.",
    ),
)

test_reviewed_request = rule_test(
    "IMR110",
    *sentences(
        "The request for authorization that was reviewed is dated «10/25/2016».",
        "The request for authorization under review was received on «10/25/2016».",
        "The request for authorization that was reviewed is dated 10/15/2016.",
        "An appeal of the request for authorization is dated 10/25/2016.",
    ),
)


# IMR721: ages in other words.

test_age_in_years = rule_test(
    "IMR721",
    *sentences(
        "The injured worker is now «64» years of age and wishes to return to work.",
        "The patient is currently «31» years of age.",
        "The injured worker is now 45 years of age.",
        "His son is 12 years of age.",
    ),
)
