"""IMR507: sources outside the MTUS, without the sentence that says so."""

from __future__ import annotations

from helpers.letters import SOUND_2015
from helpers.rule_cases import edits, rule_test

CITED = "Decision based on Non-MTUS Citation"
OUTSIDE = "based their decision on recommendation(s) outside of the MTUS Guidelines."

test_unstated_silence = rule_test(
    "IMR507",
    *edits(
        "Decision based on MTUS Opioid Treatment 2016.",
        f"«{CITED} ODG, Pain Chapter.=?>The Claims Administrator {OUTSIDE} {CITED} ODG, Pain "
        "Chapter.»",
        f"«{CITED} www.example.org.=?>The Claims Administrator {OUTSIDE} {CITED} www.example.org.»",
        f"Decision based on MTUS Knee Complaints 2004. {CITED} ODG, Pain Chapter.",
        "The Claims Administrator did not cite any medical evidence for its decision.",
    ),
    *edits(
        f"MAXIMUS guideline: The Expert Reviewer {OUTSIDE} {CITED} Official Disability Guidelines "
        "(ODG) Knee & Leg Chapter, Continuous-flow cryotherapy.",
        f"MAXIMUS guideline: «{CITED} ODG, Cryotherapy.=?>The Expert Reviewer {OUTSIDE} {CITED} "
        "ODG, Cryotherapy.»",
    ),
    *edits(
        f"The Claims Administrator did not base their decision on the MTUS. {CITED} Official "
        "Disability Guidelines (ODG) Pain Chapter.",
        f"«{CITED} ODG, Pain Chapter.=?>The Claims Administrator did not base their decision on "
        f"the MTUS. {CITED} ODG, Pain Chapter.»",
        f"The Claims Administrator did not base their decision on the MTUS. {CITED} ODG, page 60.",
        base=SOUND_2015,
    ),
)
