"""The sound letter with a stretch of it changed, and what the rules on decisions find in it."""

from __future__ import annotations

from helpers.letters import SOUND

import imrparse
from imrparse import LintConfig

KNEE = "The request for left knee arthroscopy is not medically necessary."
NORCO = "Norco 10/325mg #60"
NORCO_TAKEN = "Norco 10/325mg was prescribed for low back pain that ibuprofen controls"
NORCO_DENIED = "The request\nfor Norco is not medically necessary."
FOUR_SESSIONS = "The remaining 4 sessions of physical\ntherapy are medically necessary."  # of 12
COLD = "The request for a cold therapy unit is not medically\nnecessary."
AUTHORIZED = "the lumbar spine, 8 sessions was authorized"
FOR_THE_BACK = "Physical therapy for the lumbar spine, 12 sessions was the original request"
FIXED = (
    "As the requested surgical intervention is not medically necessary per the\n"
    "documentation, the requested ancillary service is not medically necessary."
)


def found(right: str, wrong: str, **options: object) -> list[tuple[str, str]]:
    """The code of each finding of the group, and the words it is about, in the changed letter."""
    assert SOUND.count(right) == 1
    text = SOUND.replace(right, wrong)
    config = LintConfig(select=("decision",), options=options)  # type: ignore[arg-type]
    return [(one.code, text[slice(*one.span)]) for one in imrparse.lint(text, config)]
