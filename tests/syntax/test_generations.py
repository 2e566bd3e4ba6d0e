"""The properties of each template generation, and the letters older than 2014."""

from __future__ import annotations

import re
from datetime import date
from itertools import count

import pytest

from helpers.in_turn import in_turn
from helpers.letter_checks import check_inner, check_plain_values, check_prints
from helpers.letters import NOTICE_SAMPLE, sample_content, sample_text
from helpers.measuring import BUSY, growth

import imrparse
from imrparse import Decision, Determination, Diagnostic, Severity, Template
from imrparse.syntax.generations import (
    OLDER_YEARS,
    GuidelineWording,
    generation_of_year,
    years_of_wording,
)
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind
from imrparse.text.node import value_fields
from imrparse.tree.letter import LetterValues

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


# Letters of 2013, generation G0: a notice that lists its decisions twice.

NOTICE, CONTENT = sample_text(NOTICE_SAMPLE), sample_content(NOTICE_SAMPLE)
HEADING = "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE"
NOT = "is not medically necessary and appropriate"
FIRST, SECOND = NOTICE.split(HEADING)
MRI = FIRST[FIRST.index("1) ") : FIRST.index("2) ")]
"""The first decision, as it is in both lists."""


def second(old: str, new: str) -> str:
    """The letter with an edit behind the heading, where the second list is."""
    assert old in SECOND
    return FIRST + HEADING + SECOND.replace(old, new, 1)


def either(old: str, new: str, count: int = -1) -> str:
    """The letter with an edit anywhere, by default everywhere."""
    assert old in NOTICE
    return NOTICE.replace(old, new, count)


def is_as_written(letter: Determination) -> None:
    """Check the content of the sample."""
    assert letter.template is Template.G0
    assert letter.header
    header = {name: getattr(letter.header, name) for name in value_fields(type(letter.header))}
    dates = {name: str(value) for name, value in header.items() if value is not None}
    assert dates == CONTENT["header"]
    assert letter.parties
    assert letter.parties.text == CONTENT["parties"]
    reviewer = {n: list(getattr(letter.reviewer, n)) for n in CONTENT["reviewer"]}
    assert reviewer == CONTENT["reviewer"]
    assert letter.summary.text == CONTENT["summary"]
    assert decided(letter) == [(i["request"], Decision(i["decision"])) for i in CONTENT["issues"]]


def decided(letter: Determination) -> list[tuple[str, Decision | None]]:
    return [(issue.request.text, issue.decision) for issue in letter.issues]


@pytest.mark.parametrize(
    "text",
    [
        NOTICE,
        " ".join(NOTICE.split()),
        NOTICE.replace("\n", "\r\n"),
        NOTICE.replace("\n", "\n\n"),
        NOTICE.replace(" ", "\n"),
        "".join(f"> {line}\n" for line in NOTICE.splitlines()),
        NOTICE.replace("notmedically", "not medically"),
        NOTICE.replace("MAXIMUS FEDERAL SERVICES, INC.\n", ""),
        NOTICE.replace("1) ", "").replace("2) ", "").replace("3) ", ""),
        NOTICE.replace("\u201c", '"').replace("\u201d", '"'),
        NOTICE.replace("is Board", "is\fBoard"),
    ],
)
def test_a_letter_of_2013_is_read_however_it_came(text: str) -> None:
    letter = imrparse.parse(text)
    quoted = "\u201c" in text
    if quoted:
        is_as_written(letter)
    else:
        assert letter.summary.text.replace('"', "") == CONTENT["summary"].translate(
            {0x201C: None, 0x201D: None}
        )
    assert imrparse.unparse(letter) == text
    assert not imrparse.analyze(text).diagnostics
    check_plain_values(letter)
    if quoted:
        check_prints(letter)


def test_decisions_at_both_ends_of_pages_are_no_running_lines() -> None:
    numbers = count(1)
    pages = re.sub(r"\d\) ", lambda found: f"Page {next(numbers)}\n\f{found[0]}", NOTICE)
    is_as_written(imrparse.parse(pages))


@pytest.mark.parametrize("piece", in_turn(["MAXIMUS ", "1) MAXIMUS ", "Dated: ", "a ", MRI], 3))
def test_long_letters_take_time_in_proportion(piece: str) -> None:
    imrparse.analyze(NOTICE)  # whatever is made with the first letter is not measured
    short, long = (NOTICE.replace("1) ", piece * (n // len(piece)), 1) for n in (8_000, 32_000))
    assert growth(imrparse.analyze, short, long) < BUSY


def test_what_is_not_known_is_empty() -> None:
    letter = imrparse.parse(NOTICE)
    check_inner(letter, NOTICE)
    assert letter.header
    assert (letter.header.case_number, letter.header.priority) == (None, None)
    assert letter.remainder is None
    for issue in letter.issues:
        assert not issue.rationale.text
        assert not issue.maximus_guideline.citations
    assert "remainder" not in imrparse.to_dict(letter)


def test_what_follows_the_summary_is_kept_as_text() -> None:
    rest = "Documents Reviewed: \u201ca file\u201d Dated: 9/3/2013."
    letter = imrparse.parse(f"{NOTICE}\n{rest}\n")
    is_as_written(letter)
    assert letter.remainder
    assert letter.remainder.text == rest
    assert imrparse.parse(imrparse.format(letter)) == letter
    assert imrparse.from_dict(imrparse.to_dict(letter)) == letter


def test_words_of_the_form_in_the_summary_are_prose() -> None:
    words = (
        "A report Dated: 3/4/2013 is medically necessary and appropriate. He is Board Certified in"
    )
    letter = imrparse.parse(either("He lifted", f"{words} lifting. He lifted"))
    assert words in letter.summary.text
    assert letter.reviewer.specialties == ("Family Practice",)
    assert letter.header
    assert letter.header.decision_date == date(2013, 11, 4)


def test_text_before_the_letter_is_left_out() -> None:
    letter = imrparse.analyze(f"From: a@example.org\n\n{NOTICE}").determination
    is_as_written(letter)
    assert letter.preamble == "From: a@example.org"


def only(text: str) -> tuple[Diagnostic, Determination]:
    """The one diagnostic of a text, which is an error, and the letter."""
    analysis = imrparse.analyze(text)
    (found,) = analysis.diagnostics
    assert found.severity is Severity.ERROR
    assert imrparse.unparse(analysis.determination) == text
    return found, analysis.determination


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (either("Notice of Independent", "Notise of Indepndent"), "IMR009", "Notise"),
        (either("has determined the", "has determind teh", 1), "IMR009", "determind"),
        (either("MAXIMUS Federal Services", "MAX1MUS Federal Serv1ces", 1), "IMR009", "MAX1MUS"),
        (either(HEADING, HEADING.replace("DECISION", "DECISON")), "IMR009", "DECISON"),
        (either("Dated: 11/4/2013\n", ""), "IMR005", "'Dated:' is missing"),
        (either(f"{HEADING}\n", ""), "IMR005", "RATIONALE' is missing"),
        (either("Medical Qualifications of the Expert Reviewer:\n", ""), "IMR005", "Expert"),
        (either("Case Summary:\n", ""), "IMR005", "'Case Summary:' is missing"),
        (either("requested.\u201d", "requested."), "IMR005", "quotation mark"),
        (either("11/4/2013", "11/44/2013"), "IMR011", "'11/44/2013' is not a calendar date"),
        (either("8/23/2013", "2/30/2013"), "IMR011", "'2/30/2013'"),
        (NOTICE.replace(MRI, "", 1), "IMR010", "in only one of the two lists"),
        (second(MRI, ""), "IMR010", "in only one of the two lists"),
        (second("spine", "neck"), "IMR010", "differently"),
        (second(f"contrast {NOT}", "contrast is denied"), "IMR005", "appropriate' is missing"),
        (either(f"contrast {NOT}", "contrast is denied", 1), "IMR005", "appropriate' is missing"),
        (FIRST + HEADING + SECOND.partition("1) ")[0] + SECOND[SECOND.index("Medical Q") :],
         "IMR005", "has determined the request for' is missing"),
        (NOTICE[: NOTICE.index("is licensed")], "IMR004", "ends here, without the words"),
        (NOTICE[: NOTICE.index(HEADING)], "IMR004", "ends here, without the heading"),
    ],
)  # fmt: skip
def test_a_fault_is_one_diagnostic(text: str, code: str, said: str) -> None:
    found, letter = only(text)
    assert found.code == code
    assert said in found.message
    assert [decision for _, decision in decided(letter)] == [
        Decision.UPHELD,
        Decision.UPHELD,
        Decision.OVERTURNED,
    ]


def test_decisions_that_differ_give_none() -> None:
    text = second("is notmedically", "is medically")
    found, letter = only(text)
    assert found.code == "IMR010"
    assert text[slice(*found.span)] == "is medically necessary and appropriate"
    assert text[slice(*found.related[0].span)].split()[1] == "notmedically"
    assert [issue.decision for issue in letter.issues] == [
        Decision.UPHELD,
        None,
        Decision.OVERTURNED,
    ]


def test_a_decision_that_neither_list_states_is_none() -> None:
    text = either(f"contrast {NOT}", "contrast is denied")
    analysis = imrparse.analyze(text)
    assert [found.code for found in analysis.diagnostics] == ["IMR005", "IMR005"]
    assert [issue.decision for issue in analysis.determination.issues][:1] == [None]


@pytest.mark.parametrize("end", range(0, len(NOTICE), 97))
def test_a_letter_that_breaks_off_is_told_once(end: int) -> None:
    text = NOTICE[:end]
    analysis = imrparse.analyze(text)
    errors = [one for one in analysis.diagnostics if one.severity is Severity.ERROR]
    assert len(errors) == 1
    assert imrparse.unparse(analysis.determination) == text
    known = {request for request, _ in decided(imrparse.parse(NOTICE))}
    whole = [request for request, decision in decided(analysis.determination) if decision]
    assert known.issuperset(whole)


def test_an_edited_letter_is_printed_anew() -> None:
    letter = imrparse.parse(NOTICE)
    edited = imrparse.replace(letter, letter.issues[0], decision=Decision.OVERTURNED)
    assert imrparse.parse(imrparse.format(edited)) == edited
    with pytest.raises(ValueError, match=r"can't be edited in its source"):
        imrparse.unparse(edited)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"header": None}, "header.decision_date is missing"),
        ({"issues": ()}, "without issues"),
        ({"summary": imrparse.Summary("")}, "summary is empty"),
    ],
)
def test_an_incomplete_letter_is_not_printed(values: LetterValues, said: str) -> None:
    letter = imrparse.parse(NOTICE)
    with pytest.raises(ValueError, match=said):
        imrparse.format(imrparse.replace(letter, letter, **values))


def test_rules_are_silent_on_what_such_letters_lack() -> None:
    assert not imrparse.lint(NOTICE)


def test_the_date_of_the_disclaimer_is_compared() -> None:
    text = either("August 9", "August 8")
    (found,) = imrparse.lint(text)
    assert found.code == "IMR107"
    assert text[slice(*found.span)] == "August 8, 2013"
