"""Where a request begins: every way a paragraph can end."""

from __future__ import annotations

import re
from string import Template
from textwrap import wrap

import pytest

from helpers.letters import base_letter

import imrparse
from imrparse import Source
from imrparse.syntax.layout import Layout
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.sentence_ends import Forms, behind_conclusion, sentence_starts
from imrparse.text.decoration.view import View

SPACED = base_letter("two-issues")
FULL = (
    "Therefore the request for this treatment of the lumbar spine, as it was submitted, is denied"
)
FORM_A = (
    "Norco 10/325mg #60 was the original request. Norco 10/325mg #25 was authorized\n"
    "by the Claims Administrator.\n"
    "The remaining IMR eligible portion of the original request, Norco 10/325mg #35 is"
)
FORM_B = (
    "Norco #60 was the original request.\n"
    "The Claims Administrator authorized Norco #25, leaving the original request IMR eligible.\n"
    "The original request, Norco #60 is"
)
LONG = (
    "Physical therapy 2 times a week for 6 weeks (12 sessions), lumbar spine, with electrical\n"
    "stimulation, therapeutic exercise, and a home program: evaluation and treatment"
)


def two_issues(gap: str, rationale: str, request: str) -> str:
    """A letter of two issues, with blank lines between paragraphs only if the gap is one."""
    letter = SPACED if gap == "\n\n" else SPACED.replace("\n\n", "\n")
    return Template(letter).substitute(gap=gap, rationale=rationale, request=request)


@pytest.mark.parametrize("request_text", ["MRI", LONG, FORM_A, FORM_B])
@pytest.mark.parametrize(
    ("rationale", "gap"),
    [
        (f"{FULL}.", "\n"),
        (f'{FULL} ("Tapering.")', "\n"),
        (f"{FULL}.\nIt is so.", "\n"),
        (f"{FULL}\nwithout a full stop", "\n"),
        (f"{FULL} without a full stop", "\n\n"),
        (f"{FULL}.", "\n\f"),
        (f"{FULL}.", "\n\n\f\n"),
        (f"{FULL}.\n\nAnother paragraph of the same.", "\n\n"),
    ],
)
def test_request_begins_after_the_rationale(rationale: str, gap: str, request_text: str) -> None:
    letter = imrparse.parse(two_issues(gap, rationale, request_text))
    assert letter.issues[1].request.text == " ".join(request_text.split())
    assert letter.issues[0].rationale.text == " ".join(rationale.split())


@pytest.mark.parametrize("gap", ["\n \n", "\n   \n", "  \n\t\t\n "])
def test_gaps_are_alike_however_many_spaces_are_in_them(gap: str) -> None:
    letter = Template(SPACED.replace("\n\n", "\n  \n"))
    text = letter.substitute(gap=gap, rationale=FULL, request="MRI")
    assert imrparse.parse(text).issues[1].request.text == "MRI"


@pytest.mark.parametrize("rationale", [FULL, f"{FULL}\n{FULL}"])
def test_where_nothing_tells_the_last_line_is_the_request(rationale: str) -> None:
    """All before it belongs to the rationale, whose label it stands beside."""
    letter = imrparse.parse(two_issues("\n", rationale, "MRI of the lumbar spine"))
    assert letter.issues[1].request.text == "MRI of the lumbar spine"
    assert letter.issues[0].rationale.text == rationale.replace("\n", " ")


def test_a_form_that_only_the_rationale_speaks_of_is_left_there() -> None:
    rationale = "The remaining IMR eligible portion of the original request, MRI, is not needed."
    assert imrparse.parse(two_issues("\n", rationale, "CT")).issues[1].request.text == "CT"


WIDTH = 93
"""Code points of a full line in these letters."""


def line(share: float, next_word: str) -> str:
    """A line in small letters that would fill a share of the width if it held the next word too."""
    length = round(share * WIDTH) - len(f" {next_word}")
    return ("traction " * 12)[:length].rstrip().ljust(length, "n")


@pytest.mark.parametrize("share", [0.77, 0.85, 1.0])
def test_a_request_goes_on_after_a_line_that_is_nearly_full(share: float) -> None:
    request = f"{line(share, 'sitting')}\nsitting"
    letter = imrparse.parse(two_issues("\n", f"{FULL}.", request))
    assert letter.issues[1].request.text == " ".join(request.split())


@pytest.mark.parametrize(
    "last",
    [line(0.5, "sitting"), line(0.73, "sitting"), "THE BRACE IS NOT MEDICALLY NECESSARY NOW"],
)
def test_a_request_begins_after_a_line_with_room_for_its_first_word(last: str) -> None:
    request = f"sitting {line(0.9, 'aids')}\naids"
    letter = imrparse.parse(two_issues("\n", f"{FULL}\n{last}", request))
    assert letter.issues[1].request.text == " ".join(request.split())


def test_capitals_fill_a_line_sooner_than_small_letters() -> None:
    request = "MAGNETIC RESONANCE IMAGING OF THE LUMBAR SPINE\ncontrast"
    letter = imrparse.parse(two_issues("\n", f"{FULL}.", request))
    assert letter.issues[1].request.text == " ".join(request.split())
    small = imrparse.parse(two_issues("\n", f"{FULL}.", request.lower()))
    assert small.issues[1].request.text == "contrast"


# In texts without blank lines, or with one after every line

DENSE = base_letter("two-issues").replace("\n\n", "\n")
ENDED = (
    "Therefore the request for this treatment of the lumbar spine, as it was submitted, is not\n"
    "medically necessary."
)


def second_request(rationale: str, request: str, letter: str = DENSE) -> str:
    """The request that is read after a rationale."""
    text = Template(letter).substitute(gap="\n", rationale=rationale, request=request)
    return imrparse.parse(text).issues[1].request.text


@pytest.mark.parametrize(
    "request_text",
    [
        "Ibuprofen 800 mg, one tablet t.i.d. with meals, p.r.n.\nQty 90, with 2 refills",
        "Consultation with the specialist Dr.\nA., one visit",
        "Physical therapy for approx.\n7 days",
        "Lumbar brace (L0637 etc.\nor equal) for use at work",
        "Knee brace (with hinges, no. 4, etc.\nLarge) for use at work",
        "Physical therapy, which was begun by Dr.\nSmith",
        "Ibuprofen, which was had t.i.d.\nQty 90",
    ],
)
def test_the_stop_of_an_abbreviation_ends_no_sentence(request_text: str) -> None:
    text = Template(DENSE).substitute(gap="\n", rationale=ENDED, request=request_text)
    analysis = imrparse.analyze(text)
    assert analysis.determination.issues[1].request.text == " ".join(request_text.split())
    assert analysis.diagnostics == ()


@pytest.mark.parametrize(
    "rationale",
    [
        f"{ENDED} See the notes of Dr. Smith etc.",
        "The pain is worse at night, and was\nseen by Dr. Smith. It is bad at 3 p.m.",
    ],
)
def test_a_rationale_may_end_with_an_abbreviation(rationale: str) -> None:
    assert second_request(rationale, "MRI") == "MRI"


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n"])
def test_a_gap_after_every_line_tells_nothing(gap: str) -> None:
    request = (
        "Physical therapy two times a week for six weeks of the right shoulder and the cervical\n"
        "spine"
    )
    text = Template(DENSE).substitute(gap="\n", rationale=ENDED, request=request)
    letter = imrparse.parse(text.replace("\n", gap))
    assert letter.issues[1].request.text == " ".join(request.split())


def test_short_lines_in_the_fixed_sentences_show_that_any_line_may_be_short() -> None:
    request = "Physical therapy two times a week for six weeks of the right shoulder and the neck"
    text = Template(DENSE).substitute(gap="\n", rationale=ENDED, request=request)
    narrow = "\n".join("\n".join(wrap(line, 60)) for line in text.split("\n"))
    letter = imrparse.parse(narrow)
    assert letter.issues[1].request.text == request


def test_a_text_without_lines_has_its_requests_after_the_last_sentence() -> None:
    rationale = f"{ENDED} It was seen by Dr. Smith, approx. 3 times. It is so."
    text = Template(DENSE).substitute(gap="\n", rationale=rationale, request="MRI, no. 2, and CT")
    letter = imrparse.parse(" ".join(text.split()))
    assert letter.issues[1].request.text == "MRI, no. 2, and CT"


def test_a_text_without_lines_or_sentences_is_all_request() -> None:
    text = Template(DENSE).substitute(gap="\n", rationale="as before", request="MRI of the neck")
    analysis = imrparse.analyze(" ".join(text.split()))
    assert [issue.request.text for issue in analysis.determination.issues][1:] == [
        "as before MRI of the neck"
    ]
    (told,) = analysis.diagnostics
    assert told.message == "the label 'Decision rationale:' has nothing after it"


# The gaps of a made text: each "Label:" in it is a label, and "Fixed" two lines of a sentence.

WORDS = ("traction " * 7).strip()
TERMINALS = letter_parser().terminals
FIXED = f"Fixed {WORDS}\n{WORDS}again"


def starts(gaps: str, between: str, *, stop: bool, sure: bool = False, page: bool = False) -> bool:
    """Whether a paragraph begins behind a gap, in a text with some gaps before its labels."""
    before = "".join(f"{WORDS}{gap}Label:\n" for gap in gaps.split("|"))
    text = f"{before}{FIXED}\n{WORDS}{'.' * stop}{between}{WORDS}"
    labels = [found.span() for found in re.finditer("Label:", text)]
    islands = [(TERMINALS["MAXIMUS_LABEL"], *label) for label in labels]
    fixed = text.index(FIXED)
    end = fixed + len(FIXED)
    islands.append((TERMINALS["ISSUES_SENTENCE"], fixed, end))
    left = end + len(f"\n{WORDS}") + stop
    page_ends = [left] if page else [left - 1, left + len(between)]
    layout = Layout(Source(text).seen(View(text, page_ends)), islands, Forms(TERMINALS))
    return any(start > left for start in layout.paragraph_starts(end, len(text), sure=sure))


PARAGRAPH, LINE, UNSURE = "paragraph", "line", "unsure"
GAPS = {
    "\n": {"\n": UNSURE, "\n\n": UNSURE},
    "\n\n": {
        "\n\n": PARAGRAPH,
        " \n\n  ": PARAGRAPH,
        "\n": LINE,
        "\n\n\n": UNSURE,
        "\n \n": UNSURE,
    },
    "\n\n\n": {"\n\n\n": PARAGRAPH, "\n\n": LINE, "\n": LINE, "\n\n\n\n": UNSURE},
    "\n  \n": {"\n \n": PARAGRAPH, "\n\n": UNSURE},
    "\n\n|\n\n|\n": {"\n\n": PARAGRAPH},
    "\n|\n|\n\n": {"\n\n": UNSURE},
    "\n\n|\n \f\n": {"\n\n": PARAGRAPH},
    f"\n\n{' ' * 20}": {"\n\n": PARAGRAPH, "\n": LINE},
    f"\n\n{' ' * 399}": {"\n\n": UNSURE},
}
"""What a gap is, by the gaps before the labels of a text."""


@pytest.mark.parametrize("gaps", GAPS)
def test_what_the_gaps_before_labels_tell_of_others(gaps: str) -> None:
    """Where they tell nothing, a paragraph begins behind a sentence."""
    for gap, kind in GAPS[gaps].items():
        is_paragraph, is_unsure = kind is PARAGRAPH, kind is UNSURE
        assert starts(gaps, gap, stop=True) is (is_paragraph or is_unsure)
        assert starts(gaps, gap, stop=False) is is_paragraph
        assert starts(gaps, gap, stop=True, sure=True) is is_paragraph
        assert starts(gaps, gap, stop=True, page=True)
        assert not starts(gaps, gap, stop=False, page=True)


@pytest.mark.parametrize("lost", range(1, 7))
def test_half_of_the_labels_inside_lines_show_that_lines_are_lost(lost: int) -> None:
    """Then a request begins behind the last sentence, and else on its line."""
    text = Template(DENSE).substitute(gap="\n", rationale=ENDED, request="MRI. Two of them")
    joined = re.sub(
        r"\n(Claims Administrator|MAXIMUS|Decision) (?=guid|rat)", r" \1 ", text, count=lost
    )
    request = imrparse.analyze(joined).determination.issues[1].request.text
    assert request == ("Two of them" if lost >= 3 else "MRI. Two of them")


@pytest.mark.parametrize("letter", [DENSE, SPACED])
def test_a_sentence_or_a_short_line_stands_before_a_request(letter: str) -> None:
    """It does so also where paragraphs have blank lines between them, but for this one."""
    for rationale in (ENDED, f"{ENDED}\nIt is so.", "as before"):
        assert second_request(rationale, LONG, letter) == " ".join(LONG.split())


MANY = "Norco of 10 mg and\n"


@pytest.mark.parametrize(
    ("lines", "request_text"),
    [
        *(("Norco.\nBrace", "Norco. Brace"), ("Norco\n10mg?\nBrace", "Norco 10mg? Brace")),
        *(("It is Norco.\nBrace", "Brace"), ("Norco. Two.\nBrace", "Brace")),
        *(("Norco.\nBrace.\nMRI", "MRI"), ("Norco.\nIt is so.\nMRI", "MRI")),
        (f"{MANY * 15}more.\nBrace", " ".join(f"{MANY * 15}more. Brace".split())),
        (f"{MANY * 17}more.\nBrace", "Brace"),
    ],
)
def test_lines_that_end_with_a_stop_and_name_a_thing(lines: str, request_text: str) -> None:
    """They belong to the request, if they stand behind the conclusion of a rationale."""
    assert second_request(ENDED, lines) == request_text
    last = lines.rpartition("\n")[2]
    for rationale in ("The knee is cold.", "The brace."):
        assert second_request(rationale, lines) == last


def test_a_request_on_the_line_of_the_conclusion_begins_behind_it() -> None:
    partial = "MRI was the original request. CT was authorized by the Claims Administrator. The"
    form = "remaining IMR eligible portion of the original request,"
    assert second_request(f"{ENDED} {partial} {form}", "MRI is") == f"{partial} {form} MRI is"
    assert second_request(f"{ENDED} The {form}", "MRI is") == "MRI is"


# The ends of sentences between which a request stands

NECESSARY = "The request is not medically necessary."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{NECESSARY} MRI", ["MRI"]),
        (f"{NECESSARY}Brace", ["Brace"]),
        (f"{NECESSARY}MRI", ["MRI"]),
        (f"{NECESSARY}M", []),
        (f"It hurts. {NECESSARY} MRI. CT", ["MRI. CT"]),
        (f"{NECESSARY} It hurts. MRI", ["It hurts. MRI"]),
        (f"{NECESSARY} mri", []),
        ("It hurts. MRI", []),
        ("Medically necessary. MRI", []),
        (f"{NECESSARY} {NECESSARY} MRI", ["MRI", f"{NECESSARY} MRI"]),
    ],
)
def test_text_behind_a_conclusion(text: str, found: list[str]) -> None:
    assert [text[place:] for place in behind_conclusion(text, 0, len(text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He came. He sat? He went.", ["He went.", "He sat? He went."]),
        ("He came. he sat. ", []),
        ("Seen by Dr. Doe. He went", ["He went"]),
        ("He came.\n\n He went", ["He went"]),
    ],
)
def test_the_starts_of_sentences(text: str, found: list[str]) -> None:
    assert [text[place:] for place in sentence_starts(text, 0, len(text))] == found
