"""Header tables with faults: each order of the cells, with each fault of a name or value, or two.

The snapshots have the title of each table, what is told of it, and what is not read as in the sound
letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.header_tables import NAMES, ORDERS, REST, VALUES
from helpers.letter_checks import outcome

SOUND = f"{ORDERS['rows']}\n{REST}"
FAULTS: dict[str, tuple[str, str]] = {
    **{f"no {name}": (value, "") for name, value in VALUES.items()},
    **{f"{name} twice": (value, f"{value} {value}") for name, value in VALUES.items()},
    "a date for a number": (VALUES["case_number"], "02/03/2017"),
    "a number for a date": (VALUES["decision_date"], VALUES["case_number"]),
    "a priority for a date": (VALUES["ur_denial_date"], "Standard"),
    "a word for a date": (VALUES["date_of_injury"], "pending"),
    "a short date": (VALUES["date_of_injury"], "5/6/16"),
    "a date in words": (VALUES["decision_date"], "March 4, 2017"),
    "no day": (VALUES["application_received"], "01/2017"),
    "two dates": (VALUES["application_received"], "01/20/2017 and 01/21/2017"),
    "a wrong date": (VALUES["ur_denial_date"], "13/02/2017"),
    "a letter in a date": (VALUES["date_assigned"], "02/O3/2017"),
    "a space in a date": (VALUES["date_assigned"], "02/ 03/2017"),
    "a short number": (VALUES["case_number"], "CM17-900001"),
    "a letter more": (VALUES["case_number"], "XCM17-0900001"),
    "a number without letters": (VALUES["case_number"], "17-0900001"),
    "a broken number": (VALUES["case_number"], "CM17-\n0900001"),
    "a misspelt priority": (VALUES["priority"], "Expedted"),
    "another priority": (VALUES["priority"], "Urgent"),
    "a remark": (VALUES["priority"], "Expedited (72 hours)"),
    "a dash": (VALUES["priority"], "-"),
    "a misspelt name": ("Case Number:", "Case Nmber:"),
    "another name": ("Date of Injury:", "DOI:"),
    "a name without a colon": ("Decision Date:", "Decision Date"),
    "no name": ("Date Assigned:", ""),
    "no other name": ("UR Denial Date:", ""),
    "no names": ("Priority:", ""),
    "a name twice": ("Priority:", "Priority: Priority:"),
    "an exchanged name": ("Decision Date:", "UR Denial Date:"),
    "a name of no cell": ("Priority:", "Panel:"),
    "half a name": ("Application", "Applic"),
    "a cell more": ("Priority:", "Received by: fax Priority:"),
    "a line more": ("Priority:", "See the file.\nPriority:"),
    "a value more": ("Priority:", "01/01/2017 Priority:"),
}
"""What is replaced in a table, by a name for the fault."""


TABLES = 120


def table(order: str, *faults: str) -> str:
    """A letter whose header has its cells in an order, with faults."""
    cells = ORDERS[order]
    for fault in faults:
        old, new = FAULTS[fault]
        cells = cells.replace(old, new, 1)
    return f"{cells}\n{REST}"


def pairs(order: str, count: int) -> Iterator[tuple[str, ...]]:
    """Pairs of faults, drawn at random."""
    random = Random(order)
    for _ in range(count):
        yield tuple(random.sample(list(FAULTS), 2))


def shown(order: str, *faults: str) -> str:
    return f"{'; '.join(faults)}\n{outcome(table(order, *faults), SOUND)}".rstrip()


def random_table(random: Random) -> str:
    """A table in rows, a cell a line or columns, whose cells are lost, doubled or strange."""
    cells = [(" ".join(NAMES[name]), value) for name, value in VALUES.items()]
    first = random.choice([0, 0, 1])
    size = random.choice([1, 2, 3, 4, 7])
    words: list[str] = []
    for start in range(first, len(cells), size):
        group = cells[start : start + size]
        names, values = ([cell[side] for cell in group] for side in (0, 1))
        words += names + values if random.random() < 0.8 else values + names
    for _ in range(random.choice([1, 1, 2, 3])):
        place = random.randrange(len(words))
        word = words[place]
        words[place : place + 1] = random.choice(
            [[], [], [word, word], [word, "See file"], ["Panel:", word], [word[:-2]], [word, "|"]]
        )
    gaps = random.choice(["\n", "\n", " ", "  ", "\n\n"])
    return "".join(f"{word}{gaps if random.random() < 0.8 else ' '}" for word in words).rstrip()


def test_random_tables(snapshot: SnapshotAssertion) -> None:
    random = Random(3)
    tables = [random_table(random) for _ in range(TABLES)]
    shown = [f"{one!r}\n{outcome(f'{one}{2 * chr(10)}{REST}', SOUND)}".rstrip() for one in tables]
    assert "\n".join(shown) == snapshot


@pytest.mark.parametrize("order", ORDERS)
def test_one_fault(order: str, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(shown(order, fault) for fault in FAULTS) == snapshot


@pytest.mark.parametrize("order", ORDERS)
def test_two_faults(order: str, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(shown(order, *two) for two in pairs(order, 20)) == snapshot
