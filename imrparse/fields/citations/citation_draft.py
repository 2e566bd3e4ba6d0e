"""A citation being built: its values and their places.

Places are offsets in the folded text, so the result for a text can be reused wherever the same text
occurs again.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from imrparse.data.regexes import regex
from imrparse.fields.details import CitationKind
from imrparse.syntax.tokens import Token

Place: TypeAlias = tuple[int, int]
"""A start and an end in the folded text."""

_YEAR = regex(r"(?:19|20)\d\d")
_QUOTED = regex(r"'[^']+'|\"[^\"]+\"|\u2018[^\u2019]+\u2019|\u201c[^\u201d]+\u201d")
_NUMBER = regex(r"\d+(?: ?[-\u2013] ?\d+)?")


class ReadCitation(NamedTuple):
    """A citation, with its place and those of its values in the folded text."""

    values: Mapping[str, Any]
    """The fields of the `Citation`."""
    place: Place
    places: Mapping[str, Place]


class Draft:
    """The values of a citation so far, and their places."""

    __slots__ = ("_text", "places", "values")

    def __init__(self, text: str, kind: CitationKind, source: str | None) -> None:
        self._text = text
        self.values: dict[str, Any] = {"kind": kind, "source": source}
        self.places: dict[str, Place] = {}

    def following(self, token: Token) -> str:
        """The character after a token, if there is any."""
        return self._text[token.end_pos : token.end_pos + 1]

    def put(self, name: str, place: Place, value: object = None) -> None:
        """Set a value and its place. By default, the value is the text at that place."""
        self.values[name] = self._text[place[0] : place[1]] if value is None else value
        self.places[name] = place

    def put_year(self, token: Token) -> None:
        """Set the year from a token that contains one, unless a year is already set."""
        if "year" not in self.values and (year := _YEAR.search(token.value)):
            start = token.start_pos + year.start()
            self.values["year"] = int(year[0])
            self.places["year"] = start, start + 4

    def put_each(self, name: str, places: Iterable[Place]) -> None:
        """Set a list of values, which are the texts at these places."""
        found: list[str] = []
        for place in places:
            self.places[f"{name}[{len(found)}]"] = place
            found.append(self._text[place[0] : place[1]])
        if found:
            self.values[name] = tuple(found)

    def put_pages(self, places: Iterable[Place]) -> None:
        """Set the pages and ranges of pages, without repetitions."""
        pages: dict[str, Place] = {}
        for place in places:
            pages.setdefault(self._text[slice(*place)].replace(" ", ""), place)
        self.put_each("pages", pages.values())
        if pages:
            self.values["pages"] = tuple(pages)

    def put_topic(self, tokens: Sequence[Token], apart: Iterable[Token] = ()) -> None:
        """Set the topic: the text from the first to the last token, without the tokens `apart`."""
        if not tokens:
            return
        place = _unparenthesised(self._text, tokens[0].start_pos, tokens[-1].end_pos)
        if _QUOTED.fullmatch(self._text, *place):
            place = place[0] + 1, place[1] - 1
        pieces = _parted(place, tokens, [token.start_pos for token in apart])
        if len(pieces) == 1:
            self.put("topic", place)
        else:
            self.values["topic"] = ", ".join(self._text[slice(*piece)] for piece in pieces)


def numbers(token: Token) -> list[Place]:
    """The places of the page numbers in a token."""
    start = token.start_pos
    return [(start + n.start(), start + n.end()) for n in _NUMBER.finditer(token.value)]


def _parted(place: Place, tokens: Sequence[Token], breaks: Sequence[int]) -> list[Place]:
    """A place that tokens cover, split between two tokens that have one of the breaks between."""
    pieces: list[Place] = []
    start, end = place
    for token, following in pairwise(tokens) if breaks else ():
        if bisect(breaks, token.start_pos) < bisect(breaks, following.start_pos):
            pieces.append((start, token.end_pos))
            start = following.start_pos
    return [*pieces, (start, end)]


def _unparenthesised(text: str, start: int, end: int) -> Place:
    """A place without parentheses around all of it, and without a final one that is not opened."""
    if text[end - 1] != ")":
        return start, end
    if text.count("(", start, end) < text.count(")", start, end):
        return start, start + len(text[start : end - 1].rstrip())
    if text[start] != "(":
        return start, end
    depth = 0
    for position in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return (start + 1, end - 1) if position == end - 1 > start + 1 else (start, end)
    return start, end
