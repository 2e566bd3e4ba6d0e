"""Words of a text held against the words of a wording, and the edits that make the one the other.

White space never counts: extractors split words and join them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from imrparse.diagnostics.diagnostic import Edit
from imrparse.text.source import Span

_WORD = re.compile(r"\S+")


class Word(NamedTuple):
    """A word of a text, and where it stands."""

    text: str
    start: int
    end: int


class Difference(NamedTuple):
    """A stretch of given words that is not the stretch of wanted words; one may be empty."""

    given: slice
    wanted: slice


def words(plain: str, span: Span) -> list[Word]:
    """The words of a stretch of text."""
    return [Word(word[0], *word.span()) for word in _WORD.finditer(plain, *span)]


class Comparison:
    """Some given words held against some wanted ones."""

    def __init__(self, given: Sequence[Word], wanted: Sequence[str]) -> None:
        self.given = given
        self.wanted = wanted
        self.differences: list[Difference] = []
        self.place_of: dict[int, slice] = {}
        """The given words that each wanted word was found in."""
        matcher = SequenceMatcher(None, [word.text for word in given], wanted, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind == "equal":
                self.place_of |= {c + n: slice(a + n, a + n + 1) for n in range(b - a)}
            elif self._same(a, b, c, d):
                self.place_of |= dict.fromkeys(range(c, d), slice(a, b))
            else:
                self.differences.append(Difference(slice(a, b), slice(c, d)))

    def span(self, difference: Difference, empty: int) -> Span:
        """Where the given words of a difference stand. `empty` is the place where none stand."""
        a, b, _ = difference.given.indices(len(self.given))
        if a < b:
            return Span(self.given[a].start, self.given[b - 1].end)
        if a:
            empty = self.given[a - 1].end
        elif self.given:
            empty = self.given[0].start
        return Span(empty, empty)

    def edits(self, difference: Difference, empty: int) -> Iterator[Edit]:
        """What makes the given words of a difference the wanted ones.

        Line ends stay where they are if there are as many words as there should be.
        """
        given, wanted = self.given[difference.given], self.wanted[difference.wanted]
        span = self.span(difference, empty)
        start = difference.given.start
        if not given:
            text = " ".join(wanted)
            yield Edit(span, f" {text}" if start else f"{text} ")
        elif len(given) == len(wanted):
            for word, right in zip(given, wanted, strict=True):
                if word.text != right:
                    yield Edit(Span(word.start, word.end), right)
        elif wanted:
            yield Edit(span, " ".join(wanted))
        elif difference.given.stop < len(self.given):
            yield Edit(Span(span.start, self.given[difference.given.stop].start), "")
        else:
            yield Edit(Span(self.given[start - 1].end if start else span.start, span.end), "")

    def _same(self, a: int, b: int, c: int, d: int) -> bool:
        return "".join(word.text for word in self.given[a:b]) == "".join(self.wanted[c:d])


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def respelling(plain: str, span: Span, wording: str) -> tuple[Edit, ...]:
    """The edits that make the words of a stretch those of a wording."""
    compared = Comparison(words(plain, span), wording.split())
    return tuple(e for one in compared.differences for e in compared.edits(one, span.start))
