"""Comparing the words of a text with the expected words, and edits that turn one into the other.

White space is ignored: extractors split and join words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Edit
from imrparse.text.source import Span

_WORD = regex(r"\S+")


class Word(NamedTuple):
    """A word of a text, and its offsets."""

    text: str
    start: int
    end: int


class Difference(NamedTuple):
    """A range of given words that differs from a range of wanted words; one may be empty."""

    given: slice
    wanted: slice


def words(plain: str, span: Span) -> list[Word]:
    """The words in a span of a text."""
    return [Word(word[0], *word.span()) for word in _WORD.finditer(plain, *span)]


class Comparison:
    """A word-by-word comparison of given words with wanted ones."""

    def __init__(self, given: Sequence[Word], wanted: Sequence[str]) -> None:
        self.given = given
        self.wanted = wanted
        self.differences: list[Difference] = []
        self.place_of: dict[int, slice] = {}
        """The range of given words that matches each wanted word."""
        matcher = SequenceMatcher(None, [word.text for word in given], wanted, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind == "equal":
                self.place_of |= {c + n: slice(a + n, a + n + 1) for n in range(b - a)}
            elif self._same(a, b, c, d):
                self.place_of |= dict.fromkeys(range(c, d), slice(a, b))
            else:
                self.differences.append(Difference(slice(a, b), slice(c, d)))

    def span(self, difference: Difference, empty: int) -> Span:
        """The span of the given words of a difference; at `empty` if there are none."""
        a, b, _ = difference.given.indices(len(self.given))
        if a < b:
            return Span(self.given[a].start, self.given[b - 1].end)
        if a:
            empty = self.given[a - 1].end
        elif self.given:
            empty = self.given[0].start
        return Span(empty, empty)

    def edits(self, difference: Difference, empty: int) -> Iterator[Edit]:
        """Edits that turn the given words of a difference into the wanted ones.

        Line ends stay in place if the number of words is the same.
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
    """The text without white space."""
    return "".join(text.split())


def respelling(plain: str, span: Span, wording: str) -> tuple[Edit, ...]:
    """The edits that replace the words of a span by those of a wording."""
    compared = Comparison(words(plain, span), wording.split())
    return tuple(e for one in compared.differences for e in compared.edits(one, span.start))
