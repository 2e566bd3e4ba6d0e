"""Wording that is nearly what it was meant to be: misspelt, or mangled by OCR."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_ALIKE = str.maketrans("1i|!0;", "llllo:")  # characters that OCR takes for each other
_LETTERS_AN_EDIT = 5  # one edit is let pass for so many letters of the wording
_EDITS_WITHOUT_COLON = 2  # prose may begin as a label does, but has no colon after it
_SHORTEST_PIECE = 4
_REACH = 48  # code points of a line in which a piece of a wording has to stand
_TRIES = 2_000  # lines that are held closely against a wording; more are in no letter


class Near(NamedTuple):
    """A stretch of text that nearly is a wording."""

    end: int
    """Where the stretch ends, in the text that was looked at."""
    edits: int
    """How many letters are off, white space, case and what OCR confuses not counted."""


class Wordings:
    """Some wordings, by name, and what in a text nearly is one of them."""

    def __init__(
        self, wordings: Mapping[str, str], whole: Collection[str] = (), more: int = 0
    ) -> None:
        """`whole` are wordings that stand alone on their lines; `more` edits than usual pass."""
        self.wordings = dict(wordings)
        self._more = more
        self._whole = frozenset(whole)
        self._pieces = {name: _pieces(wording) for name, wording in wordings.items()}
        self._patterns: dict[tuple[str, ...], re.Pattern[str]] = {}

    def lines(
        self, plain: str, start: int, end: int, names: tuple[str, ...]
    ) -> list[tuple[str, int, int]]:
        """The lines in a stretch of plain text that nearly begin with one of some wordings.

        Returns the name of the wording, and where it starts and ends.
        """
        folded = "\n" + plain[start:end].lower().translate(_ALIKE)
        longest = max(len(self.wordings[name]) for name in names)
        found = []
        for tries, match in enumerate(self._pattern(names).finditer(folded)):
            if tries == _TRIES:
                break
            line = start + match.end() - 1
            if best := self.at_start(plain[line : line + 2 * longest], names):
                name, near = best
                found.append((name, line, line + near.end))
        return found

    def _pattern(self, names: tuple[str, ...]) -> re.Pattern[str]:
        """Lines that hold a piece of one of the wordings, which tells most lines at once."""
        if names not in self._patterns:
            some = "|".join(sorted({re.escape(p) for name in names for p in self._pieces[name]}))
            self._patterns[names] = re.compile(
                rf"\n[^\S\n]*+(?=\S)(?=[^\n]{{0,{_REACH}}}?(?:{some}))"
            )
        return self._patterns[names]

    def at_start(self, text: str, names: Iterable[str] | None = None) -> tuple[str, Near] | None:
        """The wording that a text nearly begins with, and how nearly. The nearest of several."""
        head = text.lower().translate(_ALIKE)
        best: tuple[str, Near] | None = None
        for name in names or self.wordings:
            wording = self.wordings[name]
            if not self._more and not any(piece in head for piece in self._pieces[name]):
                continue
            near = self._near(name, wording, text)
            if near and (best is None or near.edits < best[1].edits):
                best = name, near
        return best

    def _near(self, name: str, wording: str, text: str) -> Near | None:
        if name not in self._whole:
            head = text[: len(wording) + len(wording) // 2 + _LETTERS_AN_EDIT]
            return nearly(wording, head, self._more)
        line = text.partition("\n")[0].rstrip().rstrip(".:;")
        if len(line) > 2 * len(wording):
            return None
        far = edits(wording, line)
        return Near(len(line), far) if far <= _most(wording) else None


@lru_cache(maxsize=4096)
def nearly(wording: str, text: str, more: int = 0) -> Near | None:
    """How the beginning of a text nearly is a wording, or None if it is too far from it.

    `more` is how many letters may be off beyond what its length lets pass.
    """
    most = _most(wording) + more
    wanted, given, row = _distances(wording, text)
    if min(row) > most:
        wanted, given, row = _distances(wording, text, joined=True)
    ends = range(1, len(given) + 1)

    def rank(end: int) -> tuple[int, bool, bool, int]:
        """Of equal ends, one that ends with a word, or as the wording does, or else the first."""
        letter, position = given[end - 1]
        in_word = text[position : position + 1].isalnum()
        return row[end], in_word, letter != wanted[-1], end

    best = min(ends, key=rank, default=0)
    if best and wanted[-1] == ":" != given[best - 1][0]:
        most = min(most, _EDITS_WITHOUT_COLON)
    if not best or row[best] > most:
        return None
    return Near(given[best - 1][1], row[best])


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """The choice that a whole text nearly is."""
    found = [(far, choice) for choice in choices if (far := edits(choice, text)) <= _most(choice)]
    return min(found)[1] if found else None


@lru_cache(maxsize=4096)
def edits(wording: str, text: str) -> int:
    """How many letters of a whole text are off from a wording."""
    apart = _distances(wording, text)[2][-1]
    return min(apart, _distances(wording, text, joined=True)[2][-1]) if apart else 0


def _most(wording: str) -> int:
    """How many letters may be off: the longer the wording, the more."""
    return max(1, sum(not letter.isspace() for letter in wording) // _LETTERS_AN_EDIT)


def _distances(
    wording: str, text: str, *, joined: bool = False
) -> tuple[list[str], list[tuple[str, int]], list[int]]:
    """The letters of both, and the edits from the wording to so many letters of the text.

    An edit is a letter too few, too many, or another, or two that changed places. With `joined`,
    rn counts as m, for which OCR takes it.
    """
    wanted = [letter for letter, _ in _letters(wording, joined)]
    given = _letters(text, joined)
    before: list[int] = []
    row = list(range(len(given) + 1))
    for number, letter in enumerate(wanted, 1):
        latest = [number]
        for column, (other, _) in enumerate(given, 1):
            least = min(row[column] + 1, latest[-1] + 1, row[column - 1] + (letter != other))
            if (
                number > 1
                and column > 1
                and letter == given[column - 2][0]
                and other == wanted[number - 2]
            ):
                least = min(least, before[column - 2] + 1)
            latest.append(least)
        before, row = row, latest
    return wanted, given, row


def _letters(text: str, joined: bool) -> list[tuple[str, int]]:
    """The letters that count, and where each ends: no white space, no case, no confusions."""
    letters: list[tuple[str, int]] = []
    for position, character in enumerate(text.lower().translate(_ALIKE), 1):
        if character.isspace():
            continue
        if joined and character == "n" and letters and letters[-1] == ("r", position - 1):
            letters[-1] = ("m", position)
        else:
            letters.append((character, position))
    return letters


def _pieces(wording: str) -> set[str]:
    """Pieces of a wording of which one at least is left whole by few edits."""
    pieces: set[str] = set()
    for word in wording.lower().translate(_ALIKE).split():
        count = max(1, len(word) // _SHORTEST_PIECE)
        cuts = [len(word) * n // count for n in range(count + 1)]
        parts = (word[start:end] for start, end in pairwise(cuts))
        pieces.update(part for part in parts if len(part) >= _SHORTEST_PIECE)
    return pieces or {wording.lower().translate(_ALIKE)[:2]}
