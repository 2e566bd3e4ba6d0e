"""Lint rules of the group reviewer: their findings, and what they leave alone."""

from __future__ import annotations

from helpers.letters import SOUND, SOUND_2014, SOUND_2015
from helpers.rule_cases import Case, edits, rule_test

import imrparse

# IMR301: no state of licensure is named.

test_missing_licence = rule_test(
    "IMR301",
    *edits(
        "California, Nevada",
        "«N/A»",
        "«-»",
        "«Unknown»",
        "District of Columbia, West Virginia",
    ),
    *edits("licensed to practice in Arizona", "licensed to practice in Oregon", base=SOUND_2014),
)


# IMR302: no specialty is named.

test_missing_specialty = rule_test(
    "IMR302",
    *edits(
        "Orthopedic Surgery, Sports Medicine",
        "«Not stated»",
        "«Not Stated»",
        "«--»",
        "Public Health & General Preventive Medicine, Occupational Medicine",
    ),
    *edits(
        "Board Certified in Acupuncture and is",
        "Board Certified Physical Medicine and Rehabilitation, has a subspecialty in Pain Medicine "
        "and is",
        base=SOUND_2014,
    ),
)


# IMR303: items listed under licensure that are not the full name of a state.

test_unknown_state = rule_test(
    "IMR303",
    *edits(
        "California, Nevada",
        "«CA=?>California»",
        "«TX=?>Texas», New Mexico",
        "California, «MD=?>Maryland»",
        "New York, «DC=?>District of Columbia»",
        "«Calif.=?>California», Nevada",
        "«California; Nevada=?>California, Nevada»",
        "«CA/NV/WA=?>California, Nevada, Washington»",
        "California, «none»",
        "«Ontario»",
        "Oregon, «British Columbia»",
        # A misspelt state is a syntax fault, and is reported once.
        "«IMR015 Calif ornia=>California»",
        "California, «IMR015 Nevadda=>Nevada»",
        "California,Nevada",
        "District of Columbia, Puerto Rico, New\nYork",
        "Puerto Rico, New Hampshire, North Dakota",
    ),
    Case({}, SOUND_2015),
)


# IMR304: items listed as specialties that are not known specialties.

test_unknown_specialty = rule_test(
    "IMR304",
    *edits(
        "Orthopedic Surgery, Sports Medicine",
        "«Orthopedic Surgrey=>Orthopedic Surgery»",
        "«Anesthesiolgy=>Anesthesiology», Pain Management",
        "«Physcial Medicine & Rehabilitation=>Physical Medicine & Rehabilitation»",
        "«PM&R=?>Physical Medicine & Rehabilitation»",
        "Chiropractor, «Crystal Healing»",
        "«Astrology»",
        "Pain Medicine, «MD»",
        "Pain Medicine, «License No. Z98765»",
        "Physical Medicine and Rehabilitation",
        "Physical Medicine & Rehabilitation, Pain Medicine",
        "Physical Medicine and Rehabilitation, Interventional Spine",
        "Chiropractor",
        "Public Health & General Preventive\nMedicine",
        "Orthopedic Surgery and Sports Medicine",
        "Orthopaedic Surgery, Hand Surgery (Orthopedic Surgery)",
        "Sports Medicine, Orthopedic Surgery of the Spine",
        "Pain Medicine (Anesthesiology)",
        "PAIN MANAGEMENT",
    ),
)


# IMR305: the reviewer's name, reported once with the words around it.

test_reviewer_named = rule_test(
    "IMR305",
    *edits(
        "complete case file to an expert reviewer.",
        "complete case file to «Dr. Marsh».",
        "complete case file to an expert reviewer, «Dr. Petra Lindqvist».",
        "complete case file to an expert «reviewer, Lena Marsh».",
    ),
    *edits(
        "Orthopedic Surgery, Sports Medicine",
        "Orthopedic Surgery, Sports Medicine\n«IMR014+IMR305 Signed by L. Marsh»",
        "Orthopedic Surgery, Sports Medicine\n«IMR014+IMR305 Lena Marsh DO»",
        "Orthopedic Surgery, Sports Medicine, «Lena Q. Marsh, M.D.»",
        "Family Practice, «Owen Castellano, M.D.»",
        "Podiatrist\n«IMR014+IMR305 Reviewed by Marta Feldstein»",
        "Sports Medicine, Orthopedic Surgery of the Spine",
    ),
    *edits(
        "Board Certified in Acupuncture",
        "Board Certified in Occupational Medicine",
        base=SOUND_2014,
    ),
    # Another rule finds the names of other people.
    {"The provider noted": "«IMR601 Dr. Marsh» noted"},
)


def test_a_reviewer_named_on_a_line_that_does_not_belong_to_the_letter() -> None:
    """Both are told: the name, and the line."""
    specialties = "Orthopedic Surgery, Sports Medicine"
    draft = SOUND.replace(specialties, f"{specialties}\nReviewer: Lena Marsh")
    found = [(one.code, draft[slice(*one.span)]) for one in imrparse.lint(draft)]
    assert found == [("IMR014", "Reviewer: Lena Marsh"), ("IMR305", "Reviewer: Lena Marsh")]


# IMR306: what is listed twice.

test_repeated_credential = rule_test(
    "IMR306",
    *edits(
        "California, Nevada", "California, «California»", "Nevada, Texas, «Nevada»", "Nevada, Texas"
    ),
    *edits(
        "Orthopedic Surgery, Sports Medicine",
        "Orthopedic Surgery, «Orthopedic Surgery»",
        "Orthopedic Surgery, Hand Surgery",
    ),
)
