"""The values of a treatment and their places, by ``grammars/treatment.lark``.

Offsets count from the start of the treatment's text, so that the result of a text that many letters
share can be cached.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple, TypeGuard

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
from imrparse.syntax.field_parser import FieldParser, islands_anywhere
from imrparse.syntax.parse_tree import Child, Tree
from imrparse.syntax.tokens import Token

_KEPT = 1_024  # cached treatments; many letters ask for the same
_LONGEST_KEPT = 600  # code points; sentences that are so long are read too
_SCALARS = (STRENGTH, REFILLS, DATE_OF_SERVICE)
# No island begins inside a word, except after the "x" of "2xweek".
_BEGINS = r"(?![a-z](?<=[a-z].)(?<!\dx.))(?=[^ ])"
_PREFIX = "_PREFIX"


class Reading(NamedTuple):
    """The values of a treatment's text, and their places in it."""

    text: str
    item: Item
    prefixes: Sequence[tuple[Prefix, Place]]
    fields: Mapping[str, Amount]
    parts: Sequence[Part]
    cuts: Collection[Cut]
    """The values outside the item."""
    places: Mapping[str, Place]
    """The places of the item, the prefixes and the plain values."""
    strengths: Sequence[Place]
    """The places of all strengths, including those of single ingredients."""


def read_treatment(text: str) -> Reading:
    """Parse the folded text of a treatment."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _read(text)


def _read(text: str) -> Reading:
    small = _small(text)
    children = _parser().parse(small).children
    first, found = _prefixes(children)
    prefixes = [(_prefix(token), (token.start_pos, token.end_pos)) for token in found]
    rest = [*children[:first], *children[first + len(found) :]] if found else children
    taken = read_amounts(small, rest)
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
    strengths = [_place(child) for child in children if _is_strength(child)]
    return Reading(text, item, prefixes, taken.fields, parts, cuts, places, strengths)


_kept = lru_cache(_KEPT)(_read)


def _is_strength(child: Child) -> TypeGuard[Tree]:
    return isinstance(child, Tree) and child.data == STRENGTH


def _place(tree: Tree) -> Place:
    return tree.tokens[0].start_pos, tree.tokens[-1].end_pos


def _small(text: str) -> str:
    """The text in lowercase, at the same length."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(map(_small_letter, text))


def _small_letter(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


@cache
def _parser() -> FieldParser:
    names = amounts().names | body().names
    return FieldParser("treatment", partial(islands_anywhere, begins=_BEGINS), names)


def _prefixes(children: Sequence[Child]) -> tuple[int, list[Token]]:
    """The number of the first prefix, and the prefixes, which stand before the item."""
    first = 0
    while first < len(children) and _leads_to_prefix(children[first]):
        first += 1
    found: list[Token] = []
    for child in children[first:]:
        if isinstance(child, Tree) or not child.type.endswith(_PREFIX):
            break
        found.append(child)
    return first, found


def _leads_to_prefix(child: Child) -> bool:
    """Whether a word may stand before a prefix: "6 additional post-op visits"."""
    if isinstance(child, Tree):
        return False
    return child.type == "COUNT" or child.value.strip() in amounts().before_prefix


def _prefix(token: Token) -> Prefix:
    return Prefix[token.type.removesuffix(_PREFIX)]
