"""Edit distance between texts, tolerant of white space, case and what OCR confuses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

FIGURES = {"O": "0", "o": "0", "I": "1", "l": "1", "S": "5", "B": "8"}
"""Letters that OCR takes for figures."""

ALIKE = str.maketrans("1i|!0;", "llllo:")
"""Maps characters that OCR takes for each other to one of them."""

_LETTERS_AN_EDIT = 5  # one edit is let pass for so many letters of the wording


@lru_cache(maxsize=4096)
def nearest(text: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """The choice that a whole text nearly is; several if it is equally near to them."""
    far = {choice: edits(choice, text) for choice in choices}
    found = [choice for choice in far if far[choice] <= edits_let_pass(choice)]
    least = min((far[choice] for choice in found), default=0)
    return tuple(sorted(choice for choice in found if far[choice] == least))


def only(choices: Sequence[str]) -> str | None:
    """The choice, if there is one and no other."""
    return choices[0] if len(choices) == 1 else None


@lru_cache(maxsize=4096)
def edits(wording: str, text: str) -> int:
    """How many letters of a whole text are off from a wording."""
    apart = distances(wording, text)[2][-1]
    return min(apart, distances(wording, text, joined=True)[2][-1]) if apart else 0


def edits_let_pass(wording: str) -> int:
    """How many letters may be off: the longer the wording, the more."""
    return max(1, sum(not letter.isspace() for letter in wording) // _LETTERS_AN_EDIT)


def distances(
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
    for position, character in enumerate(text.lower().translate(ALIKE), 1):
        if character.isspace():
            continue
        if joined and character == "n" and letters and letters[-1] == ("r", position - 1):
            letters[-1] = ("m", position)
        else:
            letters.append((character, position))
    return letters
