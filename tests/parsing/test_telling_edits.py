"""Letters with random edits that lead the program where no other test does: what is told and read.

The snapshot of each has what was edited, the diagnostics of all rules, the first values that are
not read as in the sound letter, and a digest of all values and their places.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.letter_checks import shortened, told
from helpers.random_edits import LETTERS, random_edit

import imrparse

_TELLING = """
    3 5 80 93 94 95 99 107 112 130 137 193 216 217 224 227 229 230 232 245 249 255 262 263 266
    270 277 288 291 332 362 397 422 476 491 501 518 549 595 638 677 719 802 806 855 936 968 976
    1036 1043 1051 1053 1086 1147 1193 1299 1330 1351 1357 1397 1429 1500 1511 1519 1615 1632
    1794 1939 1964 1999 2007 2020 2040 2088 2115 2288 2355 2360 2452 2453 2459 2562 2614 2634
    2641 2702 2836 2840 2844 2850 2855 2868 2891 2903 2913 2923 3004 3014 3015 3032 3043 3056
    3087 3093 3103 3120 3139 3165 3180 3245 3316 3365 3372 3432 3434 3445 3452 3467 3468 3529
    3547 3552 3553 3597 3608 3612 3673 3687 3706 3783 3788 3853 3880 3907 3941 3986 4004 4023
    4039 4051 4110 4152 4197 4205 4232 4243 4330 4361 4385 4434 4453 4494 4510 4621 4629 4744
    4747 4777 4804 4816 4819 4822 4848 4922 4950 4956 4962 4993 4997
"""
"""Numbers of random edits: of the first 5,000 those in which the most conditions come out, or
follow each other, as in no other test, for the time that they take. docs/mutation.md says more."""

_PARTS = 8
_MOST = 12  # values that are shown; the digest is of all


def values(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """The values in plain values, by dotted names."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from values(one, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from values(one, f"{name}[{number}]")
    else:
        yield name, str(value)


@cache
def sound(name: str) -> dict[str, str]:
    """The values of a letter without edits."""
    return dict(values(imrparse.to_dict(imrparse.parse(LETTERS[name]))))


def edit(before: str, after: str) -> str:
    """What was edited: the stretch in which two texts differ."""
    start = alike(before, after)
    end = alike(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    return f"{shortened(old)!r} -> {shortened(new)!r}"


def alike(one: str, other: str) -> int:
    """How many code points two texts have in common at their beginnings."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (left, right) in pairs if left != right), min(len(one), len(other)))


def shown(number: int) -> Iterator[str]:
    """What is told and read of a letter."""
    name, text = random_edit(number)
    yield f"{number}, {name}: {edit(LETTERS[name], text)}"
    letter = imrparse.analyze(text).determination
    assert imrparse.unparse(letter) == text
    for found in imrparse.lint(text):
        yield from (f"  {line}" for line in told(found))
    read = dict(values(imrparse.to_dict(letter)))
    wanted = sound(name)
    other = (each for each in sorted(read | wanted) if read.get(each) != wanted.get(each))
    for each in islice(other, _MOST):
        yield f"  {each} = {shortened(read.get(each, 'gone'))}"
    places = json.dumps(imrparse.to_dict(letter, places=True), default=str)
    yield f"  {hashlib.sha256(places.encode()).hexdigest()[:8]}"


@pytest.mark.parametrize("part", range(_PARTS))
def test_telling_edits(part: int, snapshot: SnapshotAssertion) -> None:
    numbers = map(int, _TELLING.split()[part::_PARTS])
    assert "\n".join(line for one in numbers for line in shown(one)) == snapshot
