"""What ``data/decision.toml`` lists, ready to be searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

from imrparse.data import table
from imrparse.fields.treatments.treatment import read_treatment
from imrparse.syntax.field_parser import names_pattern

_KEPT = 1024  # treatments, and stretches of rationales
_EDGE = r"\b"
_WORD = re.compile(r"[a-z](?:[\w/-]*\w)?")


class Wording:
    """The words of the rules, all in small letters."""

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
        """The levels of the spine from above."""
        self.containers = frozenset(data["containers"]["units"])
        self.remaining: str = data["partial"]["remaining"]
        self.alike = {unit: name for name, units in data["alike"].items() for unit in units}
        self.holds = {name: frozenset(held) for name, held in data["holds"].items()}
        self._same = {alias: name for name, listed in data["same"].items() for alias in listed}
        self._alias = re.compile(rf"(?<![\w/-]){names_pattern(self._same)}(?![\w/-])")
        self.heads = frozenset(_WORD.findall(alias)[0] for alias in self._same)
        """The words that others begin with for which there is a usual one."""
        self.known = frozenset(chain(self._same, data["same"]))
        """The words of which it is listed what they mean."""

    def usual(self, text: str) -> str:
        """A text in small letters, with the usual word for each thing."""
        return self._alias.sub(lambda found: self._same[found.group()], text)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some, which looks for a word only where one begins or ends."""
    listed = list(patterns)
    of_words = [pattern.removeprefix(_EDGE) for pattern in listed if pattern.startswith(_EDGE)]
    others = [pattern for pattern in listed if not pattern.startswith(_EDGE)]
    return re.compile("|".join([rf"{_EDGE}(?:{'|'.join(of_words)})", *others]))


@cache
def wording() -> Wording:
    """The words of ``data/decision.toml``."""
    return Wording()


def is_complete(rationale: str) -> bool:
    """Whether a rationale is the fixed one, which is short and names no item."""
    if len(rationale) > wording().longest_complete:
        return False
    # Some extractors put spaces into words.
    return rationale.lower().replace(" ", "") in wording().complete


def words(text: str) -> frozenset[str]:
    """The telling words of a text in small letters, in their usual form."""
    listed = word_list(text)
    if not wording().heads.isdisjoint(listed):
        listed = word_list(wording().usual(text))
    return frozenset(listed).difference(wording().filler)


def word_list(text: str) -> list[str]:
    """The words of a text in small letters, in its order."""
    return _WORD.findall(text)


@lru_cache(_KEPT)
def item_words(text: str) -> frozenset[str]:
    """The words of a treatment that tell what is asked for, without amounts and body parts."""
    reading = read_treatment(text)
    small = text.lower()
    taken = [(cut.start, cut.end) for cut in reading.cuts]
    taken += [part.place for part in reading.parts]
    kept, position = "", 0
    for start, end in sorted(taken):
        kept += small[position : max(start, position)] + " "
        position = max(end, position)
    return words(kept + small[position:])


@lru_cache(_KEPT)
def part_words(text: str) -> frozenset[str]:
    """The words that a treatment has for the parts of the body, and their sides."""
    reading = read_treatment(text)
    found = {part.side.value for part in reading.parts if part.side}
    for part in reading.parts:
        found |= words(text[slice(*part.place)].lower())
    return frozenset(found)
