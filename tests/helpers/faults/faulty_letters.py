"""Letters with one fault each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from random import Random

from helpers.faults.fault_kinds import KINDS, single
from helpers.faults.injection import apply, in_order


def faulty_letters(rng: Random, count: int) -> Iterator[str]:
    """This many letters, each with one fault, cycling through all kinds."""
    kinds = list(KINDS)
    rng.shuffle(kinds)
    for kind in islice(cycle(kinds), count):
        letter, fault = single(kind, rng)
        yield apply(letter.text, in_order([fault]))
