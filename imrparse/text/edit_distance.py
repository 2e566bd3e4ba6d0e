"""Edit distance between texts, tolerant of white space, case and what OCR confuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

FIGURES = {"O": "0", "o": "0", "I": "1", "l": "1", "S": "5", "B": "8"}
"""Letters that OCR confuses with digits."""

ALIKE = str.maketrans("1i|!0;", "llllo:")
"""Maps characters that OCR confuses with each other to one of them."""

_LONGEST_NEAR = 300  # code points of a text that is nearly a name; the longest has some 100
_HEAD, _TAIL = 3, 4  # letters of which the first or the last are kept by one typing error
_LETTERS_AN_EDIT = 5  # one edit is allowed per this many letters of the wording


def nearest(text: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """The choices most similar to a whole text; several if they tie."""
    return _nearest(text, choices) if len(text) <= _LONGEST_NEAR else ()


@lru_cache(maxsize=4096)
def _nearest(text: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    lengths = lengths_of(text)
    some = [choice for choice in choices if _may_be(choice, lengths, edits_let_pass(choice))]
    far = {choice: edits(choice, text) for choice in some}
    found = [choice for choice in far if far[choice] <= edits_let_pass(choice)]
    least = min((far[choice] for choice in found), default=0)
    return tuple(sorted(choice for choice in found if far[choice] == least))


def is_near(wording: str, text: str, most: int) -> bool:
    """Whether at most `most` letters of a whole text differ from a wording."""
    return _may_be(wording, lengths_of(text), most) and edits(wording, text) <= most


class Neighbours:
    """Words of which others may be misspellings.

    One typing error leaves the first letters of a word, or its last ones, as they are.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._heads: dict[str, list[str]] = {}
        self._tails: dict[str, list[str]] = {}
        for word in sorted(set(words)):
            self._heads.setdefault(word[:_HEAD], []).append(word)
            self._tails.setdefault(word[-_TAIL:], []).append(word)

    def within(self, word: str, most: int) -> list[str]:
        """The words that differ from the given one by at most `most` letters."""
        near = {*self._heads.get(word[:_HEAD], ()), *self._tails.get(word[-_TAIL:], ())}
        return [other for other in near if is_near(other, word, most) and word != f"{other}s"]

    def nearest(self, word: str, most: int) -> list[str]:
        """The words that are nearest to the given one, with the same first letter."""
        far = {each: edits(each, word) for each in self.within(word, most) if each[0] == word[0]}
        return [each for each in far if far[each] == min(far.values())]


def _may_be(wording: str, lengths: tuple[int, int], most: int) -> bool:
    """Whether texts of these lengths can be similar enough.

    Each missing or extra letter is an edit, so a long text need not be compared.
    """
    pairs = zip(_kept_lengths(wording), lengths, strict=True)
    return any(abs(one - other) <= most for one, other in pairs)


def lengths_of(text: str) -> tuple[int, int]:
    """The number of letters that count in a text, and the number if rn counts as m."""
    small = text.lower().translate(ALIKE)
    count = sum(map(len, small.split()))
    return count, count - small.count("rn")


_kept_lengths = lru_cache(maxsize=1024)(lengths_of)


def only(choices: Sequence[str]) -> str | None:
    """The choice, if there is exactly one."""
    return choices[0] if len(choices) == 1 else None


@lru_cache(maxsize=4096)
def edits(wording: str, text: str) -> int:
    """The number of edits from a wording to a whole text."""
    apart = distances(wording, text)[2][-1]
    return min(apart, distances(wording, text, joined=True)[2][-1]) if apart else 0


def edits_let_pass(wording: str) -> int:
    """The number of edits allowed: more for a longer wording."""
    return max(1, sum(not letter.isspace() for letter in wording) // _LETTERS_AN_EDIT)


def distances(
    wording: str, text: str, *, joined: bool = False
) -> tuple[list[str], list[tuple[str, int]], list[int]]:
    """The letters of both, and the edit distance from the wording to each prefix of the text.

    An edit is a missing, extra or wrong letter, or two swapped ones. With `joined`, rn counts as m,
    which OCR confuses.
    """
    wanted = [letter for letter, _ in _letters(wording, joined)]
    given = _letters(text, joined)
    return wanted, given, _last_row(wanted, [letter for letter, _ in given])


def _last_row(wanted: Sequence[str], given: Sequence[str]) -> list[int]:
    """The last row of the table of distances between the prefixes of two texts.

    Each column of the table is held in the bits of a few numbers, one for each letter of `wanted`:
    whether the distance grows or shrinks from one row to the next, from one column to the next, or
    stays along the diagonal (Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau
    edit distances", 2003). That is ten times as fast as a loop over the rows.
    """
    every = (1 << len(wanted)) - 1
    last = 1 << len(wanted) >> 1
    places: dict[str, int] = {}
    for place, letter in enumerate(wanted):
        places[letter] = places.get(letter, 0) | 1 << place
    distance = len(wanted)
    row = [distance]
    grows, shrinks, stays, before = every, 0, 0, 0
    for letter in given:
        here = places.get(letter, 0)
        swapped = (~stays & here) << 1 & before
        stays = ((((here & grows) + grows) ^ grows) | here | shrinks | swapped) & every
        grows_on = shrinks | every & ~(stays | grows)
        shrinks_on = stays & grows
        distance += bool(grows_on & last) - bool(shrinks_on & last) if last else 1
        row.append(distance)
        grows_on = grows_on << 1 | 1
        grows = (shrinks_on << 1 | ~(stays | grows_on)) & every
        shrinks = grows_on & stays
        before = here
    return row


def _letters(text: str, joined: bool) -> list[tuple[str, int]]:
    """The letters that count, and the end of each: without white space, case and confusable
    characters."""
    letters: list[tuple[str, int]] = []
    for position, character in enumerate(text.lower().translate(ALIKE), 1):
        if character.isspace():
            continue
        if joined and character == "n" and letters and letters[-1] == ("r", position - 1):
            letters[-1] = ("m", position)
        else:
            letters.append((character, position))
    return letters
