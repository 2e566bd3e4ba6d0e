"""The names of drugs, by ``data/drugs.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from attrs import frozen

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.edit_distance import Neighbours, only

WORD = regex(r"[^\W\d_]+|\d+|[%&(\[]")
"""A word of a request or a name: letters, digits, or a symbol that counts as a word."""

_SEVERAL = "several"
"""The key of the drugs that have no usual route."""


@frozen
class Name:
    """A name of the list."""

    words: tuple[str, ...]
    """Its words in lowercase."""
    ingredients: tuple[str, ...]
    """The generic names of what it holds."""
    drug_class: str | None
    """None for what is only an ingredient of others."""
    brand: str | None = None
    """The brand, as its maker writes it; None for a generic name."""
    doubtful: bool = False
    """Whether the name is also a word of another kind."""


class Lexicon:
    """The list, indexed for looking up a text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        names = list(_names(data))
        self.starts: Mapping[str, Sequence[Name]] = _by_first_word(names)
        """The names by first word, longest first."""
        self.mixtures: dict[frozenset[str], Name] = {
            frozenset(n.ingredients): n for n in names if len(n.ingredients) > 1
        }
        """The mixtures of the list by their ingredients."""
        self.forms: re.Pattern[str] = _words(data["forms"]["names"])
        """Matches salts and forms, which belong to the name before them."""
        routes = data["route_words"]
        self.routes: Mapping[str, str] = {word: way for way in routes for word in routes[way]}
        """The routes by the words that state them."""
        self.route: re.Pattern[str] = _words(self.routes)
        """Matches one of these words."""
        mixing = data["mixing"]
        self.joints: frozenset[str] = frozenset(mixing["joints"])
        self.lists: frozenset[str] = frozenset(mixing["lists"])
        self.aliases: frozenset[str] = frozenset(mixing["aliases"])
        self.counts: re.Pattern[str] = _words(mixing["counts"])
        self.compound: re.Pattern[str] = _words(mixing["words"])
        self.compound_class: str = mixing["class"]
        self.percent: str = mixing["percent"]
        self.skin: str = mixing["skin"]
        self.patches: frozenset[str] = frozenset(mixing["patches"])
        self.usual: str = mixing["usual"]
        self.about: frozenset[str] = frozenset(mixing["about"])
        self.passed: frozenset[str] = frozenset(data["forms"]["names"]) | self.routes.keys()
        """Words that may stand between a name and its strength."""
        self.units: frozenset[str] = frozenset(mixing["units"])
        self.partner: str = mixing["partner"]
        self.partner_strengths: frozenset[str] = frozenset(mixing["partner_strengths"])
        self.alike: frozenset[str] = frozenset(data["alike"]["words"])
        """Words that look like misspelt names and are none."""
        ways = data["usual_routes"]
        self._ways: Mapping[str, str] = {name: way for way in ways for name in ways[way]}

    def usual_route(
        self, brand: str | None, ingredients: Sequence[str], drug_class: str | None
    ) -> str | None:
        """How a drug is usually taken; None if there are several usual routes."""
        keys = (brand or "", "/".join(ingredients), drug_class or "")
        way = next((self._ways[key] for key in keys if key in self._ways), self.usual)
        return None if way == _SEVERAL else way


@cache
def lexicon() -> Lexicon:
    """The list. The data is read once."""
    return Lexicon(table("drugs"))


def _by_first_word(names: Iterable[Name]) -> dict[str, list[Name]]:
    starts: dict[str, list[Name]] = {}
    for name in sorted(names, key=lambda name: -len(name.words)):
        starts.setdefault(name.words[0], []).append(name)
    return starts


def _names(data: Mapping[str, Any]) -> Iterator[Name]:
    doubtful = frozenset(data["doubtful"]["names"])
    classes: dict[str, str] = {}
    for drug_class, drugs in data["classes"].items():
        for drug, brands in drugs.items():
            ingredients = tuple(drug.split("/"))
            if drug not in classes:
                classes[drug] = drug_class
                yield Name(_split(drug), ingredients, drug_class, doubtful=drug in doubtful)
            for brand in brands:
                unsure = brand.lower() in doubtful
                yield Name(_split(brand), ingredients, drug_class, brand, unsure)
    for name, drug in data["synonyms"].items():
        parts = tuple(drug.split("/"))
        yield Name(_split(name), parts, classes.get(drug), doubtful=name in doubtful)
    for name in data["ingredients"]["names"]:
        yield Name(_split(name), (name,), None)


def _split(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(name.lower()))


def _words(names: Iterable[str]) -> re.Pattern[str]:
    return regex(rf"(?<![a-z]){names_pattern(names)}(?![a-z])")


SHORTEST = 7
"""The fewest letters of a word that is compared: a shorter one is near too many others."""

_LONG = 12  # letters of a word that may have two typing errors
_KEPT = 8192  # words; letters share most of theirs


@lru_cache(_KEPT)
def is_drug_word(word: str) -> bool:
    """Whether a lowercase word is in the name of a drug."""
    return word in _spellings().words


def meant_drug(word: str) -> str | None:
    """The one-word name of which a lowercase word is a misspelling; None if it is none, or of two.

    A word of the list is no misspelling, nor is one of those that only look like one.
    """
    if len(word) < SHORTEST:
        return None
    known = _spellings()
    if word in known.words:
        return None
    most = 2 if len(word) >= _LONG else 1
    found = [name for name in known.names.within(word, most) if len(name) >= SHORTEST]
    return only(found)


_FEWEST = 5  # letters of a misspelt name that has a strength behind it
_FEW = 9  # letters of such a name that may have two typing errors
_MOST_BETWEEN = 20  # words between a name and its strength
_FIGURES = 4  # words from the first figure of a strength to its unit


def meant_drugs(words: Sequence[str]) -> Mapping[int, str]:
    """The names of which lowercase words are misspellings, by their numbers.

    Only a word with figures behind it is compared: "Omeperazole DR 20mg".
    """
    if not any(map(str.isdigit, words)):
        return {}
    return {
        number: drug
        for number, word in enumerate(words)
        if len(word) >= _FEWEST and word.isalpha()
        for after in (_figures(words, number + 1),)
        if after and (drug := _nearest(word, has_unit=after == "unit"))
    }


def first_drug(words: Sequence[str]) -> tuple[int, int] | None:
    """The numbers of the first and behind the last of the lowercase words that tell of a drug.

    They are its name, or a strength that only drugs have: "20mg".
    """
    names = lexicon()
    for number, word in enumerate(words):
        for name in names.starts.get(word, ()):
            end = number + len(name.words)
            if tuple(words[number:end]) == name.words and not name.doubtful:
                return number, end
    for number, (figures, unit) in enumerate(pairwise(words)):
        if figures.isdigit() and unit in names.units and unit != names.percent:
            return number, number + 2
    return None


def _figures(words: Sequence[str], number: int) -> str:
    """What stands behind a name: figures with a unit, figures alone, or something else."""
    last = min(len(words), number + _MOST_BETWEEN)
    while number < last and not words[number].isdigit():
        word = words[number]
        if word not in lexicon().passed and not (word.isalpha() and is_drug_word(word)):
            return ""
        number += 1
    if number == last < len(words) and not words[number].isdigit():
        return ""
    figures = words[number : number + _FIGURES]
    names = lexicon()
    if not (names.units.isdisjoint(figures) and names.partner_strengths.isdisjoint(figures)):
        return "unit"
    return "figures" if figures else ""


@lru_cache(_KEPT)
def _nearest(word: str, *, has_unit: bool) -> str | None:
    """A name of the one drug that is nearest to a word and near enough."""
    spellings = _spellings()
    if (
        word in spellings.words
        or word in lexicon().passed
        or (len(word) < SHORTEST and not has_unit)
    ):
        return None
    near = spellings.names.nearest(word, 2 if has_unit and len(word) >= _FEW else 1)
    starts = lexicon().starts
    drugs = {(one.ingredients, one.brand) for name in near for one in starts[name][-1:]}
    return max(near, key=len) if len(drugs) == 1 else None


class _Spellings(NamedTuple):
    """The names of one word, for finding one that a word is near to."""

    words: frozenset[str]
    """Right words."""
    names: Neighbours


@cache
def _spellings() -> _Spellings:
    starts = lexicon().starts
    words = {word for those in starts.values() for name in those for word in name.words}
    names = [one.words[0] for those in starts.values() for one in those if len(one.words) == 1]
    neighbours = Neighbours(name for name in names if len(name) >= _FEWEST)
    return _Spellings(frozenset(words) | lexicon().alike, neighbours)
