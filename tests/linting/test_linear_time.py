"""Slow texts: a text of four times the size may take four times as long, not sixteen times.

Each is an example for a kind of pattern or loop that once examined the same text repeatedly. All
entry points and many more texts are measured by ``python -m benchmarks hostile``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.in_turn import in_turn
from helpers.letters import SOUND
from helpers.measuring import BUSY, growth

import imrparse
from imrparse.linting.rules.text import spelling
from imrparse.text.edit_distance import edits, is_near, nearest

Make = Callable[[int], str]


def put(before: str, piece: str, after: str = "", draft: str = SOUND) -> Make:
    """Makes a draft in which a piece is repeated after some words."""
    assert before in draft

    def make(size: int) -> str:
        return draft.replace(before, f"{before}{piece * (size // len(piece))}{after} ", 1)

    return make


SUMMARY = "The provider noted that "
REQUEST = "Left knee arthroscopy "
FIRST_GUIDELINE = "Claims Administrator guideline: Decision based on "
SECTIONS = "MTUS Knee Complaints 2004, Section(s): "
SPECIALTY = "Certification(s)/Specialty: Orthopedic Surgery"
LICENSURE = "State(s) of Licensure: California"
CONCLUSION = "The request for left knee arthroscopy is not medically necessary."

CLAIM = SOUND.replace(SUMMARY, f"{SUMMARY}the claim ")
RECORD = SOUND.replace(SUMMARY, f"{SUMMARY}the mrn ")
PHONE = SOUND.replace(SUMMARY, f"{SUMMARY}the phone")
NO_REVIEW = SOUND.replace("On 10/20/2016, Utilization Review", "Utilization Review")
OPEN = SOUND.replace(CONCLUSION, "It was ")
OVERTURNED = SOUND.replace("meniscectomy: Upheld", "meniscectomy: Overturned").replace(
    CONCLUSION, "It is so, the lamp is not medically necessary."
)
TWO = SOUND.replace(REQUEST, "2 lamps, ")

DRAFTS: dict[str, tuple[int, Make]] = {
    "number signs": (500, put("the claim ", "#", draft=CLAIM)),
    "numbers without digits": (4_000, put("the claim ", "/claimnumber", draft=CLAIM)),
    "records": (4_000, put("the mrn ", "mrn1111-", draft=RECORD)),
    "spaces behind a word": (80, put("the phone", " ", "x", draft=PHONE)),
    "underscores": (6_000, put(SUMMARY, "_")),
    "redactions": (16_000, put(SUMMARY, "[name ")),
    "titles": (1_000, put(SUMMARY, "Dr ")),
    "brackets of two kinds": (800, lambda size: put(SUMMARY, "[" * size + ")" * size)(2 * size)),
    "dates and reviews": (16_000, put(SUMMARY, "10/11/2016 and UR said ", draft=NO_REVIEW)),
    "initials": (1_500, put(SPECIALTY, " A.", " xMD")),
    "names and states": (12_000, put(LICENSURE, ", Dr. Lena Marsh, Utopia")),
    "spaces in credentials": (4_000, put(LICENSURE, " ", "x")),
    "names of the MTUS": (6_000, put(FIRST_GUIDELINE, "Non-MTUS Citation ", ". Decision based on")),
    "unknown sections": (3_000, put(SECTIONS, "Qu, ")),
    "numbers of sections": (2_500, put(SECTIONS, "1.", "x")),
    "figures": (4_000, put(REQUEST, "000,", "00x")),
    "one long word": (1_000, put("\n\n2 ", "a", ",", draft=TWO)),
    "requests": (4_000, put("It was ", "requested ", draft=OPEN)),
    "ligatures": (200, put(SUMMARY, "\ufb01")),
    "names of cells": (6_000, put("Priority: ", "Received:\n")),
    "a line of signs behind the letter": (4_000, lambda size: SOUND + "~" * size),
    "empty lines": (16_000, lambda size: "\n" * size),
    "quotation marks": (2_500, put("It is so, ", '"', draft=OVERTURNED)),
}
"""Drafts, and the smaller of the two sizes that are compared."""


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Everything that is loaded with the first draft is not measured."""
    imrparse.lint(SOUND)


@pytest.mark.parametrize(
    "name",
    in_turn(DRAFTS, 6),
)
def test_linting(name: str) -> None:
    size, make = DRAFTS[name]
    assert growth(imrparse.lint, make(size), make(4 * size)) < BUSY


def test_split_labels() -> None:
    before, between, after = SOUND.partition("Associated surgical service: Cold")
    head, request, issue = before.partition(REQUEST)
    issue = (request + issue).replace("MAXIMUS guideline:", "MAXIMUS guide line:")
    short, long = (head + issue * count + between + after for count in (100, 400))
    assert growth(imrparse.analyze, short, long) < BUSY


def test_long_names_are_not_compared_with_all_known_ones() -> None:
    before = edits.cache_info().misses
    assert nearest("a" * 8_000, ("Alabama", "Alaska")) == ()
    assert not is_near("Complaints", "a" * 8_000, 2)
    assert edits.cache_info().misses == before


def test_words_near_a_very_long_one_are_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_one_letter_off", lambda _: pytest.fail("it is looked up"))
    imrparse.lint(put(SUMMARY, "aAaA")(8_000))


def test_names_of_drugs() -> None:
    def drugs(text: str) -> object:
        return imrparse.analyze(text).determination.issues[0].request.drugs

    make = put(REQUEST, "norco ")
    assert growth(drugs, make(4_000), make(16_000)) < BUSY
