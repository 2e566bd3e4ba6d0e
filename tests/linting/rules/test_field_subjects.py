"""Lint rules on what a guideline field is about: the treatment, the body part."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, rule_test

# IMR513: a section on another treatment.

_CITED = "and Chronic Pain Medical Treatment 2016, Section(s): Physical medicine treatment."
_NORCO = (
    "The MTUS supports the shortest time. The records show no pain contract. The request for Norco "
    "is not medically necessary."
)


def _cited(section: str) -> str:
    return f"and Chronic Pain Medical Treatment 2016, Section(s): {section}."


def _of_norco(section: str) -> str:
    return f"Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): {section}."


test_other_treatment = rule_test(
    "IMR513",
    *edits(
        _CITED,
        _cited("«Antidepressants for chronic pain»"),
        _cited("Physical medicine treatment, «Zolpidem (Ambien)»"),
        # Other words for what the rationale speaks of, and what is on all treatments.
        _cited("Exercise"),
        _cited("Functional improvement measures"),
    ),
    issue("Norco 10/325mg #60: Upheld", _NORCO, _of_norco("«Massage therapy»")),
    issue("Norco 10/325mg #60: Upheld", _NORCO, _of_norco("Opioids, criteria for use")),
    issue("Norco 10/325mg #60: Upheld", _NORCO, _of_norco("Hydrocodone/Acetaminophen")),
)


# IMR506: chapters of the ODG.

_KNEE = (
    "The MTUS is silent on it. The request for a brace for the left knee is not medically "
    "necessary."
)


def _of_brace(chapter: str) -> str:
    return (
        "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS "
        f"Guidelines. Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) "
        f"{chapter}."
    )


test_chapter_of_the_odg = rule_test(
    "IMR506",
    issue("Brace for the left knee: Upheld", _KNEE, _of_brace("«Shoulder Chapter», Slings")),
    issue(
        "Brace for the left knee: Upheld", _KNEE, _of_brace("«Neck & Upper Back Chapter», Collars")
    ),
    issue("Brace for the left knee: Upheld", _KNEE, _of_brace("Knee & Leg Chapter, Knee brace")),
    # The ODG treats these in one chapter for the whole body.
    issue(
        "Brace for the left knee: Upheld",
        _KNEE,
        _of_brace("Shoulder Chapter, Durable medical equipment"),
    ),
)


# IMR307: reviewers of another specialty.

_SPECIALTY = "Certification(s)/Specialty: Orthopedic Surgery, Sports Medicine"

test_other_specialty = rule_test(
    "IMR307",
    *edits(
        _SPECIALTY,
        "Certification(s)/Specialty: «Dentist»",
        "Certification(s)/Specialty: «Ophthalmology»",
        "Certification(s)/Specialty: Dentist, Internal Medicine",
        "Certification(s)/Specialty: Chiropractor",
    ),
)


# IMR504: a superseded edition, where the decision's date can't be read.

test_superseded_before_an_unread_date = rule_test(
    "IMR504",
    {
        "Decision Date: 12/14/2016": "Decision Date: «IMR011 12/34/2016»",
        _CITED: _cited("Physical medicine treatment").replace("2016", "«2009»"),
    },
    {_CITED: _cited("Physical medicine treatment").replace("2016", "«2009»")},
    {"Decision Date: 12/14/2016": "Decision Date: «IMR011 12/34/2016»"},
    {
        "UR Denial Date: 10/20/2016": "UR Denial Date: 07/20/2016",
        "On 10/20/2016, Utilization": "On 07/20/2016, Utilization",
        "Application Received: 11/07/2016": "Application Received: 08/07/2016",
        _CITED: _cited("Physical medicine treatment").replace("2016", "2009"),
    },
)
