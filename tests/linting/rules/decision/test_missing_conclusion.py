"""IMR402: rationales that do not say whether the treatment is medically necessary."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, rule_test

test_missing_conclusion = rule_test(
    "IMR402",
    *edits(
        "The request for a cold therapy unit is not medically necessary.",
        "Ice packs come at no cost.«»",
        "The ODG does not recommend such units.«»",
        "Certification of the request is not recommended.",
        "I agree with the utilization review.",
        "A cold therapy unit is not medically indicated here.",
        "It seems hardly to be of any medical necessity to him.",
    ),
    issue(
        "Cold therapy unit, 7 day rental: Upheld",
        "The MTUS does not speak of such units. The ODG supports them for up to seven days after "
        "an operation of the shoulder, but not where the wound is small. The surgeon plans two "
        "portals only. Ice packs will serve as well, and cost less.«»",
    ),
    issue(
        "Eight physical therapy sessions for the left ankle: Upheld",
        "The MTUS recommends active therapy that fades into exercises at home, with some ten "
        "visits for myalgia. She has been taught stretches for the calf and does them twice a day. "
        "No goal is stated that more supervision would help her to reach.«»",
    ),
    issue(
        "Lumbar epidural steroid injection, left L5-S1: Upheld",
        "Here the reflexes are equal and no image has been taken. Based on the above, "
        "certification cannot be recommended; the request is not supported by the guidelines.",
    ),
    issue(
        "Gabapentin 300mg #90: Overturned",
        "The worker has burning pain of the left leg, and has tried no such medication. Medical "
        "necessity of the requested gabapentin has been established.",
    ),
    issue(  # It begins with its conclusion.
        "Hand therapy, right, twelve visits: Upheld",
        "The request is not medically necessary. MTUS allows 8-10 visits for myalgia and "
        "neuralgia. The treater does not say why the patient could not go on with putty and tendon "
        "gliding at home.",
    ),
)
