"""IMR305: the reviewer's name, reported once with the words around it."""

from __future__ import annotations

from helpers.letters import SOUND_2014
from helpers.rule_cases import edits, rule_test

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
        "Orthopedic Surgery, Sports Medicine\n«Reviewer: Lena Marsh»",
        "Orthopedic Surgery, Sports Medicine\n«Signed by L. Marsh»",
        "Orthopedic Surgery, Sports Medicine\n«Lena Marsh DO»",
        "Orthopedic Surgery, Sports Medicine, «Lena Q. Marsh, M.D.»",
        "Family Practice, «Owen Castellano, M.D.»",
        "Podiatrist\n«Reviewed by Marta Feldstein»",
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
