"""Line ends of other kinds: vertical tabs, U+0085, U+2028, U+2029."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imrparse.text.decoration.view import DecorationKind, Mask, View

_OTHER = re.compile("[\v\x1c-\x1e\x85\u2028\u2029]")


def look(view: View) -> Iterable[Mask]:
    """Every such character: it ends a line."""
    for found in _OTHER.finditer(view.plain):
        yield Mask(found.start(), "\n", DecorationKind.LINE_END)
