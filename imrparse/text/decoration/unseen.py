"""Characters that are not seen, or that only look like others: soft hyphens, no-break spaces.

Line ends of other kinds are among them: vertical tabs, U+0085, U+2028, U+2029.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from imrparse.data.regexes import regex
from imrparse.text.decoration.view import DecorationKind, Mask, View, filled

_ASCII = bytes(range(0x80))


def _characters(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


INVISIBLE = _characters(
    (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x2064), (0x2066, 0x2069),
)  # fmt: skip
"""Characters that are shown as nothing, and stand inside words."""
_SPACES = _characters(
    (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F),
    (0x3000, 0x3000),
)  # fmt: skip
_HYPHENS = _characters((0x2010, 0x2015), (0x2212, 0x2212), (0xAD, 0xAD))
_COLONS = frozenset("\uff1a\ua789\u2236\ufe55")
# Letters of Cyrillic and Greek that look like Latin ones, and these.
_ALIKE = dict(
    zip(
        "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435"
        "\u0455\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u0501\u04bb\u0391\u0392\u0395\u0396\u0397\u0399\u039a"
        "\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
        "ABESIJKMHOPCTYXaesijopcyxdhABEZHIKMNOPTYXo",
        strict=True,
    )
)
_WORD = regex(r"[^\W\d_]+")
_FEWEST_ACCENTED = 15  # different words with accents; English has few
_FEWEST_MIXED = 3  # words with letters of both alphabets
_MASKED = INVISIBLE | _SPACES | _COLONS
# What joins the figures of a case number is a hyphen, whichever one it looks like.
_YEAR = regex(r"\bCM\s?\d\d\s?\Z", re.IGNORECASE)
_NUMBER = regex(r"\s{0,12}\d{7}\b")
_LONGEST_YEAR = 8  # code points, with the one before
_LINE_END = regex("[\v\x1c-\x1e\x85\u2028\u2029]")


def line_ends(view: View) -> Iterable[Mask]:
    """The characters that end a line besides those which always do."""
    for found in _LINE_END.finditer(view.plain) if _LINE_END.search(view.signs) else ():
        yield Mask(found.start(), "\n", DecorationKind.LINE_END)


def look(view: View) -> Iterable[Mask]:
    """The invisible characters of a text, its spaces of other kinds, and dashes for hyphens."""
    plain = view.plain
    if plain.isascii():
        return ()
    # Few characters of a letter are not of ASCII, so each of these is searched for by itself.
    others = plain.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    signs = set(others.decode("utf-8", "surrogatepass"))
    hyphens = list(_hyphens(plain, signs & _HYPHENS)) if signs & _HYPHENS else []
    if not _ALIKE.keys().isdisjoint(signs):
        hyphens += _lookalikes(plain)
    if signs := signs & _MASKED:
        return [*hyphens, *_masks(plain, sorted(p for sign in signs for p in _places(plain, sign)))]
    return hyphens


def _places(plain: str, sign: str) -> Iterator[int]:
    place = plain.find(sign)
    while place >= 0:
        yield place
        place = plain.find(sign, place + 1)


def _hyphens(plain: str, signs: Iterable[str]) -> Iterator[Mask]:
    """The signs in case numbers that are no hyphens and stand for one."""
    for place in (place for sign in signs for place in _places(plain, sign)):
        before = plain[max(0, place - _LONGEST_YEAR) : place]
        # Most dashes stand between words.
        if _NUMBER.match(plain, place + 1) and _YEAR.search(before):
            yield Mask(place, "-", DecorationKind.TYPOGRAPHY)


def _lookalikes(plain: str) -> Iterator[Mask]:
    """The letters of other alphabets in words that look Latin, if several words mix them."""
    words = []
    for word in _WORD.finditer(plain):
        if not word[0].isascii():
            latin = "".join(_ALIKE.get(letter, letter) for letter in word[0])
            if latin.isascii():
                words.append((word, latin))
    mixed = sum(any(letter.isascii() for letter in word[0]) for word, _ in words)
    if mixed >= _FEWEST_MIXED:
        for word, latin in words:
            yield Mask(word.start(), latin, DecorationKind.TYPOGRAPHY)


def accents(view: View) -> Iterable[Mask]:
    """Masks for letters with accents, if so many words have one that specks were read as such."""
    plain = view.plain
    letters = (sign for sign in view.signs if sign.isalnum())  # none of them is one of ASCII
    if sum(1 for _ in letters) < _FEWEST_ACCENTED:
        return []
    words = [word for word in _WORD.finditer(plain) if not word[0].isascii()]
    if len({word[0] for word in words}) < _FEWEST_ACCENTED:
        return []
    return [
        Mask(word.start(), bare, DecorationKind.TYPOGRAPHY)
        for word in words
        if (bare := "".join(normalize("NFD", letter)[0] for letter in word[0])).isascii()
    ]


def _masks(plain: str, places: Iterable[int]) -> Iterator[Mask]:
    """Masks of the signs at some places, one for signs of one kind side by side."""
    kind, start, end = frozenset(""), 0, 0
    for place in (*places, len(plain)):
        if place > end or plain[place : place + 1] not in kind:
            if start < end:
                yield _mask(plain, start, end)
            start = place
            sign = plain[place : place + 1]
            kind = next((some for some in (INVISIBLE, _SPACES) if sign in some), frozenset(""))
        end = place + 1


def _mask(plain: str, start: int, end: int) -> Mask:
    if plain[start] in INVISIBLE:
        return filled(start, end, DecorationKind.UNSEEN)
    sign = ":" if plain[start] in _COLONS else " "
    return Mask(start, sign * (end - start), DecorationKind.TYPOGRAPHY)
