"""The properties of each template generation."""

from __future__ import annotations

import pytest

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
        (Template.G2A, "2014", True, OLDER),
        (Template.G2B, "2015", False, OLDER),
        (Template.G2C, "2016-2017", False, NEWER),
    ],
)
def test_facts(template: Template, years: str, inline: bool, wording: GuidelineWording) -> None:
    assert template.years == years
    assert template.has_inline_credentials is inline
    assert template.guideline_wording is wording


def test_every_generation_has_its_facts() -> None:
    assert all(template.years.startswith(str(template.first_year)) for template in Template)
    assert [years_of_wording(wording) for wording in GuidelineWording] == ["2014-2015", "2016-2017"]


def test_every_older_generation_has_its_years() -> None:
    names = letter_parser().terminals.of_kind(Kind.OLDER)
    assert {name.split("_")[-2].casefold() for name in names} == set(map(str.casefold, OLDER_YEARS))


@pytest.mark.parametrize(
    ("year", "template"),
    [(2013, None), (2014, Template.G2A), (2015, Template.G2B), (2016, Template.G2C)],
)
def test_generation_of_a_year(year: int, template: Template | None) -> None:
    assert generation_of_year(year) is template


def test_later_years_have_the_last_known_generation() -> None:
    assert generation_of_year(2031) is list(Template)[-1]
