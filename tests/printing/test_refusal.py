"""Values that would not be parsed back are refused when a node is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from helpers.letter_edits import check_edit
from helpers.letters import sample_text

import imrparse
from imrparse import Determination, Guideline, Header, Prose, Rationale, Request, Reviewer, Summary
from imrparse import UnprintableError as Refused
from imrparse.text.node import value_fields

LETTER = imrparse.parse(sample_text("2016-pdfium-lumbar-mri"))


@pytest.mark.parametrize(
    ("node", "text", "message"),
    [
        (Request, "MRI: Upheld", "the request contains ': Upheld' at the end of a line"),
        (Request, "MRI:Overturned", "': Overturned'"),
        (Request, "MRI: Upheld\nof the knee", "would be parsed as a decision"),
        (Rationale, "Denied: Upheld", "the rationale contains ': Upheld'"),
        (Rationale, "Upheld", "the rationale contains ': Upheld'"),
        (Guideline, "Overturned", "the guideline contains ': Overturned'"),
        (Summary, "Pain.\nCLINICAL CASE SUMMARY\nPain.", "the summary contains the heading"),
        (Summary, "IMR ISSUES, DECISIONS\nAND RATIONALES", "heading 'IMR ISSUES, DECISIONS AND"),
        (Summary, "See CLINICAL CASE SUMMARY above", "and would end there"),
        (Rationale, "Pain.\n  MAXIMUS guideline: none.", "'MAXIMUS guideline:' at the start"),
        (Guideline, "Decision\nrationale: none.", "'Decision rationale:' at the start of a line"),
        (Request, "State(s) of Licensure: Ohio", "'State[(]s[)] of Licensure:' at the start"),
        (
            Summary,
            "The Expert Reviewer has the following credentials: none",
            "'The Expert Reviewer has the following credentials:' at the start",
        ),
    ],
)
def test_refused(node: type[Prose], text: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        node(text)
    with pytest.raises(ValueError, match=message):
        evolve({type(n): n for n in _prose()}[node], text=text)


def _prose() -> list[Prose]:
    issue = LETTER.issues[0]
    return [LETTER.summary, issue.request, issue.maximus_guideline, issue.rationale]


@pytest.mark.parametrize(
    ("node", "text", "read"),
    [
        (Request, "MRI: upheld", "MRI: upheld"),
        (Request, "Upheld", "Upheld"),
        (Request, "MRI: Upheld in part", "MRI: Upheld in part"),
        (Request, "MRI: of the knee:", "MRI: of the knee:"),
        (Rationale, "Overturned. The request", "Overturned. The request"),
        (Rationale, "As the MAXIMUS guideline: says", "As the MAXIMUS guideline: says"),
        (Summary, "A  sprain\r\n\fof\u00a0the knee\n", "A sprain of the knee"),
        (Summary, "non\ufffeunion \ufeff", "non-union"),
        (Summary, "**A** sprain", "A sprain"),
        (Summary, "", ""),
    ],
)
def test_accepted(node: type[Prose], text: str, read: str) -> None:
    """Folded like a parsed text, and otherwise unchanged."""
    made = node(text)
    assert made.text == read
    assert made == node(read)
    assert made.span is None


def test_accepted_texts_can_be_printed() -> None:
    for request in ("Upheld", "MRI: Upheld in part", "MRI: of the knee", "x" * 300):
        edited = imrparse.replace(LETTER, LETTER.issues[0].request, text=request)
        assert imrparse.parse(imrparse.unparse(edited)) == edited
        for style in ("letter", "markdown"):
            assert imrparse.parse(imrparse.format(edited, style)) == edited


def test_a_request_has_no_closing_colon() -> None:
    edited = imrparse.replace(LETTER, LETTER.issues[0].request, text="MRI: of the knee:")
    with pytest.raises(Refused, match="is read back as 'MRI: of the knee'"):
        imrparse.unparse(edited)


@pytest.mark.parametrize(
    "text", ["As the CLINICAL CASE SUMMARY says, no.", "MAXIMUS guideline: see above."]
)
def test_parsed_texts_are_not_refused(text: str) -> None:
    """Wherever they occur in a letter, its plain values convert back to an equal letter."""
    letter = imrparse.parse(
        sample_text("2016-markdown-acupuncture").replace(
            "**Decision rationale:** ", f"**Decision rationale:** {text} "
        )
    )
    assert letter.issues[0].rationale.text.startswith(text)
    again = imrparse.from_dict(imrparse.to_dict(letter))
    assert again == letter
    for style in ("letter", "markdown"):
        assert imrparse.parse(imrparse.format(again, style)) == letter


@pytest.mark.parametrize("number", ["", "CM16", "16-0900123", "CM16-09001234", "CM16 - 0900123"])
def test_case_numbers(number: str) -> None:
    assert LETTER.header
    values: dict[str, Any] = {name: getattr(LETTER.header, name) for name in value_fields(Header)}
    with pytest.raises(Refused, match="is not a case number; write it as CMyy-nnnnnnn"):
        Header(**values | {"case_number": number})
    with pytest.raises(Refused, match="is not a case number"):
        evolve(LETTER.header, case_number=number)


@pytest.mark.parametrize("item", ["", " ", "Texas, Ohio", "New  York", " Ohio", "New\nYork"])
@pytest.mark.parametrize("field", value_fields(Reviewer))
def test_reviewer(field: str, item: str) -> None:
    values: dict[str, Any] = {field: ("Ohio", item)}
    with pytest.raises(Refused, match=f"can't be one of the reviewer's {field}"):
        Reviewer(**values)
    with pytest.raises(Refused, match=f"reviewer's {field}"):
        evolve(LETTER.reviewer, **values)


# Edits that are refused, or that need care


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda letter: evolve(letter, issues=()), "without issues"),
        (
            lambda letter: imrparse.replace(letter, letter.summary, text=""),
            "summary can't be empty",
        ),
        (
            lambda letter: imrparse.replace(letter, letter.issues[1].request, text=" "),
            "the request of an issue can't be empty",
        ),
        (
            lambda letter: imrparse.replace(letter, letter.issues[1], decision=None),
            "the decision of an issue can't be empty",
        ),
        (
            lambda letter: imrparse.replace(letter, letter.reviewer, licensure=()),
            "reviewer.licensure can't be empty",
        ),
        (
            lambda letter: imrparse.replace(letter, letter.issues[-1].rationale, text="not \ufeff"),
            "",
        ),
    ],
)
def test_impossible_edits(edit: Callable[[Determination], Determination], message: str) -> None:
    letter = imrparse.parse(sample_text("2016-pdfium-stress-no-header-three-issues"))
    if message:
        with pytest.raises(Refused, match=message):
            imrparse.unparse(edit(letter))
    else:
        check_edit(letter, edit(letter))


def test_a_header_keeps_its_required_cells() -> None:
    assert LETTER.header is not None
    for name in ("decision_date", "priority"):
        emptied: dict[str, Any] = {name: None}
        letter = evolve(LETTER, header=evolve(LETTER.header, **emptied))
        with pytest.raises(Refused, match=f"header.{name} is missing"):
            imrparse.unparse(letter)
        with pytest.raises(Refused, match=f"header.{name} is missing"):
            imrparse.format(letter)


def test_a_value_without_a_place_can_not_be_changed() -> None:
    text = re.sub(r"Decision Date:\s+[\d/]+", "", sample_text("2016-pdfium-lumbar-mri"))
    letter = imrparse.analyze(text).determination
    assert letter.header is not None
    assert letter.header.decision_date is None
    with pytest.raises(Refused, match="decision_date can't be changed: it has no place"):
        imrparse.unparse(imrparse.replace(letter, letter.header, decision_date=date(2017, 1, 5)))


NOTICE = imrparse.parse(sample_text("2013-notice-mri-chiropractic"))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda letter: evolve(letter, issues=()), "without issues"),
        (
            lambda letter: imrparse.replace(letter, letter.issues[0].rationale, text="It heals."),
            r"issues\[0\].rationale is not printed in a letter of 2013",
        ),
        (
            lambda letter: imrparse.replace(letter, letter.issues[1], decision=None),
            r"issues\[1\].decision is missing",
        ),
        (
            lambda letter: evolve(letter, header=evolve(letter.header, priority="Standard")),
            "header.priority is not printed in a letter of 2013",
        ),
        (
            lambda letter: imrparse.replace(letter, letter.header, decision_date=None),
            "header.decision_date is missing",
        ),
    ],
)
def test_a_letter_of_2013_has_parts_of_its_own(
    edit: Callable[[Determination], Determination], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        imrparse.format(edit(NOTICE))


def test_a_later_letter_has_no_parties() -> None:
    with pytest.raises(Refused, match="printed only in letters of 2013"):
        imrparse.format(evolve(LETTER, parties=NOTICE.parties))


def test_new_fault_is_refused() -> None:
    """An equal tree is not enough: the text must not have more faults than the source."""
    letter = imrparse.analyze(
        sample_text("2016-markdown-acupuncture").replace("MAXIMUS guideline:", "MAXIMUS guidline:")
    ).determination
    edited = imrparse.replace(letter, letter.summary, text="A sprain.")
    faults = imrparse.analyze(imrparse.unparse(edited)).diagnostics
    assert {fault.message for fault in faults} == {"'MAXIMUS guidline:' is misspelt"}
