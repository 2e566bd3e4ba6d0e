"""Searching the free text of a draft with the patterns of ``data/privacy.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.linting.draft import Draft, follows
from imrparse.syntax.patterns import Form, Wording
from imrparse.text.source import Span

_LONGEST_HEAD = 80  # code points


@frozen
class Pattern:
    """A pattern for one kind of private information."""

    regex: re.Pattern[str]
    clues: tuple[str, ...] = ()
    """The strings that a match can start with; if empty, the whole text is searched."""
    head: re.Pattern[str] | None = None
    """What must stand directly before the match."""
    includes_head: bool = False
    """Whether the head is part of what is found."""
    words: tuple[str, ...] = ()
    """The draft must contain one of these lower-case words, if there are any."""
    needs: re.Pattern[str] | None = None
    """The draft must contain a match of this pattern anywhere."""
    digits: int = 0
    """The draft must contain this many digits in a row."""
    whole: Sequence[tuple[str, str]] = ()
    """The clues with the lower-case words that they begin with, if each begins with one."""
    behind: re.Pattern[str] | None = None
    """What finds in the joined words of the draft those of a match and the word before it."""
    any_case: bool = False
    """Whether to match in the lower-case text."""
    opening: bool = False
    """Whether a match is only possible at the beginning of the summary."""

    def spans(self, draft: Draft) -> Sequence[Span]:
        """The spans of all matches in a draft, in free text or elsewhere."""
        if self.words and draft.words.isdisjoint(self.words):
            return ()
        if self.behind and not self.behind.search(draft.joined):
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
            clues: Sequence[str] = self.clues
            if self.whole:
                clues = [clue for word, clue in self.whole if word in draft.words]
            places = _places(text, clues, first)
        else:
            matches = self.regex.finditer(text, draft.free_span.start)
            return [span for match in matches if (span := self._full_span(text, match))]
        matches = filter(None, (self.regex.match(text, place) for place in places))
        return [span for match in matches if (span := self._full_span(text, match))]

    def _full_span(self, text: str, match: re.Match[str]) -> Span | None:
        """The span of a match, with its head if that is included; None if the head is missing."""
        start, end = match.span()
        if not self.head:
            return Span(start, end)
        head = self.head.search(text, max(0, start - _LONGEST_HEAD), start)
        return head and Span(head.start() if self.includes_head else start, end)


def _places(text: str, clues: Sequence[str], first: int) -> list[int]:
    """The offsets of each clue from `first` on, one clue after the other."""
    places = []
    for clue in clues:
        place = text.find(clue, first)
        while place >= 0:
            places.append(place)
            place = text.find(clue, place + 1)
    return places


def private_spans(draft: Draft, rule: str) -> Iterator[Span]:
    """The spans of private data in the free text that a rule, given by its name, reports.

    If two spans overlap, the first pattern's is yielded.
    """
    taken: set[int] = set()
    for pattern in _patterns()[rule.replace("-", "_")]:
        for span in pattern.spans(draft):
            text = draft.text_at(span.end - 1)
            if text and span.start >= text.start and taken.isdisjoint(range(*span)):
                taken.update(range(*span))
                yield span


@cache
def _patterns() -> Mapping[str, tuple[Pattern, ...]]:
    """The patterns of each kind."""
    wording, facts = Wording("lint/privacy"), table("privacy")
    return {
        rule: tuple(_pattern(wording, form, facts.get(name, {})) for name, form in forms.items())
        for rule, forms in wording.forms.items()
    }


def _pattern(wording: Wording, form: Form, facts: Mapping[str, Any]) -> Pattern:
    """The pattern for an alternative of the grammar, with what the data say of it."""
    *heads, found = form
    head = heads[0] if heads else None
    clues = tuple(facts.get("clues", ()))
    return Pattern(
        wording[found.name],
        clues,
        head=regex(rf"(?:{wording.source(head.name)})\Z") if head else None,
        includes_head=head is not None and not head.is_hidden,
        words=tuple(facts.get("words", ())),
        needs=wording[facts["needs"]] if "needs" in facts else None,
        digits=facts.get("digits", 0),
        whole=[(clue.rstrip(" ,").lower(), clue) for clue in clues] if facts.get("whole") else (),
        behind=follows(facts["behind"], dict.fromkeys(clue.strip() for clue in clues))
        if "behind" in facts
        else None,
        any_case=facts.get("any_case", False),
        opening=facts.get("opening", False),
    )
