"""Headings and labels in other words, or with something beside them."""

from __future__ import annotations

import pytest

from helpers.letters import PLAIN, SOUND

import imrparse
from imrparse.parsing.reader import analyze
from imrparse.text.source import LeftOut, LeftOutKind, Source

LETTER = imrparse.parse(SOUND)


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        (
            "MAXIMUS guideline:",
            "The MAXIMUS guideline:",
            "IMR009",
            "'The MAXIMUS guideline:' is misspelt",
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
            "IMR009",
            "'Decision rationale: Decision rationale:' is not a label of the letter",
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
            "'CLINICAL CASE SUMMARY:' is misspelt",
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


CLAIMS, MAXIMUS = "Claims Administrator guideline:", "MAXIMUS guideline:"
RATIONALE = "Decision rationale:"
HOW, SUMMARY = "HOW THE IMR FINAL DETERMINATION WAS MADE", "CLINICAL CASE SUMMARY"
ISSUES = "IMR ISSUES, DECISIONS AND RATIONALES"
LICENSURE, SPECIALTY = "State(s) of Licensure:", "Certification(s)/Specialty:"
OTHER_WORDS = {
    CLAIMS: "Claims Administrator:|UR guideline:|CA guideline:|Administrator guideline:"
    "|Claims Administrator guidance:|Claims Administrator guideline used:"
    "|Utilization Review criteria:"
    "|The Claims Administrator guideline:|Claims Administrator guideline (continued):",
    MAXIMUS: "MAXIMUS:|IMR guideline:|Reviewer guideline:|MAXIMUS Federal Services guideline:"
    "|Expert Reviewer's guidelines:|MAXIMUS guideline 1:",
    RATIONALE: "Rationale:|Rationale for decision:|Reason:|Decision reason:|IMR rationale:"
    "|Decision:"
    "|Rationale for the decision -|Medical rationale:|2) Rationale:",
    LICENSURE: "Licensure:|State of Licensure:|Licensed in:|State License(s):",
    SPECIALTY: "Specialty:|Certification(s):|Board Certification:|Specialties:",
    HOW: "HOW THE DETERMINATION WAS MADE|HOW THE IMR FINAL DECISION WAS MADE"
    "|HOW THE DECISION WAS REACHED",
    SUMMARY: "CASE SUMMARY|CLINICAL SUMMARY|CLINICAL CASE HISTORY|SUMMARY|CLINICAL CASE"
    "|Section 2: SUMMARY"
    "|Section 2: CLINICAL CASE SUMMARY|THE CLINICAL CASE SUMMARY|II. CLINICAL SUMMARY",
    ISSUES: "ISSUES AND DECISIONS|IMR DECISION(S) AND RATIONALE(S)|DECISIONS AND RATIONALES"
    "|IMR ISSUES, DECISIONS AND|3. ISSUES, DECISIONS, RATIONALES",
}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [(right, wrong) for right, words in OTHER_WORDS.items() for wrong in words.split("|")],
)
def test_other_words(right: str, wrong: str) -> None:
    """One error with the right words as its fix, and none of the others in a field."""
    text = SOUND.replace(right, wrong, 1)
    analysis = imrparse.analyze(text)
    (found,) = analysis.diagnostics
    assert (found.code, found.hint) == ("IMR009", f"did you mean '{right}'?")
    assert text[slice(*found.span)] == wrong
    assert analysis.determination == LETTER
    assert imrparse.unparse(analysis.determination) == text
    assert imrparse.parse(imrparse.fix(text, unsafe=True).text) == LETTER


@pytest.mark.parametrize("label", [CLAIMS, MAXIMUS, RATIONALE])
@pytest.mark.parametrize(
    "wrong",
    ["{}-", "{} -", "{}:", '"{}"', "[{}]", "{} {}"],
)
def test_signs_beside_a_label(label: str, wrong: str) -> None:
    text = SOUND.replace(label, wrong.replace("{}", label), 1)
    analysis = imrparse.analyze(text)
    (found,) = analysis.diagnostics
    assert (found.code, found.hint) == ("IMR009", f"did you mean '{label}'?")
    assert analysis.determination == LETTER
    assert imrparse.parse(imrparse.fix(text, unsafe=True).text) == LETTER


def test_a_wrong_label_before_the_right_one() -> None:
    text = SOUND.replace(RATIONALE, f"{MAXIMUS} {RATIONALE}", 1)
    analysis = imrparse.analyze(text)
    (found,) = analysis.diagnostics
    assert found.hint == f"did you mean '{RATIONALE}'?"
    assert analysis.determination == LETTER


@pytest.mark.parametrize("glued", [f": Upheld{CLAIMS}", f": Upheld {CLAIMS}"])
def test_a_label_beside_the_decision(glued: str) -> None:
    text = SOUND.replace(f": Upheld\n\n{CLAIMS}", glued, 1)
    assert text != SOUND
    analysis = imrparse.analyze(text)
    (found,) = analysis.diagnostics
    assert found.message == f"the label '{CLAIMS}' shares its line with other text"
    assert analysis.determination == LETTER


def test_prose_with_the_words_of_a_missing_label_does_not_replace_it() -> None:
    text = SOUND.replace(RATIONALE, "The rationale of the reviewer follows:", 1)
    (found,) = imrparse.analyze(text).diagnostics
    assert found.message == f"the label '{RATIONALE}' is missing here"


@pytest.mark.parametrize("label", ["MAXIMUS guideline:", "MAXIMUS guidline:"])
def test_the_last_word_of_a_label_twice(label: str) -> None:
    """It is no word of the text behind it, also where the label is misspelt."""
    analysis = imrparse.analyze(SOUND.replace("MAXIMUS guideline:", f"{label} guideline:", 1))
    (one,) = analysis.diagnostics
    assert one.message == f"'{label} guideline:' is not a label of the letter"
    assert analysis.determination == LETTER


UNENDED = {
    "summary": f"\n\nReviewed by the desk\n\n{ISSUES}",
    "guideline": f"\n\nReviewed by the desk\n\n{RATIONALE}",
}


@pytest.mark.parametrize("part", UNENDED)
def test_a_line_at_the_end_of_a_text_that_ends_no_sentence(part: str) -> None:
    """A carrier may have added it, and no other line tells."""
    new = UNENDED[part]
    text = SOUND.replace(f"\n\n{new.rpartition(chr(10))[2]}", new, 1)
    assert text != SOUND
    (one,) = imrparse.analyze(text).diagnostics
    assert (one.code, one.severity) == ("IMR014", imrparse.Severity.WARNING)
    assert text[slice(*one.span)] == "Reviewed by the desk"


def test_a_list_may_end_a_text() -> None:
    text = SOUND.replace(f"\n\n{ISSUES}", f" Two were found:\n- one\n- another\n\n{ISSUES}", 1)
    assert text != SOUND
    assert imrparse.analyze(text).diagnostics == ()


HEADED = {
    "conclusion": ("is not medically necessary.", "\n\nCONCLUSION\n\nThis stands as set forth."),
    "notice": ("is not medically necessary.", "\nNOTICE OF APPEAL: you may appeal within a month."),
}


@pytest.mark.parametrize("name", HEADED)
def test_a_line_in_capitals_behind_a_conclusion(name: str) -> None:
    before, added = HEADED[name]
    place = SOUND.rindex(before) + len(before)
    text = SOUND[:place] + added + SOUND[place:]
    (one,) = imrparse.analyze(text).diagnostics
    assert (one.code, one.severity) == ("IMR014", imrparse.Severity.WARNING)
    assert text[slice(*one.span)] == added.split(":")[0].split("\n\nThis")[0].strip()


def test_a_heading_in_the_summary_is_told() -> None:
    added = "DOCUMENTS READ\n\nThe application and the denial."
    text = SOUND.replace(f"\n\n{ISSUES}", f"\n\n{added}\n\n{ISSUES}", 1)
    (one,) = imrparse.analyze(text).diagnostics
    assert text[slice(*one.span)] == "DOCUMENTS READ"


def test_a_line_in_capitals_within_prose_is_not_told() -> None:
    text = SOUND.replace(f"\n\n{ISSUES}", f" It ends so.\nPLAN:\nRest at home.\n\n{ISSUES}", 1)
    assert imrparse.analyze(text).diagnostics == ()


INTRODUCTION = PLAIN[
    PLAIN.index("The expert reviewer developed") : PLAIN.index("The injured worker")
]
CASE = PLAIN[PLAIN.index("The injured worker is") : PLAIN.index(ISSUES)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (CASE + ISSUES + "\n\n", f"{ISSUES}\n\n{CASE}", ISSUES),
        (INTRODUCTION + CASE, CASE + INTRODUCTION, " ".join(INTRODUCTION.split())),
        (INTRODUCTION, f"A note.\n\n{INTRODUCTION}", "A note."),
        (INTRODUCTION, f"***\n\n{INTRODUCTION}", ""),
    ],
)
def test_text_between_a_heading_and_its_sentence(old: str, new: str, found: str) -> None:
    """It is of the part before that has no text, or else of that of the heading, or of none."""
    text = PLAIN.replace(old, new)
    assert text != PLAIN
    analysis = imrparse.analyze(text)
    words = [" ".join(text[slice(*one.span)].split()) for one in analysis.diagnostics]
    assert words == [found] * bool(found)
    assert analysis.determination == imrparse.parse(PLAIN)


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "\u2026")])
@pytest.mark.parametrize("kind", [LeftOutKind.HIDDEN, LeftOutKind.DELETED])
def test_what_a_file_does_not_show_is_one_warning(
    kind: LeftOutKind, length: int, shown: str
) -> None:
    """It names the first one, up to 60 code points, and where 20 others are."""
    texts = ["x" * length, *["y"] * 22]
    parts = [LeftOut(number, kind, text) for number, text in enumerate(texts)]
    others = [LeftOut(5, LeftOutKind.RUNNING, "MAXIMUS")]
    analysis = analyze(Source(PLAIN, left_out=(*parts, *others)))
    (one,) = analysis.diagnostics
    assert (one.code, one.severity) == ("IMR014", imrparse.Severity.WARNING)
    assert one.message == f"{kind.value} of the file is left out: '{shown}'"
    assert [one.span.start, *(other.span.start for other in one.related)] == [*range(21)]


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("Left knee arthroscopy", "QA APPROVED 12/08/2016\n"),
        ("Associated surgical service", "[JS: please check]\n"),
        ("Physical therapy for the lumbar spine, 12", "Click here to begin.\n"),
    ],
)
def test_a_line_above_a_request_that_ended_early_is_told(before: str, line: str) -> None:
    assert before in SOUND
    assert len(imrparse.analyze(SOUND.replace(before, line + before, 1)).diagnostics) == 1


def test_a_request_whose_lines_go_on_is_not_told() -> None:
    text = SOUND.replace(
        "Left knee arthroscopy with partial", "Left knee arthroscopy with\npartial"
    )
    assert imrparse.analyze(text).diagnostics == ()


def test_a_paragraph_behind_the_conclusion_is_told() -> None:
    end = "not medically\nnecessary.\n"
    tail = "\nThe panel has met.\n"
    analysis = imrparse.analyze(SOUND.replace(end, end + tail, 1))
    assert [found.message for found in analysis.diagnostics] == [
        "'The panel has met.' may be no part of the letter"
    ]


@pytest.mark.parametrize(
    ("value", "line"),
    [("State(s) of Licensure: California", "Reviewer ID: 4471"), ("/Specialty: ", "TODO: check")],
)
def test_a_line_below_credentials_is_no_part_of_them(value: str, line: str) -> None:
    start = SOUND.index("\n", SOUND.index(value))
    analysis = imrparse.analyze(f"{SOUND[:start]}\n{line}{SOUND[start:]}")
    assert len(analysis.diagnostics) == 1
    assert analysis.determination.reviewer == LETTER.reviewer


@pytest.mark.parametrize(
    ("place", "part"),
    [
        ("The injured worker reports locking", "CLINICAL CASE SUMMARY"),
        ("The injured worker reports locking", "HOW THE IMR FINAL DETERMINATION WAS MADE"),
        ("The provider noted", "CLINICAL CASE SUMMARY (continued)"),
    ],
)
def test_a_text_goes_on_behind_a_heading_pasted_into_it(place: str, part: str) -> None:
    text = SOUND.replace(place, f"\n{part}\n{place}", 1)
    analysis = imrparse.analyze(text)
    assert [found.code for found in analysis.diagnostics] == ["IMR007"]
    assert analysis.determination == LETTER
    assert imrparse.unparse(analysis.determination) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HOW THE IMR FINAL DETERMINATION WAS MADE", "METHOD USED BY US"),
        ("CLINICAL CASE SUMMARY", "PATIENT DATA [ABSTRACT]"),
        ("knee arthroscopy with partial medial meniscectomy:", "{}\n:"),
    ],
)
def test_the_place_tells_what_is_meant(old: str, new: str) -> None:
    text = SOUND.replace(old, new.format(old.rstrip(":")), 1)
    analysis = imrparse.analyze(text)
    assert len(analysis.diagnostics) <= 1
    assert analysis.determination == LETTER
