"""White space folding of free text, and the places of folded text in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from imrparse.text.decoration.view import FILLER
from imrparse.text.spans import Span

_GAP = re.compile(r"\s\s+")
_GAP_OR_FILLER = re.compile(rf"\s\s+|{FILLER}")


def fold(text: str) -> str:
    """Plain text in which every run of white space, line and page ends included, is one space.

    The filler, which stands for what a carrier put into a word, is deleted.
    """
    return " ".join((text.replace(FILLER, "") if FILLER in text else text).split())


def fold_part(plain: str, start: int, end: int) -> str:
    """The folded text of a stretch of a letter."""
    global _looked_at
    letter, has_usual_spaces = _looked_at
    if letter is not plain:
        has_usual_spaces = _has_usual_spaces(plain)
        _looked_at = plain, has_usual_spaces
    text = plain[start:end]
    if not (has_usual_spaces or _has_usual_spaces(text)):
        return fold(text)
    # Gaps are fewer than words: this takes a third of the time.
    text = text.replace("\n", " ")
    pieces = text.split("  ")
    if len(pieces) > 1:
        text = " ".join([piece.strip() for piece in pieces if piece])
    return text.strip()


def _has_usual_spaces(plain: str) -> bool:
    """Whether a text has no white space but spaces and line ends."""
    if not plain.isascii():
        return False
    for space in _OTHER_SPACES:  # noqa: SIM110  `all` would take twice the time
        if space in plain:
            return False
    return True


_OTHER_SPACES = [
    chr(code) for code in range(0x80) if chr(code).isspace() and chr(code) not in " \n"
]
_looked_at = "", True
"""The letter of which a text was folded last, and whether it has spaces and line ends only."""


class Folded:
    """A folded text, and the places of its characters in the source."""

    __slots__ = ("_gaps", "_raw", "_start", "text")

    def __init__(self, text: str, raw: str | None, start: int) -> None:
        """`raw` is the text before folding, which begins at `start`; None if it was not parsed."""
        self.text: str = text
        self._raw = raw
        self._start = start
        self._gaps: _Gaps | None = None

    def span(self, start: int, end: int) -> Span | None:
        """The span in the source of a non-empty span of the folded text; None if it was not
        parsed."""
        raw = self._raw
        if raw is None:
            return None
        first = self._start
        if len(raw) == len(self.text):
            return Span(first + start, first + end)
        gaps = self._gaps = self._gaps or _Gaps(raw, len(self.text))
        return Span(first + gaps.offset(start), first + gaps.offset(end - 1) + 1)

    def places(self, places: Mapping[str, tuple[int, int]], start: int = 0) -> Mapping[str, Span]:
        """The spans in the source of spans of the folded text that count from `start`."""
        return {} if self._raw is None else FoldedPlaces(places, self, start)


class FoldedPlaces(Mapping[str, Span]):
    """Places of spans of a folded text, computed on demand."""

    __slots__ = ("_folded", "_places", "_start")

    def __init__(self, places: Mapping[str, tuple[int, int]], folded: Folded, start: int) -> None:
        """`places` count from `start` in the folded text, which was parsed."""
        self._places = places
        self._folded = folded
        self._start = start

    def __getitem__(self, name: str) -> Span:
        start, end = self._places[name]
        span = self._folded.span(self._start + start, self._start + end)
        if span is None:
            raise KeyError(name)
        return span

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Gaps:
    """The white space that folding removes from a text."""

    __slots__ = ("_lost", "_starts")

    def __init__(self, raw: str, folded: int) -> None:
        """`folded` is the length of the folded text."""
        self._starts: Sequence[int]
        """The offset in the folded text after each gap."""
        self._lost: Sequence[int]
        """The number of characters removed before each start, and in all."""
        if FILLER in raw:
            self._read(raw, _GAP_OR_FILLER)
            return
        # Nearly all of it is pairs of spaces and line ends. A search for these is much faster.
        pieces = raw.replace("\n", " ").split("  ")
        starts = list(accumulate([len(piece) + 1 for piece in pieces]))
        self._starts = starts
        self._lost = range(len(pieces))
        if starts[-1] != folded + 1 and not self._read_pieces(pieces, folded):
            self._read(raw, _GAP)

    def offset(self, position: int) -> int:
        """The offset in the raw text of a character of the folded text."""
        return position + self._lost[bisect_right(self._starts, position)]

    def _read_pieces(self, pieces: Sequence[str], folded: int) -> bool:
        """Read a text with longer gaps of spaces and line ends. Returns whether that was enough."""
        lines = [piece.lstrip() for piece in pieces]
        self._starts = starts = list(accumulate([len(line) + 1 if line else 0 for line in lines]))
        ends = accumulate([len(piece) + 2 for piece in pieces])
        self._lost = [end - start - 1 for end, start in zip(ends, starts, strict=True)]
        return starts[-1] == folded + 1

    def _read(self, raw: str, gaps: re.Pattern[str]) -> None:
        """Read a text with any white space, and with fillers if `gaps` finds these."""
        starts, lost = [], [len(raw) - len(raw.lstrip())]
        for gap in gaps.finditer(raw, lost[0]):
            kept = gap[0].strip(FILLER) != ""
            lost.append(lost[-1] + gap.end() - gap.start() - kept)
            starts.append(gap.end() - lost[-1])
        self._starts, self._lost = starts, lost
