"""IMR203: fixed sentences that are missing."""

from __future__ import annotations

import pytest

from helpers.fixed_sentences import fixed_sentences, without_space
from helpers.letters import SOUND, SOUND_2014, sample_names, sample_text
from helpers.rule_cases import Case, edits, rule_test

import imrparse
from imrparse import Diagnostic, LintConfig
from imrparse.linting.fixing import fix

CREDENTIALS = "The Expert Reviewer has the following credentials:\n"
SUMMARY = (
    "The expert reviewer developed the following clinical case summary based on a review of the "
    "case\nfile, including all medical records:\n\n"
)
ISSUES = (
    "The Final Determination was based on decisions for the disputed items/services set forth "
    "below:\n\n"
)
OPENING = SOUND[SOUND.index("MAXIMUS Federal") : SOUND.index(CREDENTIALS)]

test_missing_introduction = rule_test(
    "IMR203",
    *edits(CREDENTIALS, f"«=>{CREDENTIALS}»"),
    *edits(SUMMARY, f"«=>{SUMMARY}»"),
    *edits(ISSUES, f"«=>{ISSUES}»"),
    # Text in place of an introduction is reported, and only removed by an unsafe fix.
    *edits(
        OPENING,
        f"«The case was looked at by somebody else.=?>{' '.join(OPENING.split())}»\n\n",
    ),
    *edits(
        "The patient is a 57 year old male",
        "The following summary is of the case file: the patient is a 57 year old male",
        base=SOUND_2014,
    ),
    Case({}, SOUND_2014),
)


@pytest.mark.parametrize("name", sample_names())
def test_a_missing_introduction_is_restored(name: str) -> None:
    text = sample_text(name)
    for start, end in fixed_sentences(text):
        without = text[:start] + text[end:]
        assert [found.code for found in lint(without)] == ["IMR203"], text[start:end]
        assert without_space(fix(without, lint).text) == without_space(text)


def test_a_difference_across_two_wordings() -> None:
    """Each of the two is found once."""
    end = SOUND.index(CREDENTIALS) + len(CREDENTIALS.rstrip())
    text = SOUND[: SOUND.index("He/she is familiar")] + SOUND[end:]
    assert sorted(found.code for found in lint(text)) == ["IMR201", "IMR203"]
    assert without_space(fix(text, lint).text) == without_space(SOUND)


def lint(text: str) -> tuple[Diagnostic, ...]:
    return imrparse.lint(text, LintConfig(select=("wording",)))
