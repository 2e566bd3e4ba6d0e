"""The rules of the group *reviewer*: credentials, and names of people beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

import imrparse
from imrparse import LintConfig
from imrparse.linting.fixing import fix

SOUND = (Path(__file__).parents[1] / "letters" / "sound.txt").read_text("utf-8")
STATES, SPECIALTIES = "California, Nevada", "Orthopedic Surgery, Sports Medicine"
GROUP = LintConfig(select=("reviewer",))

STATE_CASES = [
    ("California,Nevada", [], None),
    ("District of Columbia, Puerto Rico, New\nYork", [], None),
    ("Calif ornia", [], None),
    ("N/A", ["IMR301"], None),
    ("-", ["IMR301"], None),
    ("CA", ["IMR303"], "California"),
    ("Calif., Nevada", ["IMR303"], "California, Nevada"),
    ("California; Nevada", ["IMR303"], "California, Nevada"),
    ("CA/NV/WA", ["IMR303"], "California, Nevada, Washington"),
    ("California, none", ["IMR303"], None),
    ("Ontario", ["IMR303"], None),
    ("California, MD", ["IMR303"], "California, Maryland"),
    ("New York, DC", ["IMR303"], "New York, District of Columbia"),
]

SPECIALTY_CASES = [
    ("Physical Medicine and Rehabilitation", [], None),
    ("Physical Medicine & Rehabilitation, Pain Medicine", [], None),
    ("Chiropractor", [], None),
    ("Public Health & General Preventive\nMedicine", [], None),
    ("Orthopedic Surgery and Sports Medicine", [], None),
    ("Pain Medicine (Anesthesiology)", [], None),
    ("PAIN MANAGEMENT", [], None),
    ("Not Stated", ["IMR302"], None),
    ("Orthopedic Surgrey", ["IMR304"], "Orthopedic Surgery"),
    ("Physcial Medicine & Rehabilitation", ["IMR304"], "Physical Medicine & Rehabilitation"),
    ("PM&R", ["IMR304"], "Physical Medicine & Rehabilitation"),
    ("Astrology", ["IMR304"], None),
    ("Pain Medicine, MD", ["IMR304"], None),
]

NAMES = [
    ("to an expert reviewer.", "to Dr. Marsh.", "Dr. Marsh"),
    ("to an expert reviewer.", "to an expert reviewer, Lena Marsh.", "reviewer, Lena Marsh"),
    ("Sports Medicine", "Sports Medicine\nReviewer: Lena Marsh", "Reviewer: Lena Marsh"),
    ("Sports Medicine", "Sports Medicine, Lena Q. Marsh, M.D.", "Lena Q. Marsh, M.D."),
    ("Sports Medicine", "Sports Medicine\nLena Marsh DO", "Lena Marsh DO"),
    ("Sports Medicine", "Sports Medicine\nSigned by L. Marsh", None),
]


@pytest.mark.parametrize(("states", "codes", "mended"), STATE_CASES)
def test_states(states: str, codes: list[str], mended: str | None) -> None:
    check(STATES, states, codes, mended)


@pytest.mark.parametrize(("specialties", "codes", "mended"), SPECIALTY_CASES)
def test_specialties(specialties: str, codes: list[str], mended: str | None) -> None:
    check(SPECIALTIES, specialties, codes, mended)


def check(right: str, wrong: str, codes: list[str], mended: str | None) -> None:
    text = SOUND.replace(right, wrong)
    assert [f.code for f in imrparse.lint(text, GROUP) if f.code != "IMR015"] == codes
    fixed = fix(text, lambda text: imrparse.lint(text, GROUP), unsafe=True).text
    assert fixed == (SOUND.replace(right, mended) if mended else text)


@pytest.mark.parametrize(
    ("right", "wrong", "mended"),
    [
        (STATES, "California, MD", "California, MD"),
        (STATES, "CA/NV", "CA/NV"),
        (STATES, "California; Nevada", "California; Nevada"),
        (SPECIALTIES, "PM&R", "PM&R"),
        (SPECIALTIES, "Orthopedic Surgrey", "Orthopedic Surgery"),
    ],
)
def test_lists_are_not_written_anew_unasked(right: str, wrong: str, mended: str) -> None:
    """A short form may stand for something else: MD for a degree; nor is one item made two."""
    text = SOUND.replace(right, wrong)
    fixed = fix(text, lambda text: imrparse.lint(text, GROUP)).text
    assert fixed == SOUND.replace(right, mended)


@pytest.mark.parametrize(("right", "wrong", "name"), NAMES)
def test_names(right: str, wrong: str, name: str | None) -> None:
    """A name is one finding, and the words around it are not another one."""
    text = SOUND.replace(right, wrong, 1)
    found = imrparse.lint(text, LintConfig(select=("reviewer", "wording")))
    if name:
        assert [(f.code, text[slice(*f.span)]) for f in found] == [("IMR305", name)]


def test_a_misspelt_state_is_told_of_once() -> None:
    found = imrparse.lint(SOUND.replace("Nevada", "Nevadda"))
    assert [f.code for f in found] == ["IMR015"]


def test_names_of_others_are_another_rule_s() -> None:
    text = SOUND.replace("The provider noted", "Dr. Marsh noted")
    assert imrparse.lint(text, GROUP) == ()
