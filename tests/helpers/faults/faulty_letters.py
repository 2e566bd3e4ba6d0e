"""Letters with faults put into them, by the means of `tests/faults`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1] / "faults"))

from fault_kinds import KINDS, single
from injection import apply, in_order


def faulty_letters(rng: Random, count: int) -> Iterator[str]:
    """So many letters, each with one fault, of all kinds by turns."""
    kinds = list(KINDS)
    rng.shuffle(kinds)
    for kind in islice(cycle(kinds), count):
        letter, fault = single(kind, rng)
        yield apply(letter.text, in_order([fault]))
