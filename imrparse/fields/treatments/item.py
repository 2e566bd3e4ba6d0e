"""The item of a treatment: its text without the values of its other fields.

A cut takes its brackets with it if they hold nothing else, and the words that only introduced it or
joined it to the rest (``data/amounts.toml``, "seams"). Of the punctuation around a cut one mark
stays, if it still separates two pieces of text and the second does not begin with a preposition. No
other word or mark is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from imrparse.fields.treatments.amount_words import data
from imrparse.syntax.field_parser import names_pattern

MARKS = ",;:./\u2013-"
"""Punctuation between an amount and the text beside it."""

_LOOSE = MARKS + " "
_LONGEST_LEAD = 30
_MOST_DANGLING = 3
_OPEN, _CLOSED = tuple("(["), tuple(")]")


class Cut(NamedTuple):
    """A span that is cut from a text."""

    start: int
    end: int
    whole: bool = True
    """Whether it is a whole phrase ("12 sessions"), not the first word of one."""


class Item(NamedTuple):
    """A remaining piece of a text, and its span."""

    text: str
    start: int
    end: int


class Seams:
    """Joins the remaining pieces."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        leads, trailers, joints, articles, dangling, prepositions = (
            names_pattern(words[key])
            for key in ("leads", "trailers", "joints", "articles", "dangling", "prepositions")
        )
        flags = re.IGNORECASE
        self._lead_words = tuple(words["leads"])
        self._dangling_words = tuple(words["dangling"])
        self._lead = re.compile(rf"(?<![^\s,;:(\[-]){leads}\Z", flags)
        self._trailer = re.compile(rf"{trailers}(?!\w)", flags)
        self._joint = re.compile(rf"{joints} (?!\d|{articles}(?!\w))", flags)
        self._dangling = re.compile(rf"(?<![\w-]){dangling}\Z", flags)
        self.preposition: re.Pattern[str] = re.compile(rf"{prepositions}(?!\w)", flags)

    def item(self, text: str, cuts: Collection[Cut]) -> Item:
        """The text that remains after the cuts."""
        if not cuts:
            return Item(text, 0, len(text))
        pieces: list[tuple[int, str]] = []
        left, position, whole = "", 0, True
        for cut in (*sorted(cuts), Cut(len(text), len(text))):
            piece = text[position : cut.start]
            pieces.append((position, piece))
            left = self._joined(left, piece, whole=whole) if position else piece
            position, whole = cut.end, cut.whole
        return _placed(self._ended(left), pieces)

    def is_lead(self, text: str) -> bool:
        """Whether a lowercase text only introduces an amount."""
        return text.strip(_LOOSE) in self._lead_words

    def _joined(self, left: str, right: str, *, whole: bool) -> str:
        """Two pieces, without the words that joined them to the cut."""
        left, right = left.rstrip(), right.lstrip()
        if not right:
            return self._without_lead(left) if whole else left
        if trailer := self._trailer.match(right):
            right = right[trailer.end() :].lstrip()
        if joint := self._joint.match(right):
            right = right[joint.end() :]
        elif whole:
            left = self._without_lead(left)
        if left.endswith(_OPEN) and right.startswith(_CLOSED):
            left, right = self._without_lead(left[:-1].rstrip()), right[1:].lstrip()
        if not left:
            return right.lstrip(_LOOSE)
        if left.endswith(_OPEN):
            return left + right.lstrip(_LOOSE)
        if right.startswith(_CLOSED):
            return left.rstrip(_LOOSE) + right
        return self._parted(left, right)

    def _without_lead(self, left: str) -> str:
        end = left[-_LONGEST_LEAD:]
        if not end.lower().endswith(self._lead_words):
            return left
        lead = self._lead.search(left, len(left) - len(end))
        return left[: lead.start()].rstrip() if lead else left

    def _parted(self, left: str, right: str) -> str:
        """Two pieces, with one mark between them if there was one and it is needed."""
        rest = right.lstrip(_LOOSE)
        if self.preposition.match(rest):
            return f"{left.rstrip(_LOOSE)} {rest}"
        if len(rest) < len(right):
            return f"{left.rstrip(_LOOSE)}{right[0]} {rest}".rstrip()
        return f"{left} {right}".rstrip()

    def _ended(self, text: str) -> str:
        ended = text.rstrip(_LOOSE)
        for _ in range(_MOST_DANGLING):
            end = ended[-_LONGEST_LEAD:]
            if not end.lower().endswith(self._dangling_words):
                break
            dangling = self._dangling.search(ended, len(ended) - len(end))
            if not dangling:
                break
            ended = ended[: dangling.start()].rstrip(_LOOSE)
        return ended


def _placed(item: str, pieces: Sequence[tuple[int, str]]) -> Item:
    """The span from the first to the last word of an item."""
    words = item.split()
    if not words:
        return Item("", 0, 0)
    first, last = words[0], words[-1]
    starts = (start + piece.find(first) for start, piece in pieces if first in piece)
    ends = (start + piece.rfind(last) for start, piece in reversed(pieces) if last in piece)
    start, end = next(starts, None), next(ends, None)
    if start is None or end is None:
        before, after = pieces[0], pieces[-1]
        return Item(item, before[0], after[0] + len(after[1]))
    return Item(item, start, end + len(last))


@cache
def seams() -> Seams:
    """The seams of ``data/amounts.toml``."""
    return Seams(data()["seams"])
