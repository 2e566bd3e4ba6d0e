"""Faults of which each is told once, although several places of the letter show it."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse

LETTER = imrparse.parse(SOUND)
LABELS = "Claims Administrator guideline:\n\nMAXIMUS guideline:\n\nDecision rationale:\n\n"
FIRST = "Left knee arthroscopy with"
HEADER = SOUND[: SOUND.index("HOW THE IMR")]
SUMI = (
    "The expert reviewer developed the following clinical case summary based on a review of the\n"
    "case file, including all medical records:"
)


def told(text: str) -> list[tuple[str, str]]:
    """The code and the text of each diagnostic."""
    found = imrparse.analyze(text).diagnostics
    return [(one.code, text[slice(*one.span)]) for one in found]


@pytest.mark.parametrize(
    "request_line", ["[Request]: Upheld", "[Request]: [Decision]", "[Item]: [Upheld/Overturned]"]
)
def test_an_issue_that_was_not_filled_in(request_line: str) -> None:
    blank = f"{request_line}\n\n{LABELS}"
    at_end = f"{SOUND.rstrip()}\n\n{blank}"
    assert [code for code, _ in told(at_end)] == ["IMR006"]
    at_start = SOUND.replace(FIRST, f"{blank}{FIRST}")
    assert [code for code, _ in told(at_start)] == ["IMR006"]
    assert imrparse.analyze(at_start).determination.issues[1:] == LETTER.issues


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace(":", " ........."),
        "".join(
            f'"{line.replace(": ", chr(34) + "," + chr(34))}"\n' for line in HEADER.split("\n")[:7]
        ),
    ],
    ids=["leaders", "cells"],
)
def test_the_same_signs_behind_each_name(header: str) -> None:
    text = header + "\n" + SOUND[len(HEADER) :]
    assert len(told(text)) == 1
    assert imrparse.analyze(text).determination == LETTER


def test_states_in_capitals() -> None:
    text = SOUND.replace("California, Nevada", "CALIFORNIA, NEVADA")
    assert told(text) == [("IMR015", "CALIFORNIA")]


def test_lines_that_follow_each_other() -> None:
    notes = "Comment [JS1]: Verify the date.\nComment [KL2]: Done."
    assert told(f"{SOUND.rstrip()}\n{notes}\n") == [("IMR014", notes)]


def test_a_stamp_between_the_rows_of_the_header() -> None:
    stamp = "RECEIVED\nFEB 03 2017\nCLAIMS DEPT"
    text = SOUND.replace("Decision Date:", f"{stamp}\nDecision Date:", 1)
    assert told(text) == [("IMR014", stamp)]
    assert imrparse.analyze(text).determination == LETTER


def test_values_of_two_kinds_in_each_other_s_place() -> None:
    header = HEADER.replace("Standard", "x").replace("12/14/2016", "Standard")
    text = header.replace("x", "12/14/2016") + SOUND[len(HEADER) :]
    assert [code for code, _ in told(text)] == ["IMR008"]
    assert imrparse.analyze(text).determination == LETTER


def test_a_name_in_the_place_of_another_one() -> None:
    text = SOUND.replace("Decision Date:", "Date of Injury:", 1)
    assert told(text) == [("IMR007", "Date of Injury:")]
    assert imrparse.analyze(text).determination == LETTER


@pytest.mark.parametrize(
    "heading", ["CLINICAL CASE SUMMARY", "IMR ISSUES, DECISIONS AND RATIONALES"]
)
def test_a_heading_again_behind_the_letter(heading: str) -> None:
    text = f"{SOUND.rstrip()}\n\n{heading}\n"
    assert told(text) == [("IMR007", heading)]


def test_the_header_again_behind_the_letter() -> None:
    text = f"{SOUND.rstrip()}\n\n{HEADER}"
    assert [code for code, _ in told(text)] == ["IMR014"]
    assert imrparse.analyze(text).determination == LETTER


@pytest.mark.parametrize(
    "sentence",
    [
        "The following clinical case summary was developed based on a review of the case file:",
        "The expert reviewer developed the following clinical summary, including all records:",
    ],
)
def test_an_introduction_in_other_words(sentence: str) -> None:
    text = SOUND.replace(SUMI, sentence)
    assert text != SOUND
    assert imrparse.analyze(text).determination.summary == LETTER.summary


def test_a_rationale_that_begins_with_its_conclusion_before_its_label_again() -> None:
    first = "Decision rationale: No, the request is not medically necessary."
    text = SOUND.replace("Decision rationale: ", f"{first}\nDecision rationale: ", 1)
    assert [code for code, _ in told(text)] == ["IMR007"]
    rationale = imrparse.analyze(text).determination.issues[0].rationale.text
    assert rationale.endswith(LETTER.issues[0].rationale.text)


def test_the_name_of_a_field_in_the_place_of_a_label() -> None:
    text = SOUND.replace("Decision rationale:", "\u00abDecision_rationale\u00bb", 1)
    assert [code for code, _ in told(text)] == ["IMR009"]
    assert imrparse.analyze(text).determination == LETTER


@pytest.mark.parametrize("gap", [" ", ". ", "; "])
def test_a_label_behind_the_decision_on_its_line(gap: str) -> None:
    text = SOUND.replace("meniscectomy: Upheld\n\nClaims", f"meniscectomy: Upheld{gap}Claims")
    assert imrparse.analyze(text).determination == LETTER
    assert len(told(text)) == 1


def labels_of_first_issue() -> tuple[int, int, int]:
    """Where the labels of the first issue begin."""
    labels = ("Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:")
    first, second, third = map(SOUND.index, labels)
    return first, second, third


def test_labels_of_one_issue_on_one_line() -> None:
    first, _, last = labels_of_first_issue()
    end = SOUND.index("\n\n", last)
    text = f"{SOUND[:first]}{' '.join(SOUND[first:end].split())}{SOUND[end:]}"
    assert [code for code, _ in told(text)] == ["IMR009"]
    assert imrparse.analyze(text).determination == LETTER


def test_two_labels_on_one_line_before_one_text() -> None:
    _, second, _ = labels_of_first_issue()
    label = "Claims Administrator guideline:"
    first = SOUND.index(label)
    text = f"{SOUND[:first]}{label} {SOUND[second:]}"
    assert [code for code, _ in told(text)] == ["IMR006"]


def test_a_label_behind_its_text() -> None:
    _, second, third = labels_of_first_issue()
    label = "MAXIMUS guideline:"
    own = SOUND[second + len(label) : third].strip()
    text = f"{SOUND[:second]}{own} {label}\n\n{SOUND[third:]}"
    assert [code for code, _ in told(text)] == ["IMR006"]


def test_a_label_in_a_sentence_of_its_own() -> None:
    text = SOUND.replace("Decision rationale:", "The decision rationale is:", 1)
    assert [code for code, _ in told(text)] == ["IMR009"]
    assert imrparse.analyze(text).determination == LETTER


@pytest.mark.parametrize(
    "line",
    [
        "You may appeal this determination within 30 days of the mailing of this letter.",
        "Questions? Call 1-800-555-0100 between 8 a.m. and 5 p.m.",
        "DOCUMENTS REVIEWED:\n1. Application for IMR\n2. UR determination",
        "QA checklist: spelling [x] citations [ ]",
    ],
)
def test_a_line_to_the_reader_behind_the_letter(line: str) -> None:
    analysis = imrparse.analyze(f"{SOUND.rstrip()}\n{line}\n")
    assert [one.code for one in analysis.diagnostics] == ["IMR014"]
    assert analysis.determination == LETTER
