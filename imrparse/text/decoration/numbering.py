"""Numbers that carriers add before requests: "Issue 1:", or "Issue #2" on its own line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from imrparse.data import table
from imrparse.text.decoration.view import DecorationKind, Mask, View, blank


def look(view: View) -> Iterable[Mask]:
    """The numbers at the start of lines, if they count from 1 without a gap."""
    plain = view.plain
    # The words alone are in every letter: "IMR ISSUES, DECISIONS AND RATIONALES".
    if not any(word + sign in plain for word in _words() for sign in " #"):
        return []
    found = list(_number().finditer(plain))
    counted = [int(number["number"]) for number in found]
    if counted != [*range(1, len(found) + 1)]:
        return []
    return [blank(*number.span(), DecorationKind.BULLET) for number in found]


@cache
def _words() -> tuple[str, ...]:
    return tuple(table("carriers")["numbered"])


@cache
def _number() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _words()))
    return re.compile(
        rf"(?:\A|(?<=\n))[^\S\n]*+(?:#{{1,6}} |\*\*)?(?:{words})[^\S\n]*(?:#|[Nn]o\.?|[Nn]umber)?"
        r"[^\S\n]*(?P<number>\d{1,2})(?!\d)(?:\*\*)?[^\S\n]*(?:[:.)]|[-\u2013\u2014](?= )|(?=\n))"
    )
