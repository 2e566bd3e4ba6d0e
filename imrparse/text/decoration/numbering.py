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
    if not _line().search(plain) and not _number().match(plain):
        return []
    found = list(_number().finditer(plain))
    counted = [int(number["number"]) for number in found]
    if counted != [*range(1, len(found) + 1)]:
        return []
    return [blank(*number.span(), DecorationKind.BULLET) for number in found]


def _beginning() -> str:
    words = table("carriers")["numbered"]
    first = "".join(re.escape(word[0]) for word in words)
    any_of = "|".join(map(re.escape, words))
    return rf"[^\S\n]*+(?=[#*{first}])(?:#{{1,6}} |\*\*)?(?:{any_of})"


@cache
def _line() -> re.Pattern[str]:
    """A line that begins as one with a number does, found by the speed of a character search."""
    return re.compile(rf"\n{_beginning()}")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\A|(?<=\n)){_beginning()}[^\S\n]*(?:#|[Nn]o\.?|[Nn]umber)?"
        r"[^\S\n]*(?P<number>\d{1,2})(?!\d)(?:\*\*)?[^\S\n]*(?:[:.)]|[-\u2013\u2014](?= )|(?=\n))"
    )
