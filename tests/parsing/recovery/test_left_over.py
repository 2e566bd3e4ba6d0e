"""What drafting leaves in texts, and what stands for a text that is missing."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse

SUMMARY = "The injured worker reports locking"
LETTER = imrparse.parse(SOUND)
ISSUES = "IMR ISSUES, DECISIONS AND RATIONALES"


def told(text: str) -> list[tuple[str, str]]:
    """The code and the text of each diagnostic."""
    found = imrparse.analyze(text).diagnostics
    return [(one.code, text[slice(*one.span)]) for one in found]


def before(place: str, left: str) -> str:
    """The sound letter with something before a place."""
    assert place in SOUND
    return SOUND.replace(place, f"{left}{place}", 1)


ISSUE = LETTER.issues[0]
TEXTS = [LETTER.summary, ISSUE.maximus_guideline, ISSUE.rationale]
STARTS = [prose.span.start for prose in TEXTS if prose.span]
BELOW_SUMMARY, _, BELOW_RATIONALE = STARTS


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(
    "prompt", ["Click here to enter text.", "«Text»", "[enter text]", "<<X Y>>"]
)
def test_a_prompt_before_a_text(start: int, prompt: str) -> None:
    assert told(f"{SOUND[:start]}{prompt} {SOUND[start:]}") == [("IMR006", prompt)]


@pytest.mark.parametrize("prompt", ["[Rationale here]", "[Decision rationale]"])
def test_the_name_of_a_part_in_brackets_before_a_text(prompt: str) -> None:
    text = f"{SOUND[:BELOW_RATIONALE]}{prompt} {SOUND[BELOW_RATIONALE:]}"
    assert told(text) == [("IMR014", prompt)]


@pytest.mark.parametrize("name", ["History:", "Clinical history:", "Case Summary:"])
def test_another_name_of_the_summary_before_it(name: str) -> None:
    text = f"{SOUND[:BELOW_SUMMARY]}{name} {SOUND[BELOW_SUMMARY:]}"
    assert told(text) == [("IMR014", name)]


@pytest.mark.parametrize("name", ["History:", "Clinical history:", "Case Summary:"])
def test_another_name_that_its_sentence_goes_on_behind_is_text(name: str) -> None:
    text = f"{SOUND[:BELOW_SUMMARY]}{name} a fall from a ladder. {SOUND[BELOW_SUMMARY:]}"
    assert told(text) == []


@pytest.mark.parametrize("lead", ["1 of 5) ", "(1 of 5) ", "1/5: ", "(JD) "])
def test_a_count_or_initials_before_a_request(lead: str) -> None:
    request = ISSUE.request.text
    text = before(request, lead)
    assert [code for code, _ in told(text)] == ["IMR014"]
    assert imrparse.analyze(text).determination.issues[0].request == ISSUE.request


@pytest.mark.parametrize("label", ["Certification(s)/Specialty:", "State(s) of Licensure:"])
def test_a_label_of_the_reviewer_in_a_sentence_of_an_issue_is_text(label: str) -> None:
    cited = f"The consultant,\n{label} Hand Surgery, saw him once.\nThe knee locks.\n"
    text = f"{SOUND[:BELOW_RATIONALE]}{cited}{SOUND[BELOW_RATIONALE:]}"
    assert told(text) == []
    rationale = imrparse.parse(text).issues[0].rationale.text
    assert label in rationale
    assert rationale.endswith(ISSUE.rationale.text)


@pytest.mark.parametrize("bracket", ["[REDACTED]", "[sic]", "(left)", "[illegible]"])
def test_other_words_in_brackets_are_text(bracket: str) -> None:
    assert told(f"{SOUND[:BELOW_RATIONALE]}{bracket} {SOUND[BELOW_RATIONALE:]}") == []


@pytest.mark.parametrize("nothing", ["N/A", "None.", "[none]", "pending", "..."])
def test_words_that_stand_for_no_text(nothing: str) -> None:
    for span in (LETTER.summary.span, LETTER.issues[-1].rationale.span):
        assert span
        text = f"{SOUND[: span.start]}{nothing}{SOUND[span.end :]}"
        assert told(text) == [("IMR006", nothing)]


@pytest.mark.parametrize("place", ["......", "_____", "XXXXX", "???"])
def test_signs_in_the_place_of_a_guideline(place: str) -> None:
    span = ISSUE.maximus_guideline.span
    assert span
    assert told(f"{SOUND[: span.start]}{place}{SOUND[span.end :]}") == [("IMR006", place)]


@pytest.mark.parametrize("marked", ["~~Retro~~", "--deleted--", "~~left knee~~"])
def test_struck_words_in_a_request(marked: str) -> None:
    assert told(before("Left knee arthroscopy", f"{marked} ")) == [("IMR014", marked)]


def test_signs_of_other_meaning_are_text() -> None:
    text = before(SUMMARY, "The score was ~ 3 -- not 4 -- and <5 before. ")
    assert told(text) == []


@pytest.mark.parametrize("heading", ["Clinical Case Summary", "Case Summary"])
def test_a_heading_in_small_letters_above_the_text_that_it_heads(heading: str) -> None:
    text = f"{SOUND[:BELOW_SUMMARY]}{heading}\n{SOUND[BELOW_SUMMARY:]}"
    assert told(text) == [("IMR014", heading)]


def test_a_heading_in_small_letters_inside_a_text() -> None:
    heading = "IMR Issues, Decisions and Rationales"
    assert told(before(f"\n\n{ISSUES}", f"\n{heading}")) == [("IMR014", heading)]
    assert told(before(f"\n\n{ISSUES}", f" It is under {heading} below.")) == []


@pytest.mark.parametrize("note", ["Comment [JS2]: delete?", "Commented [KM1]: Check the date."])
def test_the_note_of_an_editor_behind_the_summary(note: str) -> None:
    assert told(before(f"\n\n{ISSUES}", f"\n{note}")) == [("IMR014", note)]


@pytest.mark.parametrize(
    "sentence",
    [
        "This decision is final and binding on all parties.",
        "The determination of the reviewer is deemed to be the Final Determination of it.",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_sentence_about_the_letter_behind_it(sentence: str, gap: str) -> None:
    assert told(f"{SOUND.rstrip()}{gap}{sentence}\n") == [("IMR014", sentence)]


@pytest.mark.parametrize("title", ["References:\n1. ODG, Knee Chapter\n2. ACOEM, chapter 13"])
def test_what_stands_behind_the_last_text_is_told_once(title: str) -> None:
    """Not as a sentence that is not finished, too."""
    assert told(f"{SOUND.rstrip()}\n\n{title}\n") == [("IMR014", title.partition("\n")[0])]
