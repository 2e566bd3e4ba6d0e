"""The rules of the group *citation*: guideline fields, one at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import imrparse
from imrparse import LintConfig, Severity
from imrparse.linting.fixing import fix

SOUND = (Path(__file__).parents[1] / "letters" / "sound.txt").read_text("utf-8")
FIELD = "Decision based on MTUS Opioid Treatment 2016.\n"
KNEE = "Decision based on MTUS Knee Complaints 2004"
PAIN = "Decision based on MTUS Chronic Pain Treatment Guidelines"
GROUP = LintConfig(select=("citation",))

CASES: list[tuple[str, list[str], str | None]] = [
    ("Decision based on MTUS Chronic Pain Medical Treatment 2016.", [], None),
    ("Decision based on MTUS Chronic Pain Medical Treatment 2016 Guidelines.", [], None),
    ("Decision based on MTUS ACOEM Practice Guidelines, Chapter 6.", [], None),
    ("Decision based on MTUS Kne Complaints 2004.", ["IMR502"], "Knee Complaints"),
    ("Decision based on MTUS Knee\nComplants 2004.", ["IMR502"], "Knee\nComplaints"),
    ("Decision based on MTUS Knee Complaints 2014.", ["IMR502"], None),
    ("Decision based on MTUS Chronic Pain Medical Treatment 2012.", ["IMR502"], None),
    ("Decision based on MTUS Official Disability Guidelines 2016.", ["IMR502"], None),
    (f"{KNEE}, Section(s): Inital Care.", ["IMR503"], "Initial Care"),
    (f"{KNEE}, Section(s): Initial Care, 339.", [], None),
    (f"{PAIN} Epidrual steroid injections (ESIs) Page(s): 46.", ["IMR503"], "Epidural steroid"),
    (f"{PAIN} Cyclobenzeprine (Flexeril) Page(s): 41.", ["IMR503"], "Cyclobenzaprine (Flexeril)"),
    (f"{PAIN} Massage of the neck Page(s): 60.", [], None),
    (
        "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): NSAIDs, specific "
        "drug list & adverse affects.",
        ["IMR503"],
        "effects",
    ),
    (f"{KNEE}, Section(s): Summary of Care.", [], None),
    (f"{KNEE}, Section(s): Horoscope.", ["IMR503"], None),
    (f"{KNEE}, Section(s): Horoscope, Inital Care.", ["IMR503", "IMR503"], "Initial Care"),
    ("Decision based on MTUS Opioid Treatment 2016, Section(s): Weaning off.", [], None),
    ("Decision based on MTUS Chronic Pain Medical Treatment 2009.", ["IMR504"], None),
    ("Decision based on MTUS Postsurgical Treatment 2009.", [], None),
    (f"{PAIN} Page(s): 60, 127.", [], None),
    (f"{PAIN} Page(s): 98-129.", ["IMR505"], None),
    (f"{PAIN} Page(s): 6 of 12.", ["IMR505"], None),
    ("Decision based on MTUS Knee Complaints Page(s): 344 of 127.", ["IMR505"], None),
    ("Decision based on Non-MTUS Citation ODG, Pain Chapter.", ["IMR507"], None),
    (f"{KNEE}. Decision based on Non-MTUS Citation ODG, Lwo Back, Gyms.", ["IMR502"], "Low Back"),
    (f"{KNEE}. Decision based on Non-MTUS Citation ODG, Sholder Chapter.", ["IMR502"], "Shoulder"),
    (f"{KNEE}. Decision based on Non-MTUS Citation ODG, Gym memberships.", [], None),
    (f"{KNEE}. Decision based on Non-MTUS Citation ODG, Heat.", [], None),
    ("Decision based on Non-MTUS Citation www.example.org.", ["IMR507"], None),
    (f"{KNEE}. Decision based on Non-MTUS Citation ODG, Pain Chapter.", [], None),
    ("The Claims Administrator did not cite any medical evidence for its decision.", [], None),
]


@pytest.mark.parametrize(("field", "codes", "mended"), CASES)
def test_field(field: str, codes: list[str], mended: str | None) -> None:
    text = SOUND.replace(FIELD, field + "\n")
    assert [f.code for f in imrparse.lint(text, GROUP)] == codes
    fixed = fix(text, lambda text: imrparse.lint(text, GROUP)).text
    assert (mended in fixed and fixed != text) if mended else fixed == text


def test_another_year_is_not_written_unasked() -> None:
    text = SOUND.replace(FIELD, "Decision based on MTUS Knee Complaints 2014.\n")
    fixed = fix(text, lambda text: imrparse.lint(text, GROUP), unsafe=True).text
    assert fixed == text.replace("2014.\n", "2004.\n")


@pytest.mark.parametrize(
    ("field", "severity"),
    [
        (f"{KNEE}, Section(s): Inital Care.", Severity.WARNING),
        (f"{KNEE}, Section(s): Horoscope.", Severity.NOTE),
        ("Decision based on MTUS Kne Complaints 2004.", Severity.WARNING),
        ("Decision based on MTUS Horoscope 2004.", Severity.WARNING),
        ("Decision based on MTUS Horoscope Chapter.", Severity.NOTE),
    ],
)
def test_what_is_like_nothing_that_is_listed_is_a_note(field: str, severity: Severity) -> None:
    """The lists hold what letters were seen to cite; only the chapters of a year are all known."""
    (one,) = imrparse.lint(SOUND.replace(FIELD, field + "\n"), GROUP)
    assert one.severity is severity


REQUEST = "Left knee arthroscopy with partial medial meniscectomy"
CHAPTER = (
    "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Surgical\n"
    "Considerations."
)
BODY = [
    ("MRI of the left knee", "Low Back Complaints 2004", True),
    ("MRI of the left knee", "Low Back Complaints 2004, and Knee Complaints 2004", False),
    ("MRI of the left knee", "Chronic Pain Medical Treatment 2016", False),
    ("MRI of the cervical spine", "Low Back Complaints 2004", True),
    ("MRI of the thoracic spine", "Low Back Complaints 2004", False),
    ("MRI of the left hip", "Low Back Complaints 2004", False),
    ("EMG/NCS of the left lower extremity", "Low Back Complaints 2004", False),
    ("EMG/NCS of the right upper extremity", "Shoulder Complaints 2004", False),
    ("EMG/NCS of the right hand", "Neck and Upper Back Complaints 2004", False),
    ("Physical therapy for the neck and left ankle", "Ankle and Foot Complaints 2004", False),
    ("Physical therapy for the left shoulder", "Ankle and Foot Complaints 2004", True),
    ("Pre-operative chest x-ray", "Low Back Complaints 2004", False),
    ("Six sessions of aquatic therapy", "Knee Complaints 2004", False),
]


@pytest.mark.parametrize(("request_", "chapters", "found"), BODY)
def test_body_part(request_: str, chapters: str, found: bool) -> None:
    text = SOUND.replace(REQUEST, request_, 1)
    text = text.replace(CHAPTER, f"MAXIMUS guideline: Decision based on MTUS {chapters}.")
    assert [f.code for f in imrparse.lint(text, GROUP)] == ["IMR506"] * found


@pytest.mark.parametrize(
    ("denied", "judged", "found"),
    [
        ("10/20/2016", None, 1),
        ("07/20/2016", None, 0),  # the request was made before
        ("10/20/2016", date(2016, 7, 28), 0),
        ("10/20/2016", date(2016, 7, 1), 3),  # the others are not yet in force
        ("10/20/2016", date(2018, 1, 15), 1),
        ("12/20/2017", date(2018, 1, 15), 7),
    ],
)
def test_the_date_to_judge_by(denied: str, judged: date | None, found: int) -> None:
    text = SOUND.replace("UR Denial Date: 10/20/2016", f"UR Denial Date: {denied}")
    text = text.replace("Pain Medical Treatment 2016", "Pain Medical Treatment 2009", 1)
    config = LintConfig(select=("superseded-edition",), date=judged)
    assert [f.code for f in imrparse.lint(text, config)] == ["IMR504"] * found


@pytest.mark.parametrize(
    ("rationale", "found"),
    [
        ("As the requested surgical\nintervention is not medically necessary, the requested "
         "ancillary services are not medically necessary.", 0),
        ("The crutches are not medically necessary.", 1),
    ],
)  # fmt: skip
def test_evidence(rationale: str, found: int) -> None:
    start = SOUND.rindex("As the requested surgical")
    text = SOUND[:start] + rationale + "\n"
    assert [f.code for f in imrparse.lint(text, GROUP)] == ["IMR501"] * found
