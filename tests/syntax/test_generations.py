"""The properties of each template generation."""

from __future__ import annotations

import pytest

from helpers.letters import sample_text

import imrparse
from imrparse import Template
from imrparse.syntax.generations import (
    OLDER_YEARS,
    GuidelineWording,
    generation_of_year,
    years_of_wording,
)
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind

OLDER, NEWER = GuidelineWording


@pytest.mark.parametrize(
    ("template", "years", "inline", "wording"),
    [
        (Template.G0, "2013", True, None),
        (Template.G2A, "2014", True, OLDER),
        (Template.G2B, "2015", False, OLDER),
        (Template.G2C, "2016-2017", False, NEWER),
    ],
)
def test_facts(
    template: Template, years: str, inline: bool, wording: GuidelineWording | None
) -> None:
    assert template.years == years
    assert template.has_inline_credentials is inline
    assert template.guideline_wording is wording
    assert template.has_reasons is (wording is not None)


def test_every_generation_has_its_facts() -> None:
    assert all(template.years.startswith(str(template.first_year)) for template in Template)
    assert [years_of_wording(wording) for wording in GuidelineWording] == ["2014-2015", "2016-2017"]


def test_every_older_generation_has_its_years() -> None:
    names = {*letter_parser().terminals.of_kind(Kind.OLDER)}
    assert {name.split("_")[-2].casefold() for name in names} == set(map(str.casefold, OLDER_YEARS))


@pytest.mark.parametrize(
    ("year", "template"),
    [(2013, None), (2014, Template.G2A), (2015, Template.G2B), (2016, Template.G2C)],
)
def test_generation_of_a_year(year: int, template: Template | None) -> None:
    assert generation_of_year(year) is template


def test_later_years_have_the_last_known_generation() -> None:
    assert generation_of_year(2031) is list(Template)[-1]


BEGUN = "MAXIMUS FEDERAL SERVICES, INC.\nNotice of Independent Medical Review Determination\n"
EARLY = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE\nIt was sent.\n\nDOCUMENTS REVIEWED\nRecords\n\n"
    "CLINICAL CASE SUMMARY\nHe hurts.\n\nIMR DECISION(S) AND RATIONALE(S)\nNot necessary.\n"
)
LETTER = sample_text("2016-pdfium-lumbar-mri")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BEGUN, "MAXIMUS FEDERAL SERVICES, INC."),
        (f"From: a@example.org\n\n{BEGUN}", "MAXIMUS FEDERAL SERVICES, INC."),
        (BEGUN.partition("\n")[2], "Notice of Independent Medical Review Determination"),
        (EARLY, "HOW THE IMR FINAL DETERMINATION WAS MADE"),
        (" ".join(EARLY.split()), "HOW THE IMR FINAL DETERMINATION WAS MADE"),
    ],
)
def test_an_older_letter_that_is_not_read_is_told_at_its_beginning(text: str, told: str) -> None:
    """Also if it has no lines any more."""
    (found,) = imrparse.analyze(text).diagnostics
    assert (found.code, text[slice(*found.span)]) == ("IMR002", told)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CLINICAL CASE SUMMARY", "DOCUMENTS REVIEWED\nCLINICAL CASE SUMMARY"),
        ("IMR ISSUES, DECISIONS AND RATIONALES", "IMR DECISION(S) AND RATIONALE(S)"),
        ("CLINICAL CASE SUMMARY", "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE"),
    ],
)
def test_a_later_letter_with_an_older_heading_is_read(old: str, new: str) -> None:
    analysis = imrparse.analyze(LETTER.replace(old, new))
    letter = analysis.determination
    assert "IMR002" not in {found.code for found in analysis.diagnostics}
    assert [issue.decision for issue in letter.issues] == [
        issue.decision for issue in imrparse.parse(LETTER).issues
    ]


def test_a_mention_of_an_older_letter_is_none() -> None:
    text = "Dear Sir, the Notice of Independent Medical Review Determination came today."
    (found,) = imrparse.analyze(text).diagnostics
    assert found.code == "IMR001"
