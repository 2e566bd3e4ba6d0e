"""The terms that decide a request's category: ``data/categories.toml``, indexed by first words.

A request is looked up word by word rather than searched with one pattern of all terms, which would
try hundreds of alternatives at each of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from attrs import frozen

from imrparse.data import table

WORD = re.compile(r"[^\W\d_]+|\d+|[%&(\[]")
"""A word of a request or a term: letters, or digits, or a sign that counts as a word."""

_SHORTEST_WITH_PLURAL = 3

Words = Sequence[str | None]
"""A request's words as terms spell them; None for those that stand in no term."""


@frozen
class Group:
    """Terms that decide for one category under the same conditions."""

    category: str
    levels: tuple[str, str | None, str | None]
    """The category's levels, of which the last two may be missing."""
    whole: str
    """What a term that follows in the request may be a part of: the category, or its first level
    where that is undivided."""
    strength: int
    company: frozenset[str] | None
    """The words of which one must stand in the request, if it must."""
    excluded: frozenset[str]
    """The words of which none may."""

    def admits(self, words: AbstractSet[str | None]) -> bool:
        """Whether a request of these words meets the conditions."""
        return words.isdisjoint(self.excluded) and (
            self.company is None or not words.isdisjoint(self.company)
        )


@frozen
class Phrase:
    """Words that the data list: a term, or what ends the head of a request, or what is passed."""

    words: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    """Those that list the term, in the order of the data."""
    ends: int | None = None
    """The strength from which on a term found before it makes it the end of the head."""


@frozen
class Lexicon:
    """The data, as a request is looked up in them."""

    forms: Mapping[str, str]
    """The words of the data, by every form that they may have in a request."""
    phrases: Mapping[str, tuple[Phrase, ...]]
    """The phrases, by their first words, the longest first."""
    joiner: re.Pattern[str]
    """What joins two treatments that are asked for alike."""
    end: re.Pattern[str]
    """What stands behind the item of a request that was authorized in part."""

    def words(self, text: str) -> Words:
        """A request's words as the data spell them."""
        return [self.forms.get(word) for word in map(str.lower, WORD.findall(text))]


@cache
def load() -> Lexicon:
    """The terms, read once."""
    data = table("categories")
    spellings = data["spellings"]
    phrases = list(_phrases(data))
    company = {spellings.get(word, word) for words in data["company"].values() for word in words}
    starts: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.words)):
        starts.setdefault(phrase.words[0], []).append(phrase)
    return Lexicon(
        _forms(company.union(*(phrase.words for phrase in phrases)), spellings),
        {word: tuple(those) for word, those in starts.items()},
        _joiner(data["joiners"]),
        re.compile("|".join(map(re.escape, data["ends"]))),
    )


def _phrases(data: Mapping[str, Any]) -> Iterator[Phrase]:
    """Each phrase once, with all that the data say of it."""
    spellings = data["spellings"]
    strengths = {name: number for number, name in enumerate(data["strengths"])}
    groups: dict[tuple[str, ...], list[Group]] = {}
    for entry in data["group"]:
        group = _group(entry, data, strengths)
        for term in entry["terms"]:
            groups.setdefault(split(term, spellings), []).append(group)
    yield from (Phrase(words, tuple(those)) for words, those in groups.items())
    yield from (Phrase(split(passed, spellings)) for passed in data["passed"])
    for strength, links in data["links"].items():
        yield from (Phrase(split(link, spellings), ends=strengths[strength]) for link in links)


def _group(
    entry: Mapping[str, Any], data: Mapping[str, Any], strengths: Mapping[str, int]
) -> Group:
    category = entry["category"]
    first, second, third = (*(part.strip() for part in category.split("*")), "", "")[:3]
    return Group(
        category,
        (first, second or None, third or None),
        first if first in data["undivided"] else category,
        strengths[entry.get("strength", data["usual_strength"])],
        _company(data, entry["with"]) if "with" in entry else None,
        _company(data, entry.get("without", ())),
    )


def _company(data: Mapping[str, Any], names: Iterable[str]) -> frozenset[str]:
    words = (word for name in names for word in data["company"][name])
    return frozenset(data["spellings"].get(word, word) for word in words)


def split(term: str, spellings: Mapping[str, str]) -> tuple[str, ...]:
    """A term's words, as they are compared."""
    return tuple(spellings.get(word, word) for word in WORD.findall(term.lower()))


def _forms(words: Iterable[str], spellings: Mapping[str, str]) -> dict[str, str]:
    """The words by themselves, and by their plurals and spellings where those are no other word."""
    forms = {word: word for word in words} | dict(spellings)
    for form, word in sorted(forms.items()):
        if form.isalpha() and len(form) >= _SHORTEST_WITH_PLURAL:
            forms.setdefault(f"{form}s", word)
            if form.endswith(("s", "x", "ch", "sh")):
                forms.setdefault(f"{form}es", word)
            if form.endswith("y"):
                forms.setdefault(f"{form[:-1]}ies", word)
    return forms


def _joiner(joiners: Iterable[str]) -> re.Pattern[str]:
    parts = (rf"\b{joiner}\b" if joiner.isalpha() else re.escape(joiner) for joiner in joiners)
    return re.compile("|".join(parts), re.IGNORECASE)
