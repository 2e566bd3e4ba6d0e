"""Comparing body parts and spinal levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from imrparse.fields.details import Side
from imrparse.fields.treatments.amounts import Place
from imrparse.fields.treatments.body_parts import Part
from imrparse.linting.rules.decision.wording import phrases, wording

_BOTH = frozenset((Side.LEFT, Side.RIGHT))


def differing_part(found: Sequence[Part], asked: Sequence[Part]) -> Part | None:
    """The first part in `found` that was not asked for, or is on another side; None if all fit."""
    if not found or not asked:
        return None
    sides = _sides(found), _sides(asked)
    if all(sides) and sides[0].isdisjoint(sides[1]):
        return next(part for part in found if part.side)
    for part in found:
        alike = [one for one in asked if one.region == part.region]
        if alike and all(one.side for one in alike) and not _sides([part]) <= _sides(alike):
            return part
    # A rationale may cover only some of the parts, or a part of one, but not replace one by
    # another.
    others = [part for part in found if not _is_among(part, asked)]
    left_out = any(not _is_among(part, found) for part in asked)
    return others[0] if others and left_out else None


def place_of(part: Part) -> Place:
    """The place of a part's name, including its side if that stands beside it."""
    side = part.side_place or part.place
    return min(*part.place, *side), max(*part.place, *side)


def differing_level(found: str, asked: str) -> Place | None:
    """The place of spinal levels, or of their side, that differ from those asked for."""
    place, levels, sides = _levels(found)
    if place is None:
        return None
    _, asked_levels, asked_sides = _levels(asked)
    for one, other in ((levels, asked_levels), (sides, asked_sides)):
        if one and other and one.isdisjoint(other):
            return place
    return None


def _sides(parts: Iterable[Part]) -> frozenset[Side]:
    sides = {part.side for part in parts if part.side}
    return _BOTH if Side.BILATERAL in sides else frozenset(sides)


def _is_among(part: Part, others: Iterable[Part]) -> bool:
    """Whether a part contains, is contained in, or equals one of the others."""
    contained = wording().contained
    return any(
        part.region == other.region
        or other.region in contained.get(part.region, ())
        or part.region in contained.get(other.region, ())
        for other in others
    )


def _levels(text: str) -> tuple[Place | None, set[str], set[str]]:
    """The place of the first spinal level in a text, all levels, and their sides."""
    place: Place | None = None
    levels: set[str] = set()
    sides: set[str] = set()
    for found in phrases()["LEVEL"].finditer(text.lower()):
        place = place or found.span()
        levels.update(_range(found["region"], int(found["first"]), found["other"], found["last"]))
        if found["side"]:
            sides.add(found["side"])
    return place, levels, sides


def _range(region: str, first: int, other: str | None, last: str | None) -> Iterable[str]:
    """The levels in a range: "L4-5" is L4 and L5, "L4-S1" is L4, L5 and S1."""
    named = [f"{region}{first}"]
    if last:
        named.append(f"{other or region}{last}")
    levels = wording().levels
    if all(level in levels for level in named):
        return levels[levels.index(named[0]) : levels.index(named[-1]) + 1] or named
    return named
