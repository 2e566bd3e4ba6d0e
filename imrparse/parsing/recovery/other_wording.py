"""Headings and labels in other words: shortened ("Rationale:"), extended, numbered, in quotation
marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from attrs import frozen

from imrparse.data import table
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.text.edit_distance import edits

_MOST_WORDS = 9
_LONG = 6  # letters of a word that may be misspelt
_CLOSERS = "\"'\u201d\u2019)\\]*_"
# At most so much is looked at that the words of no sentence are compared one by one.
_LINE = re.compile(r"(?:\n|\A)[^\S\n]*+(?=\S)")
_HEAD = re.compile(
    rf"(?P<words>[^\w\n]{{0,4}}[\w][^:;=\n]{{0,70}}?)"
    rf"[^\S\n{_CLOSERS}]*[{_CLOSERS}]*[^\S\n]*"
    rf"(?:[:;=]|(?<=\s)[-\u2013\u2014](?=\s))[:;=\-\u2013\u2014{_CLOSERS}]*(?=\s|\w)"
)
_WHOLE_LINE = re.compile(r"(?P<words>[^\n]{3,90}?)[^\S\n]*(?=\n|\Z)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile(r"[IVXivx]+")
_SMALL = frozenset({"and", "of", "the", "for", "in", "s", "was", "is"})


class Found(NamedTuple):
    """A line that begins with a heading or label in other words."""

    name: Terminal
    start: int
    end: int


@frozen
class _Words:
    """The words of which the wordings of one part consist."""

    telling: frozenset[str]
    all: frozenset[str]

    def tells(self, words: Collection[str]) -> int:
        """How many of some words tell the part; 0 if one of them belongs to another one."""
        if not all(_is_among(word, self.all) for word in words):
            return 0
        return sum(_is_among(word, self.telling) for word in words)


class OtherWordings:
    """The other wordings of headings and labels, by the words that they consist of."""

    def __init__(self, terminals: Terminals) -> None:
        listed = table("other_names")["parts"]
        anywhere = listed["anywhere"]
        self._words: dict[Terminal, _Words] = {}
        for name, lists in listed.items():
            if name in terminals:
                own = [word.lower() for word in _WORD.findall(terminals[name].wording)]
                words = frozenset([*anywhere, *own, *lists["telling"], *lists["beside"]])
                self._words[terminals[name]] = _Words(frozenset(lists["telling"]), words)

    def lines(self, plain: str, start: int, end: int, names: Collection[str]) -> Iterator[Found]:
        """The lines in a stretch that are, or begin with, one of some parts in other words."""
        wanted = {name: words for name, words in self._words.items() if name in names}
        if not wanted:
            return
        before = start - 1 if start and plain[start - 1] == "\n" else start
        for match in _LINE.finditer(plain, before, end):
            if found := self._at(plain, match.end(), wanted):
                yield found

    def _at(self, plain: str, line: int, wanted: dict[Terminal, _Words]) -> Found | None:
        best: tuple[int, Found] | None = None
        for kind, pattern in ((Kind.LABEL, _HEAD), (Kind.HEADING, _WHOLE_LINE)):
            some = {name: words for name, words in wanted.items() if name.kind is kind}
            head = pattern.match(plain, line) if some else None
            words = _words(head["words"], kind) if head else []
            for name, known in some.items():
                tells = known.tells(words) if head and words else 0
                if head and tells and (best is None or tells > best[0]):
                    best = tells, Found(name, line, line + len(head[0].rstrip()))
        return best[1] if best else None


def _words(text: str, kind: Kind) -> list[str]:
    """The words of a heading or label; none of a text that does not look like one."""
    found = [word for word in _WORD.findall(text) if not _NUMERAL.fullmatch(word)]
    if not found or len(found) > _MOST_WORDS or text[-1:].isspace():
        return []
    is_line = kind is Kind.HEADING and not text.endswith(":")
    first = found if is_line else found[:1]
    if any(word[0].islower() and word not in _SMALL for word in first):
        return []
    return [word.lower() for word in found if len(word) > 1] or [found[0].lower()]


@cache
def _is_among(word: str, words: frozenset[str]) -> bool:
    if word in words:
        return True
    if len(word) < _LONG:
        return False
    return any(len(other) >= _LONG and edits(other, word) <= 1 for other in words)
