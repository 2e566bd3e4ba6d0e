"""Line ends of other kinds: vertical tabs, U+0085, U+2028, U+2029."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imrparse.text.decoration.view import DecorationKind, Mask, View

_OTHER = re.compile("[\v\x1c-\x1e\x85\u2028\u2029]")
_ASCII = ("\v", "\x1c", "\x1d", "\x1e")


def look(view: View) -> Iterable[Mask]:
    """Every such character: it ends a line."""
    plain = view.plain
    if plain.isascii() and not any(end in plain for end in _ASCII):
        return
    for found in _OTHER.finditer(plain):
        yield Mask(found.start(), "\n", DecorationKind.LINE_END)
