"""The names of drugs, by ``data/drugs.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from attrs import frozen

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.fields.category import WORD
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.edit_distance import is_near

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
_HEAD, _TAIL = 3, 4  # letters of which the first or the last are kept by one typing error
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
    near = {*known.heads.get(word[:_HEAD], ()), *known.tails.get(word[-_TAIL:], ())}
    most = 2 if len(word) >= _LONG else 1
    found = [name for name in near if is_near(name, word, most) and word != f"{name}s"]
    return found[0] if len(found) == 1 else None


class _Spellings(NamedTuple):
    """The names of one word, for finding one that a word is near to."""

    words: frozenset[str]
    """Right words."""
    heads: Mapping[str, Sequence[str]]
    """The names by their first letters."""
    tails: Mapping[str, Sequence[str]]
    """The names by their last letters."""


@cache
def _spellings() -> _Spellings:
    starts = lexicon().starts
    words = {word for those in starts.values() for name in those for word in name.words}
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    for name in sorted(
        one.words[0] for those in starts.values() for one in those if len(one.words) == 1
    ):
        if len(name) >= SHORTEST:
            heads.setdefault(name[:_HEAD], []).append(name)
            tails.setdefault(name[-_TAIL:], []).append(name)
    return _Spellings(frozenset(words) | lexicon().alike, heads, tails)
