"""How what stands in the place of fixed sentences differs from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from imrparse.diagnostics import safe_fixes as safety
from imrparse.diagnostics.diagnostic import Fix
from imrparse.diagnostics.safe_fixes import Of
from imrparse.linting.draft import Draft
from imrparse.linting.rules.text.words import denying
from imrparse.linting.rules.wording.fixed import MEANT, Sentence, Slot, foreign_sentences, slots
from imrparse.linting.words import Comparison, Difference, words
from imrparse.text.source import Span

_LONGEST = 4_000  # code points that are compared with fixed sentences; they have some 900
_SHOWN = 60  # code points of words that are shown
_FEW = 5  # words that are missing in a sentence which says something else without them


class Departure(NamedTuple):
    """A fixed sentence that is not as it should be."""

    sentence: Sentence
    span: Span
    differences: tuple[str, ...]
    """In a drafter's words."""
    fix: Fix
    """What makes the sentence as it should be."""
    of_other_generation: bool
    """Whether it is worded as in letters of another generation."""


class Missing(NamedTuple):
    """A fixed wording of which no sentence is there."""

    sentences: tuple[Sentence, ...]
    slot: Slot
    instead: Span
    """What stands in its place, or the empty place."""


@lru_cache(1)  # several rules ask for those of one letter, one after another
def departures(draft: Draft) -> Sequence[Departure | Missing]:
    """What is wrong with the fixed sentences of a letter."""
    compared = [
        _Compared(draft, slot)
        for slot in slots(draft)
        if slot.span.end - slot.span.start <= _LONGEST
    ]
    return [fault for one in compared for fault in one.faults()]


class _Compared:
    """A place held against the sentences that should stand there."""

    def __init__(self, draft: Draft, slot: Slot) -> None:
        self._slot = slot
        self._text = draft.source.text
        self._foreign = foreign_sentences(draft.letter.template)
        wanted = [(w, n) for n, s in enumerate(slot.sentences) for w in s.text.split()]
        self._owner = [number for _, number in wanted]
        self._words = Comparison(words(draft.plain, slot.span), [word for word, _ in wanted])
        self._differences = [part for d in self._words.differences for part in self._parted(d)]
        found = [self._owner[word] for word in self._words.place_of]
        self._present = {
            n for n in set(self._owner) if found.count(n) >= MEANT * self._owner.count(n)
        }

    def faults(self) -> Iterator[Departure | Missing]:
        missing: set[int] = set()
        for _, group in groupby(enumerate(self._slot.sentences), lambda s: s[1].terminal):
            numbers, sentences = zip(*group, strict=True)
            if not self._present.intersection(numbers):
                missing.update(numbers)
                instead = self._instead(numbers)
                yield Missing(sentences, self._slot, instead)
        of_sentence: dict[int, list[Difference]] = {}
        for one in self._differences:
            if (number := self._sentence_of(one)) not in missing:
                of_sentence.setdefault(number, []).append(one)
        for number, differences in of_sentence.items():
            yield self._departure(number, differences)

    def _parted(self, one: Difference) -> Iterator[Difference]:
        """A difference in parts, so that none goes from one wording to the next."""
        given, wanted = one
        for number in range(wanted.start + 1, wanted.stop):
            if self._terminal_of(number) != self._terminal_of(number - 1):
                yield Difference(given, slice(wanted.start, number))
                given, wanted = slice(given.stop, given.stop), slice(number, wanted.stop)
        yield Difference(given, wanted)

    def _terminal_of(self, word: int) -> str:
        return self._slot.sentences[self._owner[word]].terminal

    def _sentence_of(self, one: Difference) -> int:
        """The sentence that a difference is in. What is too much belongs to the one before it."""
        if one.wanted.start < one.wanted.stop:
            return self._owner[int(one.wanted.start)]
        return self._owner[max(0, int(one.wanted.start) - 1)]

    def _instead(self, numbers: Sequence[int]) -> Span:
        """What stands in the place of some sentences that are missing."""
        places = [p for word, p in self._words.place_of.items() if self._owner[word] in numbers]
        places += [one.given for one in self._differences if self._sentence_of(one) in numbers]
        start, end = min(p.start for p in places), max(p.stop for p in places)
        if start == end:
            return Span(self._slot.span.end, self._slot.span.end)
        return Span(self._words.given[start].start, self._words.given[end - 1].end)

    def _departure(self, number: int, differences: Sequence[Difference]) -> Departure:
        sentence = self._slot.sentences[number]
        spans = [self._span(one) for one in differences]
        return Departure(
            sentence,
            Span(spans[0].start, max(span.end for span in spans)),
            tuple(map(self._told, differences)),
            self._fix(differences),
            self._given(number, differences) in self._foreign,
        )

    def _fix(self, differences: Sequence[Difference]) -> Fix:
        """What makes the given words the wanted ones."""
        end = self._slot.span.end
        edits = [edit for one in differences for edit in self._words.edits(one, end)]
        sure = all(map(self._is_slip, differences))
        message = "write the fixed sentence"
        return safety.fix(message, self._text, edits, Of.SENTENCE, sure=sure)

    def _is_slip(self, one: Difference) -> bool:
        """Whether a difference can't be meant: no word is denied in it, or put for another."""
        given = {word.text for word in self._words.given[one.given]}
        wanted = self._words.wanted[one.wanted]
        denies = len(wanted) <= _FEW and not denying().isdisjoint(map(str.lower, wanted))
        return not denies and given.isdisjoint(self._words.wanted)

    def _span(self, one: Difference) -> Span:
        return self._words.span(one, self._slot.span.end)

    def _given(self, number: int, differences: Sequence[Difference]) -> str:
        """All of the words that stand for a sentence, without white space."""
        places = [p for word, p in self._words.place_of.items() if self._owner[word] == number]
        places += [one.given for one in differences]
        start, end = min(p.start for p in places), max(p.stop for p in places)
        return "".join(word.text for word in self._words.given[start:end])

    def _told(self, one: Difference) -> str:
        given = _shown([word.text for word in self._words.given[one.given]])
        wanted = _shown(self._words.wanted[one.wanted])
        if not given:
            before = self._words.wanted[one.wanted.start - 1] if one.wanted.start else ""
            return f"'{wanted}' is missing" + (f" after '{before}'" if before else "")
        return f"'{given}' stands for '{wanted}'" if wanted else f"'{given}' is too much"


def _shown(some: Sequence[str]) -> str:
    text = " ".join(some)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
