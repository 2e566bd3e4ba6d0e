"""The word lists and patterns of ``data/decision.toml``, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.fields.treatments.treatment import read_treatment
from imrparse.syntax.field_parser import names_pattern
from imrparse.syntax.patterns import Wording

_KEPT = 1024  # treatments, and stretches of rationales
_WORD = regex(r"[a-z](?:[\w/-]*\w)?")


class Words:
    """The lists of ``data/decision.toml``. All words are in lower case."""

    def __init__(self) -> None:
        data = table("decision")
        complete = data["complete"]["rationales"]
        self.complete: frozenset[str] = frozenset(text.replace(" ", "") for text in complete)
        # With a space after each letter.
        self.longest_complete: int = 2 * max(map(len, self.complete))
        self.articles: frozenset[str] = frozenset(data["filler"]["articles"])
        self.filler: frozenset[str] = self.articles.union(data["filler"]["words"])
        self.general: frozenset[str] = frozenset(data["filler"]["general"])
        self.common_items: frozenset[str] = frozenset(data["filler"]["items"])
        """Items that many rationales speak of, whatever they decide on."""
        self.unnamed: frozenset[str] = frozenset(data["mention"]["unnamed"])
        self.between: tuple[str, ...] = tuple(data["mention"]["between"])
        counts = data["levels"]["counts"]
        self.levels: list[str] = [
            f"{name}{n}" for name, count in counts.items() for n in range(1, count + 1)
        ]
        """The levels of the spine from top to bottom."""
        self.containers: frozenset[str] = frozenset(data["containers"]["units"])
        self.remaining: str = data["partial"]["remaining"]
        self.alike: dict[str, str] = {
            unit: name for name, units in data["alike"].items() for unit in units
        }
        self.visits: str = next(iter(data["alike"]))
        """The common name of units that are visits."""
        self.sides: frozenset[str] = frozenset(data["restated"]["sides"])
        self.numbers: dict[str, str] = {
            word: str(number) for word, number in data["restated"]["numbers"].items()
        }
        """The digits of number words."""
        self.contained: dict[str, frozenset[str]] = {
            name: frozenset(held) for name, held in data["holds"].items()
        }
        self.spine: frozenset[str] = frozenset(data["regions"]["spine"])
        self.vague: frozenset[str] = frozenset(data["regions"]["vague"])
        self.same: dict[str, str] = {
            alias: name for name, listed in data["same"].items() for alias in listed
        }
        """The usual word for each word that has one."""
        self.aliases: dict[str, Sequence[str]] = data["same"]
        """The words that each usual word stands for."""
        self.common: dict[str, frozenset[str]] = {
            name: frozenset(tests) for name, tests in data["common"].items()
        }
        """Names for several kinds of tests, each with the usual words of these."""
        self.heads: frozenset[str] = frozenset(_WORD.findall(alias)[0] for alias in self.same)
        """The first words of the keys of `same`."""
        self.known: frozenset[str] = frozenset(chain(self.same, data["same"]))
        """The words that have a usual word, and the usual words."""


@cache
def wording() -> Words:
    """The lists of ``data/decision.toml``."""
    return Words()


@cache
def phrases() -> Wording:
    """The patterns of ``grammars/lint/decision.lark``."""
    lists = wording()
    names = {"BETWEEN": names_pattern(lists.between), "SAME": names_pattern(lists.same)}
    return Wording("lint/decision", names)


def usual(text: str) -> str:
    """A lowercase text with the usual word for each thing."""
    return phrases()["SAME"].sub(lambda found: wording().same[found.group()], text)


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
        listed = word_list(usual(text))
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
