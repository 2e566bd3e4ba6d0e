"""What stands inside the fields of a letter, as rows: each kind of value in its words."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse
from imrparse.reports.letter_rows import rows

REQUEST = "An MRI of"


def shown(text: str) -> list[tuple[str, str]]:
    letter = imrparse.analyze(text).determination
    return [(row.label.strip(), row.value) for row in rows(letter, each_item=True)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("He was seen on 2/30/2016.", "not a date: 2/30/2016"),
        ("He was seen in October 2016.", "2016-10"),
        ("He has pain since an injury in October 2015.", "2015-10"),
    ],
)
def test_dates_of_the_summary(words: str, value: str) -> None:
    found = shown(SOUND.replace(REQUEST, f"{words} {REQUEST}", 1))
    assert value in [text for _, text in found]


def test_a_worker_whose_injury_has_a_month_only() -> None:
    letter = imrparse.parse(SOUND)
    text = imrparse.unparse(
        imrparse.replace(
            letter,
            letter.summary,
            text="The patient is a 40 year old man with a date of injury of March 2014.",
        )
    )
    worker = imrparse.parse(text).injured_worker
    assert worker.month_of_injury is not None
    assert ("Date of injury", f"injured {worker.month_of_injury:%Y-%m}") in shown(text)


def test_a_rationale_that_states_no_conclusion_has_no_row_for_it() -> None:
    letter = imrparse.parse(SOUND)
    first = letter.issues[0].rationale
    letter = imrparse.replace(letter, first, text="The guidelines say nothing of it.")
    concluded = [label for label, _ in shown(SOUND)].count("Conclusion")
    assert concluded
    text = imrparse.unparse(letter)
    assert [label for label, _ in shown(text)].count("Conclusion") == concluded - 1


def test_a_citation_that_is_not_known_says_so() -> None:
    letter = imrparse.parse(SOUND)
    guideline = letter.issues[0].maximus_guideline
    edited = imrparse.replace(letter, guideline, text="Decision based on MTUS Elbow Chapter 1923.")
    found = [value for _, value in shown(imrparse.unparse(edited))]
    assert any(value.endswith("(unknown)") for value in found)
