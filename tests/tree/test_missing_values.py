"""What a text does not state is None in its letter: decisions, dates, the outcome, the
generation."""

from __future__ import annotations

import attrs
import pytest

from helpers.letter_checks import check_plain_values
from helpers.letters import sample_text

import imrparse
from imrparse import Decision, Determination, Outcome, Template

TEXT = sample_text("2016-pdfium-lumbar-mri")
LETTER = imrparse.parse(TEXT)
UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED


def read(text: str) -> Determination:
    """The letter of any text, whose plain values are checked."""
    letter = imrparse.analyze(text).determination
    check_plain_values(letter)
    return letter


@pytest.mark.parametrize("text", ["", "hello", "Dear Sir: Upheld", "\ufeff\r\n", "\udcff"])
def test_a_text_that_is_no_letter_has_no_outcome_and_no_generation(text: str) -> None:
    letter = read(text)
    assert (letter.outcome, letter.template, letter.issues) == (None, None, ())
    assert (letter.header, letter.case_number) == (None, None)


def test_a_letter_that_is_not_read_yet_has_no_outcome_and_no_generation() -> None:
    text = (
        "ISSUE AT DISPUTE:\nAcupuncture\n\nDOCUMENTS REVIEWED FOR DETERMINATION:\nRecords\n\n"
        "MEDICAL REVIEWER QUALIFICATIONS:\nFamily Practice\n"
    )
    (found,) = imrparse.analyze(text).diagnostics
    assert found.code == "IMR002"
    assert (read(text).outcome, read(text).template) == (None, None)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("case_number", "CM16-0900123", "CM16-090012"),
        ("date_of_injury", "10/04/2016", "10/34/2016"),
        ("priority", "Standard", "Rush"),
        ("decision_date", "01/05/2017", "soon"),
    ],
)
def test_a_value_of_the_header_that_can_not_be_read(field: str, old: str, new: str) -> None:
    header = read(TEXT.replace(old, new, 1)).header
    assert header is not None
    assert getattr(header, field) is None
    assert header.span_of(field) is not None


def test_a_decision_that_can_not_be_read() -> None:
    letter = read(TEXT.replace(": Upheld", ": Denied"))
    assert [issue.decision for issue in letter.issues] == [None]
    assert letter.outcome is None


@pytest.mark.parametrize(
    ("decisions", "outcome"),
    [
        ((), None),
        ((None,), None),
        ((UPHELD, UPHELD), Outcome.UPHELD),
        ((OVERTURNED,), Outcome.OVERTURNED),
        ((UPHELD, OVERTURNED), Outcome.PARTIALLY_OVERTURNED),
        ((UPHELD, None), None),
        ((OVERTURNED, None, OVERTURNED), None),
        ((UPHELD, None, OVERTURNED), Outcome.PARTIALLY_OVERTURNED),
    ],
)
def test_outcome(decisions: tuple[Decision | None, ...], outcome: Outcome | None) -> None:
    issue = LETTER.issues[0]
    issues = tuple(attrs.evolve(issue, decision=decision) for decision in decisions)
    letter = attrs.evolve(LETTER, issues=issues)
    assert letter.outcome is outcome
    check_plain_values(letter)


# The generation


SUMMARY = "CLINICAL CASE SUMMARY\n\nA sprain.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n"
DATED = "Decision Date: 03/04/{}\n\n" + SUMMARY


@pytest.mark.parametrize(
    ("text", "template"),
    [
        (SUMMARY, None),
        (DATED.format(2013), None),
        (DATED.format(2014), Template.G2A),
        (DATED.format(2015), Template.G2B),
        (DATED.format(2017), Template.G2C),
        ("HOW THE IMR FINAL DETERMINATION WAS MADE\n\n" + SUMMARY, None),
        ("State(s) of Licensure: Ohio\n\n" + SUMMARY, Template.G2B),
        ("He is Board Certified in Surgery and is licensed to practice in Ohio.\n", None),
    ],
)
def test_without_credentials_the_date_determines_the_generation(
    text: str, template: Template | None
) -> None:
    assert read(text).template is template


@pytest.mark.parametrize(
    ("cited", "template"),
    [("Eye 2004, Section(s): Care", Template.G2C), ("Eye, Page(s): 3", None), ("it", None)],
)
def test_without_credentials_and_date_the_citations_determine_the_generation(
    cited: str, template: Template | None
) -> None:
    """Letters of 2014 and of 2015 cite alike."""
    text = f"{SUMMARY}MRI: Upheld\n\nMAXIMUS guideline: Decision based on MTUS {cited}.\n"
    assert read(text).template is template


@pytest.mark.parametrize("template", [None, *Template])
def test_a_rebuilt_letter_has_the_same_generation(template: Template | None) -> None:
    """As it is for one converted through plain values: the generation is determined in the same
    way."""
    for letter in (LETTER, read(SUMMARY), read(DATED.format(2014)), read(DATED.format(2013))):
        made = attrs.evolve(letter, template=template)
        assert attrs.evolve(made, template=made.template) == made
        check_plain_values(made)


def test_a_letter_of_an_unknown_generation_is_not_printed() -> None:
    letter = read(SUMMARY)
    with pytest.raises(imrparse.UnprintableError, match=r"reviewer\.licensure is empty"):
        imrparse.format(letter)
    credentials = attrs.evolve(letter, reviewer=LETTER.reviewer)
    with pytest.raises(imrparse.UnprintableError, match="template generation is not known"):
        imrparse.format(credentials)
