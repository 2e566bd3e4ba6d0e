"""Wording that is nearly what it was meant to be: misspelt, or mangled by OCR."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from imrparse.data.regexes import regex
from imrparse.text.edit_distance import ALIKE, distances, edits, edits_let_pass, lengths_of

_BEYOND = 5  # letters more than one and a half times its own that a misspelt wording may have
_EDITS_WITHOUT_COLON = 2  # prose may begin as a label does, but has no colon after it
# What stands for a colon, or beside it.
_FOR_COLON = regex(r"[^\S\n]*[.,:;=\-\u2013\u2014\u2236\uff1a]+(?=\s|\Z)")
_LINE_END = regex(r"(?<!\s)\s*\n\s*")  # from the first white space, in linear time
_GAP_AND_LETTER = regex(r"(\s*)(\S)")
_EDITS_IN_A_WORD = 2  # that an end in the middle of a word counts for
_GRAM = 3  # letters in a row that are compared before a text is looked at closely
_GRAMS_AN_EDIT = 4  # so many of them at most does one edit change: two letters that change places
_HEAD = 64  # code points of a text, and of a wording, that are compared so
_LINE = regex(r"(?:\n|\A)[^\S\n]*+(?=\S)")
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
        self.wordings: dict[str, str] = dict(wordings)
        self._more = more
        self._whole = frozenset(whole)
        self._grams = {name: _grams(wording[:_HEAD]) for name, wording in wordings.items()}
        self._least = {
            name: max(1, len(grams) - _GRAMS_AN_EDIT * edits_let_pass(wordings[name][:_HEAD]))
            for name, grams in self._grams.items()
        }
        self._fewest = {
            name: lengths_of(wording)[1] - edits_let_pass(wording) - more
            for name, wording in wordings.items()
        }
        """How many letters a text needs at least to be nearly a wording."""

    def lines(
        self, plain: str, start: int, end: int, names: tuple[str, ...]
    ) -> list[tuple[str, int, int]]:
        """The lines in a stretch of plain text that nearly begin with one of some wordings.

        Returns the name of the wording, and where it starts and ends.
        """
        longest = max(len(self.wordings[name]) for name in names)
        found: list[tuple[str, int, int, int]] = []
        tries = 0
        before = start - 1 if start and plain[start - 1] == "\n" else start
        for match in _LINE.finditer(plain, before, end):
            line = match.end()
            some = self._alike(plain[line : line + _HEAD], names)
            if some and (best := self.at_start(plain[line : line + 2 * longest], some)):
                name, near = best
                found.append((name, line, line + near.end, near.edits))
                if len(found) > 1 and _same_end(*found[-2:]):
                    del found[-1 if found[-2][3] <= near.edits else -2]
            tries += bool(some)
            if tries == _TRIES:
                break
        return [found_line[:3] for found_line in found]

    def word(
        self, plain: str, start: int, end: int, names: Iterable[str]
    ) -> tuple[str, Near] | None:
        """The wording that nearly begins at a word of a text, before an offset, as `at_start`."""
        some = self._alike(plain[start : min(end, start + _HEAD)], names)
        longest = max((len(self.wordings[name]) for name in some), default=0)
        return self.at_start(plain[start : min(end, start + 2 * longest)], some) if some else None

    def _alike(self, text: str, names: Iterable[str]) -> list[str]:
        """The wordings that a text has enough letters in a row of, which tells most texts."""
        grams = _grams(text)
        return [name for name in names if len(self._grams[name] & grams) >= self._least[name]]

    def at_start(self, text: str, names: Iterable[str] | None = None) -> tuple[str, Near] | None:
        """The wording that a text nearly begins with, and how nearly. The nearest of several."""
        best: tuple[str, Near] | None = None
        for name in names or self.wordings:
            wording = self.wordings[name]
            near = self._near(name, wording, text)
            if near and (best is None or near.edits < best[1].edits):
                best = name, near
        return best

    def _near(self, name: str, wording: str, text: str) -> Near | None:
        if name not in self._whole:
            head = text[: len(wording) + len(wording) // 2 + _BEYOND]
            if lengths_of(head)[0] < self._fewest[name]:
                return None
            return nearly(wording, head, self._more)
        line = _whole_line(text).rstrip().rstrip(".:;")
        if len(line) > 2 * len(wording):
            return None
        far = edits(wording, line)
        return Near(len(line), far) if far <= edits_let_pass(wording) else None


def _whole_line(text: str) -> str:
    """The first line of a text, with the next one if a hyphen ends it."""
    first = text.partition("\n")[0]
    if not first.rstrip().endswith("-"):
        return first
    rest = text[len(first) :].lstrip()
    return text[: len(text) - len(rest) + len(rest.partition("\n")[0])]


@lru_cache(maxsize=4096)
def nearly(wording: str, text: str, more: int = 0) -> Near | None:
    """How the beginning of a text nearly is a wording, or None if it is too far from it.

    `more` is how many letters may be off beyond what its length lets pass.
    """
    most = edits_let_pass(wording) + more
    wanted, given, row = distances(wording, text)
    if min(row) > most:
        wanted, given, row = distances(wording, text, joined=True)
    ends = range(1, len(given) + 1)

    def rank(end: int) -> tuple[int, bool, bool, int]:
        """Of equal ends, one that ends with a word, or as the wording does, or else the first."""
        letter, position = given[end - 1]
        in_word = text[position : position + 1].isalnum()
        other = letter != wanted[-1]
        # A wording without a colon has to end with a word; of one with a colon, that shows the end.
        cut = _EDITS_IN_A_WORD * in_word if wanted[-1] != ":" else other
        return row[end] + cut, in_word, other, end

    best = min(ends, key=rank, default=0)
    if best and wanted[-1] == ":" != given[best - 1][0]:
        most = min(most, _EDITS_WITHOUT_COLON)
    if not best or row[best] > most:
        return None
    end = given[best - 1][1]
    instead = _FOR_COLON.match(text, end) if wanted[-1] == ":" else None
    return Near(instead.end() if instead else end, row[best])


class Gap(NamedTuple):
    """A place where the white space of a text is not that of a wording."""

    before: str
    """The wording up to there."""
    wanted: int
    given: int


def gaps(wording: str, text: str) -> list[Gap]:
    """Where the white space of a text differs from a wording that it has the letters of."""
    wanted, given = _gap_widths(wording), _gap_widths(_LINE_END.sub(" ", text))
    places = [n for n, character in enumerate(wording) if not character.isspace()]
    return [
        Gap(wording[:place].rstrip(), w, g)
        for place, w, g in zip(places, wanted, given, strict=True)
        if w != g
    ]


def _gap_widths(text: str) -> list[int]:
    """How much white space stands before each letter."""
    return [len(gap) for gap, _ in _GAP_AND_LETTER.findall(text)]


def _same_end(one: tuple[str, int, int, int], other: tuple[str, int, int, int]) -> bool:
    """Whether the second of two finds is the end of the first: a line too many was taken in."""
    return one[0] == other[0] and other[1] < one[2]


@lru_cache(maxsize=4096)
def _grams(text: str) -> frozenset[str]:
    """Letters in a row of a text, as `nearly` compares them."""
    letters = "".join(text.lower().translate(ALIKE).split()).replace("rn", "m")
    starts = range(len(letters) - _GRAM + 1)
    return frozenset(letters[start : start + _GRAM] for start in starts)
