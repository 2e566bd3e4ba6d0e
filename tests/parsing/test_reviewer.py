"""The reviewer's credentials, and the generation of a letter."""

from __future__ import annotations

import re

import pytest

from helpers.letter_checks import check_letter
from helpers.letters import sample_text

import imrparse
from imrparse import Template
from imrparse.diagnostics import codes

INLINE = sample_text("2014-seed-markdown-massage")
BLOCK = sample_text("2015-seed-double-back-brace")
DATED = sample_text("2016-pdfium-lumbar-mri")
CREDENTIALS = "is Board Certified in Family Practice and is licensed to practice in California"


@pytest.mark.parametrize(
    ("sentence", "licensure", "specialties", "subspecialties"),
    [
        (
            "is Board Certified in Surgery and is licensed to practice in Texas",
            ("Texas",),
            ("Surgery",),
            (),
        ),
        (
            "is Board Certified Surgery, has a subspecialty in Hand Surgery and is licensed to "
            "practice in California, Oregon and New York",
            ("California", "Oregon", "New York"),
            ("Surgery",),
            ("Hand Surgery",),
        ),
        (
            "is Licensed in Psychology, and is licensed to practice in Rhode Island",
            ("Rhode Island",),
            ("Psychology",),
            (),
        ),
    ],
)
def test_credentials_in_the_paragraph(
    sentence: str,
    licensure: tuple[str, ...],
    specialties: tuple[str, ...],
    subspecialties: tuple[str, ...],
) -> None:
    reviewer = check_letter(INLINE.replace(CREDENTIALS, sentence)).reviewer
    assert reviewer.licensure == licensure
    assert reviewer.specialties == specialties
    assert reviewer.subspecialties == subspecialties


@pytest.mark.parametrize(
    ("licensure", "specialties"),
    [
        ("Texas & Ohio", "Surgery; Rheumatology"),
        ("Texas; Ohio", "Surgery and Rheumatology"),
        ("Texas/Ohio", "Surgery / Rheumatology"),
        ("Texas | Ohio", "Surgery & Rheumatology"),
        ("Texas  Ohio", "Surgery   Rheumatology"),
        (r"Texas\nOhio", r"Surgery\n  Rheumatology"),
    ],
)
def test_known_names_are_parted_by_other_signs_than_commas(
    licensure: str, specialties: str
) -> None:
    letter = check_letter(credited(licensure, specialties))
    assert letter.reviewer.licensure == ("Texas", "Ohio")
    assert letter.reviewer.specialties == ("Surgery", "Rheumatology")


@pytest.mark.parametrize("lists", [("Texas\nOhio", "Surgery"), ("Ohio", "Surgery\nRheumatology")])
def test_a_line_below_names_one_a_line_is_no_part_of_them(lists: tuple[str, str]) -> None:
    text = credited(*lists).replace(lists[1], f"{lists[1]}\nReviewer ID: 12", 1)
    (told,) = imrparse.analyze(text).diagnostics
    assert text[slice(*told.span)] == "Reviewer ID: 12"


@pytest.mark.parametrize(
    "name",
    [
        "Physical Medicine & Rehabilitation",
        "Colon and Rectal Surgery",
        "Hematology/Oncology",
        "Surgery and Leeches",
    ],
)
def test_joined_names_are_one(name: str) -> None:
    letter = imrparse.parse(credited("Ohio", f"Surgery, {name}"))
    assert letter.reviewer.specialties == ("Surgery", name)


@pytest.mark.parametrize(
    ("specialty", "added"),
    [("Surgery.", "."), ("Surgery (since 2009)", "(since 2009)"), ("1. Surgery", "1.")],
)
def test_what_a_specialty_has_besides_its_name_is_told(specialty: str, added: str) -> None:
    (told,) = imrparse.analyze(credited("Ohio", specialty)).diagnostics
    assert told.code == codes.STRAY
    assert told.message.startswith(f"'{added}' ")


def credited(licensure: str, specialties: str) -> str:
    """A letter with these lists of credentials."""
    text = re.sub(r"(State\(s\) of Licensure:)[^\n]*", rf"\1 {licensure}", BLOCK, count=1)
    return re.sub(r"(\(s\)/Specialty:)[^\n]*", rf"\1 {specialties}", text, count=1)


@pytest.mark.parametrize(
    "words",
    ["and is licensed in", "and licensed to practise in", "and holds a license in"],
)
@pytest.mark.parametrize(
    "subspecialty", ["has a sub-specialty in", "with a subspecialty of", "has a sub specialty of"]
)
def test_credentials_in_other_words(words: str, subspecialty: str) -> None:
    sentence = f"is Board Certified Surgery, {subspecialty} Hand Surgery {words} Texas"
    analysis = imrparse.analyze(INLINE.replace(CREDENTIALS, sentence))
    reviewer = analysis.determination.reviewer
    assert (reviewer.licensure, reviewer.specialties) == (("Texas",), ("Surgery",))
    assert reviewer.subspecialties == ("Hand Surgery",)
    assert {found.code for found in analysis.diagnostics} == {codes.MISSPELT}


@pytest.mark.parametrize(
    ("licensure", "wanted"),
    [
        ("California", ("California",)),
        ("California,North Carolina", ("California", "North Carolina")),
        ("Ohio, West Virginia , Texas,", ("Ohio", "West Virginia", "Texas")),
        ("California,\n\nNew\nYork", ("California", "New York")),
        ("Ohio\nWest\nVirginia", ("Ohio", "West Virginia")),
        ("Ohio\nTexas, New York\nUtah", ("Ohio", "Texas", "New York", "Utah")),
    ],
)
def test_credentials_in_the_block(licensure: str, wanted: tuple[str, ...]) -> None:
    text = BLOCK.replace("Licensure: California", f"Licensure: {licensure}")
    assert check_letter(text).reviewer.licensure == wanted


@pytest.mark.parametrize("text", [INLINE, BLOCK])
def test_a_paragraph_with_changed_wording(text: str) -> None:
    """The letter is parsed anyway."""
    departing = text.replace("sent the complete case file", "has sent the complete file")
    departing = departing.replace("governing laws", "the governing laws")
    letter = check_letter(departing)
    assert letter == check_letter(text)


@pytest.mark.parametrize("year", ["2015", "2017"])
@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("Decision based on MTUS Low Back Complaints Page(s): 60.", Template.G2B),
        ("The Expert Reviewer did not base their decision on the MTUS.", Template.G2B),
        ("Decision based on MTUS Acupuncture Treatment Guidelines.", Template.G2B),
        ("Decision based on MTUS Low Back Complaints, Section(s): Initial Care.", Template.G2C),
        ("Decision based on MTUS Low Back Complaints 2004.", Template.G2C),
        (
            "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS "
            "Guidelines. Decision based on Non-MTUS Citation Ogilvy, page(s) 12.",
            Template.G2C,
        ),
    ],
)
def test_wording_of_guidelines_determines_the_generation(
    field: str, wanted: Template, year: str
) -> None:
    """Whatever the year of the decision."""
    head, _, rest = DATED.replace("01/05/2017", f"01/05/{year}").partition(
        "Claims Administrator guideline:"
    )
    _, _, rationale = rest.partition("Decision rationale:")
    labels = ("Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:")
    text = f"{head}{labels[0]} None.\n\n{labels[1]} {field}\n\n{labels[2]}{rationale}"
    assert check_letter(text).template is wanted


def test_year_determines_the_generation_without_wording() -> None:
    text = DATED.replace("Decision based on MTUS Low Back Complaints 2004", "None")
    text = text.replace("Section(s):", "")
    assert check_letter(text).template is Template.G2C
    assert check_letter(text.replace("01/05/2017", "12/31/2015")).template is Template.G2B


def test_a_specialty_in_small_letters_is_a_lint_finding() -> None:
    assert "IMR304" not in {found.code for found in imrparse.lint(credited("Ohio", "Surgery"))}
    assert "IMR304" in {found.code for found in imrparse.lint(credited("Ohio", "surgery"))}
