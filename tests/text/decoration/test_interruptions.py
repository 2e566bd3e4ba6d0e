"""Lines of a text that may be none of its own, and those that its sentences need."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse
from imrparse.text.decoration.interruptions import interruptions
from imrparse.text.decoration.view import View
from imrparse.text.spans import Span

WIDE = "Imaging of the joint was repeated because the earlier series had shown no loose body at all"


def found(text: str) -> list[str]:
    """The lines of a text that are told."""
    return [text[slice(*span)] for span in interruptions(View(text), [Span(-1, len(text))])]


def between(before: str, line: str, behind: str) -> str:
    """A text of full lines with a line between two parts of a sentence."""
    return "\n".join([*[f"{WIDE} and"] * 4, before, line, behind, *[f"{WIDE} and"] * 4, "so on."])


NEEDED = [
    ("the report of the evaluator has it that", "CONFIDENTIAL", "was on its cover, and no more"),
    (f"{WIDE} on", "Page 3 of 4", "of the report"),
    (f"{WIDE}, marked", "CONFIDENTIAL", "on its cover"),
    (f"{WIDE}; it concludes", "NO EVIDENCE OF FRACTURE", "in its last line"),
    (f"{WIDE} at 10:30 AM, 11:15 AM and", "12:45 PM", "on three days"),
    (f"{WIDE} in weeks 2 and", "3", "after the visit"),
    (f"{WIDE} and", "Page 3 of 90", "was read"),
]


@pytest.mark.parametrize(("before", "line", "behind"), NEEDED)
def test_a_line_that_the_sentence_needs(before: str, line: str, behind: str) -> None:
    assert found(between(before, line, behind)) == []


@pytest.mark.parametrize("line", ["CONFIDENTIAL", "Page 2 of 2", "MAXIMUS FEDERAL SERVICES", "3"])
def test_a_line_at_the_end_of_a_full_line_is_told(line: str) -> None:
    assert found(between(f"{WIDE} and", line, "weight bearing was tolerated")) == [line]


@pytest.mark.parametrize("line", ["CONFIDENTIAL", "Page 2 of 2"])
def test_a_line_between_two_sentences_is_told(line: str) -> None:
    assert found(between("It was read.", line, "Weight bearing was tolerated")) == [line]


def test_numbers_that_are_nearer_than_pages_are_of_the_text() -> None:
    near = between(f"{WIDE} and", "3", "at rest, and as\n7\nwith activity")
    assert found(near) == []
    far = between(f"{WIDE} and", "3", "\n".join([WIDE.lower()] * 9 + ["4", WIDE.lower()]))
    assert found(far) == ["3", "4"]


def test_where_lines_are_not_wrapped_a_short_one_tells_nothing() -> None:
    paragraphs = [
        WIDE * 9,
        "It was so",
        "CONFIDENTIAL",
        "as was said.",
        *[WIDE] * 16,
        *[WIDE * 9] * 3,
    ]
    text = "\n".join(paragraphs)
    assert found(text) == ["CONFIDENTIAL"]


@pytest.mark.parametrize("line", ["CONFIDENTIAL", "Page 2 of 3", "MAXIMUS FEDERAL SERVICES"])
def test_furniture_at_any_line_end_of_a_rationale_is_told_or_left_out(line: str) -> None:
    letter = imrparse.parse(SOUND)
    for issue in letter.issues:
        span = issue.rationale.span
        assert span
        ends = [n for n in range(*span) if SOUND[n] == "\n"]
        for end in ends:
            text = f"{SOUND[:end]}\n{line}{SOUND[end:]}"
            analysis = imrparse.analyze(text)
            assert analysis.diagnostics or analysis.determination == letter, end
