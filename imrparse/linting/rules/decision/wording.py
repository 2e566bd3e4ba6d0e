"""The word lists and patterns of ``data/decision.toml``, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

from imrparse.data import table
from imrparse.fields.treatments.treatment import read_treatment
from imrparse.syntax.field_parser import names_pattern

_KEPT = 1024  # cached treatments, and passages of rationales
_EDGE = r"\b"
_WORD = re.compile(r"[a-z](?:[\w/-]*\w)?")


class Wording:
    """The words and patterns of the rules, all in lower case."""

    def __init__(self) -> None:
        data = table("decision")
        naming, mention = data["naming"], data["mention"]
        complete = data["complete"]["rationales"]
        self.complete = frozenset(text.replace(" ", "") for text in complete)
        self.longest_complete = 2 * max(map(len, self.complete))  # with a space after each letter
        self.conclusion_clue = re.compile(data["conclusion"]["clue"])
        plain = data["plain"]
        self.restarts = _any_of(plain["restarts"])
        self.begins = re.compile(plain["begins"])
        self.rest = re.compile(plain["rest"])
        self.reason = re.compile(plain["reason"])
        self.connective = re.compile(plain["connective"])
        self.no_plain_clause = _any_of(plain["no_plain_clause"])
        self.no_plain_necessity = re.compile(plain["no_plain_necessity"])
        self.no_plain_statement = re.compile(plain["no_plain_statement"])
        self.of_request = _any_of(plain["of_request"])
        self.ruling = re.compile(plain["ruling"])
        self.no_plain_ruling = re.compile(plain["no_plain_ruling"])
        self.closing = re.compile(plain["closing"])
        self.taking_back = _any_of(plain["taking_back"])
        self.decided = _any_of(data["conclusion"]["decided"])
        self.of_guideline = re.compile(data["conclusion"]["of_guideline"])
        self.articles = frozenset(data["filler"]["articles"])
        self.filler = self.articles.union(data["filler"]["words"])
        self.general = frozenset(data["filler"]["general"])
        self.lead = _any_of(naming["leads"])
        self.clause = _any_of(naming["clauses"])
        befores = map(re.compile, naming["before"])
        self.openings = tuple(zip(naming["openings"], befores, strict=True))
        self.first = re.compile(naming["first"])
        self.end = _any_of(naming["ends"])
        self.unnamed = frozenset(mention["unnamed"])
        beside = names_pattern(mention["between"])
        self.beside = re.compile(rf"(?:[\s,®]*(?:{beside}(?!\w)|\([a-z /-]+\)))*[\s,®]*(?=[\d.])")
        self.history = _any_of(mention["history"])
        self.mention_end = _any_of(mention["ends"])
        self.collective = _any_of(data["collective"]["words"])
        self.level = re.compile(data["levels"]["pattern"])
        counts = data["levels"]["counts"]
        self.levels = [f"{name}{n}" for name, count in counts.items() for n in range(1, count + 1)]
        """The levels of the spine from top to bottom."""
        self.containers = frozenset(data["containers"]["units"])
        self.remaining: str = data["partial"]["remaining"]
        self.alike = {unit: name for name, units in data["alike"].items() for unit in units}
        self.contained = {name: frozenset(parts) for name, parts in data["holds"].items()}
        self._same = {alias: name for name, listed in data["same"].items() for alias in listed}
        self._alias = re.compile(rf"(?<![\w/-]){names_pattern(self._same)}(?![\w/-])")
        self.heads = frozenset(_WORD.findall(alias)[0] for alias in self._same)
        """The first words of all aliases."""
        self.known = frozenset(chain(self._same, data["same"]))
        """The words with a known meaning."""

    def usual(self, text: str) -> str:
        """A lower-case text with every alias replaced by its usual word."""
        return self._alias.sub(lambda found: self._same[found.group()], text)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches any of the patterns; those that start at a word boundary come
    first."""
    listed = list(patterns)
    of_words = [pattern.removeprefix(_EDGE) for pattern in listed if pattern.startswith(_EDGE)]
    others = [pattern for pattern in listed if not pattern.startswith(_EDGE)]
    return re.compile("|".join([rf"{_EDGE}(?:{'|'.join(of_words)})", *others]))


@cache
def wording() -> Wording:
    """The words of ``data/decision.toml``; cached."""
    return Wording()


def is_complete(rationale: str) -> bool:
    """Whether a rationale is the fixed one, which is short and names no item."""
    if len(rationale) > wording().longest_complete:
        return False
    # Some extractors insert spaces into words.
    return rationale.lower().replace(" ", "") in wording().complete


def words(text: str) -> frozenset[str]:
    """The significant words of a lower-case text, each as its usual word."""
    listed = word_list(text)
    if not wording().heads.isdisjoint(listed):
        listed = word_list(wording().usual(text))
    return frozenset(listed).difference(wording().filler)


def word_list(text: str) -> list[str]:
    """The words of a lower-case text, in order."""
    return _WORD.findall(text)


@lru_cache(_KEPT)
def item_words(text: str) -> frozenset[str]:
    """The words of a treatment that identify it, without amounts and body parts."""
    reading = read_treatment(text)
    lower = text.lower()
    taken = [(cut.start, cut.end) for cut in reading.cuts]
    taken += [part.place for part in reading.parts]
    kept, position = "", 0
    for start, end in sorted(taken):
        kept += lower[position : max(start, position)] + " "
        position = max(end, position)
    return words(kept + lower[position:])


@lru_cache(_KEPT)
def part_words(text: str) -> frozenset[str]:
    """The words of a treatment for body parts and sides."""
    reading = read_treatment(text)
    found = {part.side.value for part in reading.parts if part.side}
    for part in reading.parts:
        found |= words(text[slice(*part.place)].lower())
    return frozenset(found)
