"""Characters that are not seen, or that only look like others: soft hyphens, no-break spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from imrparse.text.decoration.view import DecorationKind, Mask, View, filled

_NOTHING = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010-\u2015\u2212\u00ad"
_COLONS = "\uff1a\ua789\u2236\ufe55"
_ASCII = bytes(range(0x80))


def look(view: View) -> Iterable[Mask]:
    """The invisible characters of a text, its spaces of other kinds, and dashes for hyphens."""
    plain = view.plain
    if plain.isascii():
        return ()
    # Few characters of a letter are not of ASCII, so these are looked at by themselves.
    signs = plain.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    if not _signs().search(signs.decode("utf-8", "surrogatepass")):
        return ()
    return _masks(plain)


def _masks(plain: str) -> Iterable[Mask]:
    for found in _case_number().finditer(plain):
        yield Mask(found.start("hyphen"), "-", DecorationKind.TYPOGRAPHY)
    for found in _each_sign().finditer(plain):
        start, end = found.span()
        if found["nothing"]:
            yield filled(start, end, DecorationKind.UNSEEN)
        elif found["colon"]:
            yield Mask(start, ":", DecorationKind.TYPOGRAPHY)
        else:
            yield Mask(start, " " * (end - start), DecorationKind.TYPOGRAPHY)


# Texts of ASCII need none of these patterns.


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(rf"[{_NOTHING}{_SPACES}{_HYPHENS}{_COLONS}]")


@cache
def _each_sign() -> re.Pattern[str]:
    return re.compile(rf"(?P<nothing>[{_NOTHING}]+)|(?P<colon>[{_COLONS}])|[{_SPACES}]+")


@cache
def _case_number() -> re.Pattern[str]:
    """What joins the figures of a case number is a hyphen, whichever one it looks like."""
    return re.compile(rf"\bCM\s?\d\d\s?(?P<hyphen>[{_HYPHENS}])\s?\d{{7}}\b", re.IGNORECASE)
