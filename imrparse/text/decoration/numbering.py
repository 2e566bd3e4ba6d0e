"""Numbers that carriers add before requests: "Issue 1:", or "Issue #2" on its own line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from imrparse.data import table
from imrparse.text.decoration.view import DecorationKind, Mask, View, blank

_NUMBER = r"[^\S\n]*+(?:#|[Nn]o\.?|[Nn]umber)?[^\S\n]*+(?P<number>\d{1,2})(?!\d)"


def look(view: View) -> Iterable[Mask]:
    """The numbers at the start of lines, if they count from 1 without a gap."""
    plain = view.plain
    if not _words().search(plain):
        return []
    found = list(_number().finditer(plain))
    counted = [int(number["number"]) for number in found]
    if counted != [*range(1, len(found) + 1)]:
        return []
    return [blank(*number.span(), DecorationKind.BULLET) for number in found]


@cache
def _words() -> re.Pattern[str]:
    """A word and a number. The words alone are in every letter."""
    return re.compile(rf"(?:{_any_word()}){_NUMBER}")


@cache
def _number() -> re.Pattern[str]:
    """The same at the start of a line, with a sign or a line end after it."""
    return re.compile(
        rf"(?:\A|(?<=\n))[^\S\n]*+(?:#{{1,6}} |\*\*)?(?:{_any_word()}){_NUMBER}"
        r"(?:\*\*)?[^\S\n]*(?:[:.)]|[-\u2013\u2014](?= )|(?=\n))"
    )


def _any_word() -> str:
    return "|".join(map(re.escape, table("carriers")["numbered"]))
