"""Misspelt headings, labels, names, decisions and values.

The misspellings are like those of typists and of character recognition.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from helpers.faults.injection import Edit, Injected, Place, injected
from helpers.faults.letter_parts import CREDENTIALS, FIELDS, HEADINGS, NAMES, Letter, Part

from imrparse.diagnostics import codes

Way = Callable[[str, Random], str | None]
"""Returns a misspelling of a wording, or None if it can't be misspelt in this way."""

_LONG = 12  # letters in a wording that may have two of them wrong
_OCR = (
    ("l", "1"),
    ("l", "I"),
    ("I", "l"),
    ("I", "1"),
    ("i", "1"),
    ("i", "l"),
    ("O", "0"),
    ("o", "0"),
    ("m", "rn"),
    ("rn", "m"),
)


def letters_wrong(wording: str, rng: Random) -> str | None:
    """Insert, omit, replace or swap one or two letters."""
    most = 1 + (sum(map(str.isalpha, wording)) >= _LONG)
    wrong = wording
    for _ in range(rng.randint(1, most)):
        wrong = rng.choice((_substituted, _left_out, _put_in, _transposed))(wrong, rng)
    return wrong if _bare(wrong) != _bare(wording) else None


def _places(text: str) -> list[int]:
    return [place for place, character in enumerate(text) if character.isalpha()]


def _like(letter: str, rng: Random) -> str:
    """Another letter of the same case."""
    alphabet = string.ascii_uppercase if letter.isupper() else string.ascii_lowercase
    return rng.choice(alphabet.replace(letter, ""))


def _substituted(text: str, rng: Random) -> str:
    place = rng.choice(_places(text))
    return text[:place] + _like(text[place], rng) + text[place + 1 :]


def _left_out(text: str, rng: Random) -> str:
    place = rng.choice(_places(text))
    return text[:place] + text[place + 1 :]


def _put_in(text: str, rng: Random) -> str:
    place = rng.choice(_places(text))
    return text[: place + 1] + _like(text[place], rng) + text[place + 1 :]


def _transposed(text: str, rng: Random) -> str:
    pairs = [m.start() for m in re.finditer(r"(?=([^\W\d_])(?!\1)[^\W\d_])", text)]
    if not pairs:
        return text
    place = rng.choice(pairs)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def case_wrong(wording: str, rng: Random) -> str | None:
    """Swap upper and lower case."""
    forms = [wording.lower(), wording.upper(), wording.title(), wording.capitalize()]
    one = rng.choice(_places(wording))
    forms.append(wording[:one] + wording[one].swapcase() + wording[one + 1 :])
    return rng.choice([form for form in forms if form != wording])


def read_wrong(wording: str, rng: Random) -> str | None:
    """Replace a character by a similar one."""
    found = [
        (match.start(), seen, intended)
        for seen, intended in _OCR
        for match in re.finditer(re.escape(seen), wording)
    ]
    if not found:
        return None
    place, seen, intended = rng.choice(found)
    return wording[:place] + intended + wording[place + len(seen) :]


def colon_wrong(wording: str, rng: Random) -> str | None:
    """Omit the colon, or replace it by a semicolon."""
    if not wording.endswith(":"):
        return None
    return wording[:-1] + rng.choice(("", "", ";"))


def spaces_doubled(wording: str, rng: Random) -> str | None:
    """Put more than one space between two words."""
    return _spaced(wording, " " * rng.randint(2, 3), rng)


def space_lost(wording: str, rng: Random) -> str | None:
    """Join two words."""
    return _spaced(wording, "", rng)


def _spaced(wording: str, gap: str, rng: Random) -> str | None:
    places = [match.span() for match in re.finditer(r"[ \t]+", wording)]
    if not places:
        return None
    start, end = rng.choice(places)
    spaced = wording[:start] + gap + wording[end:]
    return spaced if spaced != wording else None


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


WAYS: dict[str, Way] = {
    "letters": letters_wrong,
    "case": case_wrong,
    "look-alikes": read_wrong,
    "colon": colon_wrong,
}
SPACING: dict[str, Way] = {"doubled space": spaces_doubled, "lost space": space_lost}
"""Misspellings that text extractors also cause, so that they need not be reported."""


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
