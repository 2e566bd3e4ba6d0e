"""Which value belongs to which name: random tables, of each kind of fault and order."""

from __future__ import annotations

from random import Random

from syrupy.assertion import SnapshotAssertion

from imrparse.parsing.header_pairing import Shape, Slot, pair
from imrparse.syntax.structure import structure

KINDS = {kind.lower()[0]: kind for kind in structure().kinds}
"""The kinds of values by their first letters: case number, date, priority."""
TABLES = 600


def shown(shape: Shape) -> str:
    """A shape in a line: names in capitals, "?" for an unknown kind, "|" before a line's start."""
    letters = {kind: letter for letter, kind in KINDS.items()}
    said = ""
    for slot in shape:
        letter = letters[slot.kind] if slot.kind else "?"
        name = letter.upper() if letter != "?" else "N"
        optional = "" if slot.is_needed else "'"
        said += ("|" if slot.begins_line else "") + (name if slot.is_name else letter) + optional
    return said


def made(random: Random) -> Shape:
    """A table in some order, with faults or none."""
    kinds = [KINDS["c"], *[KINDS["d"]] * random.choice([1, 2, 3, 5]), KINDS["p"]][
        random.choice([0, 0, 1]) :
    ]
    names = [Slot(True, kind, True) for kind in kinds]
    values = [Slot(False, kind, True) for kind in kinds]
    size = random.choice([1, 2, 3, len(kinds), len(kinds)])
    slots: list[Slot] = []
    swapped = random.random() < 0.2
    for start in range(0, len(kinds), size):
        columns = names[start : start + size], values[start : start + size]
        slots += [slot for column in (columns[::-1] if swapped else columns) for slot in column]
    for _ in range(random.choice([0, 0, 1, 1, 2])):  # a fault
        place = random.randrange(len(slots))
        slot = slots[place]
        slots[place : place + 1] = random.choice(
            [
                [],
                [slot, slot],
                [slot._replace(kind=None)],
                [slot._replace(is_needed=False)],
                [slot, Slot(False, None, False)],
                [slot._replace(kind=random.choice(list(KINDS.values())))],
                [slot._replace(is_name=not slot.is_name)],
            ]
        )
    lines = random.choice([0.0, 0.5, 0.5, 1.0])
    return tuple(
        slot._replace(begins_line=number == 0 or random.random() < lines)
        for number, slot in enumerate(slots)
    )


def test_random_tables(snapshot: SnapshotAssertion) -> None:
    """Each line has a shape, the pairs of places in it, and the places that are in doubt."""
    random = Random(1)
    lines = []
    for shape in dict.fromkeys(made(random) for _ in range(TABLES)):
        found = pair(shape)
        pairs = " ".join(f"{name}:{value}" for name, value in sorted(found.value_of.items()))
        doubts = " ".join(f"{name}?{sorted(some)}" for name, some in sorted(found.unsure.items()))
        lines.append(f"{shown(shape)} -> {pairs}{' / ' if doubts else ''}{doubts}")
    assert "\n".join(lines) == snapshot
