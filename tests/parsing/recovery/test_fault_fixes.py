"""Which kinds of faults carry a fix, and that a fix leaves nothing worse."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from helpers.faults.fault_kinds import KINDS, single
from helpers.faults.injection import apply, in_order
from helpers.faults.letter_parts import Letter
from helpers.in_turn import in_turn

import imrparse
from imrparse import Diagnostic
from imrparse.linting import fixing

MOSTLY = {
    "header name missing": "a value in a column of its own is not beside its name",
    "header name doubled": "of a name of two words, only one may stand twice",
    "header cell doubled": "a value in a column of its own is not beside its name",
}
"""Kinds that have a fix where the layout tells what belongs to the name."""

TO_BE_FILLED_IN = {
    "label and text missing",
    "credential missing",
    "credentials missing",
    "middle of issue missing",
}
"""Kinds whose fix inserts a label, whose text the drafter has to give."""

NOT_KNOWN = {
    "section missing": "its text is lost",
    "text missing": "the text is lost",
    "summary empty": "the text is lost",
    "credential empty": "the text is lost",
    "decision missing": "nobody but the reviewer knows it",
    "request missing": "nobody but the reviewer knows it",
    "request and decision missing": "nobody but the reviewer knows it",
    "decision that is none": "nobody but the reviewer knows it",
    "stray line": "it may belong to any part",
    "header value missing": "the value is lost",
    "header cell missing": "the value is lost",
    "bad date": "the date is not known",
    "bad case number": "the number is not known, unless only its signs are wrong",
    "bad priority": "the priority is not known",
    "cut off": "the text is lost",
    "two letters": "either may be meant",
    "older generation": "it is no fault of the drafter's",
    "no letter": "there is nothing to mend",
}
"""Kinds whose correction is not determined, and why."""

DETERMINED = sorted(KINDS.keys() - MOSTLY.keys() - TO_BE_FILLED_IN - NOT_KNOWN.keys())
LETTERS = 4


def drawn(kind: str) -> Iterator[tuple[Letter, str]]:
    """Some letters with a fault of a kind that is found."""
    rng = Random(f"fixes {kind}")
    for _ in range(LETTERS):
        letter, fault = single(kind, rng)
        text = apply(letter.text, in_order([fault]))
        if imrparse.analyze(text).diagnostics:
            yield letter, text


def found_in(text: str) -> tuple[Diagnostic, ...]:
    return imrparse.analyze(text).diagnostics


def mended(text: str) -> list[str]:
    """The text after the first fix of each finding that has one."""
    fixes = [one.fixes[0] for one in found_in(text) if one.fixes]
    return [fixing.apply(text, fix.edits) for fix in fixes]


def test_each_kind_is_known() -> None:
    assert {*MOSTLY, *TO_BE_FILLED_IN, *NOT_KNOWN} <= KINDS.keys()


@pytest.mark.parametrize("kind", in_turn(DETERMINED, 2))
def test_a_determined_correction_is_a_fix(kind: str) -> None:
    for letter, text in drawn(kind):
        assert all(one.fixes for one in found_in(text))
        after = imrparse.fix(text, unsafe=True)
        assert not imrparse.analyze(after.text).diagnostics
        assert len(imrparse.parse(after.text).issues) == len(letter.determination.issues)


@pytest.mark.parametrize("kind", MOSTLY)
def test_a_fix_where_the_layout_tells(kind: str) -> None:
    letters = list(drawn(kind))
    restored = [
        imrparse.analyze(after).determination == letter.determination
        for letter, text in letters
        for after in mended(text)
    ]
    assert restored
    assert all(restored)


@pytest.mark.parametrize("kind", sorted(TO_BE_FILLED_IN))
def test_a_missing_label_is_inserted(kind: str) -> None:
    for _, text in drawn(kind):
        fixable = [one for one in found_in(text) if one.fixes]
        assert all("insert the label" in fix.message for one in fixable for fix in one.fixes)


@pytest.mark.parametrize("kind", in_turn(list(KINDS), 3))
def test_no_fix_leaves_more_faults(kind: str) -> None:
    for _, text in drawn(kind):
        before = len(found_in(text))
        assert all(len(found_in(after)) <= before for after in mended(text))
