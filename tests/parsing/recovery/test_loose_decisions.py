"""Decisions on lines of their own, away from their requests."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse

LETTER = imrparse.parse(SOUND)
FIRST, SECOND, *_, LAST = LETTER.issues
NEXT = "Associated surgical service"


def told(text: str) -> list[tuple[str, str]]:
    """The code and the text of each diagnostic."""
    found = imrparse.analyze(text).diagnostics
    return [(one.code, text[slice(*one.span)]) for one in found]


def without_decision(issue: imrparse.Issue) -> str:
    """The sound letter without the decision of an issue, and without its colon."""
    assert issue.request.span
    assert issue.decision
    end = issue.request.span.end
    return SOUND[:end] + SOUND[end:].replace(f": {issue.decision.value}", "", 1)


def behind(text: str, prose: imrparse.Prose, line: str) -> str:
    """A text with a line behind one of the sound letter's."""
    assert prose.span
    last = SOUND[: prose.span.end][-60:]
    place = text.index(last) + len(last)
    return f"{text[:place]}\n\n{line}{text[place:]}"


@pytest.mark.parametrize("words", ["Decision: ", "Final decision: ", "The decision is: "])
@pytest.mark.parametrize("issue", [FIRST, SECOND, LAST])
def test_a_decision_below_the_guidelines(issue: imrparse.Issue, words: str) -> None:
    assert issue.decision
    line = f"{words}{issue.decision.value}"
    text = behind(without_decision(issue), issue.maximus_guideline, line)
    assert [code for code, _ in told(text)] == ["IMR008"]
    assert imrparse.analyze(text).determination == LETTER


@pytest.mark.parametrize("words", ["Decision: ", "Final decision: ", ""])
@pytest.mark.parametrize("issue", [FIRST, LAST])
def test_a_decision_below_the_rationale(issue: imrparse.Issue, words: str) -> None:
    assert issue.decision
    line = f"{words}{issue.decision.value}"
    text = behind(without_decision(issue), issue.rationale, line)
    assert [code for code, _ in told(text)] == ["IMR008"]
    assert imrparse.analyze(text).determination == LETTER


@pytest.mark.parametrize("words", ["Decision: ", "Therefore: "])
@pytest.mark.parametrize("issue", [FIRST, LAST])
def test_the_decision_again_below_the_rationale(issue: imrparse.Issue, words: str) -> None:
    assert issue.decision
    line = f"{words}{issue.decision.value}"
    text = behind(SOUND, issue.rationale, line)
    assert told(text) == [("IMR014", line)]
    assert imrparse.analyze(text).determination == LETTER


def test_the_line_of_a_request_twice() -> None:
    line = "Left knee arthroscopy with partial medial meniscectomy: Upheld"
    text = SOUND.replace(line, f"{line}\n{line}")
    assert told(text) == [("IMR007", line.removesuffix(": Upheld"))]
    assert imrparse.analyze(text).determination == LETTER


@pytest.mark.parametrize("other", ["[select one]", "TBD", "XXX", "{decision}"])
def test_a_placeholder_of_a_decision(other: str) -> None:
    text = SOUND.replace("medial meniscectomy: Upheld", f"medial meniscectomy: {other}")
    assert told(text) == [("IMR010", other)]
    assert imrparse.analyze(text).determination.issues[0].request == FIRST.request


@pytest.mark.parametrize(
    ("words", "decision"),
    [
        ("Upheld. The UR denial is upheld.", imrparse.Decision.UPHELD),
        ("Upholding", imrparse.Decision.UPHELD),
        ("Uphold", imrparse.Decision.UPHELD),
        ("Overturned (corrected: Upheld)", None),
    ],
)
def test_other_words_of_a_decision(words: str, decision: imrparse.Decision | None) -> None:
    text = SOUND.replace("medial meniscectomy: Upheld", f"medial meniscectomy: {words}")
    assert len(told(text)) == 1
    first, *others = imrparse.analyze(text).determination.issues
    assert (first.request, first.decision) == (FIRST.request, decision)
    assert others == [*LETTER.issues[1:]]
