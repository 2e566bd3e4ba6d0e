"""Free text: how it is folded, and where what was folded stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from imrparse.text.source import Span

_GAP = re.compile(r"\s\s+")


def fold(text: str) -> str:
    """Plain text with every run of white space, line and page ends too, made one space."""
    return " ".join(text.split())


class Folded:
    """A folded text, and where its characters stand in the text it was folded from."""

    __slots__ = ("_gaps", "_raw", "_start", "text")

    def __init__(self, text: str, raw: str | None, start: int) -> None:
        """`raw` is what was folded and begins at `start`; None if the text was not read."""
        self.text = text
        self._raw = raw
        self._start = start
        self._gaps: _Gaps | None = None

    def span(self, start: int, end: int) -> Span | None:
        """Where the stretch of the folded text stands that is not empty, if it stands anywhere."""
        raw = self._raw
        if raw is None:
            return None
        first = self._start
        if len(raw) == len(self.text):
            return Span(first + start, first + end)
        gaps = self._gaps = self._gaps or _Gaps(raw, len(self.text))
        return Span(first + gaps.offset(start), first + gaps.offset(end - 1) + 1)

    def places(self, places: Mapping[str, tuple[int, int]], start: int = 0) -> Mapping[str, Span]:
        """Where stretches of the folded text stand that count from an offset of it."""
        return {} if self._raw is None else FoldedPlaces(places, self, start)


class FoldedPlaces(Mapping[str, Span]):
    """Places of stretches of a folded text, worked out when they are asked for, which is seldom."""

    __slots__ = ("_folded", "_places", "_start")

    def __init__(self, places: Mapping[str, tuple[int, int]], folded: Folded, start: int) -> None:
        """`places` count from an offset of the folded text, which stands somewhere."""
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
    """The white space of a text that folding makes shorter."""

    __slots__ = ("_lost", "_starts")

    def __init__(self, raw: str, folded: int) -> None:
        """`folded` is the length of the folded text."""
        # Nearly all of it is pairs of spaces and line ends, which are found much faster than any.
        pieces = raw.replace("\n", " ").split("  ")
        starts = list(accumulate([len(piece) + 1 for piece in pieces]))
        self._starts: Sequence[int] = starts
        """Where the folded text goes on after each gap."""
        self._lost: Sequence[int] = range(len(pieces))
        """How many characters folding takes out, before each of the starts and at last."""
        if starts[-1] != folded + 1 and not self._read_pieces(pieces, folded):
            self._read(raw)

    def offset(self, position: int) -> int:
        """Where the character of the folded text stands."""
        return position + self._lost[bisect_right(self._starts, position)]

    def _read_pieces(self, pieces: Sequence[str], folded: int) -> bool:
        """Reads a text that has longer gaps of spaces and line ends. Returns whether it has."""
        lines = [piece.lstrip() for piece in pieces]
        self._starts = starts = list(accumulate([len(line) + 1 if line else 0 for line in lines]))
        ends = accumulate([len(piece) + 2 for piece in pieces])
        self._lost = [end - start - 1 for end, start in zip(ends, starts, strict=True)]
        return starts[-1] == folded + 1

    def _read(self, raw: str) -> None:
        """Reads a text with any white space."""
        starts, lost = [], [len(raw) - len(raw.lstrip())]
        for gap in _GAP.finditer(raw, lost[0]):
            lost.append(lost[-1] + gap.end() - gap.start() - 1)
            starts.append(gap.end() - lost[-1])
        self._starts, self._lost = starts, lost
