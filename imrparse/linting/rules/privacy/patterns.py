"""Searching the free text of a draft by the patterns of ``data/privacy.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen

from imrparse.data import table
from imrparse.linting.draft import Draft
from imrparse.text.source import Span

_LONGEST_BEFORE = 80  # code points
_PART = re.compile(r"<(\w+)>")


@frozen
class Pattern:
    """One way in which something private is written."""

    regex: re.Pattern[str]
    clues: tuple[str, ...] = ()
    """With one of which it begins; if there are none, it is searched for."""
    before: re.Pattern[str] | None = None
    """What has to stand before it, and belongs to it."""
    follows: re.Pattern[str] | None = None
    """What has to stand before it, and does not."""
    words: tuple[str, ...] = ()
    """One of which a draft has to hold, in small letters; if there are none, any draft may do."""
    needs: re.Pattern[str] | None = None
    """What a draft has to hold a match of, wherever."""
    digits: int = 0
    """How many a draft has to hold in a row."""
    any_case: bool = False
    """Whether it is looked for in the text in small letters."""
    opening: bool = False
    """Whether it stands at the beginning of the summary, if anywhere."""

    def spans(self, draft: Draft) -> Sequence[Span]:
        """Where it stands in a draft, in free text or elsewhere."""
        if self.words and draft.words.isdisjoint(self.words):
            return ()
        if self.digits and not draft.has_digits(self.digits):
            return ()
        if self.needs and not draft.matches(self.needs):
            return ()
        text = draft.lowercase if self.any_case else draft.plain
        if self.opening:
            summary = draft.letter.summary.span
            places = [summary.start] if summary else []
        elif self.clues:
            first = draft.free_span.start
            places = [place for clue in self.clues for place in _places(text, clue, first)]
        else:
            matches = self.regex.finditer(text, draft.free_span.start)
            return [span for match in matches if (span := self._whole(text, match))]
        matches = filter(None, (self.regex.match(text, place) for place in places))
        return [span for match in matches if (span := self._whole(text, match))]

    def _whole(self, text: str, match: re.Match[str]) -> Span | None:
        """Where it stands, with what has to stand before it; None if that does not."""
        start, end = match.span()
        wanted = self.before or self.follows
        if not wanted:
            return Span(start, end)
        head = wanted.search(text, max(0, start - _LONGEST_BEFORE), start)
        return head and Span(head.start() if self.before else start, end)


def _places(text: str, clue: str, first: int) -> Iterator[int]:
    if clue[0] not in text:
        return  # which is seen much faster
    place = text.find(clue, first)
    while place >= 0:
        yield place
        place = text.find(clue, place + 1)


def stretches(draft: Draft, kind: str) -> Iterator[Span]:
    """Where something of a kind stands in free text. Of two that overlap, the first pattern's."""
    taken: set[int] = set()
    for pattern in _patterns()[kind]:
        for span in pattern.spans(draft):
            text = draft.text_at(span.end - 1)
            if text and span.start >= text.start and taken.isdisjoint(range(*span)):
                taken.update(range(*span))
                yield span


@cache
def _patterns() -> Mapping[str, tuple[Pattern, ...]]:
    """The patterns of each kind."""
    data = dict(table("privacy"))
    parts, needs = data.pop("parts"), data.pop("needs")
    needed = {name: re.compile(_whole(pattern, parts)) for name, pattern in needs.items()}
    return {kind: tuple(_pattern(entry, parts, needed) for entry in data[kind]) for kind in data}


def _pattern(
    entry: Mapping[str, Any], parts: Mapping[str, str], needed: Mapping[str, re.Pattern[str]]
) -> Pattern:
    heads = {
        name: re.compile(rf"(?:{_whole(entry[name], parts)})\Z")
        for name in ("before", "follows")
        if name in entry
    }
    return Pattern(
        re.compile(_whole(entry["pattern"], parts)),
        tuple(entry.get("clues", ())),
        words=tuple(entry.get("words", ())),
        needs=needed[entry["needs"]] if "needs" in entry else None,
        digits=entry.get("digits", 0),
        any_case=entry.get("any_case", False),
        opening=entry.get("opening", False),
        **heads,
    )


def _whole(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with the patterns of its parts in it."""
    while _PART.search(pattern):
        pattern = _PART.sub(lambda part: parts[part[1]], pattern)
    return pattern
