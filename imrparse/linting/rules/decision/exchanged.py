"""Rationales that name another treatment than the one requested.

There are two kinds of evidence. The passages in which a rationale says what it decides on contain a
word of the requested item in practically every letter. And if several treatments are requested,
all words of a rationale are compared with each request.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from imrparse.data.regexes import regex
from imrparse.fields.category import drugs, read_category
from imrparse.linting.draft import Draft
from imrparse.linting.rules.decision.named_drugs import ingredients_in
from imrparse.linting.rules.decision.passages import Passage, all_passages, treatments
from imrparse.linting.rules.decision.word_lists import (
    is_complete,
    item_words,
    phrases,
    usual,
    word_list,
    wording,
)
from imrparse.text.folding import Folded
from imrparse.tree.letter import Issue

_FEWEST_SPACES = 2  # of a request that is recognised when it is quoted
_MOST = 40  # issues of a letter that are compared with one another
_SHORT = 3  # letters; so few are in many words when all of them are run together
_QUOTES = '"\u201c'
_PIECES = regex(r"[a-z]{2,}")


class Exchanged(NamedTuple):
    """An issue whose rationale names another treatment."""

    issue: Issue
    other: Issue | None
    """The issue that the rationale belongs to; None if the letter has none for that treatment."""
    passage: Passage | None
    """Where the rationale names the other treatment; None if only its words as a whole show it."""
    is_sure: bool = True


def exchanged(draft: Draft) -> Iterator[Exchanged]:
    """The issues whose rationales name another treatment than the requested one."""
    decided = [_Decided(issue) for issue in draft.issues[:_MOST] if issue.rationale.text]
    # Of issues with the same request the first one stands for all.
    firsts: dict[str, _Decided] = {}
    for one in decided:
        firsts.setdefault(one.issue.request.text, one)
    for one in decided:
        others = [first for text, first in firsts.items() if text != one.issue.request.text]
        named = next((other for other in others if one.passage_on(other)), None)
        passage = one.passage_on(named) if named else one.unrequested_passage
        if passage:
            yield Exchanged(one.issue, named.issue if named else None, passage)
            continue
        named = next((other for other in others if one.speaks_of(other)), None)
        if named:
            is_mutual = named.speaks_of(one)
            if is_mutual or one.is_clear:
                yield Exchanged(one.issue, named.issue, None, is_mutual)


class _Decided:
    """An issue, with the words of its request and of its rationale."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        self._sayable: dict[str, bool] = {}

    @cached_property
    def asked(self) -> AbstractSet[str]:
        """The words that identify the requested item."""
        return frozenset(
            word for one in treatments(self.issue.request) for word in _names(one.text)
        )

    @cached_property
    def concluded(self) -> Sequence[tuple[Passage, AbstractSet[str]]]:
        """The passages that name an item but no word of the requested one, with their words."""
        found = []
        for passage in all_passages(self.issue.rationale):
            named = _names(passage.text)
            if named and not self._is_asked(passage.text):
                found.append((passage, named))
        return found

    def _is_asked(self, text: str) -> bool:
        """Whether a text has a word of the request, perhaps split by an extractor."""
        words = {word for one in treatments(self.issue.request) for word in item_words(one.text)}
        joined = usual(text.lower()).replace(" ", "")
        return not _with_pieces(item_words(text)).isdisjoint(_with_pieces(words)) or any(
            word in joined for word in self.asked
        )

    def passage_on(self, other: _Decided) -> Passage | None:
        """A passage that names the item of the other request and not that of its own."""
        if quoted := self._quoting(other):
            return None if self._is_common else quoted
        if not self.asked:
            return None
        asked = other.asked
        for one, named in self.concluded:
            if 2 * len(named & asked) >= len(named):
                return None if self._is_common else one
        return None

    def _quoting(self, other: _Decided) -> Passage | None:
        """A passage with all words of the other request, and none of its own.

        Their usual words may be the same: "chiropractor", "spinal manipulation".
        """
        own, others = self._requested, other._requested
        if others not in self._lower or others.count(" ") < _FEWEST_SPACES or others in own:
            return None
        for passage in all_passages(self.issue.rationale):
            text = passage.text.lower()
            if others in text and _as_printed(own).isdisjoint(_as_printed(text)):
                return passage
        return None

    @cached_property
    def _lower(self) -> str:
        return self.issue.rationale.text.lower()

    @cached_property
    def _requested(self) -> str:
        return self.issue.request.treatment.text.lower()

    @cached_property
    def unrequested_passage(self) -> Passage | None:
        """A passage that names an item of another kind than the requested one."""
        if self._is_common:
            return None
        return self._on_another_drug or self._on_another_kind

    @property
    def _on_another_kind(self) -> Passage | None:
        """A passage that quotes the requested item and goes on with another, or is of another
        category."""
        if not self.concluded:
            return None
        for passage, _ in self.concluded:
            if self._is_quoted(passage):
                return passage
        own = read_category(Folded(self.issue.request.treatment.text, None, 0))
        if own is None:
            return None
        for passage, named in self.concluded:
            other = read_category(Folded(passage.text, None, 0))
            if other is None:
                continue
            if (other.category, other.subcategory) != (own.category, own.subcategory):
                return passage
            if _medications(named) and _medications(self.asked):
                return passage
        return None

    @property
    def _on_another_drug(self) -> Passage | None:
        """A passage that names drugs, but none of those in the request."""
        asked = ingredients_in(self.issue.request.text)
        for passage in all_passages(self.issue.rationale) if asked else ():
            named = ingredients_in(passage.text)
            if named and named.isdisjoint(asked):
                return passage
        return None

    def _is_quoted(self, passage: Passage) -> bool:
        """Whether a passage begins with a quotation of what is requested."""
        before = self.issue.rationale.text[max(0, passage.start - 1) : passage.start]
        return before in _QUOTES if before else False

    def speaks_of(self, other: _Decided) -> bool:
        """Whether the rationale has words only the other request has, and none only its own has."""
        own, others = self.asked - other.asked, other.asked - self.asked
        if not own or not others:
            return False
        if 2 * sum([self._may_say(word) for word in others]) < len(others):
            return False
        hit = others & self._said
        return (
            2 * len(hit) >= len(others)
            and not self._is_common
            and not hit <= wording().common_items
            and own.isdisjoint(self._said)
            and not any(word in self._run_together for word in own if len(word) > _SHORT)
            and not self._shares_name(own, others)
        )

    def _may_say(self, word: str) -> bool:
        """Whether `_said` may have a word: much faster than to replace all words by their usual
        ones."""
        may_say = self._sayable.get(word)
        if may_say is None:
            forms = (word, *wording().aliases.get(word, ()))
            may_say = self._sayable[word] = any(form in self._lower for form in forms)
        return may_say

    @property
    def is_clear(self) -> bool:
        """Whether the names that a rationale may use for the requested item are known."""
        return not self.asked.isdisjoint(wording().known)

    def _shares_name(self, own: AbstractSet[str], others: AbstractSet[str]) -> bool:
        """Whether the rationale has a common name for the tests of both requests."""
        said = frozenset(word_list(self.issue.rationale.text.lower()))
        return any(
            name in said and own & tests and others & tests
            for name, tests in wording().common.items()
        )

    @cached_property
    def _is_common(self) -> bool:
        """Whether the rationale is a fixed sentence, or says that it covers several requests."""
        return is_complete(self.issue.rationale.text) or bool(
            phrases()["COLLECTIVE"].search(self._text)
        )

    @cached_property
    def _text(self) -> str:
        return usual(self._lower)

    @cached_property
    def _said(self) -> AbstractSet[str]:
        return _with_pieces(word_list(self._text))

    @cached_property
    def _run_together(self) -> str:
        return self._text.replace(" ", "")


def _names(text: str) -> AbstractSet[str]:
    """The words of a text that identify an item."""
    lists = wording()
    named = _with_pieces(item_words(text)) - lists.general - lists.unnamed - lists.common_items
    return named - frozenset(lists.between)


def _as_printed(text: str) -> AbstractSet[str]:
    """The significant words of a lowercase text, none of them replaced by its usual word."""
    return frozenset(word_list(text)) - wording().filler - wording().general


def _with_pieces(words: AbstractSet[str] | Sequence[str]) -> AbstractSet[str]:
    """The words, and the parts of those joined by a slash: "mri/ct" also gives two words."""
    pieces = (piece for word in words if "/" in word for piece in _PIECES.findall(usual(word)))
    return frozenset(words).union(pieces)


def _medications(words: AbstractSet[str]) -> AbstractSet[str]:
    """The words that are medications with known generic names."""
    return words & drugs() & wording().known
