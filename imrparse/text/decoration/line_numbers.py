"""Numbers before lines: legal paper, `cat -n`, listings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from imrparse.text.decoration.view import DecorationKind, Mask, View, blank

_LINE = re.compile(r"(?:\A|\n)[^\S\n]*+(?=\S)[^\n]*")
_NUMBER = re.compile(
    r"\s*(?:[Ll]ine |L)?[\[(]?(?P<number>\d{1,5})[\])]?[:.|)\u2502]?(?:[^\S\n]+|\Z)"
)
_KIND = DecorationKind.LINE_NUMBER
_SHARE = 0.9  # of the lines that have a number, and of the numbers that rise
_FEWEST = 8


class _Numbered(NamedTuple):
    start: int
    end: int
    number: int


def look(view: View) -> Iterable[Mask]:
    """The numbers before the lines of a text, where they count them."""
    lines = list(_LINE.finditer(view.plain))
    found = []
    for line in lines:
        if number := _NUMBER.match(line[0]):
            start, end = line.start(), line.start() + number.end()
            found.append(_Numbered(start + line[0].startswith("\n"), end, int(number["number"])))
    if len(found) < _FEWEST or len(found) < len(lines) * _SHARE or not _rise(found):
        return []
    return [blank(line.start, line.end, _KIND) for line in found]


def _rise(found: Sequence[_Numbered]) -> bool:
    """Whether nearly every number is the next one, or begins a page anew."""
    steps = [b.number - a.number for a, b in pairwise(found)]
    begin = [b.number == 1 for b in found[1:]]
    good = sum(step == 1 or anew for step, anew in zip(steps, begin, strict=True))
    return good >= len(steps) * _SHARE
