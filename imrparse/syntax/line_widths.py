"""How long the lines of a text are, and which of them end early."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

_LONGEST_WORD = 60
_MEASURED = 50_000  # code points, which show how long lines are
# Real letters break no line for want of room before 0.88 of the longest one's width.
_SHORT = 0.75
_SHORT_ENOUGH = 0.86  # for a doubt
_FEWEST_SHORT = 2  # lines of fixed sentences that show that any line may be short
_CAPITAL = 0.45  # what a capital is wider than a small letter


class LineWidths:
    """Tells which lines of a text end early."""

    def __init__(self, plain: str, inner: Callable[[], Iterable[tuple[int, int]]]) -> None:
        """`inner` gives the gaps between the lines of fixed sentences, where no paragraph ends."""
        self._plain = plain
        self._inner = inner

    def is_short(self, left: int, right: int, *, is_doubt: bool = False) -> bool:
        """Whether the line that ends at `left` ends early, in a text that does not do so inside of
        paragraphs.

        The next line begins at `right`. With `is_doubt`, less room is enough.
        """
        share = _SHORT_ENOUGH if is_doubt else _SHORT
        return self._had_room(left, right, share) and not self._breaks_anywhere

    def _had_room(self, left: int, right: int, share: float) -> bool:
        """Whether the next line's first word had room in a share of a full line."""
        line = self._plain[self._plain.rfind("\n", 0, left) + 1 : left].strip()
        word = self._plain[right : right + _LONGEST_WORD].split(None, 1)[0]
        room = share * self._width - len(line) - 1 - len(word)
        return room > 0 and room > _CAPITAL * sum(map(str.isupper, line))

    @cached_property
    def _breaks_anywhere(self) -> bool:
        """Whether lines are broken although the next word had room, so that this tells nothing."""
        short = sum(self._had_room(left, right, _SHORT) for left, right in self._inner())
        return short >= _FEWEST_SHORT

    @cached_property
    def _width(self) -> int:
        """How long a full line is.

        Not the longest line: plain pdftotext joins two where it takes a hyphen away.
        """
        lines = self._plain[:_MEASURED].split("\n")
        lengths = sorted(filter(None, map(len, map(str.strip, lines))))
        return lengths[len(lengths) * 3 // 4] if lengths else 0
