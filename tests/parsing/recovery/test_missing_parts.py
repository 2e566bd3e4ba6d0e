"""Missing, doubled and misplaced parts of a letter: the diagnostics, and the parsed letter.

Each text is the sound letter with one part moved, removed or inserted.
"""

from __future__ import annotations

import pytest

from helpers.letters import SOUND, SOUND_2014, sample_text

import imrparse
from imrparse import Determination

LETTER = imrparse.parse(SOUND)
FARTHEST = 100_000
"""Code points after the first fault that are parsed."""


def between(start: str, end: str) -> str:
    """The range of the sound letter from one wording to the next occurrence of another."""
    first = SOUND.index(start)
    return SOUND[first : SOUND.index(end, first)]


def faults_and_letter(text: str) -> tuple[list[tuple[int, str]], Determination]:
    """The line and message of each fault of a text, and the parsed letter."""
    analysis = imrparse.analyze(text)
    assert imrparse.unparse(analysis.determination) == text
    return [(one.line, one.message) for one in analysis.diagnostics], analysis.determination


def line_of(text: str, wording: str, after: str = "") -> int:
    """The line of a wording, at its first occurrence after another wording."""
    place = text.index(wording, text.index(after))
    return text.count("\n", 0, place) + 1


HOW = between("HOW THE IMR", "CLINICAL CASE SUMMARY")
NORCO = "Norco 10/325mg #60: Upheld"
CLAIMS = between("Claims Administrator guideline: Decision based on MTUS Opioid", "MAXIMUS")
MAXIMUS = between("MAXIMUS guideline: Decision based on MTUS Opioid", "Decision rationale")
RATIONALE = between("Decision rationale: The MTUS supports opioids", "Post-operative crutches")


def test_a_doubled_section_does_not_begin_a_letter() -> None:
    """Only a first heading after the issues begins a second letter."""
    text = SOUND.replace("IMR ISSUES, DECISIONS", HOW + "IMR ISSUES, DECISIONS")
    faults, letter = faults_and_letter(text)
    line = line_of(text, "HOW THE IMR", "CLINICAL CASE SUMMARY")
    assert faults == [
        (line, "the heading 'HOW THE IMR FINAL DETERMINATION WAS MADE' appears here a second time")
    ]
    assert letter.issues == LETTER.issues


@pytest.mark.parametrize("decided", [NORCO, "4 sessions is: Overturned"])
def test_text_before_a_label_does_not_take_its_place(decided: str) -> None:
    """The label follows, so the text before it does not lack one."""
    text = SOUND.replace(decided, f"{decided}\n\nSee the attached list.")
    faults, letter = faults_and_letter(text)
    line = line_of(text, "See the attached list.")
    assert faults == [(line, "text that belongs to no part of the letter")]
    assert letter == LETTER


@pytest.mark.parametrize(
    ("order", "out_of_order"),
    [
        (RATIONALE + CLAIMS + MAXIMUS, "Claims Administrator guideline:"),
        (RATIONALE + MAXIMUS + CLAIMS, "Claims Administrator guideline:"),
        (MAXIMUS + CLAIMS + RATIONALE, "Claims Administrator guideline:"),
        (CLAIMS + RATIONALE + MAXIMUS, "MAXIMUS guideline:"),
    ],
)
def test_fields_out_of_order_are_one_fault(order: str, out_of_order: str) -> None:
    """However many parts precede the one that is too early."""
    text = SOUND.replace(CLAIMS + MAXIMUS + RATIONALE, order)
    faults, letter = faults_and_letter(text)
    line = line_of(text, out_of_order, NORCO)
    assert faults == [(line, f"the label '{out_of_order}' is out of order")]
    assert letter == LETTER


def test_a_second_letter_is_the_last_diagnostic() -> None:
    """There is no other diagnostic about text that was not parsed, however long it is."""
    wrong = SOUND.replace("MAXIMUS guideline:", "MAXIMS guideline:", 1)
    text = "\n".join([wrong, *[SOUND] * (FARTHEST // len(SOUND) + 2)])
    faults, letter = faults_and_letter(text)
    assert faults == [
        (line_of(text, "MAXIMS"), "'MAXIMS guideline:' is misspelt"),
        (SOUND.count("\n") + 2, "a second letter begins here"),
    ]
    assert letter.issues == LETTER.issues


@pytest.mark.parametrize(
    ("last", "missing"),
    [
        ("Priority: Standard", "the heading 'HOW THE IMR FINAL DETERMINATION WAS MADE'"),
        ("WAS MADE", "the label 'State(s) of Licensure:'"),
        ("is currently working at least", "the label 'State(s) of Licensure:'"),
        ("State(s) of Licensure:", "text"),
        ("California, Nevada", "the label 'Certification(s)/Specialty:'"),
        ("Orthopedic Surgery", "the heading 'CLINICAL CASE SUMMARY'"),
        ("including all medical records:", "text"),
        ("denied or modified the requests", "the heading 'IMR ISSUES, DECISIONS AND RATIONALES'"),
        ("set forth below:", "the request"),
        ("with partial medial meniscectomy", "'Upheld' or 'Overturned'"),
        ("meniscectomy: Upheld", "the label 'Claims Administrator guideline:'"),
        ("Claims Administrator guideline: Decision", "the label 'MAXIMUS guideline:'"),
        ("Considerations.", "the label 'MAXIMUS guideline:'"),
        ("MAXIMUS guideline: Decision", "the label 'Decision rationale:'"),
        ("Decision rationale:", "the text of the label 'Decision rationale:'"),
    ],
)
def test_a_text_that_ends_early_lacks_the_next_part(last: str, missing: str) -> None:
    """However much is missing, the next part is named, at the end of the text."""
    text = SOUND[: SOUND.index(last) + len(last)]
    (found,) = imrparse.analyze(text + "\n\n").diagnostics
    assert found.message == f"the letter ends here, without {missing}"
    assert found.span == (len(text), len(text))


def test_a_text_that_ends_in_the_reviewer_s_paragraph_of_2014() -> None:
    """The missing part has no name there; it is the rest of a sentence."""
    letter = sample_text("2014-seed-markdown-massage")
    text = letter[: letter.index("licensed to practice")]
    (found,) = imrparse.analyze(text).diagnostics
    assert found.message == (
        "the letter ends here, without the words 'and is licensed to practice in'"
    )


CLAIMS_LABEL = "the label 'Claims Administrator guideline:'"
SUMMARY = between("CLINICAL CASE SUMMARY", "IMR ISSUES")
LICENSURE = between("State(s) of Licensure:", "Certification")
SPECIALTY = between("Certification(s)/Specialty:", "\nCLINICAL")


@pytest.mark.parametrize(
    ("gone", "before", "missing"),
    [
        ([HOW], "CLINICAL", ["the heading 'HOW THE IMR FINAL DETERMINATION WAS MADE'"]),
        ([SUMMARY], "IMR ISSUES", ["the heading 'CLINICAL CASE SUMMARY'"]),
        (
            [HOW, SUMMARY],
            "IMR ISSUES",
            [
                "the heading 'HOW THE IMR FINAL DETERMINATION WAS MADE'",
                "the heading 'CLINICAL CASE SUMMARY'",
            ],
        ),
        (
            ["CLINICAL CASE SUMMARY\n"],
            "The expert reviewer dev",
            ["the heading 'CLINICAL CASE SUMMARY'"],
        ),
        ([LICENSURE], "Certification", ["the label 'State(s) of Licensure:'"]),
        (["State(s) of Licensure: "], "California, N", ["the label 'State(s) of Licensure:'"]),
        (
            ["Certification(s)/Specialty: "],
            "Orthopedic",
            ["the label 'Certification(s)/Specialty:'"],
        ),
        (
            [LICENSURE, SPECIALTY],
            "CLINICAL",
            ["the label 'State(s) of Licensure:' and the label 'Certification(s)/Specialty:'"],
        ),
        (["Norco 10/325mg #60"], f": Upheld\n\n{CLAIMS}", ["the request"]),
        ([NORCO], CLAIMS, ["the request and 'Upheld' or 'Overturned'"]),
        ([CLAIMS], MAXIMUS, [CLAIMS_LABEL]),
        ([CLAIMS, MAXIMUS], RATIONALE, [f"{CLAIMS_LABEL} and the label 'MAXIMUS guideline:'"]),
        ([RATIONALE], "Post-operative crutches", ["the label 'Decision rationale:'"]),
    ],
)
def test_a_missing_part_is_reported_where_it_belongs(
    gone: list[str], before: str, missing: list[str]
) -> None:
    """Each part is reported once, labels together, and the rest of the letter is parsed
    unchanged."""
    text = SOUND
    for stretch in gone:
        assert text.count(stretch) == 1
        text = text.replace(stretch, "")
    faults, letter = faults_and_letter(text)
    assert faults == [
        (
            line_of(text, before),
            f"{part} {'are' if ' and the label' in part else 'is'} missing here",
        )
        for part in missing
    ]
    assert [issue.request.text for issue in letter.issues[:3]] == [
        issue.request.text for issue in LETTER.issues[:3]
    ]
    assert letter.issues[-1] == LETTER.issues[-1]
    assert letter.header == LETTER.header


THERAPY_CLAIMS = between(
    "Claims Administrator guideline: Decision based on MTUS Chronic", "MAXIMUS"
)
NO_REQUEST = "the request and 'Upheld' or 'Overturned' is missing here"


@pytest.mark.parametrize(
    ("again", "messages"),
    [
        (CLAIMS, ["the label 'Claims Administrator guideline:' appears here a second time"]),
        (MAXIMUS, ["the label 'MAXIMUS guideline:' appears here a second time"]),
        (RATIONALE, ["the label 'Decision rationale:' appears here a second time"]),
        (MAXIMUS + RATIONALE, [NO_REQUEST, f"{CLAIMS_LABEL} is missing here"]),
        (CLAIMS + MAXIMUS + RATIONALE, [NO_REQUEST]),
    ],
)
def test_labels_after_a_whole_issue(again: str, messages: list[str]) -> None:
    """One is doubled; with a rationale to follow they begin an issue that lost its request."""
    text = SOUND.replace(RATIONALE, RATIONALE + again)
    faults, letter = faults_and_letter(text)
    line = line_of(text, RATIONALE) + RATIONALE.count("\n")
    assert faults == [(line, message) for message in messages]
    others = [issue for issue in letter.issues if issue.request.text]
    assert tuple(others) == LETTER.issues
    assert len(letter.issues) - len(others) == (messages[0] == NO_REQUEST)


@pytest.mark.parametrize("order", [CLAIMS + MAXIMUS + RATIONALE, MAXIMUS + RATIONALE + CLAIMS])
def test_a_missing_field_is_not_taken_from_the_next_issue(order: str) -> None:
    """Not even if the next issue has lost its request, and begins with the field."""
    text = SOUND.replace(THERAPY_CLAIMS, "")
    text = text.replace(f"{NORCO}\n\n{CLAIMS}{MAXIMUS}{RATIONALE}", order)
    faults, letter = faults_and_letter(text)
    assert faults[:2] == [
        (
            line_of(text, "MAXIMUS guideline: Decision based on MTUS Low"),
            f"{CLAIMS_LABEL} is missing here",
        ),
        (line_of(text, order), NO_REQUEST),
    ]
    assert len(letter.issues) == len(LETTER.issues)
    assert letter.issues[2].claims_administrator_guideline.text == ""
    assert letter.issues[3].rationale == LETTER.issues[3].rationale
    assert letter.issues[3].maximus_guideline == LETTER.issues[3].maximus_guideline


@pytest.mark.parametrize("sign", [":", ";", " :", ""])
def test_a_request_without_a_decision_keeps_no_colon(sign: str) -> None:
    text = SOUND.replace(NORCO, NORCO.replace(": Upheld", sign))
    faults, letter = faults_and_letter(text)
    assert faults == [(line_of(text, CLAIMS), "'Upheld' or 'Overturned' is missing here")]
    assert letter.issues[3].request == LETTER.issues[3].request


def test_a_guideline_field_that_lost_its_label_begins_with_its_first_sentence() -> None:
    """Neither its second one begins it, nor that of the field before, though both may begin one."""
    before = "recommendation(s) outside of the MTUS Guidelines. "
    again = "MAXIMUS guideline: The Expert Reviewer based"
    text = SOUND.replace(before, before.rstrip() + "\n\n", 1).replace(again, again[19:])
    faults, letter = faults_and_letter(text)
    line = line_of(text, "The Expert Reviewer based")
    assert faults == [(line, "the label 'MAXIMUS guideline:' is missing here")]
    assert letter.issues == LETTER.issues


@pytest.mark.parametrize("letters", [1, len("Decision rat"), len("Decision rationale")])
def test_a_text_truncated_in_a_label(letters: int) -> None:
    label = "Decision rationale:"
    text = SOUND[: SOUND.index(label) + letters]
    analysis = imrparse.analyze(text)
    (found,) = analysis.diagnostics
    assert (found.message, found.span.start) == (
        f"the letter ends here, without the label '{label}'",
        len(text),
    )
    (issue,) = analysis.determination.issues
    assert issue.rationale.text == ""


OPENING = between("MAXIMUS Federal", "The Expert Reviewer has")
HEADER = between("Case Number:", "HOW THE IMR")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (f"\n\n{NORCO}", f" {NORCO}", "the request shares its line with other text"),
        (f"\n\n{NORCO}", NORCO, "the request shares its line with other text"),
        (
            "CLINICAL CASE SUMMARY",
            "DOCUMENTS REVIEWED\n\nCLINICAL CASE SUMMARY",
            "text that belongs to no part of the letter",
        ),
        (
            f"\n\n{NORCO}",
            f"\n\nIMR ISSUES, DECISIONS AND RATIONALES (continued)\n\n{NORCO}",
            "the heading 'IMR ISSUES, DECISIONS AND RATIONALES' appears here a second time",
        ),
        (
            f"{HEADER}HOW THE IMR FINAL DETERMINATION WAS MADE\n\n",
            f"HOW THE IMR FINAL DETERMINATION WAS MADE\n\n{HEADER}",
            "the header's 'Case Number:' is out of order",
        ),
    ],
)
def test_what_a_strict_parse_would_read_wrongly(old: str, new: str, message: str) -> None:
    assert old in SOUND
    faults, letter = faults_and_letter(SOUND.replace(old, new, 1))
    assert [told for _, told in faults] == [message]
    assert letter == LETTER


def test_two_headings_that_changed_places() -> None:
    summary, issues = "CLINICAL CASE SUMMARY", "IMR ISSUES, DECISIONS AND RATIONALES"
    text = SOUND.replace(summary, "?").replace(issues, summary).replace("?", issues)
    faults, letter = faults_and_letter(text)
    assert faults == [(line_of(text, issues), f"the heading '{issues}' is out of order")]
    assert letter == LETTER


def test_a_request_without_labels_is_no_part_of_the_rationale_before_it() -> None:
    text = SOUND.replace(NORCO, f"Walking cane, purchase: Upheld\n\n{NORCO}")
    faults, letter = faults_and_letter(text)
    assert [told for _, told in faults] == ["the decision 'Upheld' is inside a request"]
    assert [issue.rationale for issue in letter.issues] == [i.rationale for i in LETTER.issues]


def test_a_request_that_may_begin_at_two_lines() -> None:
    """Without blank lines nothing tells; the likelier reading is taken, and a warning says so."""
    text = sample_text("2016-pdfium-lumbar-mri").replace("\r\n", "\n")
    label = text.index("Claims Administrator guideline:")
    again = text[label:].rstrip()
    request = "Naproxen 550 mg, one tablet b.i.d. with food, with no refill.\nDispense 60"
    end = "The request is not medically necessary."
    faults, letter = faults_and_letter(f"{text.rstrip()}\n{end}\n{request}: Upheld\n{again}\n")
    assert [told for _, told in faults] == ["the request may begin here: 'Dispense 60'"]
    assert letter.issues[1].request.text == " ".join(request.split())


def test_a_phrase_that_is_right_is_taken_for_no_other() -> None:
    """The letter of 2014 lacks "is Board Certified in", and "is licensed" is another phrase."""
    text = SOUND_2014.replace("is Board Certified", "2009 Board Certified", 1)
    found, letter = faults_and_letter(text)
    assert len(found) == 1
    assert letter.reviewer.licensure == imrparse.parse(SOUND_2014).reviewer.licensure
    assert "Licensed in" not in found[0][1]
