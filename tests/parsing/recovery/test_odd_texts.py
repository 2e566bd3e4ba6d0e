"""Texts that begin or end as no text of a letter does, or are those of another part."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse

LETTER = imrparse.parse(SOUND)
ISSUE = LETTER.issues[0]
CLAIMS, MAXIMUS = ISSUE.claims_administrator_guideline, ISSUE.maximus_guideline
OF_CLAIMS = "The Claims Administrator did not cite any medical evidence for its decision."
OF_EXPERT = "The Expert Reviewer did not cite any medical evidence for its decision."


def told(text: str) -> list[tuple[str, str]]:
    """The code and the text of each diagnostic."""
    found = imrparse.analyze(text).diagnostics
    return [(one.code, text[slice(*one.span)]) for one in found]


def before(prose: imrparse.Prose, words: str) -> str:
    """The sound letter with words before a text."""
    assert prose.span
    return f"{SOUND[: prose.span.start]}{words}{SOUND[prose.span.start :]}"


def replaced(*texts: tuple[imrparse.Prose, str]) -> str:
    """The sound letter with other texts in the place of some, which are given in order."""
    letter = SOUND
    for prose, text in reversed(texts):
        assert prose.span
        letter = f"{letter[: prose.span.start]}{text}{letter[prose.span.end :]}"
    return letter


@pytest.mark.parametrize("prose", [LETTER.summary, ISSUE.rationale])
def test_a_text_that_begins_in_the_middle_of_a_sentence(prose: imrparse.Prose) -> None:
    ((code, text),) = told(before(prose, "of his knee. "))
    assert code == "IMR004"
    assert text.startswith("of his knee.")


@pytest.mark.parametrize("prose", [LETTER.summary, ISSUE.rationale])
@pytest.mark.parametrize(
    "words", ["(The text begins here)", "[cite it first]", "{text}", "<<x y>>"]
)
def test_words_in_brackets_before_a_text(prose: imrparse.Prose, words: str) -> None:
    ((code, text),) = told(before(prose, f"{words} "))
    assert (code, text) in (("IMR014", words), ("IMR006", words))


@pytest.mark.parametrize("words", ["{text}", "(per 8 CCR 9792.21)", "Note:", "As cited."])
def test_words_before_a_guideline(words: str) -> None:
    for guideline in (CLAIMS, MAXIMUS):
        ((_, text),) = told(before(guideline, f"{words} "))
        assert text == words


@pytest.mark.parametrize(
    "line",
    [
        "CPT: 97110, 97140.",
        "Documents reviewed: the notes.",
        "See the attached list of references.",
        "The request is not medically necessary.",
    ],
)
def test_another_line_below_a_guideline(line: str) -> None:
    assert CLAIMS.span
    text = f"{SOUND[: CLAIMS.span.end]}\n{line}{SOUND[CLAIMS.span.end :]}"
    assert told(text) == [("IMR014", line)]


@pytest.mark.parametrize("prose", [LETTER.summary, ISSUE.rationale])
@pytest.mark.parametrize("line", ["Reviewed by QA", "01/09/2017", "DRAFT 2 - MD to review"])
def test_a_line_above_a_text(prose: imrparse.Prose, line: str) -> None:
    assert told(before(prose, f"{line}\n")) == [("IMR014", line)]


def test_a_first_line_that_is_full_is_text() -> None:
    words = "According to the MTUS 2016 Chronic Pain Medical Treatment"
    full = f"{words} Guidelines and the {words.removeprefix('According to the ')}\nGuidelines, "
    text = before(ISSUE.rationale, full)
    assert told(text) == []


def test_the_text_of_the_other_guideline() -> None:
    """Two that stand in each other's place are one fault."""
    assert told(replaced((CLAIMS, OF_EXPERT), (MAXIMUS, OF_CLAIMS))) == [("IMR008", OF_EXPERT)]
    assert told(replaced((MAXIMUS, OF_CLAIMS))) == [("IMR008", OF_CLAIMS)]
    assert told(replaced((CLAIMS, OF_CLAIMS), (MAXIMUS, OF_EXPERT))) == []


def test_a_guideline_in_the_place_of_a_rationale() -> None:
    ((code, _), *_) = told(before(ISSUE.rationale, "Decision based on MTUS Knee Complaints 2004. "))
    assert code == "IMR008"


@pytest.mark.parametrize(
    "note", ["* Per 8 CCR 9792.20.", "1. ODG 2016.", "[1] ACOEM 2004.", "\u2020 See the file."]
)
def test_a_footnote_behind_the_last_conclusion(note: str) -> None:
    found = told(f"{SOUND.rstrip()}\n{note}\n")
    assert [code for code, _ in found] == ["IMR014"]


@pytest.mark.parametrize(
    ("remark", "gap"),
    [
        ("Reviewed and approved for release.", "\n\n"),
        ("Scan this code to verify the letter.", "\n\n"),
        ("Scan this code to verify the letter.", "\n\n\n"),
    ],
)
def test_a_remark_behind_the_last_conclusion(remark: str, gap: str) -> None:
    assert told(f"{SOUND.rstrip()}{gap}{remark}\n") == [("IMR014", remark)]


def test_a_text_in_small_letters_has_no_odd_beginnings() -> None:
    assert not any(code == "IMR004" for code, _ in told(SOUND.lower()))
