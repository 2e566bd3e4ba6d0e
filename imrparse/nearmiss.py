"""Wording that is nearly what it was meant to be: misspelt, or mangled by OCR."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

_ALIKE = str.maketrans("1i|!0;", "llllo:")  # characters that OCR takes for each other
_LETTERS_AN_EDIT = 5  # one edit is let pass for so many letters of the wording
_SHORTEST_PIECE = 4
_EDITS_WITHOUT_COLON = 2  # prose may begin as a label does, but has no colon after it
_TRIES = 2_000  # lines that are held closely against a wording; more are in no letter


class Near(NamedTuple):
    """A stretch of text that nearly is a wording."""

    end: int
    """Where the stretch ends, in the text that was looked at."""
    edits: int
    """How many letters are off, white space, case and what OCR confuses not counted."""


class Wordings:
    """Some wordings, by name, and what in a text nearly is one of them."""

    def __init__(self, wordings: Mapping[str, str]) -> None:
        self.wordings = dict(wordings)
        self._pieces = {name: _pieces(wording) for name, wording in wordings.items()}
        every = sorted({piece for pieces in self._pieces.values() for piece in pieces})
        self._reach = max(map(len, wordings.values()), default=0)
        some = "|".join(map(re.escape, every))
        self._lines = re.compile(rf"(?<![^\n])[^\S\n]*+(?=\S[^\n]{{0,{self._reach}}}?(?:{some}))")

    def lines(self, plain: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """The lines in a stretch of plain text that nearly begin with a wording.

        Returns the name of the wording, and where it starts and ends.
        """
        folded = plain[start:end].lower().translate(_ALIKE)
        found = []
        for tries, match in enumerate(self._lines.finditer(folded)):
            if tries == _TRIES:
                break
            line = match.end()
            text = plain[start + line : start + line + 2 * self._reach].partition("\n\n")[0]
            if best := self.at_start(text):
                name, near = best
                found.append((name, start + line, start + line + near.end))
        return found

    def at_start(self, text: str) -> tuple[str, Near] | None:
        """The wording that a text nearly begins with, and how nearly. The nearest of several."""
        head = text.lower().translate(_ALIKE)
        best: tuple[str, Near] | None = None
        for name, wording in self.wordings.items():
            pieces = self._pieces[name]
            if not any(piece in head for piece in pieces):
                continue
            near = nearly(wording, text[: len(wording) + _slack(wording)])
            if near and (best is None or near.edits < best[1].edits):
                best = name, near
        return best

    def whole(self, text: str) -> str | None:
        """The wording that a whole text nearly is."""
        best = self.at_start(text)
        return best[0] if best and not text[best[1].end :].strip() else None


@lru_cache(maxsize=4096)
def nearly(wording: str, text: str, most: int | None = None) -> Near | None:
    """How the beginning of a text nearly is a wording, or None if it is too far from it.

    `most` is how many letters may be off; the longer the wording, the more, if it is not given.
    """
    wanted = [letter for letter, _ in _letters(wording)]
    given = _letters(text)
    if most is None:
        most = max(1, len(wanted) // _LETTERS_AN_EDIT)
    row = list(range(len(given) + 1))  # edits from nothing of the wording to so much of the text
    before: list[int] = []
    for number, letter in enumerate(wanted, 1):
        latest = [number]
        for column, (other, _) in enumerate(given, 1):
            edits = min(row[column] + 1, latest[-1] + 1, row[column - 1] + (letter != other))
            if (
                number > 1
                and column > 1
                and letter == given[column - 2][0]
                and other == wanted[number - 2]
            ):
                edits = min(edits, before[column - 2] + 1)  # two letters that changed places
            latest.append(edits)
        before, row = row, latest
    ends = range(1, len(given) + 1)
    # Of equal ends, one that ends as the wording does, or else the first.
    best = min(ends, key=lambda j: (row[j], given[j - 1][0] != wanted[-1], j), default=0)
    if wanted[-1:] == [":"] and best and given[best - 1][0] != ":":
        most = min(most, _EDITS_WITHOUT_COLON)
    if not best or row[best] > most:
        return None
    return Near(given[best - 1][1], row[best])


def _letters(text: str) -> list[tuple[str, int]]:
    """The letters that count, and where each ends: no white space, no case, no confusions."""
    letters: list[tuple[str, int]] = []
    for position, character in enumerate(text.lower().translate(_ALIKE), 1):
        if character.isspace():
            continue
        if character == "n" and letters and letters[-1] == ("r", position - 1):
            letters[-1] = ("m", position)
        else:
            letters.append((character, position))
    return letters


def _pieces(wording: str) -> set[str]:
    """Pieces of a wording of which one at least is left whole by few edits."""
    pieces: set[str] = set()
    for word in wording.lower().translate(_ALIKE).split():
        half = len(word) // 2
        parts = [word[:half], word[half:]] if half >= _SHORTEST_PIECE else [word]
        pieces.update(part for part in parts if len(part) >= _SHORTEST_PIECE)
    return pieces or {wording.lower().translate(_ALIKE)[:2]}


def _slack(wording: str) -> int:
    """How much longer than a wording a mangled one may be: white space, and letters too many."""
    return len(wording) // 2 + _LETTERS_AN_EDIT


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """The choice that a whole text nearly is, if there is just one such."""
    found = [
        (near.edits, choice)
        for choice in choices
        if (near := nearly(choice, text)) and not text[near.end :].strip()
    ]
    return min(found)[1] if found else None
