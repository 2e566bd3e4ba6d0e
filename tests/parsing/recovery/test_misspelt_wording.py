"""Misspelt wording: where it is reported, and the messages."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND, sample_text

import imrparse
from imrparse import Severity
from imrparse.diagnostics import codes

LETTER = sample_text("2016-pdfium-lumbar-mri").replace("\r\n", "\n")


def only(right: str, wrong: str) -> imrparse.Diagnostic:
    """The only diagnostic of the letter with a changed wording, which must be on it."""
    text = LETTER.replace(right, wrong, 1)
    (found,) = imrparse.analyze(text).diagnostics
    assert text[slice(*found.span)] == wrong
    return found


@pytest.mark.parametrize(
    ("wrong", "description"),
    [
        ("Claims  Administrator guideline:", "there are 2 spaces after 'Claims', not one"),
        ("ClaimsAdministrator guideline:", "the space after 'Claims' is missing"),
        ("Claims Administrator guideline :", "a space splits the word after 'guideline'"),
    ],
)
def test_white_space_faults_are_described_in_words(wrong: str, description: str) -> None:
    right = "Claims Administrator guideline:"
    found = only(right, wrong)
    assert (found.code, found.severity) == (codes.MISSPELT, Severity.WARNING)
    assert found.message == f"in '{right}' {description}"
    assert found.fixes[0].edits[0].text == right


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("MAXIMUS guideline:", "MAXIMUS guide\nline:"),
        ("MAXIMUS guideline:", "MAXIMUS guideline\n:"),
        ("Decision rationale:", "Deci\nsion rationale:"),
    ],
)
def test_a_word_that_a_line_end_splits_is_one_fault(right: str, wrong: str) -> None:
    """It is misspelt, and that its white space is wrong is not said besides."""
    found = only(right, wrong)
    assert (found.code, found.severity) == (codes.MISSPELT, Severity.ERROR)
    assert found.hint == f"did you mean '{right}'?"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Upheld", "Uph edl"),
        ("Upheld", "Upheld."),
        ("MAXIMUS guideline:", "MAXEIMUS guidleine:"),
        ("Decision rationale:", "Decision rationale::"),
        ("Decision rationale:", "Decision rationale -"),
        ("Decision rationale:", "Decision rationale's:"),
        ("Date Assigned:", "DDate Assigned:"),
        ("Application", "Applications"),
    ],
)
def test_misspelt(right: str, wrong: str) -> None:
    found = only(right, wrong)
    assert found.code == codes.MISSPELT
    assert found.hint == f"did you mean '{right}'?"


@pytest.mark.parametrize(
    ("wrong", "is_meant"),
    [
        ("without contrast: Uphle", True),  # two wrong letters, after a colon
        ("without contrast Uphel", True),  # one, without a colon
        ("without contrast, Hand Held", False),  # two, without one: a word of the request
        ("without contrast, as upheld", False),  # in lower case, as in prose
    ],
)
def test_a_decision_without_a_colon_must_be_more_similar(wrong: str, is_meant: bool) -> None:
    text = LETTER.replace("without contrast, open unit: Upheld", wrong, 1)
    (found,) = imrparse.analyze(text).diagnostics
    assert found.code == (codes.MISSPELT if is_meant else codes.MISSING)


def test_what_nearly_is_the_label_before_is_prose() -> None:
    """Of a label that stands there already no other one is wanted before the next request."""
    text = LETTER.rstrip() + "\nDecison rationale: see above.\n"
    analysis = imrparse.analyze(text)
    assert analysis.diagnostics == ()
    assert analysis.determination.issues[-1].rationale.text.endswith(
        "Decison rationale: see above."
    )


@pytest.mark.parametrize("wrong", ["Partially Overturned", "Upheld in part", "N/A", "Denied"])
def test_no_decision(wrong: str) -> None:
    assert only("Upheld", wrong).code == codes.NO_DECISION


def test_text_that_ends_in_a_sentence() -> None:
    text = LETTER.rstrip()[:-20].rstrip()
    (found,) = imrparse.analyze(text).diagnostics
    assert (found.code, found.severity) == (codes.CUT_OFF, Severity.WARNING)
    assert found.span == (len(text), len(text))


def test_text_that_ends_in_the_first_label_of_an_issue() -> None:
    text = f"{LETTER.rstrip()}\n\nMRI of the left knee: Upheld\n\nClaims Administra"
    analysis = imrparse.analyze(text)
    assert [(d.code, d.span.start) for d in analysis.diagnostics] == [(codes.CUT_OFF, len(text))]
    assert analysis.determination.issues[-1].request.text == "MRI of the left knee"


def test_a_reworded_paragraph_beside_another_fault_is_prose() -> None:
    """It is not mistaken for the opening of an older generation."""
    text = SOUND.replace("MAXIMUS Federal", "MAXIMUS Upheld Federal")
    text = text.replace("Case Number:", "Case Numbr:")
    analysis = imrparse.analyze(text)
    assert [found.code for found in analysis.diagnostics] == ["IMR009"]
    assert analysis.determination.reviewer.licensure == ("California", "Nevada")
