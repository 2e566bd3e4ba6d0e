"""The body parts that a treatment names, and their sides.

A side belongs to the part that it precedes or follows ("knee, right"), and to the paired parts that
a list joins to that one ("right hip and foot"). A level of the spine ("L4-5") names the part of the
spine that it is in, or adds to another name of that part ("lumbar injection, L4-5").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.fields.details import Side, region_of
from imrparse.syntax.field_parser import names_pattern
from imrparse.syntax.parse_tree import Child
from imrparse.syntax.tokens import Token

_SIDE, _PART, _LEVEL = "SIDE", "BODY_PART", "LEVEL"
_PARTS = (_PART, _LEVEL)
_BEFORE = regex(r"[\s).]*(?:[\w/-]+ ){0,6}")
"""Matches between a side and its part: a few words of the same phrase."""
_SIDE_OF = regex(r"(?<=side) of (?:the )?")
"""Matches between the words for a side and any part: "left side of the neck"."""
_AFTER = regex(r"[\s,(-]*")
"""Matches between a part and a side that follows it."""
_LETTERS = regex("[a-z]")
_SET_OFF = regex(r"\s*(?:[,;)\]]|\Z)")
"""Matches after a side that belongs to no later word."""


class Part(NamedTuple):
    """A body part, the place of its name, and its side with its place."""

    name: str
    side: Side | None
    place: tuple[int, int]
    side_place: tuple[int, int] | None = None
    levels: tuple[str, ...] = ()

    @property
    def region(self) -> str:
        """The canonical name of the region, for comparing parts."""
        return region_of(self.name)


class _Known(NamedTuple):
    """The parts that a name stands for."""

    names: tuple[str, ...]
    paired: bool
    side: Side | None = None


class _Mention(NamedTuple):
    """The name of a part in a text, with its side if known so far."""

    known: _Known
    place: tuple[int, int]
    side: Side | None = None
    side_place: tuple[int, int] | None = None
    levels: tuple[str, ...] = ()


class Body:
    """The content of ``data/body_parts.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sides = {name: Side(side) for side, names in data["sides"].items() for name in names}
        self._known = {
            alias: _Known((name,), paired)
            for section, paired in (("midline", False), ("paired", True))
            for name, aliases in data[section].items()
            for alias in aliases
        }
        paired = set(data["paired"])
        for name, procedures in data["procedures"].items():
            self._known.update(dict.fromkeys(procedures, _Known((name,), True)))
        for alias, (name, side) in data["sided"].items():
            self._known[alias] = _Known((name,), True, Side(side))
        for alias, names in data["several"].items():
            self._known[alias] = _Known(tuple(names), paired.issuperset(names))
        self.names: dict[str, Iterable[str]] = {
            "SIDE": self._sides,
            "PART": self._known,
            "OTHER": data["other"]["names"],
        }
        """The names that stand for each `<NAME>` of the grammar."""
        self._levels: Mapping[str, str] = data["levels"]
        self._last_levels: Mapping[str, str] = data["last_levels"]
        joints = names_pattern(data["lists"]["joints"])
        self._joint = re.compile(rf"[\s,&/]*(?:(?<!\w){joints}(?!\w)[\s,]*)?")

    def parts(self, text: str, tokens: Sequence[Token]) -> tuple[Part, ...]:
        """The parts named by the islands of a text."""
        mentions: list[_Mention] = []
        sides: list[Token] = []
        lone: list[Token] = []
        for token, following in zip(tokens, (*tokens[1:], None), strict=True):
            if token.type in _PARTS:
                mentions.append(self._mention(text, token, sides, mentions))
                sides = []
            elif following and self._goes_before(text, token, following):
                sides.append(token)
            elif mentions and _between(_AFTER, text, mentions[-1].place[1], token.start_pos):
                self._side_after(text, token, mentions)
            else:
                lone.append(token)
        merged = list(_with_levels(mentions))
        if lone:
            self._set_off(text, lone, merged)
        return _distinct(merged)

    def _goes_before(self, text: str, side: Token, following: Token) -> bool:
        end, start = side.end_pos, following.start_pos
        if following.type == _SIDE:
            return _between(self._joint, text, end, start)
        directly = not text[end:start].strip(" ).") or _between(_SIDE_OF, text, end, start)
        known = self._named(following)
        return directly or (known.paired and _between(_BEFORE, text, end, start))

    def _mention(
        self, text: str, token: Token, sides: Sequence[Token], before: Sequence[_Mention]
    ) -> _Mention:
        known = self._named(token)
        place = token.start_pos, token.end_pos
        levels = (token.value.upper(),) if token.type == _LEVEL else ()
        if sides:
            side_place = sides[0].start_pos, sides[-1].end_pos
            return _Mention(known, place, self._side(sides), side_place, levels)
        shared = None
        if before and known.paired and before[-1].known.paired and not known.side:
            listed = _between(self._joint, text, before[-1].place[1], token.start_pos)
            shared = before[-1].side if listed else None
        return _Mention(known, place, known.side or shared, levels=levels)

    def _named(self, token: Token) -> _Known:
        """The parts that a name or a level stands for: two for "C7-T1", but one for "L5-S1"."""
        if token.type == _PART:
            return self._known[token.value]
        first, *others = _LETTERS.findall(token.value)
        names = [self._levels[first], *map(self._last_levels.get, others)]
        return _Known(tuple(dict.fromkeys(filter(None, names))), True)

    def _side(self, tokens: Iterable[Token]) -> Side:
        sides = {self._sides[token.value] for token in tokens}
        return sides.pop() if len(sides) == 1 else Side.BILATERAL

    def _side_after(self, text: str, token: Token, mentions: list[_Mention]) -> None:
        """Assign a side to the part before it, and to the parts that a list joins to that one."""
        side, place = self._sides[token.value], (token.start_pos, token.end_pos)
        for number in reversed(range(len(mentions))):
            mention = mentions[number]
            is_beside = place is not None
            if mention.side or not (is_beside or mention.known.paired):
                break
            mentions[number] = mention._replace(side=side, side_place=place)
            start = mentions[number - 1].place[1] if number else 0
            if not (number and mention.known.paired) or not _between(
                self._joint, text, start, mention.place[0]
            ):
                break
            place = None  # type: ignore[assignment]  # the side is beside the last of them only

    def _set_off(self, text: str, lone: Sequence[Token], mentions: list[_Mention]) -> None:
        """Assign a side that stands alone to the only part it can belong to."""
        open_ones = [
            n for n, m in enumerate(mentions) if (m.known.paired or m.levels) and not m.side
        ]
        if len(lone) == len(open_ones) == 1 and _SET_OFF.match(text, lone[0].end_pos):
            side = self._sides[lone[0].value]
            mentions[open_ones[0]] = mentions[open_ones[0]]._replace(side=side)


def _between(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return pattern.fullmatch(text, start, end) is not None


def _with_levels(mentions: Sequence[_Mention]) -> Sequence[_Mention]:
    """The mentions, with each level added to another name of its part of the spine, if any."""
    if not any(mention.levels for mention in mentions):
        return mentions
    merged: list[_Mention] = []
    for mention in mentions:
        for number, other in enumerate(merged):
            if _is_same_part(other, mention):
                merged[number] = _merged(other, mention)
                break
        else:
            merged.append(mention)
    return merged


def _is_same_part(one: _Mention, other: _Mention) -> bool:
    if not (one.levels or other.levels) or (one.side and other.side and one.side != other.side):
        return False
    below = one.levels and other.levels and other.levels[0].startswith("S")  # "L5 and S1"
    return bool(below) or region_of(one.known.names[0]) == region_of(other.known.names[0])


def _merged(one: _Mention, other: _Mention) -> _Mention:
    named = other if one.levels and not other.levels else one
    return named._replace(
        side=one.side or other.side,
        side_place=one.side_place or other.side_place,
        levels=(*one.levels, *other.levels),
    )


def _distinct(mentions: Sequence[_Mention]) -> tuple[Part, ...]:
    """The parts without duplicates. A part with a side is not repeated without one."""
    if len(mentions) == 1:
        known, place, side, side_place, levels = mentions[0]
        return tuple([Part(name, side, place, side_place, levels) for name in known.names])
    found: dict[tuple[str, Side | None], Part] = {}
    for known, place, side, side_place, levels in mentions:
        for name in known.names:
            found.setdefault((name, side), Part(name, side, place, side_place, levels))
    sided = {name for name, side in found if side}
    return tuple(part for (name, side), part in found.items() if side or name not in sided)


def read_parts(text: str, children: Iterable[Child]) -> tuple[Part, ...]:
    """The body parts in the parse tree of a treatment's lowercase text."""
    tokens = [c for c in children if isinstance(c, Token) and c.type in (_SIDE, *_PARTS)]
    return body().parts(text, tokens) if tokens else ()


@cache
def body() -> Body:
    """The body parts of ``data/body_parts.toml``."""
    return Body(table("body_parts"))
