"""Misspelt wording: where it is reported, and the messages."""

from __future__ import annotations

import pytest

from helpers.letters import PLAIN, SOUND, SOUND_2014, sample_text

import imrparse
from imrparse import Severity
from imrparse.diagnostics import codes

LETTER = sample_text("2016-pdfium-lumbar-mri").replace("\r\n", "\n")


def only(right: str, wrong: str) -> imrparse.Diagnostic:
    """The only diagnostic of the letter with a changed wording, which must be on it."""
    text = LETTER.replace(right, wrong, 1)
    (found,) = imrparse.analyze(text).diagnostics
    assert text[slice(*found.span)] == wrong
    return found


@pytest.mark.parametrize(
    ("wrong", "description"),
    [
        ("Claims  Administrator guideline:", "there are 2 spaces after 'Claims', not one"),
        ("ClaimsAdministrator guideline:", "the space after 'Claims' is missing"),
        ("Claims Administrator guideline :", "a space splits the word after 'guideline'"),
    ],
)
def test_white_space_faults_are_described_in_words(wrong: str, description: str) -> None:
    right = "Claims Administrator guideline:"
    found = only(right, wrong)
    assert (found.code, found.severity) == (codes.MISSPELT, Severity.WARNING)
    assert found.message == f"in '{right}' {description}"
    assert found.fixes[0].edits[0].text == right


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("MAXIMUS guideline:", "MAXIMUS guide\nline:"),
        ("MAXIMUS guideline:", "MAXIMUS guideline\n:"),
        ("Decision rationale:", "Deci\nsion rationale:"),
    ],
)
def test_a_word_that_a_line_end_splits_is_one_fault(right: str, wrong: str) -> None:
    """It is misspelt, and that its white space is wrong is not said besides."""
    found = only(right, wrong)
    assert (found.code, found.severity) == (codes.MISSPELT, Severity.ERROR)
    assert found.hint == f"did you mean '{right}'?"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Upheld", "Uph edl"),
        ("Upheld", "Upheld."),
        ("MAXIMUS guideline:", "MAXEIMUS guidleine:"),
        ("Decision rationale:", "Decision rationale::"),
        ("Decision rationale:", "Decision rationale -"),
        ("Decision rationale:", "Decision rationale's:"),
        ("Date Assigned:", "DDate Assigned:"),
        ("Application", "Applications"),
    ],
)
def test_misspelt(right: str, wrong: str) -> None:
    found = only(right, wrong)
    assert found.code == codes.MISSPELT
    assert found.hint == f"did you mean '{right}'?"


@pytest.mark.parametrize(
    ("wrong", "is_meant"),
    [
        ("without contrast: Uphle", True),  # two wrong letters, after a colon
        ("without contrast Uphel", True),  # one, without a colon
        ("without contrast, Hand Held", False),  # two, without one: a word of the request
        ("without contrast, as upheld", False),  # in lower case, as in prose
    ],
)
def test_a_decision_without_a_colon_must_be_more_similar(wrong: str, is_meant: bool) -> None:
    text = LETTER.replace("without contrast, open unit: Upheld", wrong, 1)
    (found,) = imrparse.analyze(text).diagnostics
    assert found.code == (codes.MISSPELT if is_meant else codes.MISSING)


def test_what_nearly_is_the_label_before_is_prose() -> None:
    """Of a label that stands there already no other one is wanted before the next request."""
    text = LETTER.rstrip() + "\nDecison rationale: see above.\n"
    analysis = imrparse.analyze(text)
    assert analysis.diagnostics == ()
    assert analysis.determination.issues[-1].rationale.text.endswith(
        "Decison rationale: see above."
    )


@pytest.mark.parametrize("wrong", ["Partially Overturned", "Upheld in part", "N/A", "Denied"])
def test_no_decision(wrong: str) -> None:
    assert only("Upheld", wrong).code == codes.NO_DECISION


def test_text_that_ends_in_a_sentence() -> None:
    text = LETTER.rstrip()[:-20].rstrip()
    (found,) = imrparse.analyze(text).diagnostics
    assert (found.code, found.severity) == (codes.CUT_OFF, Severity.WARNING)
    assert found.span == (len(text), len(text))


def test_text_that_ends_in_the_first_label_of_an_issue() -> None:
    text = f"{LETTER.rstrip()}\n\nMRI of the left knee: Upheld\n\nClaims Administra"
    analysis = imrparse.analyze(text)
    assert [(d.code, d.span.start) for d in analysis.diagnostics] == [(codes.CUT_OFF, len(text))]
    assert analysis.determination.issues[-1].request.text == "MRI of the left knee"


def test_a_reworded_paragraph_beside_another_fault_is_prose() -> None:
    """It is not mistaken for the opening of an older generation."""
    text = SOUND.replace("MAXIMUS Federal", "MAXIMUS Upheld Federal")
    text = text.replace("Case Number:", "Case Numbr:")
    analysis = imrparse.analyze(text)
    assert [found.code for found in analysis.diagnostics] == ["IMR009"]
    assert analysis.determination.reviewer.licensure == ("California", "Nevada")


LABELS = ("Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:")


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    "behind",
    [
        "[AD1]:",
        " (s):",
        " colon",
        " \u2192",
        "!",
        ":**",
        ":</b>",
        ":_",
        "**:",
        ": \U0001f642",
        ": |",
        "</b>:",
        ":1",
    ],
)
def test_what_stands_behind_a_label_is_one_fault_of_it(label: str, behind: str) -> None:
    """Its text does not begin with a mark that was left there."""
    text = SOUND.replace(label, label[:-1] + behind, 1)
    analysis = imrparse.analyze(text)
    assert [found.code for found in analysis.diagnostics] == [codes.MISSPELT]
    assert analysis.determination == imrparse.parse(SOUND)


@pytest.mark.parametrize(
    "beginning", ["(1) ", "[sic] ", "$40 ", "#1: ", "** ", "~6 weeks ", "5% ", "L4-5: "]
)
def test_a_text_may_begin_with_signs_of_its_own(beginning: str) -> None:
    analysis = imrparse.analyze(SOUND.replace(LABELS[2], f"{LABELS[2]} {beginning}", 1))
    assert analysis.diagnostics == ()
    text = analysis.determination.issues[0].rationale.text
    assert text.startswith(beginning.rstrip())


@pytest.mark.parametrize(
    ("label", "wrong"),
    [
        *[(LABELS[0], wrong) for wrong in ("CA guideline:", "Administrator Claims guideline:")],
        *[
            (LABELS[0], wrong)
            for wrong in ("Claims AdjusterAdministrator guideline:", "guideline:")
        ],
        *[(LABELS[1], wrong) for wrong in ("MX guideline:", "MAX. guideline:", "guideline:")],
        *[(LABELS[1], wrong) for wrong in ("guideline MAXIMUS:", "Note: MAXIMUS guideline:")],
        *[(LABELS[2], wrong) for wrong in ("Dec. rationale:", "rationale Decision:", "rationale:")],
        *[
            (LABELS[2], f"{wrong} rationale:")
            for wrong in ("[Label] Decision", "Decision Decision")
        ],
    ],
)
def test_a_label_in_words_of_its_own(label: str, wrong: str) -> None:
    """Shortened, in another order, with a word too many: its place tells which one it is."""
    analysis = imrparse.analyze(SOUND.replace(label, wrong, 1))
    assert [found.code for found in analysis.diagnostics] == [codes.MISSPELT]
    assert analysis.diagnostics[0].hint == f"did you mean '{label}'?"
    assert analysis.determination == imrparse.parse(SOUND)


@pytest.mark.parametrize(
    ("heading", "wrong"),
    [
        ("CLINICAL CASE SUMMARY", "CLINICAL CASE HISTORYSUMMARY"),
        ("CLINICAL CASE SUMMARY", "CLINICAL CASE SUM-\nMARY"),
        ("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMMARY[AD1]"),
        ("CLINICAL CASE SUMMARY", '{ TC "CLINICAL CASE SUMMARY" }'),
        ("CLINICAL CASE SUMMARY", "Heading 2: CLINICAL CASE SUMMARY"),
        ("HOW THE IMR FINAL", "[Heading 1] HOW THE IMR FINAL"),
        ("ISSUES, DECISIONS AND", "ISSUES[AD3], DECISIONS AND"),
    ],
)
def test_a_heading_with_marks_is_one_fault(heading: str, wrong: str) -> None:
    analysis = imrparse.analyze(SOUND.replace(heading, wrong, 1))
    assert [found.code for found in analysis.diagnostics] == [codes.MISSPELT]
    assert analysis.determination == imrparse.parse(SOUND)


def test_a_sentence_with_a_mark_behind_it_leaves_none_in_the_text() -> None:
    analysis = imrparse.analyze(SOUND.replace("medical records:", "medical records:</p>", 1))
    assert analysis.determination == imrparse.parse(SOUND)


def test_a_heading_copied_over_another_one() -> None:
    summary, issues = "CLINICAL CASE SUMMARY", "IMR ISSUES, DECISIONS AND RATIONALES"
    analysis = imrparse.analyze(SOUND.replace(summary, issues, 1))
    assert [found.message for found in analysis.diagnostics] == [
        f"the heading '{issues}' does not belong here"
    ]
    assert analysis.determination == imrparse.parse(SOUND)


REQUEST = "Norco 10/325mg #60"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "1.",
            "Request:",
            "Issue 4:",
            "a)",
            "Re:",
            "Issue 1 of 2:",
            "Item #1 \u2013",
            "A.",
            "[1]",
            "Regarding the request for",
        ),
        *("Disputed item/service:", "UR issue:", "DISPUTED SERVICE(S):", "1. Re:", ":", "#1:"),
        *("\u2610", "\u27a2", "**", "[AD1]", "{ MERGEFIELD Request }", "\u00abItem\u00bb"),
    ],
)
def test_words_before_a_request_are_no_part_of_it(words: str) -> None:
    analysis = imrparse.analyze(SOUND.replace(REQUEST, f"{words} {REQUEST}", 1))
    assert [found.message for found in analysis.diagnostics] == [
        f"'{words}' before a request is no part of it"
    ]
    assert analysis.determination == imrparse.parse(SOUND)


@pytest.mark.parametrize(
    "wanted",
    [
        *(
            "(2x4) physical therapy visits",
            "[R] knee MRI",
            "#60 Norco 10/325 mg",
            "(B) knee braces",
        ),
        *("DME: lumbar brace", "Re-evaluation by a surgeon", "5% lidocaine patches"),
        *("Associated surgical service: Norco #60", "Service dog, one", "(2) follow up visits"),
        *("B. Braun pump", "E. J. Smith brace", "C. R. Bard kit", "(1) brace and (2) slings"),
    ],
)
def test_a_request_may_begin_with_signs_of_its_own(wanted: str) -> None:
    analysis = imrparse.analyze(SOUND.replace(f"{REQUEST}: Upheld", f"{wanted}: Upheld", 1))
    assert analysis.diagnostics == ()
    assert wanted in [issue.request.text for issue in analysis.determination.issues]


@pytest.mark.parametrize("end", ["</b>: Upheld", ":</b> Upheld", ": </b>Upheld"])
def test_a_pair_of_tags_is_one_fault(end: str) -> None:
    analysis = imrparse.analyze(SOUND.replace(f"{REQUEST}: Upheld", f"<b>{REQUEST}{end}"))
    assert len(analysis.diagnostics) == 1
    assert analysis.determination == imrparse.parse(SOUND)


@pytest.mark.parametrize(
    ("mark", "counts"),
    [
        *(("(2)", True), ("#2", True), ("(b)", True), ("(1)", False), ("(3)", False)),
        *(("#1", False), ("(a)", False), ("(c)", False)),
    ],
)
def test_the_number_of_a_request_is_no_part_of_it(mark: str, counts: bool) -> None:
    """It stands before the second of two."""
    request = "Tramadol 50mg #60"
    analysis = imrparse.analyze(PLAIN.replace(request, f"{mark} {request}"))
    assert len(analysis.diagnostics) == counts
    left = request if counts else f"{mark} {request}"
    assert analysis.determination.issues[1].request.text == left


def test_the_only_request_needs_no_number() -> None:
    """In brackets it is an amount, even if a fault elsewhere makes the request suspect."""
    text = SOUND_2014.replace("Acupuncture for", "(1) Acupuncture for").replace(
        ": Overturned", " - Overturned"
    )
    analysis = imrparse.analyze(text)
    (found,) = analysis.diagnostics
    assert text[slice(*found.span)] == "- Overturned"
    assert analysis.determination.issues[0].request.text.startswith("(1) Acupuncture")
    without_fault = imrparse.parse(SOUND_2014.replace("Acupuncture for", "(1) Acupuncture for"))
    assert without_fault.issues[0].request.text.startswith("(1) Acupuncture")


def test_a_number_glued_to_a_request_is_no_part_of_it() -> None:
    analysis = imrparse.analyze(SOUND.replace(REQUEST, f"1.{REQUEST}", 1))
    assert len(analysis.diagnostics) == 1
    assert analysis.determination == imrparse.parse(SOUND)


@pytest.mark.parametrize(
    "field", ["\u00abRequest\u00bb", "{ MERGEFIELD Request }", "[request]", "XXXX"]
)
def test_a_field_that_was_not_filled_in(field: str) -> None:
    (found,) = imrparse.analyze(SOUND.replace(REQUEST, field, 1)).diagnostics
    assert found.message == f"'{field}' is a field that was not filled in"


def test_lines_above_the_first_request_are_no_part_of_it() -> None:
    first = "set forth below:\n\n"
    assert first in SOUND
    analysis = imrparse.analyze(SOUND.replace(first, f"{first}DECISIONS AND RATIONALES\n\n", 1))
    assert [found.code for found in analysis.diagnostics] == [codes.STRAY]
    assert analysis.determination == imrparse.parse(SOUND)


def test_a_line_in_capitals_may_begin_the_first_request() -> None:
    analysis = imrparse.analyze(
        SOUND.replace("Left knee arthroscopy with", "MRI OF THE\nKNEE with")
    )
    assert analysis.diagnostics == ()
    assert analysis.determination.issues[0].request.text.startswith("MRI OF THE KNEE with")


def test_two_introductions_that_changed_places() -> None:
    summary, issues = (
        SOUND[SOUND.index(start) : SOUND.index(end) + len(end)]
        for start, end in (
            ("The expert reviewer developed", "all medical records:"),
            ("The Final Determination was", "set forth below:"),
        )
    )
    text = SOUND.replace(summary, "?").replace(issues, summary).replace("?", issues, 1)
    analysis = imrparse.analyze(text)
    assert [found.code for found in analysis.diagnostics] == [codes.MISPLACED]
    assert analysis.determination == imrparse.parse(SOUND)
