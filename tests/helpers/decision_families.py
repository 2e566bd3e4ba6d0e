"""Families of edited letters for the rules on decisions: the words that matter, combined.

Each family gives letters by their titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpers.letters import SOUND
from helpers.lint_letters import decided, endings, rationales
from helpers.phrase_families import combined, listed
from helpers.rule_cases import FINDINGS, partly_authorized


def conclusions() -> Iterator[Mapping[str, str]]:
    """Statements of necessity, in other clauses and after other words."""
    clauses = combined(
        "{before}{subject} {says}{after}",
        before=["", "As he is better, ", "If he is better, ", "He said that "],
        subject=["the request for an MRI", "it", "a brace"],
        says=["is not medically necessary", "was denied"],
        after=[".", ", and he may come back.", ". However, he was better.", " in such cases."],
    )
    yield endings("MRI of the right knee", "Overturned", clauses)
    yield endings(
        "MRI of the right knee",
        "Upheld",
        combined(
            "{first}{says}",
            first=[
                "",
                "Yes. ",
                "No, ",
                "The criteria are met. ",
                "He does not meet the criteria. ",
            ],
            says=listed(
                """
The request is medically necessary.
The request is not medically necessary.
The request is not supported.
The guidelines do not support it.
The denial is upheld.
The UR decision is overturned and the request is certified.
He is better. He was seen. He went home.
He is better
An MRI of the knee is medically necessary. However, it is not.
An MRI is medically necessary; a brace is not medically necessary.
"""
            ),
        ),
    )


PARTS = [
    *("right knee", "left knee", "both knees", "knee", "left hip", "hip", "neck", "low back"),
    *("L4-5", "right L4-5", "L3-4", "left hand", "leg", "lumbar spine", "cervical spine"),
]


def parts() -> Iterator[Mapping[str, str]]:
    """Parts of the body that a request, a rationale and a partial authorization name."""
    for request in ("MRI of the left knee", "MRI of the lumbar spine", "Left L4-5 injection"):
        yield endings(
            request,
            "Upheld",
            [f"The request for an MRI of the {part} is not medically necessary." for part in PARTS],
        )
        yield rationales(request, [f"He has pain of the {part}." for part in PARTS])
    for request in ("MRI of the left knee and right hip", "MRI of the left knee and left hip"):
        says = combined(
            "The {part} is stiff.", part=["right knee", "left hip", "right hip", "neck", "hip"]
        )
        yield rationales(request, says)
    yield rationales(
        "MRI of the left knee",
        combined(
            "{before}{part}{after}",
            before=["The right hip is stiff. The ", "Guidelines on the ", "Red flags warrant it: "],
            part=["right knee", "neck", "left leg and right knee"],
            after=[" is stiff.", " hurts the worker.", " was examined. The left knee is stiff."],
        ),
    )
    yield {
        f"{asked} / {given} / {left}": decided(
            partly_authorized(asked, given, left),
            f"{FINDINGS}The request is not medically necessary.",
        )
        for asked in ("MRI of the left knee", "MRI of both knees")
        for given in ("MRI of the knee", "MRI of the right knee")
        for left in ("MRI of the left knee", "MRI of the hip", "MRI of the right knee")
    }


def amounts() -> Iterator[Mapping[str, str]]:
    """Amounts of a request, and others in its rationale."""
    for request in (
        "Massage, 12 sessions",
        "Massage 2 times a week for 6 weeks",
        "Massage 2x6",
        "Massage 6 hours a day for 4 days",
        "Norco 10/325mg #60",
        "Norco 10mg, 60 tablets",
        "Lidocaine 5% patch #30",
    ):
        name = request.split()[0].strip(",")
        yield endings(
            request,
            "Upheld",
            combined(
                "The request for {name} {amount} is not medically necessary.",
                name=[name],
                amount=listed(
                    """
12 sessions
8 sessions
12 visits
6-8 visits
2x6
6x2
2x4
twice a week
3 times a week for 6 weeks
2 times a week for 4 weeks
6 weeks
#60
#30
#90, 10/325mg
5mg
5/325mg
10mg/325mg
0.5%
5 % #30
120
"""
                ),
            ),
        )
        yield rationales(
            request,
            combined(
                "{text}",
                text=[
                    *(f"{name} #90 was prescribed.", f"He took {name} 5/325mg #90 before."),
                    *(f"{name} 5/325mg is used.", f"{name} 10/325mg and {name} 5/325mg are used."),
                    *("An additional 8 sessions exceed the guideline.", f"He uses {name} 3%."),
                    "Up to 10 visits are allowed, and 14 additional sessions exceed this.",
                    "The guideline allows 14 additional sessions, and more exceed it.",
                    "The guideline recommends up to 8 additional sessions, which would exceed it.",
                    "The additional 12 sessions exceed what is recommended.",
                ],
            ),
        )


def divided() -> Iterator[Mapping[str, str]]:
    """Amounts of partial authorizations that add up, or do not."""
    rationale = f"{FINDINGS}The request is not medically necessary."
    for asked, given, left in (
        ("Massage, 12 sessions", "Massage, 8 sessions", "Massage, 4 sessions"),
        ("Massage, 12 sessions", "Massage, 8 sessions", "Massage, 5 sessions"),
        ("Massage, 12 sessions", "Massage, 8 visits", "Massage, 5 visits"),
        ("Massage, 12 sessions", "Massage, 8 hours", "Massage, 5 sessions"),
        ("Massage, 12-14 sessions", "Massage, 8 sessions", "Massage, 5 sessions"),
        ("Massage 2 times a week for 6 weeks", "Massage, 8 visits", "Massage, 4 visits"),
        ("Massage 2 times a week for 6 weeks", "Massage, 8 visits", "Massage, 5 visits"),
        ("Massage for 6 weeks", "Massage for 4 weeks", "Massage for 3 weeks"),
        ("Massage for 6 weeks", "Massage for 4 weeks", "Massage for 2 weeks"),
        ("Aide 6 hours per day", "Aide 4 hours per day", "Aide 3 hours per day"),
        ("Aide 6 hours per day", "Aide 4 hours per day", "Aide 2 hours per day"),
        ("Aide 6 hours per day", "Aide 4 hours each day", "Aide 3 hours per day"),
        ("Norco 10mg #60", "Norco 10mg #40", "Norco 5mg #20"),
        ("Norco 10mg #60", "Norco 5mg #40", "Norco 10mg #20"),
        ("Norco 10mg #60", "Norco 10mg #40", "Norco 10mg #30"),
        ("Norco 15mg", "Norco 5mg", "Norco 10mg"),
        ("Norco 15mg", "Norco 5mg", "Norco 5mg"),
        ("Norco 15mg #60, 2 refills", "Norco 15mg #60", "Norco 15mg #60"),
        ("Norco 10mg", "Norco 5mg", "Norco 10mg tablets"),
    ):
        text = partly_authorized(asked, given, left)
        yield {f"{asked} / {given} / {left}": decided(text, rationale)}
        yield {f"{asked} / {given} / {left}, no verb": decided(text.removesuffix(" is"), rationale)}


def other_requests() -> Iterator[Mapping[str, str]]:
    """Conclusions on what other issues request."""
    requests = ("Norco 10/325mg #60", "Knee brace", "MRI of the lumbar spine", "Urine drug screen")
    for request in requests:
        yield endings(
            request,
            "Upheld",
            combined(
                "{words}",
                words=listed(
                    """
The request for a cold therapy unit is not medically necessary.
The request for Norco is not medically necessary.
The request for naproxen is not medically necessary.
The request for a knee brace is not medically necessary.
The request for \u201ca lumbar MRI\u201d is not medically necessary.
The requests for physical therapy and arthroscopy are not medically necessary.
Arthroscopy of the left knee was done. The request is not medically necessary.
Cold therapy units are used after surgery. The request is not medically necessary.
Crutches and a cold therapy unit help. The requests are not medically necessary.
The request is for physical therapy. It is not medically necessary.
The requested arthroscopy with partial medial meniscectomy is not medically necessary.
"""
                ),
            ),
            letter=SOUND,
        )
