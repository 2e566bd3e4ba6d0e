"""Lint rules of the group header: their findings, and what they leave alone."""

from __future__ import annotations

from helpers.letters import SOUND, SOUND_2014, SOUND_2015
from helpers.rule_cases import Case, edits, rule_test

from imrparse import LintConfig

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
        "a 44 year old male whose knee was injured in June of 2014. He stepped",
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
