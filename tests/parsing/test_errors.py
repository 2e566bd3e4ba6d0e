"""Texts that are not letters: one clear error, at its place."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.letters import sample_names, sample_text

import imrparse
from imrparse import Diagnostic, ParseError

LETTER = sample_text("2017-pdfplumber-norco").rstrip()
"""A letter without blank lines, so that each fixed part is one line."""


def fault_of(text: str) -> Diagnostic:
    """The only fault of a text."""
    with pytest.raises(ParseError) as error:
        imrparse.parse(text)
    (fault,) = error.value.diagnostics
    return fault


def line_of(wording: str) -> int:
    """The line that begins with a wording."""
    lines = LETTER.splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith(wording))


@pytest.mark.parametrize(
    ("wording", "next_part"),
    [
        ("HOW THE IMR FINAL DETERMINATION WAS MADE", "MAXIMUS Federal"),
        ("State(s) of Licensure:", "Certification(s)/Specialty:"),
        ("CLINICAL CASE SUMMARY", "The expert reviewer developed"),
        ("IMR ISSUES, DECISIONS AND RATIONALES", "The Final Determination"),
        ("Claims Administrator guideline:", "MAXIMUS guideline:"),
        ("MAXIMUS guideline:", "Decision rationale:"),
    ],
)
def test_missing_part(wording: str, next_part: str) -> None:
    """It is named, at the part that follows instead."""
    lines = LETTER.splitlines(keepends=True)
    line = line_of(wording)
    del lines[line - 1 : line_of(next_part) - 1]
    fault = fault_of("".join(lines))
    assert (fault.line, fault.column) == (line, 1)
    assert wording in fault.message
    assert fault.expected


def test_missing_decision() -> None:
    fault = fault_of(LETTER.replace(": Upheld", ""))
    assert (fault.line, fault.column) == (line_of("Claims Administrator"), 1)
    assert "'Upheld' or 'Overturned'" in fault.message


@pytest.mark.parametrize("ending", ["", "\n", "\n\n \f\n"])
def test_text_that_ends_early(ending: str) -> None:
    """The fault is after the last character that is not white space."""
    line = line_of("Decision rationale:")
    text = "\n".join(LETTER.splitlines()[: line - 1]) + "\nDecision rationale:" + ending
    fault = fault_of(text)
    assert (fault.line, fault.column) == (line, len("Decision rationale:") + 1)
    assert fault.message == (
        "the letter ends here, without the text of the label 'Decision rationale:'"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the text is empty"),
        (" \n\f\ufeff", "the text is empty"),
        ("Dear Sir,\nthank you for your letter.", "not a determination letter"),
    ],
)
def test_no_letter(text: str, message: str) -> None:
    fault = fault_of(text)
    assert fault.code == "IMR001"
    assert message in fault.message


@pytest.mark.parametrize("value", [None, b"CLINICAL CASE SUMMARY", 1, ["x"]])
def test_anything_but_a_text(value: object) -> None:
    with pytest.raises(TypeError, match=r"takes the text of a letter, not (None|an? )"):
        imrparse.parse(value)  # type: ignore[arg-type]


def test_two_letters_in_one_text() -> None:
    fault = fault_of(LETTER + "\n" + LETTER)
    assert fault.line == len(LETTER.splitlines()) + 1
    assert fault.message == "a second letter begins here"


def test_very_many_faults() -> None:
    """The number of diagnostics is limited, which is reported, and the text is restored."""
    head, label, rest = LETTER.partition("\nClaims Administrator guideline:")
    issue = label + rest.replace("MAXIMUS guideline: ", "")
    text = head + issue + ("\nMRI: Upheld" + issue) * 1_100
    analysis = imrparse.analyze(text)
    *before, last = analysis.diagnostics
    assert 50 < len(before) < 1_100
    assert last.message.startswith("the text was not read from here on")
    assert last.span.start > before[-1].span.end
    assert imrparse.unparse(analysis.determination) == text


def test_message() -> None:
    """What a user sees of the error: the place, the line, a caret, what was expected."""
    with pytest.raises(ParseError) as error:
        imrparse.parse(LETTER.replace("MAXIMUS guideline: ", ""))
    assert str(error.value).splitlines() == [
        "line 40, column 1: IMR005 the label 'MAXIMUS guideline:' is missing here",
        "    |",
        " 39 | Opioids, specific drug list.",
        " 40 | Decision based on MTUS Opioid Treatment 2016, Section(s): 2.1",
        "    | ^",
        "    = note: line 36, column 1: it should follow this part",
        "    |",
        " 36 | Claims Administrator guideline: Decision based on MTUS Opioid Treatment 2016, "
        "Section(s):",
        "    | -------------------------------",
        "    = fix: insert 'MAXIMUS guideline: '",
    ]


def test_caret_under_tabs_and_in_long_lines() -> None:
    text = sample_text("2014-seed-markdown-massage")
    tabs = text.replace("03/09/2012", "02/30/2012")
    long = text.replace("### IMR ISSUES, DECISIONS AND RATIONALES\n", "word " * 60 + "\n")
    with pytest.raises(ParseError) as error:
        imrparse.parse(tabs)
    assert str(error.value).splitlines()[-2:] == [
        " 4 | <b>Date Assigned:</b>   09/24/2014  <b>Date of Injury:</b>  02/30/2012",
        "   |                                                             ^^^^^^^^^^",
    ]
    with pytest.raises(ParseError) as error:
        imrparse.parse(long)
    _, _, before, at, *_, noted, mark, fix = str(error.value).splitlines()
    assert before == " 18 | " + "word " * 22 + "w..."
    assert at.startswith(" 20 | The Final Determination was based on")
    assert noted.endswith("case file, including...")
    assert len(mark) == len(noted) - len("...")
    assert fix == "    = fix: insert '### IMR ISSUES, DECISIONS AND RATIONALES\u23ce\u23ce'"


def test_error_can_be_pickled() -> None:
    """It must be picklable, to be returned from a worker process."""
    with pytest.raises(ParseError) as error:
        imrparse.parse("no letter")
    again = pickle.loads(pickle.dumps(error.value))
    assert again.diagnostics == error.value.diagnostics
    assert str(again) == str(error.value)


_LINES = [line for name in sample_names() for line in sample_text(name).splitlines(keepends=True)]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(_LINES) | st.text(max_size=20), max_size=60).map("".join))
def test_any_text_is_a_letter_or_a_parse_error(text: str) -> None:
    try:
        letter = imrparse.parse(text)
    except ParseError as error:
        for diagnostic in error.diagnostics:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
            assert diagnostic.message
    else:
        assert imrparse.unparse(letter) == text
