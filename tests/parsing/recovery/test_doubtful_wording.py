"""Headings and labels that were accepted although something stands beside them."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse

LETTER = imrparse.parse(SOUND)


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        (
            "MAXIMUS guideline:",
            "The MAXIMUS guideline:",
            "IMR009",
            "the label 'MAXIMUS guideline:' shares its line with other text",
        ),
        (
            "CLINICAL CASE SUMMARY",
            "CLINICAL CASE SUMMARY *",
            "IMR009",
            "the heading 'CLINICAL CASE SUMMARY' shares its line with other text",
        ),
        (
            "Decision rationale:",
            "Decision rationale: Decision rationale:",
            "IMR007",
            "'Decision rationale:' follows another label, and was read as text",
        ),
        (
            "CLINICAL CASE SUMMARY",
            "CLINICAL CASE SUMMARY\n\nTo be completed.",
            "IMR014",
            "text that belongs to no part of the letter",
        ),
        (
            "CLINICAL CASE SUMMARY",
            "CLINICAL CASE SUMMARY:",
            "IMR009",
            "'CLINICAL CASE SUMMARY' is misspelt",
        ),
    ],
)
def test_one_fault_has_one_diagnostic(old: str, new: str, code: str, message: str) -> None:
    text = SOUND.replace(old, new, 1)
    analysis = imrparse.analyze(text)
    (found,) = analysis.diagnostics
    assert (found.code, found.message) == (code, message)
    assert analysis.determination.summary == LETTER.summary
    assert imrparse.unparse(analysis.determination) == text


def test_a_line_end_is_a_safe_fix() -> None:
    text = SOUND.replace("\n\nMAXIMUS guideline:", " MAXIMUS guideline:", 1)
    (found,) = imrparse.analyze(text).diagnostics
    (fix,) = found.fixes
    assert fix.safe
    assert imrparse.parse(imrparse.fix(text).text) == LETTER


def test_a_text_without_lines_has_no_such_fault() -> None:
    assert imrparse.analyze(" ".join(SOUND.split())).diagnostics == ()


@pytest.mark.parametrize(
    ("before", "words"), [(":", ":"), (": Decision", ": Decision"), (" - Ruling", "- Ruling")]
)
def test_a_request_does_not_introduce_its_decision(before: str, words: str) -> None:
    (found,) = imrparse.analyze(SOUND.replace(": Upheld", f"{before}: Upheld", 1)).diagnostics
    message = f"the request ends with '{words}', which may not belong to it"
    assert (found.code, found.message) == ("IMR010", message)
