"""IMR403: rationales that are too short to give reasons."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND
from helpers.rule_cases import issue, rule_test

import imrparse
from imrparse import LintConfig

EVIDENCE = "The Expert Reviewer did not cite any medical evidence for its decision."
FIXED = (
    "As the requested surgical intervention is not medically necessary per the documentation, the "
    "requested ancillary service is not medically necessary."
)

test_short_rationale = rule_test(
    "IMR403",
    issue(
        "MRI of the cervical spine: Upheld",
        "«The request for an MRI of the cervical spine is not medically necessary.»",
    ),
    issue(
        "Right knee arthroscopy with chondroplasty: Upheld",
        "«Guidelines do not support it. The requested surgical intervention is not medically "
        "necessary.»",
    ),
    issue(
        "Custom orthotics: Upheld",
        "Inserts from a shop do as well as cast ones in plantar fasciitis, and none have been "
        "tried. The request is not medically necessary.",
    ),
    issue(
        "Custom orthotics: Upheld",
        "«Inserts from shops do as well. The request for orthotics is not medically necessary.»",
    ),
    issue(
        "Custom orthotics: Upheld",
        "Inserts from a shop do as well. The request for orthotics is not medically necessary.",
    ),
    issue("Associated surgical service: Assistant surgeon: Upheld", FIXED),
    # An extractor may split its words.
    issue("Associated surgical service: Sling: Upheld", FIXED.replace("surgical", "surg ical")),
    {
        EVIDENCE: f"«IMR501 {EVIDENCE}»",
        FIXED: "«It is not medically necessary.»",
    },
)


@pytest.mark.parametrize(("words", "found"), [(10, 0), (60, 3)])
def test_the_option(words: int, found: int) -> None:
    """The fixed sentence is complete however many words are required."""
    config = LintConfig(options={"short-rationale": {"words": words}})
    findings = imrparse.lint(SOUND, config)
    assert [one.code for one in findings] == ["IMR403"] * found
    assert not any("ancillary" in SOUND[slice(*one.span)] for one in findings)
