"""Characters as they are shown, in symbol fonts and in capitals, one for each that is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from imrparse.data import table

_PRIVATE = 0xF000  # where programs put the codes of symbol fonts
_FIRST = 0x20
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def symbol_fonts() -> Collection[str]:
    """The fonts whose characters are known (`imrparse/data/symbols.toml`)."""
    return table("symbols").keys()


def symbol(code: int, font: str) -> str:
    """The character for a code of a symbol font; the code itself in a font that is not known."""
    known = symbols(font)
    private = _PRIVATE + code if code <= 0xFF else code
    return known.get(private) or chr(code)


@cache
def symbols(font: str) -> Mapping[int, str]:
    """The characters of a symbol font by their codes in the private area, for `str.translate`."""
    if font not in symbol_fonts():
        return {}
    characters = "".join(table("symbols")[font])
    return {
        _PRIVATE + _FIRST + number: character
        for number, character in enumerate(characters)
        if character != _UNKNOWN
    }


def in_capitals(text: str) -> str:
    """A text in capitals. A letter whose capital has two characters is left as it is."""
    return "".join([capital if len(capital := c.upper()) == 1 else c for c in text])
