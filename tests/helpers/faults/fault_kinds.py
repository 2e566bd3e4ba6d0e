"""Every kind of fault, and functions that put one, two or three faults into letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from random import Random

from helpers.faults import additions, header_faults, removals, whole_letter_faults, wording_faults
from helpers.faults.injection import END, Injected, apply, in_order
from helpers.faults.letter_parts import Letter, letters
from helpers.faults.wording_faults import Kind

LOCAL: dict[str, Kind] = (
    wording_faults.KINDS | removals.KINDS | additions.KINDS | header_faults.KINDS
)
"""Kinds that leave the rest of a letter intact."""

KINDS: dict[str, Kind] = LOCAL | whole_letter_faults.KINDS

# These destroy so much of a letter that little is left for another fault.
_LARGE = ("section missing", "section doubled", "sections swapped")
COMBINABLE = tuple(name for name in LOCAL if name not in _LARGE)

_TRIES = 200


def single(kind: str, rng: Random) -> tuple[Letter, Injected]:
    """A fault of a kind, at a random place in a random letter where it is possible."""
    for _ in range(_TRIES):
        letter = rng.choice(letters())
        fault = KINDS[kind](letter, rng)
        if fault is not None:
            return letter, fault
    raise LookupError(f"no letter has a place for {kind!r}")


def several(count: int, rng: Random) -> tuple[tuple[str, ...], Letter, tuple[Injected, ...]]:
    """This many faults in one random letter, in parts that are not adjacent."""
    for _ in range(_TRIES):
        letter = rng.choice(letters())
        found: list[tuple[str, Injected]] = []
        for _ in range(_TRIES // 4):
            kind = rng.choice(COMBINABLE)
            fault = KINDS[kind](letter, rng)
            if fault and apart(letter, fault, [other for _, other in found]):
                found.append((kind, fault))
            if len(found) == count:
                kinds, chosen = zip(*found, strict=True)
                return kinds, letter, chosen
    raise LookupError(f"no letter has places for {count} faults")


def apart(letter: Letter, fault: Injected, others: Sequence[Injected]) -> bool:
    """Whether a whole part separates a fault from each of the others.

    The header and the credentials each count as one part here, since their cells are parsed
    together.
    """
    first, last = _extent(letter, fault)
    for other in others:
        start, end = _extent(letter, other)
        if first <= end + 1 and start <= last + 1:
            return False
    return True


def _extent(letter: Letter, fault: Injected) -> tuple[int, int]:
    """The numbers of the parts that a fault spans, including the one before it."""
    start, end = fault.area
    if any(reading.place == END for reading in fault.readings):
        end = len(letter.text)
    parts = letter.parts
    first = max((n for n, part in enumerate(parts) if part.start <= start), default=0)
    last = max((n for n, part in enumerate(parts) if part.start <= end), default=0)
    # An edit up to the end of a part removes the separator after it.
    if parts[first].kind in ("name", "value"):
        first = 0
    if parts[last].kind in ("name", "value"):
        last = max(n for n, part in enumerate(parts) if part.kind in ("name", "value"))
    return max(0, first - 1), last


def faulty_letters(rng: Random, count: int) -> Iterator[str]:
    """This many letters, each with one fault, cycling through all kinds."""
    kinds = list(KINDS)
    rng.shuffle(kinds)
    for kind in islice(cycle(kinds), count):
        letter, fault = single(kind, rng)
        yield apply(letter.text, in_order([fault]))
