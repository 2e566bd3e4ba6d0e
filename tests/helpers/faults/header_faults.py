"""Faults in the cells of the header: their names and their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from random import Random

from helpers.faults.injection import Edit, Injected, Place, injected
from helpers.faults.letter_parts import NAMES, Letter, Part
from helpers.faults.removals import marked, next_place, within
from helpers.faults.wording_faults import Kind

from imrparse.diagnostics import codes

_DATES = [name for name in NAMES if name not in ("case_number", "priority")]

_BAD_DATES = """
    2/30/2015 02/30/2015 13/01/2014 04/31/2016 00/12/2016 11/00/2016 02/29/2015 31/12/2016
    99/99/9999 11/2016 11/212016 unknown
""".split()  # noqa: SIM905
_BAD_NUMBERS = """
    CM16-12345 CM16-O123456 CM16-0l23456 16-0123456 CM160123456 CMl6-0123456 CM16-01234567
    CN16-0123456 CM-0123456 CM16/0123456
""".split()  # noqa: SIM905
_BAD_PRIORITIES = ("Urgent", "Routine", "Normal", "None", "High")


def name_missing(letter: Letter, rng: Random) -> Injected | None:
    """A header cell without its name.

    The name may also be reported at a value directly before it, and the name of the date that ends
    the header after that date, which can be before, between or after the two words.
    """
    if not letter.all("name"):
        return None
    name = rng.choice(list(NAMES))
    names, (value,) = _names(letter, name), letter.all("value", name)
    others = [Place(value.start)] if letter.after(value) == names[0] else []
    if name == "application_received":
        last = max([value, *names], key=lambda part: part.start)
        others += [Place(value.start), next_place(letter, last)]
    return _cell_fault(letter, names, codes.MISSING, others)


def value_missing(letter: Letter, rng: Random) -> Injected | None:
    """A header cell without its value.

    If a column has several values of one kind, it is unknown which one is missing. A value that was
    before its name, or before the end of it, may also be reported after the name.
    """
    values = letter.all("value")
    if not values:
        return None
    value = rng.choice(values)
    alike = [v for v in _column(letter, value) if _kind_of(v) == _kind_of(value)]
    late = [
        name
        for other in [value, *alike]
        for name in _names(letter, other.name)
        if name.start > other.start or other.name == "application_received"
    ]
    return injected(
        [within(letter, value)],
        next_place(letter, value),
        codes.EMPTY,
        codes.MISSING,
        others=[_next_kept(letter, other, value) for other in [*alike, *late]],
        touched=[f"header.{other.name}" for other in [value, *alike]],
    )


def _next_kept(letter: Letter, part: Part, gone: Part) -> Place:
    """The beginning of what follows a part, when another part is removed."""
    after = letter.after(part)
    return next_place(letter, part if after != gone else gone)


def cell_missing(letter: Letter, rng: Random) -> Injected | None:
    """A header without a cell, name and value."""
    if not letter.all("name"):
        return None
    name = rng.choice(list(NAMES))
    parts = [*_names(letter, name), *letter.all("value", name)]
    return _cell_fault(letter, parts, codes.MISSING)


def _names(letter: Letter, name: str) -> list[Part]:
    return letter.all("name", *((name, "received") if name == "application_received" else (name,)))


def _cell_fault(
    letter: Letter, parts: Iterable[Part], code: str, others: Iterable[Place] = ()
) -> Injected | None:
    """The missing parts, which may be apart, reported at the place of the first one."""
    ordered = sorted(parts, key=lambda part: part.start)
    kept = [part for part in letter.parts if part not in ordered]
    place = next(part for part in kept if part.start > ordered[0].start)
    edits = [within(letter, part) for part in ordered]
    touched = {f"header.{part.name}" for part in ordered} & {f"header.{name}" for name in NAMES}
    return injected(edits, Place(place.start), code, others=others, touched=touched)


def _column(letter: Letter, value: Part) -> list[Part]:
    """The run of values that contains a given one, if there are several."""
    run: list[Part] = []
    for part in letter.parts:
        if part.kind == "value":
            run.append(part)
        elif value in run:
            break
        else:
            run = []
    return run


def _kind_of(value: Part) -> str:
    return value.name if value.name in ("case_number", "priority") else "date"


def name_doubled(letter: Letter, rng: Random) -> Injected | None:
    """The name of a header cell, twice."""
    names = letter.all("name", *NAMES)
    if not names:
        return None
    name = rng.choice(names)
    text, end = letter.text, marked(letter, name.start, name.end)[1]
    alone = re.match(r"[ \t]*[\r\n]", text[end:])
    gap = letter.line_end if alone else " "
    again = text[marked(letter, name.start, name.end)[0] : end]
    inside = len(gap) + again.index(letter.of(name))
    edit = Edit(end, end, gap + again)
    return injected([edit], Place(end, inside), codes.DOUBLED)


def cell_doubled(letter: Letter, rng: Random) -> Injected | None:
    """A cell with its value directly after its name, twice."""
    names = [part for part in letter.all("name", *NAMES) if _has_value_beside(letter, part)]
    if not names:
        return None
    name = rng.choice(names)
    value = letter.after(name)
    assert value
    start, _ = marked(letter, name.start, name.end)
    again = letter.text[start : value.end]
    gap = rng.choice((" ", letter.line_end))
    inside = len(gap) + name.start - start
    edit = Edit(value.end, value.end, gap + again)
    place = Place(value.end, inside)
    return injected([edit], place, codes.DOUBLED)


def _has_value_beside(letter: Letter, name: Part) -> bool:
    after = letter.after(name)
    if after is None or (after.kind, after.name) != ("value", name.name):
        return False
    return not letter.text[name.end : after.start].strip(" \t*</b>")


def bad_value(
    letter: Letter, rng: Random, names: Sequence[str], values: Sequence[str], code: str
) -> Injected | None:
    """An invalid value in the header."""
    parts = letter.all("value", *names)
    if not parts:
        return None
    value = rng.choice(parts)
    edit = Edit(value.start, value.end, rng.choice(values))
    return injected([edit], Place(value.start), code, touched=[f"header.{value.name}"])


def date_read_wrong(letter: Letter, rng: Random) -> Injected | None:
    """A date with letters in place of digits."""
    dates = letter.all("value", *_DATES)
    if not dates:
        return None
    value = rng.choice(dates)
    digits = [n for n, c in enumerate(value.wording) if c in "01"]
    where = rng.choice(digits or [0])
    letters = {"0": "O", "1": "lI"}.get(value.wording[where], "S")
    wrong = value.wording[:where] + rng.choice(letters) + value.wording[where + 1 :]
    edit = Edit(value.start, value.end, wrong)
    return injected([edit], Place(value.start), codes.BAD_DATE, touched=[f"header.{value.name}"])


KINDS: dict[str, Kind] = {
    "header name missing": name_missing,
    "header value missing": value_missing,
    "header cell missing": cell_missing,
    "header name doubled": name_doubled,
    "header cell doubled": cell_doubled,
    "bad date": partial(bad_value, names=_DATES, values=_BAD_DATES, code=codes.BAD_DATE),
    "date with look-alikes": date_read_wrong,
    "bad case number": partial(
        bad_value, names=["case_number"], values=_BAD_NUMBERS, code=codes.BAD_CASE_NUMBER
    ),
    "bad priority": partial(
        bad_value, names=["priority"], values=_BAD_PRIORITIES, code=codes.BAD_PRIORITY
    ),
}
