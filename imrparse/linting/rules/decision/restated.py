"""Requests that the summary restates with another number or side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar, NamedTuple

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.passages import treatments
from imrparse.linting.rules.decision.word_lists import phrases, wording
from imrparse.tree.letter import Prose

_TOKEN = regex(r"[^\W_](?:[\w/%.+-]*\w|%)?")
_FEWEST, _MOST = 4, 60  # words of a request that is recognised with one word changed
_LONGEST_SENTENCE = 400  # code points
_SENTENCE_END = ". "


class RestatedRequest(Rule):
    """The summary restates a request with another number or side.

    ## Why

    The summary tells what was requested and denied, so it must be the request that is decided on (8
    CCR 9792.10.6(d)). Where all words but one are those of the request, and that one is a number or
    a side, one of the two is wrong. What was authorized, and what another request asks for, is left
    alone.

    ## Example

    ```text wrong
    The request for right knee arthroscopy with partial medial meniscectomy was denied. The provider
    noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR412"
    name: ClassVar[str] = "restated-request"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        summary = _Words(draft.letter.summary)
        asked = [one for issue in draft.issues for one in treatments(issue.request)]
        for issue in draft.issues:
            for treatment in treatments(issue.request):
                words = _tokens(treatment.text)
                found = summary.changed(words) if _FEWEST <= len(words) <= _MOST else None
                if found is None or any(found.words == _tokens(one.text) for one in asked):
                    continue
                span = draft.letter.summary.folded.span(*found.place)
                if span:
                    said = f"the summary has {found.printed!r}, the request {found.wanted!r}"
                    related = (Related("the request", treatment.span),) if treatment.span else ()
                    yield Finding(span, said, related=related)


def _tokens(text: str) -> Sequence[str]:
    return _TOKEN.findall(text.lower())


class _Changed(NamedTuple):
    """The words of a request with one of them changed."""

    words: Sequence[str]
    place: tuple[int, int]
    """The place of the changed word in the folded text."""
    printed: str
    wanted: str


class _Words:
    """The words of a text, among which a request is looked for."""

    def __init__(self, prose: Prose) -> None:
        self._text = prose.text
        self._lower = prose.text.lower()

    @cached_property
    def _found(self) -> Sequence[re.Match[str]]:
        return [*_TOKEN.finditer(self._lower)]

    @cached_property
    def _listed(self) -> Sequence[str]:
        return _tokens(self._text)  # which is faster than the places, that few letters need

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self._listed)} "

    def changed(self, words: Sequence[str]) -> _Changed | None:
        """Where the words stand with one of them changed; None if nowhere, or unchanged too.

        One half of the words then stands there unchanged, which is quickly found.
        """
        longest = sorted(words, key=len)[-2:]
        if not all(word in self._lower for word in longest):
            return None
        if sum([word not in self._lower for word in words]) > 1:
            return None
        if f" {' '.join(words)} " in self._joined:
            return None
        half = len(words) // 2
        for first, part in ((0, words[:half]), (half, words[half:])):
            for place in self._places(part):
                start = place - first
                said = self._listed[start : start + len(words)] if start >= 0 else []
                differing = [
                    n for n, pair in enumerate(zip(said, words, strict=False)) if pair[0] != pair[1]
                ]
                if len(said) == len(words) and len(differing) == 1:
                    at = differing[0]
                    if _is_decisive(said[at], words[at]) and self._is_request(start, said[at]):
                        place_of = self._found[start + at].span()
                        return _Changed(said, place_of, said[at], words[at])
        return None

    def _places(self, part: Sequence[str]) -> Iterator[int]:
        text = f" {' '.join(part)} "
        place = self._joined.find(text)
        while place >= 0:
            yield self._joined.count(" ", 0, place)
            place = self._joined.find(text, place + 1)

    def _is_request(self, number: int, said: str) -> bool:
        """Whether the sentence before a word speaks of the disputed request."""
        start = self._found[number].start()
        before = self._lower[max(0, start - _LONGEST_SENTENCE) : start]
        sentence = before.rpartition(_SENTENCE_END)[2]
        if not phrases()["RESTATING"].search(sentence):
            return False
        return said in wording().sides or not phrases()["ALLOWING"].search(sentence)


def _is_decisive(one: str, other: str) -> bool:
    """Whether two words are different numbers, or the two sides."""
    if {one, other} <= wording().sides:
        return True
    figures = [wording().numbers.get(word, word) for word in (one, other)]
    return figures[0] != figures[1] and all(any(map(str.isdigit, word)) for word in figures)
