"""What was changed in a draft, as edits of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate

from imrparse.diagnostics.diagnostic import Edit
from imrparse.text.source import Span

_WORD = re.compile(r"\n|\S+[^\S\n]*|[^\S\n]+")


def edits_between(before: str, after: str) -> list[Edit]:
    """The edits that make one text of another, of whole words, in order."""
    start = _cut(before, _same(before, after))
    rest, new = before[start:], after[start:]
    end = len(rest) - len(_cut_end(rest, _same(rest[::-1], new[::-1])))
    old, words = _WORD.findall(rest[:end]), _WORD.findall(new[: len(new) - (len(rest) - end)])
    return list(_edits(old, words, start))


def _edits(old: list[str], new: list[str], start: int) -> Iterator[Edit]:
    places = [start, *accumulate(map(len, old), initial=start)][1:]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, others, until in matcher.get_opcodes():
        if kind != "equal":
            yield Edit(Span(places[first], places[last]), "".join(new[others:until]))


def _same(one: str, other: str) -> int:
    """The number of characters with which both texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, length: int) -> int:
    """A length at most so large, so that the text is cut where a line begins."""
    return text.rfind("\n", 0, length) + 1


def _cut_end(text: str, length: int) -> str:
    """The end of a text, at most so long, that begins with a line."""
    end = text[len(text) - length :] if length else ""
    place = end.find("\n")
    return end[place:] if place >= 0 else ""
