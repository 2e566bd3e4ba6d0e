"""Strengths and numbers in requests and rationales that differ, and that only seem to."""

from __future__ import annotations

import pytest
from decision_letter import (
    AUTHORIZED,
    FOR_THE_BACK,
    FOUR_SESSIONS,
    NORCO,
    NORCO_DENIED,
    NORCO_TAKEN,
    found,
)


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (NORCO_DENIED, "The request for Norco 5/325mg is not medically necessary.", "5/325mg"),
        (NORCO_DENIED, "The request for Norco 10 mg is not medically necessary.", None),
        (NORCO_DENIED, "The request for Norco (10/325 mg) is not medically necessary.", None),
        (NORCO_TAKEN, "Norco tablets, 7.5/325mg, were prescribed", "7.5/325mg"),
        (NORCO_TAKEN, "Norco 5/325mg had been taken since June", None),
        (NORCO_TAKEN, "Norco 10/325mg was prescribed instead of Norco 5/325mg", None),
        (NORCO_TAKEN, "Percocet 5/325mg was prescribed", None),
        ("Norco 10/325mg #60: ", "Norco 5/325mg #60: ", "10/325mg"),
        ("Norco 10/325mg #60: ", "Norco #60: ", None),
    ],
)
def test_strengths(right: str, wrong: str, words: str | None) -> None:
    assert found(right, wrong) == ([("IMR406", words)] if words else [])


def test_a_strength_that_changes_inside_a_request() -> None:
    form = (
        "Norco 10/325mg #{} was the original request. Norco {} was authorized by the Claims "
        "Administrator. The remaining IMR eligible portion of the original request, Norco {} is"
    )
    assert found(NORCO, form.format(60, "10/325mg #20", "10/325mg #40")) == []
    changed = found(NORCO, form.format(60, "10/325mg #20", "5/325mg #40"))
    assert changed == [("IMR406", "5/325mg")]
    authorized = found(NORCO, form.format(60, "5/325mg #20", "10/325mg #40"))
    assert authorized == [("IMR406", "5/325mg")]
    # A lower dose may be authorized instead of the one that was asked for.
    assert found(NORCO, form.format(60, "5/325mg #60", "10/325mg #60"))[0][0] == "IMR409"


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (FOUR_SESSIONS, "The request for 6 visits of physical therapy is medically necessary.",
         "6 visits"),
        (FOUR_SESSIONS, "The request for four visits of physical therapy is medically necessary.",
         None),
        (FOUR_SESSIONS, "After 6 visits, the physical therapy is medically necessary.", None),
        (NORCO_DENIED, "The request for Norco #90 is not medically necessary.", "#90"),
        (NORCO_DENIED, "The request for Norco 10/325mg #60 is not medically necessary.", None),
        (NORCO_TAKEN, "Norco 10/325mg #90 was prescribed", "#90"),
        (NORCO_TAKEN, "Norco 10/325mg #90 was dispensed in May", None),
    ],
)  # fmt: skip
def test_quantities(right: str, wrong: str, words: str | None) -> None:
    assert found(right, wrong) == ([("IMR407", words)] if words else [])


@pytest.mark.parametrize(
    ("right", "wrong", "differs"),
    [
        (AUTHORIZED, AUTHORIZED.replace("8 sessions", "eight visits"), False),
        (AUTHORIZED, AUTHORIZED.replace("8 sessions", "4-8 sessions"), False),
        (AUTHORIZED, AUTHORIZED.replace("8", "9"), True),
        (FOR_THE_BACK, FOR_THE_BACK.replace("12 sessions", "3 times a week for 4 weeks"), False),
        (FOR_THE_BACK, FOR_THE_BACK.replace("12 sessions", "3 times a week for 6 weeks"), True),
        (FOR_THE_BACK, FOR_THE_BACK.replace(", 12 sessions", " 2x6"), False),
        (FOR_THE_BACK, FOR_THE_BACK.replace(", 12 sessions", " 2x8"), True),
        (AUTHORIZED, AUTHORIZED.replace(", 8 sessions", " 2x4"), False),
        (AUTHORIZED, AUTHORIZED.replace(", 8 sessions", " 2x5"), True),
    ],
)
def test_remainders(right: str, wrong: str, differs: bool) -> None:
    assert [code for code, _ in found(right, wrong)] == ["IMR409"] * differs
