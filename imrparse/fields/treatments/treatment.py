"""What a treatment asks for: ``grammars/treatment.lark`` read into values and their places.

Everything here counts offsets from the start of the treatment's text, so that a text that many
letters have is read once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from imrparse.fields.details import Prefix
from imrparse.fields.treatments.agreement import read_amounts
from imrparse.fields.treatments.amount_words import amounts
from imrparse.fields.treatments.amounts import (
    DATE_OF_SERVICE,
    REFILLS,
    STRENGTH,
    Amount,
    Place,
)
from imrparse.fields.treatments.body_parts import Part, body, read_parts
from imrparse.fields.treatments.item import Cut, Item, seams
from imrparse.syntax.field_parser import FieldParser
from imrparse.syntax.parse_tree import Child, Tree
from imrparse.syntax.tokens import Token

_KEPT = 1_024  # treatments; many letters ask for the same
_LONGEST_KEPT = 500  # code points
_SCALARS = (STRENGTH, REFILLS, DATE_OF_SERVICE)
# No island begins inside a word, but for what follows the "x" of "2xweek".
_BEGINS = r"(?![a-z](?<=[a-z].)(?<!\dx.))(?=[^ ])"
_PREFIX = "_PREFIX"


class Reading(NamedTuple):
    """What a treatment's text says, and where in it."""

    text: str
    item: Item
    prefixes: Sequence[tuple[Prefix, Place]]
    fields: Mapping[str, Amount]
    parts: Sequence[Part]
    cuts: Collection[Cut]
    """What is not in the item."""
    places: Mapping[str, Place]
    """Where the item, the prefixes and the fields that are no nodes stand."""


def read_treatment(text: str) -> Reading:
    """What a treatment's folded text says."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _read(text)


def _read(text: str) -> Reading:
    small = _small(text)
    children = _parser().parse(small).children
    prefixes = [(_prefix(token), (token.start_pos, token.end_pos)) for token in _prefixes(children)]
    taken = read_amounts(small, children[len(prefixes) :] if prefixes else children)
    cuts = {Cut(*place) for _, place in prefixes}
    for amount in taken.amounts:
        cuts.update(amount.cuts)
    item = seams().item(text, cuts)
    places: dict[str, Place] = {}
    for number, (_, place) in enumerate(prefixes):
        places[f"prefixes[{number}]"] = place
    for name in _SCALARS:
        if name in taken.fields:
            places[name] = taken.fields[name].number_place
    if item.text:
        places["item"] = item.start, item.end
    parts = read_parts(small, children)
    return Reading(text, item, prefixes, taken.fields, parts, cuts, places)


_kept = lru_cache(_KEPT)(_read)


def _small(text: str) -> str:
    """The text in small letters, of the same length."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(map(_small_letter, text))


def _small_letter(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


@cache
def _parser() -> FieldParser:
    return FieldParser("treatment", "treatment", amounts().names | body().names, _BEGINS)


def _prefixes(children: Sequence[Child]) -> list[Token]:
    """The prefixes that stand before anything else."""
    found: list[Token] = []
    for child in children:
        if isinstance(child, Tree) or not child.type.endswith(_PREFIX):
            break
        found.append(child)
    return found


def _prefix(token: Token) -> Prefix:
    return Prefix[token.type.removesuffix(_PREFIX)]
