"""Search the free text of a draft for the patterns of ``grammars/lint/privacy.lark``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen

from imrparse.data import table
from imrparse.linting.draft import Draft
from imrparse.syntax.patterns import Form, Wording
from imrparse.text.source import Span

_LONGEST_HEAD = 80  # code points


@frozen
class Pattern:
    """One way in which something private is written."""

    regex: re.Pattern[str]
    clues: tuple[str, ...] = ()
    """Where a match can begin. Without clues, the whole text is searched."""
    head: re.Pattern[str] | None = None
    """What must end where a match begins."""
    includes_head: bool = False
    """Whether the head belongs to what is found."""
    words: tuple[str, ...] = ()
    """The draft must contain one of these lowercase words, if there are any."""
    needs: re.Pattern[str] | None = None
    """The draft must contain a match of this, anywhere."""
    digits: int = 0
    """The draft must contain this many digits in a row."""
    any_case: bool = False
    """Whether the lowercase text is searched."""
    opening: bool = False
    """Whether only the beginning of the summary is searched."""

    def spans(self, draft: Draft) -> Sequence[Span]:
        """The spans of all matches in a draft, in free text or elsewhere."""
        if self.words and draft.words.isdisjoint(self.words):
            return ()
        if self.digits and not draft.has_digits(self.digits):
            return ()
        if self.needs and not draft.holds(self.needs):
            return ()
        text = draft.small if self.any_case else draft.plain
        if self.opening:
            summary = draft.letter.summary.span
            places = [summary.start] if summary else []
        elif self.clues:
            first = draft.free.start
            places = [place for clue in self.clues for place in _places(text, clue, first)]
        else:
            matches = self.regex.finditer(text, draft.free.start)
            return [span for match in matches if (span := self._whole(text, match))]
        matches = filter(None, (self.regex.match(text, place) for place in places))
        return [span for match in matches if (span := self._whole(text, match))]

    def _whole(self, text: str, match: re.Match[str]) -> Span | None:
        """The span of a match, with its head if that belongs to it. None without the head."""
        start, end = match.span()
        if not self.head:
            return Span(start, end)
        head = self.head.search(text, max(0, start - _LONGEST_HEAD), start)
        return head and Span(head.start() if self.includes_head else start, end)


def _places(text: str, clue: str, first: int) -> Iterator[int]:
    if clue[0] not in text:
        return  # which is seen much faster
    place = text.find(clue, first)
    while place >= 0:
        yield place
        place = text.find(clue, place + 1)


def stretches(draft: Draft, rule: str) -> Iterator[Span]:
    """The spans in free text that a lint rule looks for, by the rule's name.

    Of two that overlap, the first pattern's.
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
    """The patterns for each rule of the grammar."""
    wording, facts = Wording("lint/privacy"), table("privacy")
    return {
        rule: tuple(_pattern(wording, form, facts.get(name, {})) for name, form in forms.items())
        for rule, forms in wording.forms.items()
    }


def _pattern(wording: Wording, form: Form, facts: Mapping[str, Any]) -> Pattern:
    """The pattern for an alternative of the grammar, with what the data say of it."""
    *heads, found = form
    head = heads[0] if heads else None
    return Pattern(
        wording[found.name],
        tuple(facts.get("clues", ())),
        head=re.compile(rf"(?:{wording.source(head.name)})\Z") if head else None,
        includes_head=head is not None and not head.is_hidden,
        words=tuple(facts.get("words", ())),
        needs=wording[facts["needs"]] if "needs" in facts else None,
        digits=facts.get("digits", 0),
        any_case=facts.get("any_case", False),
        opening=facts.get("opening", False),
    )
