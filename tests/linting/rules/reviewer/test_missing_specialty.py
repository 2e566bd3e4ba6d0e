"""IMR302: no specialty is named."""

from __future__ import annotations

from helpers.letters import SOUND_2014
from helpers.rule_cases import edits, rule_test

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
