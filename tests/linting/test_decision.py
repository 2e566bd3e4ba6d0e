"""What the rules on decisions object to, and what resembles it and is right."""

from __future__ import annotations

import pytest
from decision_letter import (
    COLD,
    FIXED,
    FOR_THE_BACK,
    FOUR_SESSIONS,
    KNEE,
    NORCO,
    NORCO_DENIED,
    NORCO_TAKEN,
    found,
)

from helpers.letters import SOUND

import imrparse


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        (KNEE, "The left knee arthroscopy is thus medically necessary.", ["IMR401"]),
        (KNEE, "As such, the UR decision is overturned.", ["IMR401"]),
        (KNEE, "If locking recurs, arthroscopy may be medically necessary. " + KNEE, []),
        (COLD, "Ice packs come at no cost.", ["IMR402"]),
        (COLD, "Certification of the request is not recommended.", []),
        (COLD, "I agree with the utilization review.", []),
        (COLD, "A cold therapy unit is not medically indicated here.", []),
        (COLD, "The ODG does not recommend such units.", ["IMR402"]),
        (COLD, "It seems hardly to be of any medical necessity to him.", []),
        (FIXED, "It is not medically necessary.", ["IMR403"]),
        (NORCO, "Left knee arthroscopy with partial medial meniscectomy", ["IMR404"]),
        (NORCO, "LEFT KNEE arthroscopy  with partial medial\nmeniscectomy", ["IMR404"]),
        (NORCO, "Right knee arthroscopy with partial medial meniscectomy", []),
    ],
)
def test_conclusions_and_requests(right: str, wrong: str, expected: list[str]) -> None:
    assert [code for code, _ in found(right, wrong)] == expected


@pytest.mark.parametrize(
    "conclusion",
    [
        # what others say, or what was
        "The surgeon's report that the request is medically necessary was reviewed.",
        "Contrary to the AME, who wrote that the request is medically necessary, it is not.",
        "The request was medically necessary when it was first made.",
        # granted, supposed, in part
        "A home program is medically necessary, supervised therapy before surgery is not.",
        "Were this the first request, it would be medically necessary.",
        "The request is partially medically necessary.",
        # on something else
        "A brace is medically necessary. Surgery is not.",
        # taken back
        "The request is medically necessary in general. However, he has not had an injection.",
        # quoted
        "The letter of appeal says: the request is medically necessary. I do not share that view.",
    ],
)
def test_a_conclusion_that_is_not_plain_contradicts_nothing(conclusion: str) -> None:
    assert "IMR401" not in [code for code, _ in found(KNEE, conclusion)]


@pytest.mark.parametrize(
    "conclusion",
    [
        "As such, left knee arthroscopy is medically necessary.",
        "Given the above, the request is medically necessary at this time.",
        "The guidelines support it, therefore the request is medically necessary.",
        "It is deemed that the request for left knee arthroscopy is medically necessary.",
        "Medical necessity has been established.",
        "As he is not tolerating the brace, the arthroscopy is medically necessary.",
        "Medically necessary.",
        "The determination is for certification.",
        "While exercises should go on, the request for arthroscopy is medically necessary.",
        KNEE.replace("not ", "") + " This decision addresses the surgery only.",
        KNEE.replace("not ", "") + " He should go on with his exercises until then.",
    ],
)
def test_a_plain_conclusion_contradicts_the_decision(conclusion: str) -> None:
    assert "IMR401" in [code for code, _ in found(KNEE, conclusion)]


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (KNEE, "The requested arthroscopy of the right knee is not medically necessary.",
         "right knee"),
        (KNEE, "The request for arthroscopy of the left shoulder is not medically necessary.",
         "left shoulder"),
        (KNEE, "The request for bilateral knee arthroscopy is not medically necessary.",
         "bilateral knee"),
        (KNEE, "The request for arthroscopy of the knee is not medically necessary.", None),
        (KNEE, "The request for surgery of the leg is not medically necessary.", None),
        (KNEE, "Since the right knee is sound, the request is not medically necessary.", None),
        (KNEE, "Regarding the request for right knee arthroscopy, it is not medically necessary.",
         "right knee"),
        (FOR_THE_BACK, FOR_THE_BACK.replace("lumbar", "cervical"), "lumbar spine"),
        (FOUR_SESSIONS, "The request for physical therapy of the low back is medically necessary.",
         None),
    ],
)  # fmt: skip
def test_body_parts(right: str, wrong: str, words: str | None) -> None:
    told = found(right, wrong)
    assert {code for code, _ in told} == ({"IMR408"} if words else set())
    assert not words or told[0][1] == words


@pytest.mark.parametrize(
    ("asked", "decided", "differs"),
    [
        ("Right L4-5 facet injection", "a left L4-5 facet injection", True),
        ("Right L4-5 facet injection", "a right L2-3 facet injection", True),
        ("Right L4-5 facet injection", "a right L4-L5 facet injection", False),
        ("Facet injections L3-S1", "facet injections L4-5 and L5-S1", False),
    ],
)
def test_levels(asked: str, decided: str, differs: bool) -> None:
    text = SOUND.replace(f"{NORCO}: ", f"{asked}: ")
    text = text.replace(
        NORCO_DENIED, f"The request for {decided} is not medically necessary."
    ).replace(NORCO_TAKEN, "Injections were prescribed")
    assert [one.code for one in imrparse.lint(text)] == ["IMR408"] * differs


def test_the_option_of_short_rationales() -> None:
    """The fixed sentence is complete however many words are asked for."""
    told = found(NORCO, NORCO, **{"short-rationale": {"words": 60}})
    assert {code for code, _ in told} == {"IMR403"}
    assert not any("ancillary" in words for _, words in told)


def test_one_rationale_for_several_requests() -> None:
    """One that names all of them is sound; one that names another's item only is not."""
    cold = SOUND[SOUND.index("The MTUS is silent on cold") : SOUND.index(COLD)] + COLD
    norco = SOUND[SOUND.index("The MTUS supports opioids") : SOUND.index(NORCO_DENIED)]
    norco += NORCO_DENIED
    both = cold.replace("a cold therapy unit", "Norco and for a cold therapy unit")
    assert found(norco, both) == []
    assert found(norco, cold) == [("IMR405", cold)]
    neither = "The records do not hold any report of the visit at which this was asked for, and so "
    neither += "its reasons are not known to the reviewer. The request is not medically necessary."
    text = SOUND.replace(norco, neither).replace(cold, neither)
    assert imrparse.lint(text) == ()
