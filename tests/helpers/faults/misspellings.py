"""Ways to misspell a wording, like those of typists and character recognition."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from random import Random

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
