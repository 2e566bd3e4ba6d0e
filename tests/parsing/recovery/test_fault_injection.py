"""Injected faults are reported at their place, each by one diagnostic, and nothing else is.

The default run uses a few letters of each kind; `-m slow` uses the promised numbers. `python
tests/helpers/faults/injection_table.py` prints the table of all kinds.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from random import Random

import pytest

from helpers.faults.fault_kinds import KINDS, several, single
from helpers.faults.injection import END, Edit, Place, apply, in_order, line_and_column, offsets
from helpers.faults.injection_table import tally_kind, tally_several
from helpers.faults.letter_parts import Letter, letters
from helpers.faults.verdicts import Judgement, judge, report
from helpers.in_turn import in_turn
from helpers.letter_checks import check_plain_values

import imrparse

EACH = 12
"""Letters of each kind in the default run."""
TOGETHER = 100
"""Letters with several faults in the default run."""
_SHOWN = 3

each_kind = pytest.mark.parametrize("kind", KINDS)


def show(judgements: Iterable[tuple[tuple[str, ...], Judgement]]) -> str:
    """Reports of the first few wrong results."""
    wrong = [report(judgement, kinds) for kinds, judgement in judgements if not judgement.right]
    return f"{len(wrong)} letters went wrong:\n\n" + "\n\n".join(wrong[:_SHOWN])


@each_kind
def test_one_fault(kind: str) -> None:
    """On the right line and column, with the right code, and nothing else reported or changed."""
    rng = Random(f"one {kind}")
    drawn = [single(kind, rng) for _ in range(EACH)]
    judged = [((kind,), judge(letter, [fault])) for letter, fault in drawn]
    assert all(judgement.right for _, judgement in judged), show(judged)


@pytest.mark.parametrize("count", [2, 3])
def test_several_faults(count: int) -> None:
    """Each is reported as if it were alone."""
    rng = Random(count)
    drawn = [several(count, rng) for _ in range(TOGETHER)]
    judged = [(kinds, judge(letter, faults)) for kinds, letter, faults in drawn]
    assert all(judgement.right for _, judgement in judged), show(judged)


@each_kind
def test_text_is_restored(kind: str) -> None:
    letter, fault = single(kind, Random(f"text {kind}"))
    text = apply(letter.text, in_order([fault]))
    assert imrparse.unparse(imrparse.analyze(text).determination) == text


def check_plain(kind: str, count: int, seed: str) -> None:
    rng = Random(f"{seed} {kind}")
    for _ in range(count):
        letter, fault = single(kind, rng)
        text = apply(letter.text, in_order([fault]))
        check_plain_values(imrparse.analyze(text).determination)


@pytest.mark.parametrize("kind", in_turn(KINDS, 3))
def test_plain_values(kind: str) -> None:
    """A missing part is null in the plain values, which convert back to an equal letter."""
    check_plain(kind, 2, "plain")


@pytest.mark.slow
@each_kind
def test_plain_values_of_many_letters(kind: str) -> None:
    check_plain(kind, 30, "slow plain")


@pytest.mark.slow
@each_kind
def test_many_single_faults(kind: str) -> None:
    """15,000 faults in all: each on its line, none reported twice, the rest parsed unchanged."""
    tally = tally_kind(kind, -(-15_000 // len(KINDS)), seed=20)
    assert tally.located == tally.injected
    assert tally.column >= 0.99 * tally.injected
    assert tally.code >= 0.99 * tally.injected
    assert tally.cascades == 0
    assert tally.changed == 0
    assert tally.advice <= 0.01 * tally.injected


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
@pytest.mark.parametrize("count", [2, 3])
def test_many_letters_with_several_faults(count: int, part: int) -> None:
    """2,400 letters in all."""
    tally = tally_several(count, 150, f"slow {part}")
    assert tally.located >= 0.99 * tally.injected


@pytest.mark.parametrize("dialect", sorted({letter.dialect for letter in letters()}))
def test_base_letters_have_no_faults(dialect: str) -> None:
    """The letters into which faults are put, and the spans of their parts."""
    for letter in letters():
        if letter.dialect == dialect:
            check_parts(letter)


def check_parts(letter: Letter) -> None:
    """The parts have the spans that the parser finds in a letter without faults."""
    found = letter.determination
    requests = letter.all("request")
    assert [issue.request.span for issue in found.issues] == [(p.start, p.end) for p in requests]
    for part in letter.parts:
        if part.kind == "text" and part.issue is not None:
            assert getattr(found.issues[part.issue], part.name).span == (part.start, part.end)
        if part.kind == "value":
            assert found.header
            assert found.header.span_of(part.name) == (part.start, part.end)


@each_kind
def test_places_are_correct(kind: str) -> None:
    """The text at a place in the faulty text is the original or the inserted one."""
    rng = Random(f"place {kind}")
    for _ in range(10):
        letter, fault = single(kind, rng)
        edits = in_order([fault])
        text = apply(letter.text, edits)
        assert text != letter.text
        for reading in fault.readings:
            place = reading.place
            for offset in offsets(place, edits, text):
                assert 0 <= offset <= len(text)
                assert place != END or not text[offset:].strip("* \r\n\f")
            edit = next((edit for edit in edits if edit.start == place.offset), None)
            if place.inside is not None:
                assert edit
                assert text.startswith(edit.text[place.inside :], offset)
            elif place != END and not (edit and edit.text):
                assert text[offset] == letter.text[place.offset]
            assert place == END or not text[offset].isspace()


def test_faults_are_the_same_each_time() -> None:
    first, second = ([single(kind, Random(7)) for kind in KINDS] for _ in range(2))
    assert first == second


def test_several_faults_are_not_adjacent() -> None:
    rng = Random(5)
    for _ in range(50):
        _, letter, faults = several(3, rng)
        areas = sorted(fault.area for fault in faults)
        assert all(end <= start for (_, end), (start, _) in pairwise(areas))
        apply(letter.text, in_order(faults))


def test_shift_of_a_place() -> None:
    """Edits before an offset move it; text inserted at the offset comes before it."""
    edits = [Edit(0, 2, ""), Edit(4, 4, "xyz"), Edit(6, 7, "--")]
    text = apply("abcdefgh", edits)
    assert text == "cdxyzef--h"
    found = [offsets(Place(offset), edits, text)[0] for offset in (2, 4, 6, 7)]
    assert [text[offset] for offset in found] == ["c", "e", "-", "h"]
    assert offsets(Place(4, inside=1), edits, text) == (3,)
    with pytest.raises(ValueError, match="overlaps"):
        apply("abc", [Edit(0, 2, ""), Edit(1, 3, "")])


@pytest.mark.parametrize(("offset", "wanted"), [(0, (1, 1)), (2, (2, 1)), (5, (3, 1)), (7, (4, 2))])
def test_lines_end_in_three_ways(offset: int, wanted: tuple[int, int]) -> None:
    text = "a\nb\r\n\rxy"
    assert line_and_column(text, offset) == wanted
