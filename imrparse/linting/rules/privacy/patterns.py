"""Searching the free text of a draft with the patterns of ``data/privacy.toml``."""

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
    """A pattern for one kind of private information."""

    regex: re.Pattern[str]
    clues: tuple[str, ...] = ()
    """The strings that a match can start with; if empty, the whole text is searched."""
    before: re.Pattern[str] | None = None
    """What must stand directly before the match, and is part of it."""
    follows: re.Pattern[str] | None = None
    """What must stand directly before the match, and is not part of it."""
    words: tuple[str, ...] = ()
    """The draft must contain one of these lower-case words, if there are any."""
    needs: re.Pattern[str] | None = None
    """The draft must contain a match of this pattern anywhere."""
    digits: int = 0
    """The draft must contain this many digits in a row."""
    any_case: bool = False
    """Whether to match in the lower-case text."""
    opening: bool = False
    """Whether a match is only possible at the beginning of the summary."""

    def spans(self, draft: Draft) -> Sequence[Span]:
        """The spans of all matches in a draft, in free text or elsewhere."""
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
            return [span for match in matches if (span := self._full_span(text, match))]
        matches = filter(None, (self.regex.match(text, place) for place in places))
        return [span for match in matches if (span := self._full_span(text, match))]

    def _full_span(self, text: str, match: re.Match[str]) -> Span | None:
        """The span of a match with `before`; None if the required text before it is missing."""
        start, end = match.span()
        wanted = self.before or self.follows
        if not wanted:
            return Span(start, end)
        head = wanted.search(text, max(0, start - _LONGEST_BEFORE), start)
        return head and Span(head.start() if self.before else start, end)


def _places(text: str, clue: str, first: int) -> Iterator[int]:
    if clue[0] not in text:
        return  # much faster than a search
    place = text.find(clue, first)
    while place >= 0:
        yield place
        place = text.find(clue, place + 1)


def private_spans(draft: Draft, kind: str) -> Iterator[Span]:
    """The spans of a kind in free text. If two overlap, the first pattern wins."""
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
    needed = {name: re.compile(_expanded(pattern, parts)) for name, pattern in needs.items()}
    return {kind: tuple(_pattern(entry, parts, needed) for entry in data[kind]) for kind in data}


def _pattern(
    entry: Mapping[str, Any], parts: Mapping[str, str], needed: Mapping[str, re.Pattern[str]]
) -> Pattern:
    heads = {
        name: re.compile(rf"(?:{_expanded(entry[name], parts)})\Z")
        for name in ("before", "follows")
        if name in entry
    }
    return Pattern(
        re.compile(_expanded(entry["pattern"], parts)),
        tuple(entry.get("clues", ())),
        words=tuple(entry.get("words", ())),
        needs=needed[entry["needs"]] if "needs" in entry else None,
        digits=entry.get("digits", 0),
        any_case=entry.get("any_case", False),
        opening=entry.get("opening", False),
        **heads,
    )


def _expanded(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with its named parts filled in."""
    while _PART.search(pattern):
        pattern = _PART.sub(lambda part: parts[part[1]], pattern)
    return pattern
