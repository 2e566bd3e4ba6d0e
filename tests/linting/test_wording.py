"""The rules of the group *wording*: how a fixed sentence may depart, and how it is mended."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import imrparse
from imrparse import Diagnostic, LintConfig
from imrparse.linting.fixing import fix
from imrparse.parsing.reader import reader
from imrparse.text.source import Source

ROOT = Path(__file__).parents[2]
SOUND = (ROOT / "tests" / "letters" / "sound.txt").read_text("utf-8")
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
GROUP = LintConfig(select=("wording",))
WORD = re.compile(r"\S+")
EVERY = 7  # words of a sentence between two that are changed
OPENING = SOUND[SOUND.index("MAXIMUS Federal") : SOUND.index("The Expert Reviewer has")]

DEPARTED = [
    ("more than five years", "more than ten years", "'ten' stands for 'five'"),
    ("He/she has no\naffiliation", "He has no\naffiliation", "'He' stands for 'He/she'"),
    ("working at least 24 hours", "working at least 24", "'hours' is missing after '24'"),
    ("an expert reviewer. He/she", "an expert reviewer He/she", "'reviewer' stands for"),
    ("all medical records:", "all of the medical records:", "'of the' is too much"),
    ("Final Determination was", "final determination was", "'final determination' stands for"),
    ("has the following cred", "has these cred", "'these' stands for 'the following'"),
]


@pytest.mark.parametrize(("right", "wrong", "told"), DEPARTED)
def test_departed(right: str, wrong: str, told: str) -> None:
    (found,) = lint(SOUND.replace(right, wrong))
    assert found.code == "IMR201"
    assert told in found.message


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_any_word_of_any_fixed_sentence(path: Path) -> None:
    """One that is missing, another or too much is found, alone; and the fix mends it.

    It is safe only for one that is missing and denies nothing: the others are words of the draft.
    """
    text = path.read_bytes().decode()
    source = Source(text)
    reader().read(source)
    for name, start, end in source.islands:
        if name.endswith("_SENTENCE") or name == "CLOSING_2014_PHRASE":
            words = [match.span() for match in WORD.finditer(text, start, end)]
            for at, after in list(pairwise(words))[::EVERY]:
                missing = text[: at[0]] + text[after[0] :]
                other = text[: at[0]] + "other" + text[at[1] :]
                more = text[: at[1]] + " more" + text[at[1] :]
                for changed in (missing, other, more):
                    assert [found.code for found in lint(changed)] == ["IMR201"], (name, at)
                    assert letters(fix(changed, lint, unsafe=True).text) == letters(text)
                    is_safe = changed == missing and text[slice(*at)] != "no"
                    left = text if is_safe else changed
                    assert letters(fix(changed, lint).text) == letters(left)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_missing_introduction_is_put_back(path: Path) -> None:
    text = path.read_bytes().decode()
    source = Source(text)
    reader().read(source)
    for name, start, end in source.islands:
        if name.endswith("_SENTENCE") or name == "CLOSING_2014_PHRASE":
            without = text[:start] + text[end:]
            assert [found.code for found in lint(without)] == ["IMR203"], name
            assert letters(fix(without, lint).text) == letters(text)


def test_other_introductions() -> None:
    """What stands in the place of an introduction is what is spoken of, and is not lost."""
    text = SOUND.replace(OPENING, "The case was looked at by somebody else.\n\n")
    (found,) = lint(text)
    assert found.code == "IMR203"
    assert text[slice(*found.span)] == "The case was looked at by somebody else."
    assert not any(fix.safe for fix in found.fixes)


def test_two_wordings_at_once() -> None:
    """What goes from one wording to the next is told of each, once."""
    end = "\n\nThe Expert Reviewer has the following credentials:"
    start = SOUND.index("He/she is familiar")
    text = SOUND[:start] + SOUND[SOUND.index(end) + len(end) :]
    assert sorted(found.code for found in lint(text)) == ["IMR201", "IMR203"]
    assert letters(fix(text, lint).text) == letters(SOUND)


def test_an_added_sentence_is_not_taken_away_unasked() -> None:
    text = SOUND.replace("administrator. He/she", "administrator. It took him a week. He/she")
    (found,) = lint(text)
    assert text[slice(*found.span)] == "It took him a week."
    assert fix(text, lint).text == text
    assert letters(fix(text, lint, unsafe=True).text) == letters(SOUND)


def test_white_space_is_no_wording() -> None:
    text = SOUND.replace(OPENING, " \n".join(OPENING.split()) + "\n\n")
    assert lint(text) == ()
    (found,) = lint(text.replace("five", "fi ve six"))
    assert found.message.endswith("'fi ve six' stands for 'five'")


@pytest.mark.parametrize(
    ("right", "wrong", "safe"),
    [
        ("more than five years", "more than fvie years", True),
        ("evaluate and/or treat", "evalaute and/or terat", True),
        ("Final Determination was", "final determination was", True),
        ("more than five years", "more than nine years", False),
        ("He/she has no\naffiliation", "He/she has\naffiliation", False),
        ("with the employer, employee,", "with the employee, employer,", False),
        ("in the same or similar", "in similar", True),
        ("in the same or similar", "in the same or very similar", False),
    ],
)
def test_only_a_misspelt_word_is_safely_replaced(right: str, wrong: str, safe: bool) -> None:
    assert right in SOUND
    (found,) = lint(SOUND.replace(right, wrong))
    assert [fix.safe for fix in found.fixes] == [safe]


@pytest.mark.parametrize(
    ("older", "of_all"),
    [
        ("Decision based on MTUS Knee Complaints Page(s): 344", 1),
        ("Decision based on MTUS Chronic Pain Treatment Guidelines Massage therapy", 1),
        ("Decision based on MTUS Knee Complaints, Section(s): Surgical Considerations", 0),
        ("Decision based on Non-MTUS Citation ODG, Knee Chapter, page 60", 0),
    ],
)
def test_older_citations(older: str, of_all: int) -> None:
    right = "Decision based on MTUS Knee Complaints 2004, Section(s): Surgical\nConsiderations"
    assert [found.code for found in lint(SOUND.replace(right, older, 1))] == ["IMR202"] * of_all


def test_the_letter_is_as_most_of_its_wordings_without_a_header() -> None:
    body = SOUND[SOUND.index("HOW THE") :]
    older = "The Expert Reviewer did not base their decision on the MTUS."
    newer = (
        "The Expert Reviewer based their decision on recommendation(s) outside of the\n"
        "MTUS Guidelines."
    )
    (found,) = lint(body.replace(newer, older))
    assert found.code == "IMR202"
    assert letters(fix(body.replace(newer, older), lint, unsafe=True).text) == letters(body)
    assert fix(body.replace(newer, older), lint).text == body.replace(newer, older)


def lint(text: str) -> tuple[Diagnostic, ...]:
    return imrparse.lint(text, GROUP)


def letters(text: str) -> str:
    return "".join(text.split())
