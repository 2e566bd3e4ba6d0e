"""Lint rules on what a letter states twice: in the summary, the request and the rationale."""

from __future__ import annotations

from helpers.rule_cases import (
    FINDINGS,
    concluding,
    edits,
    issue,
    naming,
    partly_authorized,
    rule_test,
    sentences,
    telling,
)

# IMR110: requests that are dated after the decision on them.

test_request_after_denial = rule_test(
    "IMR110",
    *sentences(
        "The Request for Authorization form was received on «10/25/2016».",
        "A request for authorization dated «October 22, 2016» was noted.",
        "On «10/25/2016», the Request for Authorization named an arthroscopy.",
        "The RFA was signed on 10/12/2016.",
        "After the appeal a new request for authorization was received on 10/25/2016.",
        "On 10/25/2016 he was seen again.",
    ),
)


# IMR401: an answer with which a rationale begins.

test_opposite_answer = rule_test(
    "IMR401",
    *(
        issue(f"MRI of the right knee without contrast: {decision}", f"{answer}{FINDINGS}{ends}")
        for decision, answer, ends in (
            ("Upheld", "«Yes», the request was made in time. ", "It is not medically necessary."),
            ("Overturned", "«No», the request was made late. ", "It is medically necessary."),
            ("Upheld", "No, the request was made late. ", "It is not medically necessary."),
            ("Overturned", "Yes, the request was made. ", "It is medically necessary."),
        )
    ),
)


# IMR402: a guideline that quotes the words of a conclusion is none.

test_quoted_conclusion = rule_test(
    "IMR402",
    *concluding(
        "Upheld",
        "The MTUS speaks of services that may also be medically necessary in the home.«»",
        "The findings are normal.«»",
        "The MRI is not medically necessary.",
        "The MTUS speaks of what may also be necessary. The MRI is not medically necessary.",
    ),
)


# IMR405: another item in quotation marks, after "this request for", or with the same directions.

test_other_item = rule_test(
    "IMR405",
    *naming("Salonpas pad #60", '"«Terocin patch #60»"', '"Salonpas pad #60"'),
    *telling(
        "Acupuncture, 8 sessions",
        "Given the size of this request for «physical therapy», which is high, a trial is enough.",
        "Given the size of this request for acupuncture, which is high, a trial is enough.",
    ),
)


# IMR406: a strength that changes in the request, and changes back.

test_strength_in_between = rule_test(
    "IMR406",
    *naming(
        partly_authorized(
            "Ibuprofen 600mg #90 with 2 refills",
            "Ibuprofen «800mg» #90",
            "2 refills of Ibuprofen 600mg",
        ),
        "ibuprofen",
    ),
    *naming(
        partly_authorized(
            "Ibuprofen 600mg #90 with 2 refills",
            "Ibuprofen «400mg» #90",
            "2 refills of Ibuprofen 600mg",
        ),
        "ibuprofen",
    ),
    *naming(
        partly_authorized(
            "Ibuprofen 600mg #90 with 2 refills",
            "Ibuprofen 600mg #90",
            "2 refills of Ibuprofen 600mg",
        ),
        "ibuprofen",
    ),
    *naming(
        partly_authorized("Ibuprofen 600mg", "Ibuprofen 400mg", "Ibuprofen 600mg"), "ibuprofen"
    ),
)


# IMR408: a requested level of the spine on the other side.

test_side_of_a_level = rule_test(
    "IMR408",
    *telling(
        "Right L4 epidural steroid injection",
        "There is no sign of radiculopathy at «left L4».",
        "There is a sign of it at «Left L4».",
        "There is a sign of it at right L4, and none at left S1.",
        "There is no sign of it.",
    ),
)


# IMR409: the one number in which the parts of a request differ.

test_divided_hours = rule_test(
    "IMR409",
    *(
        issue(
            partly_authorized(
                *(f"Home aide {hours} hours per day, 5 days a week" for hours in parts)
            )
            + ": Upheld",
            f"{FINDINGS}The request for a home aide is not medically necessary.",
        )
        for parts in (("12", "6", "«5»"), ("12", "8", "«5»"), ("12", "6", "6"), ("12", "9", "3"))
    ),
)


# IMR411: totals of visits.

test_total_differs = rule_test(
    "IMR411",
    *naming("Acupuncture, 2 times a week for 6 weeks («10 sessions»)", "acupuncture"),
    *naming("Physical therapy 3 times a week for 4 weeks («10 visits»)", "physical therapy"),
    *naming("Acupuncture, 2 times a week for 6 weeks (12 sessions)", "acupuncture"),
    *naming("Acupuncture, 2-3 times a week for 6 weeks (12 sessions)", "acupuncture"),
    *naming("Norco 10/325mg twice a day for 14 days #40", "Norco"),
    *naming("Norco 10/325mg #«60 (ninety)»", "Norco"),
    *naming("Acupuncture, «six (8)» sessions", "acupuncture"),
    *naming("Norco 10/325mg #60 (sixty)", "Norco"),
)


# IMR412: requests that the summary restates.


def _restating(*said: str) -> list[dict[str, str]]:
    asked = {"Post-operative crutches: Upheld": "MRI of the right knee without contrast: Upheld"}
    before = "An MRI of 08/02/2016 showed"
    return [asked | {before: f"{one} {before}"} for one in said]


test_restated_request = rule_test(
    "IMR412",
    *_restating(
        "UR denied the request for MRI of the «left» knee without contrast.",
        "The MRI of the right knee without contrast was denied.",
        "MRI of the left knee without contrast was done.",
        "UR denied the request for MRI of the right knee with contrast.",
    ),
    *edits(
        "An MRI of 08/02/2016 showed",
        "UR denied the request for Associated surgical service: Cold therapy unit, «10» day "
        "rental. An MRI of 08/02/2016 showed",
        "UR certified a Cold therapy unit, 5 day rental, as requested. An MRI of 08/02/2016 showed",
        "UR denied the request for Physical therapy for the lumbar spine, 8 sessions. An MRI of "
        "08/02/2016 showed",
    ),
)


# IMR413: requests that the utilization review approved, as the summary says.

test_approved_request = rule_test(
    "IMR413",
    *edits(
        "On 10/20/2016, Utilization Review denied or modified the requests below.",
        "On 10/20/2016, Utilization Review «certified» the requests below.",
        "The Utilization Review (10/20/2016) «approved» the request for arthroscopy.",
        "On 10/20/2016, Utilization Review certified one request, and denied the others.",
        "On 10/20/2016, Utilization Review approved 8 sessions of physical therapy.",
        "On 10/20/2016, Utilization Review non-certified the requests below.",
        "On 10/20/2016, Utilization Review partially approved the requests below.",
        "An earlier Utilization Review approved the request for X-rays.",
    ),
)
