"""IMR502: chapters and editions that a guideline does not have."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND, SOUND_2015
from helpers.rule_cases import edits, rule_test

import imrparse
from imrparse import Severity

FIELD = "Decision based on MTUS Opioid Treatment 2016."
ODG = "Decision based on MTUS Knee Complaints 2004. Decision based on Non-MTUS Citation ODG,"

test_unknown_chapter = rule_test(
    "IMR502",
    *edits(
        FIELD,
        "Decision based on MTUS «Kne Complaints=>Knee Complaints» 2004.",
        "Decision based on MTUS «Knee\nComplants=>Knee\nComplaints» 2004.",
        "Decision based on MTUS «Neck and Uper Back Complaints=>Neck and Upper Back Complaints» "
        "2004, Section(s): Physical Methods.",
        "Decision based on MTUS Knee Complaints «2014=?>2004».",
        "Decision based on MTUS Chronic Pain Medical Treatment «2012».",
        "Decision based on MTUS Chronic Pain Medical Treatment «2014».",
        "Decision based on MTUS «Official Disability Guidelines» 2016.",
        "Decision based on MTUS «Physical Examination of the Foot» 2004.",
        f"{ODG} «Lwo Back=>Low Back», Gyms.",
        f"{ODG} «Sholder=>Shoulder» Chapter.",
        "Decision based on MTUS Chronic Pain Medical Treatment 2016.",
        "Decision based on MTUS Chronic Pain Medical Treatment 2016 Guidelines.",
        "Decision based on MTUS Chronic Pain Medical Treatment 2016 Guidelines, Section(s): "
        "Topical analgesics, and Forearm, Wrist, and Hand Complaints 2004, Section(s): Initial "
        "Care.",
        "Decision based on MTUS ACOEM Practice Guidelines, Chapter 6.",
        f"{ODG} Gym memberships.",
        f"{ODG} Heat.",
        "Decision based on MTUS «Balneology» 2010.",
        # What an extractor has split is misread.
        "Decision based on MTUS Balneology 2010. Deci sion based on Non-MTUS Citation ODG, Salts.",
    ),
    *edits(
        "Decision based on MTUS Chronic Pain Treatment Guidelines Massage therapy Page(s): 60.",
        "Decision based on MTUS ACOEM Practice Guidelines, Chapter 8 Neck and Upper Back "
        "Complaints Page(s): 173-174.",
        base=SOUND_2015,
    ),
)


@pytest.mark.parametrize(
    ("cited", "severity"),
    [
        ("Kne Complaints 2004", Severity.WARNING),
        ("Horoscope 2004", Severity.WARNING),
        ("Horoscope Chapter", Severity.NOTE),
    ],
)
def test_without_a_year_it_is_a_note(cited: str, severity: Severity) -> None:
    """The lists contain what letters were seen to cite; complete lists exist only for each year."""
    (found,) = imrparse.lint(SOUND.replace(FIELD, f"Decision based on MTUS {cited}."))
    assert (found.code, found.severity) == ("IMR502", severity)
