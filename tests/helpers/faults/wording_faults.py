"""Misspelt headings, labels, names, decisions and values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from helpers.faults.injection import Edit, Injected, Place, injected
from helpers.faults.letter_parts import CREDENTIALS, FIELDS, HEADINGS, NAMES, Letter, Part
from helpers.faults.misspellings import SPACING, WAYS, Way, letters_wrong, read_wrong

from imrparse.diagnostics import codes

Kind = Callable[[Letter, Random], Injected | None]

_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
# Abbreviated, or equally similar to several months.
_NO_MISSPELT_MONTHS = ("Jun", "Jul", "Juny", "Jule", "Juie", "Ju1e", "JuIe")
_DATE_IN_PROSE = re.compile(rf"\b({_MONTHS})\s+\d{{1,2}},\s+\d{{4}}")


def misspelt(
    letter: Letter,
    rng: Random,
    way: Way,
    kind: str,
    names: Sequence[str] = (),
    *,
    optional: bool = False,
) -> Injected | None:
    """One of the parts of a kind, misspelt in one way."""
    parts = letter.all(kind, *names)
    if not parts:
        return None
    part = rng.choice(parts)
    wrong = way(letter.of(part), rng)
    if wrong is None or wrong in (letter.of(part), part.wording):
        return None
    place, others = Place(part.start), []
    if first := _first_word_beside(letter, part):
        others.append(Place(first.start))
    return injected(
        [Edit(part.start, part.end, wrong)],
        place,
        *((codes.MISSPELT,) if kind != "value" else (codes.MISSPELT, codes.BAD_PRIORITY)),
        others=others,
        touched=["header.priority"] if kind == "value" else [],
        optional=optional,
        wording=part.wording,
    )


def _first_word_beside(letter: Letter, part: Part) -> Part | None:
    """The "Application" directly before a "Received:"."""
    if part.name != "received":
        return None
    before = letter.before(part)
    beside = before and "\n" not in letter.text[before.start : part.start]
    return before if beside and before and before.name == "application_received" else None


def decision_without_colon(letter: Letter, rng: Random) -> Injected | None:
    """Only white space between the request and its decision."""
    issue = letter.issue(rng.choice(letter.all("request")).issue or 0)
    colon, decision = issue["colon", "colon"], issue["decision", "decision"]
    if colon.end == decision.start:
        return None
    return injected(
        [Edit(colon.start, colon.end, "")],
        Place(decision.start),
        codes.MISSPELT,
        codes.MISSING,
    )


def state_misspelt(letter: Letter, rng: Random) -> Injected | None:
    """A misspelt state of licensure."""
    state = rng.choice(letter.states)
    wrong = rng.choice((letters_wrong, read_wrong))(letter.of(state), rng)
    if wrong is None or wrong == state.wording:
        return None
    return injected(
        [Edit(state.start, state.end, wrong)],
        Place(state.start),
        codes.MISSPELT_STATE,
        touched=["reviewer"],
        wording=state.wording,
    )


def month_misspelt(letter: Letter, rng: Random) -> Injected | None:
    """A misspelt month in a date of the summary."""
    (summary,) = letter.all("text", "summary")
    found = list(_DATE_IN_PROSE.finditer(letter.text, summary.start, summary.end))
    if not found:
        return None
    month = rng.choice(found)
    wrong = rng.choice((letters_wrong, read_wrong))(month[1], rng)
    if wrong is None or wrong == month[1] or wrong in _NO_MISSPELT_MONTHS:
        return None
    return injected(
        [Edit(*month.span(1), wrong)],
        Place(month.start(1)),
        codes.MISSPELT_MONTH,
        touched=["summary"],
        wording=month[1],
    )


_TARGETS: dict[str, tuple[str, Sequence[str]]] = {
    "heading": ("heading", HEADINGS),
    "label": ("label", FIELDS),
    "credentials label": ("label", CREDENTIALS),
    "header name": ("name", (*NAMES, "received")),
    "decision": ("decision", ()),
    "priority": ("value", ("priority",)),
}

# Single words have no spaces between words, and only some wordings end with a colon.
KINDS: dict[str, Kind] = {
    f"{target} misspelt: {way_name}": partial(misspelt, way=way, kind=kind, names=names)
    for target, (kind, names) in _TARGETS.items()
    for way_name, way in WAYS.items()
    if way_name != "colon" or target in ("label", "credentials label", "header name")
}
KINDS |= {
    f"{target} misspelt: {way_name}": partial(
        misspelt, way=way, kind=kind, names=names, optional=True
    )
    for target, (kind, names) in _TARGETS.items()
    for way_name, way in SPACING.items()
    if target not in ("decision", "priority")
}
KINDS |= {
    "decision without colon": decision_without_colon,
    "state misspelt": state_misspelt,
    "month misspelt": month_misspelt,
}
