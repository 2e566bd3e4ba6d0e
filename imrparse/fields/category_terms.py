"""The terms that decide a request's category: ``data/categories.toml``, indexed by first word.

A request is looked up word by word. One pattern of all terms would try hundreds of alternatives at
each word.
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
"""A word of a request or a term: letters, digits, or a symbol that counts as a word."""

_SHORTEST_WITH_PLURAL = 3

Words = Sequence[str | None]
"""A request's words as the terms spell them; None for a word that no term contains."""


@frozen
class Group:
    """Terms of one category that share their conditions."""

    category: str
    levels: tuple[str, str | None, str | None]
    """The levels of the category. The last two may be missing."""
    whole: str
    """What a later term of the request may be a part of: the category, or its first level if that
    has no subcategories."""
    strength: int
    company: frozenset[str] | None
    """If not empty, the request must contain one of these words."""
    excluded: frozenset[str]
    """The request must contain none of these words."""

    def admits(self, words: AbstractSet[str | None]) -> bool:
        """Whether a request with these words meets the conditions."""
        return words.isdisjoint(self.excluded) and (
            self.company is None or not words.isdisjoint(self.company)
        )


@frozen
class Phrase:
    """A listed phrase: a term, the end of a request's head, or words to skip."""

    words: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    """The groups that list the term, in the order of the data."""
    ends: int | None = None
    """The phrase ends the head of a request in which a term of at least this strength was found."""


@frozen
class Lexicon:
    """The data, indexed for looking up a request."""

    forms: Mapping[str, str]
    """The words of the data, by every form they may take in a request."""
    phrases: Mapping[str, tuple[Phrase, ...]]
    """The phrases by first word, longest first."""
    joiner: re.Pattern[str]
    """Matches the words that join two treatments of equal rank."""
    end: re.Pattern[str]
    """Matches what follows the item of a partially authorized request."""

    def words(self, text: str) -> Words:
        """The words of a request, as the data spells them."""
        return [self.forms.get(word) for word in map(str.lower, WORD.findall(text))]


@cache
def load() -> Lexicon:
    """The terms. The data is read once."""
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
    """Each phrase once, with everything the data says of it."""
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
    """The words of a term, normalised for comparison."""
    return tuple(spellings.get(word, word) for word in WORD.findall(term.lower()))


def _forms(words: Iterable[str], spellings: Mapping[str, str]) -> dict[str, str]:
    """The words, with their plurals and variant spellings unless these are words of their own."""
    forms = {word: word for word in words} | dict(spellings)
    for form, word in sorted(forms.items()):
        if len(form) >= _SHORTEST_WITH_PLURAL:
            forms.setdefault(f"{form}s", word)
            if form.endswith(("s", "x", "ch", "sh")):
                forms.setdefault(f"{form}es", word)
            if form.endswith("y"):
                forms.setdefault(f"{form[:-1]}ies", word)
    return forms


def _joiner(joiners: Iterable[str]) -> re.Pattern[str]:
    parts = (rf"\b{joiner}\b" if joiner.isalpha() else re.escape(joiner) for joiner in joiners)
    return re.compile("|".join(parts), re.IGNORECASE)
