"""Where a request begins in texts without blank lines, or with one after every line."""

from __future__ import annotations

from string import Template
from textwrap import wrap

import pytest

from helpers.letters import base_letter

import imrparse

LETTER = base_letter("two-issues").replace("\n\n", "\n")
FULL = (
    "Therefore the request for this treatment of the lumbar spine, as it was submitted, is not\n"
    "medically necessary."
)


def second_request(rationale: str, request: str, letter: str = LETTER) -> str:
    """The request that is read after a rationale."""
    text = Template(letter).substitute(gap="\n", rationale=rationale, request=request)
    return imrparse.parse(text).issues[1].request.text


@pytest.mark.parametrize(
    "request_text",
    [
        "Ibuprofen 800 mg, one tablet t.i.d. with meals, p.r.n.\nQty 90, with 2 refills",
        "Consultation with the specialist Dr.\nA., one visit",
        "Physical therapy for approx.\n7 days",
        "Lumbar brace (L0637 etc.\nor equal) for use at work",
        "Knee brace (with hinges, no. 4, etc.\nLarge) for use at work",
    ],
)
def test_the_stop_of_an_abbreviation_ends_no_sentence(request_text: str) -> None:
    assert second_request(FULL, request_text) == " ".join(request_text.split())


@pytest.mark.parametrize(
    "rationale",
    [
        f"{FULL} See the notes of Dr. Smith etc.",
        "The pain is worse at night, and was\nseen by Dr. Smith. It is bad at 3 p.m.",
    ],
)
def test_a_rationale_may_end_with_an_abbreviation(rationale: str) -> None:
    assert second_request(rationale, "MRI") == "MRI"


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n"])
def test_a_gap_after_every_line_tells_nothing(gap: str) -> None:
    request = (
        "Physical therapy two times a week for six weeks of the right shoulder and the cervical\n"
        "spine"
    )
    text = Template(LETTER).substitute(gap="\n", rationale=FULL, request=request)
    letter = imrparse.parse(text.replace("\n", gap))
    assert letter.issues[1].request.text == " ".join(request.split())


def test_short_lines_in_the_fixed_sentences_show_that_any_line_may_be_short() -> None:
    request = "Physical therapy two times a week for six weeks of the right shoulder and the neck"
    text = Template(LETTER).substitute(gap="\n", rationale=FULL, request=request)
    narrow = "\n".join("\n".join(wrap(line, 60)) for line in text.split("\n"))
    letter = imrparse.parse(narrow)
    assert letter.issues[1].request.text == request


def test_a_text_without_lines_has_its_requests_after_the_last_sentence() -> None:
    rationale = f"{FULL} It was seen by Dr. Smith, approx. 3 times. It is so."
    text = Template(LETTER).substitute(gap="\n", rationale=rationale, request="MRI, no. 2, and CT")
    letter = imrparse.parse(" ".join(text.split()))
    assert letter.issues[1].request.text == "MRI, no. 2, and CT"
