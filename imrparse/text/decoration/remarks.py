"""Comments to this program in the text of a draft: ``<!-- imrparse: ignore IMR704: quoted -->``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imrparse.data.regexes import regex
from imrparse.text.decoration.view import DecorationKind, Mask, View, filled

SIGN = r"<!--\s*imrparse:"
"""How a comment begins."""
COMMENT = regex(rf"{SIGN}(?P<said>(?:(?!<!--|-->).)*+)-->", re.DOTALL | re.IGNORECASE)


def look(view: View) -> Iterable[Mask]:
    """The comments. One that is alone on its line takes the line with it, so that none is left
    blank."""
    for found in COMMENT.finditer(view.plain):
        yield filled(*lines_of(view.plain, found), DecorationKind.HTML)


def lines_of(text: str, found: re.Match[str]) -> tuple[int, int]:
    """The place of a comment: of its lines and the end of the last one, if it is alone on them."""
    start, end = found.span()
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if text[first:start].strip() or text[end:last].strip():
        return start, end
    return first, min(last + 1, len(text))
