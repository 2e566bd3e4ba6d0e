"""Headings and labels in other words: shortened ("Rationale:"), extended, numbered, in quotation
marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from attrs import frozen

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.text.edit_distance import edits

_MOST_WORDS = 9
_LONG = 6  # letters of a word that may be misspelt
_CLOSERS = "\"'\u201d\u2019)\\]*_"
# At most so much is looked at that the words of no sentence are compared one by one.
_LINE = regex(r"(?:\n|\A)[^\S\n]*+(?=\S)")
_HEAD = regex(
    rf"(?P<words>[^\w\n]{{0,4}}[\w][^:;=\n]{{0,70}}?)"
    rf"[^\S\n{_CLOSERS}]*[{_CLOSERS}]*[^\S\n]*"
    rf"(?:[:;=]|(?<=\s)[-\u2013\u2014](?=\s))[:;=\-\u2013\u2014{_CLOSERS}]*(?=\s|\w)"
)
# The name of a field in the place of its text: "«Decision_rationale»".
_FIELD = regex(r"[«{\[<]{1,2} ?(?P<words>[A-Za-z_ ]{3,40}?) ?[»}\]>]{1,2}[:.]?(?=\s)")
_LONGEST_LINE = 90  # code points of a heading
_WHOLE_LINE = regex(rf"(?P<words>[^\n]{{3,{_LONGEST_LINE}}}?)[^\S\n]*(?=\n|\Z)")
_WORD = regex(r"[^\W\d_]+")
_REMARK = regex(r"\[[A-Z]{1,3}\d{1,3}\]|\{[^{}\n]{0,40}\}")  # "[AD1]", "{ PAGEREF _Toc3 }"
_SHORTEST_JOINED = 4  # letters of each of two words that were typed as one
_LONGEST_SHORT = 5  # letters of a word that was cut short: "Admin", "Dec."
_NUMERAL = regex(r"[IVXivx]+")
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
    own: tuple[str, ...]
    """The words of the part's wording."""

    def tells(self, words: Collection[str]) -> int:
        """How many of some words tell the part; 0 if one of them belongs to another one."""
        if not all(_is_among(word, self.all) or self._is_short(word) for word in words):
            return 0
        told = sum(_is_among(word, self.telling) or self._is_short(word) for word in words)
        # The last word alone is enough where nothing but this part can stand: "guideline:".
        return told or self.own[-1] in words

    def is_of(self, words: Collection[str]) -> bool:
        """Whether some words are those of the part, in any order, perhaps not all of them."""
        return self.own[-1] in words and all(word in self.own for word in words)

    def _is_short(self, word: str) -> bool:
        """Whether a word is one of the part's, cut short: "MX", "Dec."."""
        return 1 < len(word) <= _LONGEST_SHORT and any(
            len(word) < len(own) and own[0] == word[0] and _is_within(word, own) for own in self.own
        )


_OfKind: TypeAlias = tuple[Kind, re.Pattern[str], Mapping[Terminal, _Words]]
"""A kind of part, how one stands in a line, and the words of those that are looked for."""


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
                self._words[terminals[name]] = _Words(
                    frozenset(lists["telling"]), words, tuple(own)
                )
        decisions = "|".join(decision.pattern for decision in terminals.decisions)
        self._decided = regex(rf"\s*(?:{decisions})[.!]?[^\S\n]*(?:\n|\Z)")
        self._lead = re.compile(terminals["LEAD_MANGLED"].pattern)

    def lines(self, plain: str, start: int, end: int, names: Collection[str]) -> Iterator[Found]:
        """The lines in a stretch that are, or begin with, one of some parts in other words."""
        wanted = {name: words for name, words in self._words.items() if name in names}
        if not wanted:
            return
        of_kinds = [
            (kind, pattern, some)
            for kind, pattern in ((Kind.LABEL, _HEAD), (Kind.HEADING, _WHOLE_LINE))
            if (some := {name: words for name, words in wanted.items() if name.kind is kind})
        ]
        before = start - 1 if start and plain[start - 1] == "\n" else start
        for match in _LINE.finditer(plain, before, end):
            if found := self._at(plain, match.end(), of_kinds):
                yield found

    def _at(self, plain: str, line: int, of_kinds: Sequence[_OfKind]) -> Found | None:
        best: tuple[int, Found] | None = None
        lead = self._lead.match(plain, line)
        at = lead.end() if lead else line
        for kind, pattern, some in of_kinds:
            if kind is Kind.HEADING and _is_long(plain, at):
                continue
            head = (
                pattern.match(plain, at) or (kind is Kind.LABEL and _FIELD.match(plain, at)) or None
            )
            words, is_headed = _words(head["words"], kind) if head else ([], False)
            for name, known in some.items():
                is_meant = words and (is_headed or (kind is Kind.LABEL and known.is_of(words)))
                tells = known.tells(words) if head and is_meant else 0
                is_label = (
                    kind is Kind.LABEL and head and not self._decided.match(plain, head.end())
                )
                if (
                    head
                    and tells
                    and (kind is Kind.HEADING or is_label)
                    and (best is None or tells > best[0])
                ):
                    best = tells, Found(name, line, at + len(head[0].rstrip()))
        return best[1] if best else None


def _is_long(plain: str, line: int) -> bool:
    """Whether a line is longer than any heading: a fast look before the pattern."""
    text = plain[line : line + _LONGEST_LINE + 1]
    return len(text) > _LONGEST_LINE and not text[-1].isspace() and "\n" not in text


def _words(text: str, kind: Kind) -> tuple[list[str], bool]:
    """The words of a heading or label, and whether they begin as one does.

    There are none in a text that is too long for one.
    """
    text = _REMARK.sub("", text)
    found = [word for word in _WORD.findall(text) if not _NUMERAL.fullmatch(word)]
    if not found or len(found) > _MOST_WORDS:
        return [], False
    is_line = kind is Kind.HEADING and not text.endswith(":")
    first = found if is_line else found[:1]
    is_headed = not any(word[0].islower() and word not in _SMALL for word in first)
    return [w.lower() for w in found if len(w) > 1] or [found[0].lower()], is_headed


@cache
def _is_among(word: str, words: frozenset[str]) -> bool:
    if word in words:
        return True
    if len(word) < _LONG:
        return False
    if any(len(other) >= _LONG and edits(other, word) <= 1 for other in words):
        return True
    # One word typed into another, or over it: "AdjusterAdministrator".
    places = range(_SHORTEST_JOINED, len(word) - _SHORTEST_JOINED + 1)
    return any(word[:place] in words and word[place:] in words for place in places)


def _is_within(word: str, other: str) -> bool:
    """Whether the letters of a word stand in another one, in the same order."""
    letters = iter(other)
    return all(letter in letters for letter in word)
