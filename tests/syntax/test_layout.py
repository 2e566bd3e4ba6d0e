"""Where a request begins: every way a paragraph can end."""

from __future__ import annotations

from string import Template

import pytest

from helpers.letters import base_letter

import imrparse

SPACED = base_letter("two-issues")
FULL = (
    "Therefore the request for this treatment of the lumbar spine, as it was submitted, is denied"
)
FORM_A = (
    "Norco 10/325mg #60 was the original request. Norco 10/325mg #25 was authorized\n"
    "by the Claims Administrator.\n"
    "The remaining IMR eligible portion of the original request, Norco 10/325mg #35 is"
)
FORM_B = (
    "Norco #60 was the original request.\n"
    "The Claims Administrator authorized Norco #25, leaving the original request IMR eligible.\n"
    "The original request, Norco #60 is"
)
LONG = (
    "Physical therapy 2 times a week for 6 weeks (12 sessions), lumbar spine, with electrical\n"
    "stimulation, therapeutic exercise, and a home program: evaluation and treatment"
)


def two_issues(gap: str, rationale: str, request: str) -> str:
    """A letter of two issues, with blank lines between paragraphs only if the gap is one."""
    letter = SPACED if gap == "\n\n" else SPACED.replace("\n\n", "\n")
    return Template(letter).substitute(gap=gap, rationale=rationale, request=request)


@pytest.mark.parametrize("request_text", ["MRI", LONG, FORM_A, FORM_B])
@pytest.mark.parametrize(
    ("rationale", "gap"),
    [
        (f"{FULL}.", "\n"),
        (f'{FULL} ("Tapering.")', "\n"),
        (f"{FULL}.\nIt is so.", "\n"),
        (f"{FULL}\nwithout a full stop", "\n"),
        (f"{FULL} without a full stop", "\n\n"),
        (f"{FULL}.", "\n\f"),
        (f"{FULL}.", "\n\n\f\n"),
        (f"{FULL}.\n\nAnother paragraph of the same.", "\n\n"),
    ],
)
def test_request_begins_after_the_rationale(rationale: str, gap: str, request_text: str) -> None:
    letter = imrparse.parse(two_issues(gap, rationale, request_text))
    assert letter.issues[1].request.text == " ".join(request_text.split())
    assert letter.issues[0].rationale.text == " ".join(rationale.split())


def test_a_form_that_only_the_rationale_speaks_of_is_left_there() -> None:
    rationale = "The remaining IMR eligible portion of the original request, MRI, is not needed."
    assert imrparse.parse(two_issues("\n", rationale, "CT")).issues[1].request.text == "CT"
