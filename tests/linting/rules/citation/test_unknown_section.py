"""IMR503: sections that a chapter is not known to have."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND, SOUND_2015
from helpers.rule_cases import edits, rule_test

import imrparse
from imrparse import Severity

FIELD = "Decision based on MTUS Opioid Treatment 2016."
KNEE = "Decision based on MTUS Knee Complaints 2004, Section(s):"
PAIN = "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s):"
PAIN_2015 = "Decision based on MTUS Chronic Pain Treatment Guidelines"

test_unknown_section = rule_test(
    "IMR503",
    *edits(
        FIELD,
        f"{KNEE} «Inital Care=>Initial Care».",
        f"{KNEE} «Horoscope».",
        f"{KNEE} «Horoscope», «Inital Care=>Initial Care».",
        f"{KNEE} «Weather and Climate».",
        f"{PAIN} «Protein Pump Inhibitors (PPIs)=>Proton Pump Inhibitors (PPIs)».",
        f"{PAIN} «NSAIDs, specific drug list & adverse affects=>NSAIDs, specific drug list & "
        "adverse effects».",
        "Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): "
        "«Diagnositc Criteria=>Diagnostic Criteria», Initial Care.",
        f"{KNEE} Initial Care, 339.",
        f"{KNEE} Summary of Care.",
        "Decision based on MTUS Low Back Complaints 2004, Section(s): 298, Physical Methods.",
        f"{PAIN} NSAIDs (non-steroidal anti-inflammatory drugs), NSAIDs, specific drug list & "
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
