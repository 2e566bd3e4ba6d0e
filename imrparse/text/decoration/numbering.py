"""Numbers and bullets that carriers add before requests: "1.", "(a)", "Issue 2 of 3:", "-"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.text.decoration.view import DecorationKind, Mask, blank

_LONGEST = 40  # code points of such a number
_SHORT_END = (".", ",", ";", "?", '"')  # what ends a line that is not the number alone
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_BRACKETS = "(["
_BULLETS = "-*\u2013\u2014\u2022\u00b7\u25aa\u25cf\u25e6\u2023\uf0b7"


def look(plain: str, requests: Sequence[int]) -> list[Mask]:
    """The numbers or bullets before requests, if each has one, and the numbers count from 1.

    `requests` are the offsets at which the requests begin.
    """
    marks: list[re.Match[str]] = []
    for place in requests:
        mark = _mark_at(plain, place) or _mark_above(plain, place)
        if mark is None:
            return []  # as in nearly every text at its first request
        marks.append(mark)
    if len(marks) == 1 and marks[0][0][0] in _BRACKETS and marks[0]["number"]:
        return []  # one request may well begin with an amount: "(1) brace"
    bullets = {mark["bullet"] for mark in marks}
    if len(bullets) > 1 or not (marks and (bullets != {None} or _count(marks))):
        return []
    return [blank(*mark.span(), DecorationKind.BULLET) for mark in marks]


def _mark_at(plain: str, place: int) -> re.Match[str] | None:
    """The mark with which a request begins."""
    start = plain[place : place + 2]
    if start.isalpha() and start.lower() not in _beginnings():
        return None
    return _mark().match(plain, place, place + _LONGEST)


def _mark_above(plain: str, place: int) -> re.Match[str] | None:
    """The number on the line above a request."""
    above = plain[max(0, place - _LONGEST) : place].rstrip()
    line = above[above.rfind("\n") + 1 :].lstrip()
    if not line or line[0].islower() or line.endswith(_SHORT_END):
        return None
    start = place - min(place, _LONGEST) + len(above) - len(line)
    mark = _mark().match(plain, start, place)
    return mark if mark and mark.end() == start + len(line) else None


def _count(marks: Sequence[re.Match[str]]) -> bool:
    """Whether marks count from 1. One letter alone counts nothing."""
    texts = [(mark["digits"] or mark["number"] or mark["letters"]).lower() for mark in marks]
    places = range(1, len(texts) + 1)
    if texts == [str(place) for place in places]:
        return True
    if len(texts) == 1 or len(texts) >= len(_ROMAN):
        return False
    return texts == [_ROMAN[n] for n in places] or texts == [chr(ord("a") + n - 1) for n in places]


@cache
def _beginnings() -> frozenset[str]:
    """The first letters of words before numbers, so that most requests are rejected at once."""
    return frozenset(word[:2] for word in table("carriers")["numbered"])


@cache
def _mark() -> re.Pattern[str]:
    words = "|".join(map(re.escape, table("carriers")["numbered"]))
    of = "|".join(map(re.escape, table("carriers")["of"]))
    worded = (
        rf"(?:#{{1,6}} |\*\*)?(?:(?:{words})\b[^\S\n]*(?:#|no\.?|number)?|#)[^\S\n]*"
        rf"(?P<digits>\d{{1,2}})(?:[^\S\n]+(?:{of})[^\S\n]+\d{{1,2}})?(?:\*\*)?"
        r"[^\S\n]*(?:[:.)]|[-\u2013\u2014](?=\s)|(?=\n))"
    )
    bare = r"[(\[]?(?:(?P<number>\d{1,2})|(?P<letters>[a-z]|[ivx]{1,4}))[.)\]]{1,2}(?=\s)"
    bullet = rf"(?P<bullet>[{_BULLETS}])(?=\s)"
    return regex(rf"{worded}|{bare}|{bullet}", re.IGNORECASE)
