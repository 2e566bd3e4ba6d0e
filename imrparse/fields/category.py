"""The DWC category of a request.

The terms, and how they decide, are in ``data/categories.toml``, indexed here by their first
word. A request is looked up word by word: one pattern of all terms would try hundreds of
alternatives at each word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from attrs import frozen

from imrparse.data import table
from imrparse.fields.details import Category
from imrparse.fields.drug_names import WORD, first_drug, meant_drugs
from imrparse.text.edit_distance import Neighbours, only
from imrparse.text.folding import Folded
from imrparse.text.node import unchecked

_new_category = unchecked(Category)


class _Found(NamedTuple):
    """A term found in a request: its words from number `start` up to `end`."""

    start: int
    end: int
    group: Group


def read_category(folded: Folded, *, of_several: bool = False) -> Category | None:
    """The category of a request, or None if its words decide for none.

    With `of_several`, two treatments that share the first level of their categories have that
    level, and where no term counts, misspelt words and the names of drugs do.
    """
    lexicon = load()
    item = lexicon.end.split(folded.text, maxsplit=1)[0]
    terms = list(_terms(lexicon.words(item), lexicon))
    if not terms and of_several:
        terms = list(_terms(lexicon.meant_words(item), lexicon))
    if not terms:
        return _of_drug(folded, item, lexicon) if of_several else None
    term = max(terms, key=lambda term: term.group.strength)
    levels = term.group.levels
    rivals = _rivals(term, terms, item, lexicon) if len(terms) > 1 else []
    if rivals:
        if not (of_several and all(other.group.levels[0] == levels[0] for other in rivals)):
            return None
        levels = levels[0], None, None
    start, end = _place(term, item)
    return _new_category(*levels, item[start:end], span=folded.span(start, end))


def _of_drug(folded: Folded, item: str, lexicon: Lexicon) -> Category | None:
    """The category of a request that names a drug; the site has no class for some of them."""
    found = first_drug([word.lower() for word in WORD.findall(item)])
    if found is None:
        return None
    start, end = _place_of(*found, item)
    return _new_category(
        lexicon.of_drugs, None, None, item[start:end], span=folded.span(start, end)
    )


def _terms(words: Words, lexicon: Lexicon) -> Iterator[_Found]:
    """The terms in the head of a request, in order."""
    known = set(words)
    strongest, free = _NONE, 0
    for place, word in enumerate(words):
        if word is None or place < free:
            continue
        for phrase in lexicon.phrases.get(word, ()):
            end = place + len(phrase.words)
            if tuple(words[place:end]) != phrase.words:
                continue
            if phrase.ends is not None and strongest >= phrase.ends:
                return
            group = next((group for group in phrase.groups if group.admits(known)), None)
            if group:
                strongest = max(strongest, group.strength)
                yield _Found(place, end, group)
            if group or not phrase.groups:
                free = end
                break


def _rivals(term: _Found, terms: Sequence[_Found], item: str, lexicon: Lexicon) -> Sequence[_Found]:
    """The terms that ask for another thing besides the given one."""
    rivals = [
        other
        for other in terms
        if _is_rival(other.group, term.group, before=other.start < term.start)
    ]
    if not rivals:
        return []
    start, end = _place(term, item)
    # If the nearest rival is joined to the term, so are those farther off.
    before, after = _place(rivals[0], item)[1], _place(rivals[-1], item)[0]
    joined = lexicon.joiner.search(item, before, start) or lexicon.joiner.search(item, end, after)
    return rivals if joined else []


def _is_rival(other: Group, group: Group, *, before: bool) -> bool:
    """Whether a term of the other group, joined to one of this group, asks for a second thing."""
    if before:
        return other.strength > 0 and not group.category.startswith(other.category)
    return other.strength >= group.strength and other.whole != group.whole


def _place(term: _Found, item: str) -> tuple[int, int]:
    """The offsets at which a term starts and ends in the text."""
    return _place_of(term.start, term.end, item)


def _place_of(first: int, end: int, item: str) -> tuple[int, int]:
    """The offsets at which the words from number `first` up to `end` start and end in the text."""
    words = list(islice(WORD.finditer(item), first, end))
    return words[0].start(), words[-1].end()


_NONE = -1
"""The strength of a head in which no term was found."""
_SHORTEST_WITH_PLURAL = 3
_FEWEST = 6  # letters of a word that may be misspelt
_LONG = 10  # letters of a word that may have two typing errors

Words: TypeAlias = Sequence[str | None]
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


class Phrase(NamedTuple):
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
    of_drugs: str
    """The category of drugs."""
    end: re.Pattern[str]
    """Matches what follows the item of a partially authorized request."""

    def words(self, text: str) -> Words:
        """The words of a request, as the data spells them."""
        printed = list(map(str.lower, WORD.findall(text)))
        words = [self.forms.get(word) for word in printed]
        if None in words:
            for number, drug in meant_drugs(printed).items():
                words[number] = words[number] or self.forms.get(drug)
        return words

    def meant_words(self, text: str) -> Words:
        """The words of a request of which the unknown ones may be misspelt."""
        words = self.words(text)
        return [
            word or self._meant(printed)
            for word, printed in zip(words, map(str.lower, WORD.findall(text)), strict=True)
        ]

    def _meant(self, word: str) -> str | None:
        if len(word) < _FEWEST:
            return None
        near = _neighbours().nearest(word, 2 if len(word) >= _LONG else 1)
        return only(list({self.forms[form] for form in near}))


@cache
def _neighbours() -> Neighbours:
    return Neighbours(form for form in load().forms if len(form) >= _FEWEST)


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
        data["of_drugs"],
        re.compile("|".join(map(re.escape, data["ends"]))),
    )


@cache
def drugs() -> frozenset[str]:
    """The names of drugs that are one word, in lowercase."""
    groups = (group for group in table("categories")["group"] if _is_of_drugs(group))
    return frozenset(term for group in groups for term in group["terms"] if term.isalpha())


def _is_of_drugs(group: Mapping[str, Any]) -> bool:
    return bool(group["category"].startswith("Pharmaceuticals *"))


def _phrases(data: Mapping[str, Any]) -> Iterator[Phrase]:
    """Each phrase once, with everything the data says of it."""
    spellings = data["spellings"]
    strengths = {name: number for number, name in enumerate(("any", *data["strengths"]), _NONE)}
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
    term = term.lower()
    # Most terms are letters and spaces, which are split in less time.
    words = term.split() if term.replace(" ", "").isalpha() else WORD.findall(term)
    return tuple([spellings.get(word, word) for word in words])


def _forms(words: Iterable[str], spellings: Mapping[str, str]) -> dict[str, str]:
    """The words, with their plurals and variant spellings unless these are words of their own."""
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
