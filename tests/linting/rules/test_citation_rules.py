"""Lint rules of the group citation: their findings, and what they leave alone."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.letters import SOUND, SOUND_2015
from helpers.rule_cases import edits, rule_test

import imrparse
from imrparse import LintConfig, Severity

# IMR501: decisions without any evidence cited for them.

NOTHING_CITED = "The Expert Reviewer did not cite any medical evidence for its decision."
ANCILLARY = (
    "As the requested surgical intervention is not medically necessary per the documentation, the "
    "requested ancillary service is not medically necessary."
)

test_missing_evidence = rule_test(
    "IMR501",
    {
        NOTHING_CITED: f"«{NOTHING_CITED}»",
        ANCILLARY: "Crutches would be of use in the weeks after the arthroscopy. As the "
        "arthroscopy is denied, there will be no such weeks. The crutches are not medically "
        "necessary.",
    },
    *edits(
        "Decision based on MTUS Opioid Treatment 2016, Section(s): 1.4 Opioids for Acute Pain: "
        "Opioids for Post-operative Pain.",
        f"«{NOTHING_CITED}»",
        "«The Expert Reviewer based their decision on recommendation(s) outside of the MTUS "
        "Guidelines.»",
        "Decision based on MTUS Opioid Treatment 2016. Decision based on «Non-MTUS Citation .»",
        "Decision based on MTUS Opioid Treatment 2016. Decision based on Non-MTUS Citation ODG.",
    ),
    # An ancillary service needs no evidence of its own.
    *edits(
        ANCILLARY,
        "As the requested surgical intervention is not medically necessary, the requested "
        "ancillary services are not medically necessary.",
    ),
    *edits(
        "Decision based on MTUS Opioid Treatment 2016.",
        "The Claims Administrator did not cite any medical evidence for its decision.",
    ),
)


# IMR502: chapters and editions that a guideline does not have.

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


OPIOIDS = (
    "Decision based on MTUS Opioid Treatment 2016, Section(s): 1.4 Opioids for Acute\n"
    "Pain: Opioids for Post-operative Pain."
)
"""The text of a field in which the reviewer cites the MTUS."""


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
    (found,) = imrparse.lint(SOUND.replace(OPIOIDS, f"Decision based on MTUS {cited}."))
    assert (found.code, found.severity) == ("IMR502", severity)


# IMR503: sections that a chapter is not known to have.


KNEE = "Decision based on MTUS Knee Complaints 2004, Section(s):"
CHRONIC = "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s):"
PAIN_2015 = "Decision based on MTUS Chronic Pain Treatment Guidelines"

test_unknown_section = rule_test(
    "IMR503",
    *edits(
        FIELD,
        f"{KNEE} «Inital Care=>Initial Care».",
        f"{KNEE} «Horoscope».",
        f"{KNEE} «Horoscope», «Inital Care=>Initial Care».",
        f"{KNEE} «Weather and Climate».",
        f"{CHRONIC} «Protein Pump Inhibitors (PPIs)=>Proton Pump Inhibitors (PPIs)».",
        f"{CHRONIC} «NSAIDs, specific drug list & adverse affects=>NSAIDs, specific drug list & "
        "adverse effects».",
        "Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): "
        "«Diagnositc Criteria=>Diagnostic Criteria», Initial Care.",
        f"{KNEE} Initial Care, 339.",
        f"{KNEE} Summary of Care.",
        f"{KNEE} Initia.",
        f"{KNEE} «Initi».",
        f"{KNEE} Initial Care of Knees.",
        f"{KNEE} «Initial Careful».",
        "Decision based on MTUS «IMR512 Knee Complaints», Section(s): «Inital Care=>Initial Care».",
        f"{KNEE} (2) Heat.",
        "Decision based on MTUS Low Back Complaints 2004, Section(s): 298, Physical Methods.",
        f"{CHRONIC} NSAIDs (non-steroidal anti-inflammatory drugs), NSAIDs, specific drug list & "
        "adverse effects.",
        "Decision based on MTUS Opioid Treatment 2016, Section(s): Weaning off.",
        # What an extractor has split is not told from the section before it.
        f"{KNEE} Horoscope. Deci sion based on Non-MTUS Citation ODG, Salts.",
    ),
    *edits(
        f"{PAIN_2015} Massage therapy Page(s): 60.",
        f"{PAIN_2015} «Epidrual steroid injections (ESIs)=>Epidural steroid injections (ESIs)» "
        "Page(s): 46.",
        f"{PAIN_2015} «Cyclobenzeprine (Flexeril)=>Cyclobenzaprine (Flexeril)» Page(s): 41.",
        f"{PAIN_2015} Massage of the neck Page(s): 60.",
        base=SOUND_2015,
    ),
)


@pytest.mark.parametrize(
    ("section", "severity"), [("Inital Care", Severity.WARNING), ("Horoscope", Severity.NOTE)]
)
def test_a_section_that_resembles_none_is_a_note(section: str, severity: Severity) -> None:
    """The lists contain what letters were seen to cite."""
    (found,) = imrparse.lint(SOUND.replace(FIELD, f"{KNEE} {section}."))
    assert (found.code, found.severity) == ("IMR503", severity)


# IMR504: editions that had been superseded, or were not yet in force.

test_superseded_edition = rule_test(
    "IMR504",
    *edits(
        "Decision based on MTUS Opioid Treatment 2016.",
        "Decision based on MTUS Chronic Pain Medical Treatment «2009».",
        "Decision based on MTUS Chronic Pain Medical Treatment «2009», Section(s): Cyclobenzaprine "
        "(Flexeril).",
        "Decision based on MTUS Postsurgical Treatment 2009.",
        "Decision based on MTUS Cervical and Thoracic Spine Disorders «2016».",
        # Outside of the MTUS the same chapter is another matter.
        "The Claims Administrator based their decision on recommendation(s) outside of the MTUS "
        "Guidelines. Decision based on Non-MTUS Citation ACOEM, Cervical and Thoracic Spine "
        "Disorders, 2016.",
        "Decision based on MTUS Postsurgical Treatment 2009, Section(s): Forearm, Wrist, & Hand.",
    ),
)


@pytest.mark.parametrize(
    ("denied", "judged", "found"),
    [
        ("10/20/2016", None, 1),
        ("07/20/2016", None, 0),  # the request was made before
        ("07/28/2016", None, 0),
        ("07/29/2016", None, 1),
        ("10/20/2016", date(2016, 7, 29), 1),
        ("10/20/2016", date(2016, 7, 28), 0),
        ("10/20/2016", date(2016, 7, 27), 3),
        ("10/20/2016", date(2016, 7, 1), 3),  # the others are not yet in force
        ("10/20/2016", date(2018, 1, 15), 1),
        ("11/28/2017", None, 1),
        ("12/08/2017", None, 7),  # the chapters of 2004, too
        ("12/20/2017", date(2018, 1, 15), 7),
    ],
)
def test_the_date_to_judge_by(denied: str, judged: date | None, found: int) -> None:
    text = SOUND.replace("UR Denial Date: 10/20/2016", f"UR Denial Date: {denied}")
    text = text.replace("Decision Date: 12/14/2016", "Decision Date: 01/23/2018")
    text = text.replace("Pain Medical Treatment 2016", "Pain Medical Treatment 2009", 1)
    config = LintConfig(select=("superseded-edition",), date=judged)
    assert [one.code for one in imrparse.lint(text, config)] == ["IMR504"] * found


@pytest.mark.parametrize(
    ("code", "cited"),
    [
        ("IMR502", "Decision based on MTUS Opioid Treatment 2013."),
        ("IMR504", "Decision based on MTUS Chronic Pain Medical Treatment 2009."),
        ("IMR505", "Decision based on MTUS Opioid Treatment 2016 Page(s): 160 of 127."),
        ("IMR507", "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG)."),
    ],
)
def test_what_the_claims_administrator_cited_is_a_note(code: str, cited: str) -> None:
    """Its author can't mend it; what the reviewer cites wrongly is a warning."""
    administrator = imrparse.lint(SOUND.replace(FIELD, cited))
    assert [(one.code, one.severity) for one in administrator] == [(code, Severity.NOTE)]
    reviewer = imrparse.lint(SOUND.replace(OPIOIDS, cited))
    assert (code, Severity.WARNING) in [(one.code, one.severity) for one in reviewer]


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        ("Low Back Disorders 2020", []),
        ("Hip and Groin 2019", []),
        ("Low Back Disorders 2016", ["IMR504"]),
        ("Low Back Disorders 2019", ["IMR504"]),
        ("Hip and Groin 2011", ["IMR504"]),
        ("Stress-Related Conditions 2004", ["IMR504"]),
        # Nobody knows here which editions come after the newest that is known.
        ("Low Back Disorders 2022", ["IMR502"]),
        ("Low Back Disorders 2018", ["IMR502"]),
    ],
)
def test_editions_of_later_years(cited: str, found: list[str]) -> None:
    text = SOUND.replace("/2016", "/2022").replace(OPIOIDS, f"Decision based on MTUS {cited}.")
    place = text.index(f"{cited}.")
    here = [
        one
        for one in imrparse.lint(text, LintConfig(select=("citation",)))
        if place <= one.span.start <= place + len(cited) and one.code != "IMR506"
    ]
    assert [one.code for one in here] == found
    assert all(one.severity is Severity.NOTE for one in here if "not known" in one.message)


@pytest.mark.parametrize(
    "cited", ["Chronic Pain Guidelines 2016", "Chronic Pain Medical Treatment Guidelines 2016"]
)
def test_other_names_of_the_chronic_pain_guidelines(cited: str) -> None:
    assert imrparse.lint(SOUND.replace(OPIOIDS, f"Decision based on MTUS {cited}.")) == ()


# IMR505: pages that a guideline does not have.

PAIN = "Decision based on MTUS Chronic Pain Treatment Guidelines"
TENS = f"{PAIN} TENS, chronic pain (transcutaneous electrical nerve stimulation)"

test_pages_beyond = rule_test(
    "IMR505",
    *edits(
        f"{PAIN} Massage therapy Page(s): 60.",
        f"{PAIN} Massage therapy Page(s): «160» of 127.",
        f"{TENS} Page(s): 114, «141».",
        f"{PAIN} Page(s): «98-129».",
        f"{PAIN} Page(s): 6 of «12».",
        "Decision based on MTUS Knee Complaints Page(s): «344» of 127.",
        f"{PAIN} Page(s): 60, 127.",
        f"{TENS} Page(s): 114-116 of 127.",
        "Decision based on MTUS Neck and Upper Back Complaints Page(s): 173-175. Decision based on "
        "Non-MTUS Citation ACOEM Practice Guidelines, page 607.",
        base=SOUND_2015,
    ),
)


# IMR509: fields without a full stop at their end.

test_unended_field = rule_test(
    "IMR509",
    *edits(
        "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Surgical "
        "Considerations.",
        "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Surgical "
        "«Considerations=>Considerations.»",
        "MAXIMUS guideline: Decision based on MTUS Knee Complaints «2004=>2004.»",
        "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.",
        "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004 (surgical considerations.)",
    ),
)
