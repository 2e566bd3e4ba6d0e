"""Departures from the fixed wording, and sentences of it that are missing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import ClassVar, NamedTuple

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Fix, Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.reviewer_named import contains_reviewer_name
from imrparse.linting.rules.text.word_lists import negations
from imrparse.linting.rules.wording.fixed_sentences import (
    MIN_SHARE,
    Sentence,
    Slot,
    foreign_sentences,
    slots,
)
from imrparse.linting.word_comparison import Comparison, Difference, words
from imrparse.syntax.generations import Template
from imrparse.text.source import Source, Span

_LINE_END = regex(r"\r\n?|\n")
_REST_OF_LINE = regex(r"[^\r\n\f]*")
_GAP = regex(r"[^\S\r\n\f]*(?:\r\n?|\n)\s*?(?=[^\S\r\n]*\S)")
_LONGEST_LINE = 200  # code points; if a line is longer, inserted text is not wrapped
_MOST_LISTED = 3  # differences listed in a message


class DepartedWording(Rule):
    """A fixed sentence departs from its standard wording.

    ## Why

    The opening paragraph, the introductions and the words before the credentials are the same in
    every letter of a template generation. They attest how the reviewer was chosen and what was
    reviewed, so any change to them, by hand or by a program, changes what is attested. White space
    and line ends do not count. The sentences of a partial authorization are fixed too: the last of
    them ends with "is" before the decision.

    ## Example

    ```text wrong
    in active clinical practice for more than four years and
    ```

    ```text right
    in active clinical practice for more than five years and
    ```
    """

    code: ClassVar[str] = "IMR201"
    name: ClassVar[str] = "departed-wording"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for found in departures(draft):
            if not isinstance(found, Departure) or found.of_other_generation:
                continue
            if contains_reviewer_name(draft, found.span):
                continue  # ReviewerNamed reports this, which matters more
            listed = "; ".join(found.differences[:_MOST_LISTED])
            if len(found.differences) > _MOST_LISTED:
                listed += f"; and {len(found.differences) - _MOST_LISTED} more"
            yield Finding(
                found.span,
                f"{found.sentence.part} is not worded as in letters of {found.template.years}: "
                f"{listed}",
                hint=f"the sentence is '{found.sentence.text}'",
                fixes=(found.fix,),
            )
        yield from _without_verb(draft)


def _without_verb(draft: Draft) -> Iterator[Finding]:
    """Partial authorizations whose last sentence has no verb before the decision."""
    verbs: list[str] = table("decision")["partial"]["verbs"]
    for issue in draft.issues:
        span = issue.request.span
        if issue.request.partial_authorization is None or span is None:
            continue
        if issue.request.text.lower().endswith(tuple(f" {verb}" for verb in verbs)):
            continue
        last = Span(draft.plain.rindex(issue.request.text.split()[-1], *span), span.end)
        edit = Edit(Span(span.end, span.end), f" {verbs[0]}")
        text = draft.source.text
        yield Finding(
            last,
            f"the sentence lacks '{verbs[0]}' before the decision",
            fixes=(
                safe_fixes.fix(
                    f"insert {verbs[0]!r}", text, (edit,), TextKind.SENTENCE, sure=False
                ),
            ),
        )


_LONGEST = 4_000  # code points compared with fixed sentences, which have about 900
_SHOWN = 60  # code points of words shown in a message
_FEW = 5  # words; a sentence that lacks so few may mean something else


class Departure(NamedTuple):
    """A fixed sentence with changed wording."""

    sentence: Sentence
    span: Span
    differences: tuple[str, ...]
    """Described in a drafter's words."""
    template: Template
    """The generation of the standard wording."""
    fix: Fix
    """Restores the standard wording."""
    of_other_generation: bool
    """Whether it is the wording of another generation."""


class Missing(NamedTuple):
    """A place in which all fixed sentences are missing."""

    sentences: tuple[Sentence, ...]
    slot: Slot
    instead: Span
    """The text in its place, or an empty span."""


@lru_cache(1)  # several rules in a row ask for those of the same letter
def departures(draft: Draft) -> Sequence[Departure | Missing]:
    """All faults in the fixed sentences of a letter; empty if its generation is unknown."""
    template = draft.letter.template
    if template is None or not template.has_reasons:
        return []
    compared = [
        _SlotComparison(draft, template, slot)
        for slot in slots(draft, template)
        if slot.span.end - slot.span.start <= _LONGEST
    ]
    return [fault for one in compared for fault in one.faults()]


class _SlotComparison:
    """The comparison of a place with the sentences that belong there."""

    def __init__(self, draft: Draft, template: Template, slot: Slot) -> None:
        self._slot = slot
        self._text = draft.source.text
        self._template = template
        self._foreign = foreign_sentences(template)
        wanted = [(w, n) for n, s in enumerate(slot.sentences) for w in s.text.split()]
        self._owner = [number for _, number in wanted]
        self._words = Comparison(words(draft.plain, slot.span), [word for word, _ in wanted])
        self._differences = [part for d in self._words.differences for part in self._split(d)]
        found = [self._owner[word] for word in self._words.place_of]
        self._present = {
            n for n in set(self._owner) if found.count(n) >= MIN_SHARE * self._owner.count(n)
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

    def _split(self, one: Difference) -> Iterator[Difference]:
        """Split a difference so that no piece crosses from one wording to the next."""
        given, wanted = one
        for number in range(wanted.start + 1, wanted.stop):
            if self._terminal_of(number) != self._terminal_of(number - 1):
                yield Difference(given, slice(wanted.start, number))
                given, wanted = slice(given.stop, given.stop), slice(number, wanted.stop)
        yield Difference(given, wanted)

    def _terminal_of(self, word: int) -> str:
        return self._slot.sentences[self._owner[word]].terminal

    def _sentence_of(self, one: Difference) -> int:
        """The sentence that a difference is in. Superfluous words belong to the sentence before."""
        if one.wanted.start < one.wanted.stop:
            return self._owner[int(one.wanted.start)]
        return self._owner[max(0, int(one.wanted.start) - 1)]

    def _instead(self, numbers: Sequence[int]) -> Span:
        """The text in place of missing sentences."""
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
            tuple(map(self._description, differences)),
            self._template,
            self._fix(differences),
            self._given(number, differences) in self._foreign,
        )

    def _fix(self, differences: Sequence[Difference]) -> Fix:
        """The fix that turns the given words into the wanted ones."""
        end = self._slot.span.end
        edits = [edit for one in differences for edit in self._words.edits(one, end)]
        sure = all(map(self._is_slip, differences))
        message = "write the fixed sentence"
        return safe_fixes.fix(message, self._text, edits, TextKind.SENTENCE, sure=sure)

    def _is_slip(self, one: Difference) -> bool:
        """Whether a difference must be a typing error: it removes no negation and replaces no
        word."""
        given = {word.text for word in self._words.given[one.given]}
        wanted = self._words.wanted[one.wanted]
        loses_negation = len(wanted) <= _FEW and not negations().isdisjoint(map(str.lower, wanted))
        return not loses_negation and given.isdisjoint(self._words.wanted)

    def _span(self, one: Difference) -> Span:
        return self._words.span(one, self._slot.span.end)

    def _given(self, number: int, differences: Sequence[Difference]) -> str:
        """All words given for a sentence, without white space."""
        places = [p for word, p in self._words.place_of.items() if self._owner[word] == number]
        places += [one.given for one in differences]
        start, end = min(p.start for p in places), max(p.stop for p in places)
        return "".join(word.text for word in self._words.given[start:end])

    def _description(self, one: Difference) -> str:
        given = _shown([word.text for word in self._words.given[one.given]])
        wanted = _shown(self._words.wanted[one.wanted])
        if not given:
            before = self._words.wanted[one.wanted.start - 1] if one.wanted.start else ""
            return f"'{wanted}' is missing" + (f" after '{before}'" if before else "")
        return f"'{given}' instead of '{wanted}'" if wanted else f"'{given}' does not belong here"


def _shown(some: Sequence[str]) -> str:
    text = " ".join(some)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


class MissingIntroduction(Rule):
    """A sentence that introduces a part of the letter is missing.

    ## Why

    The opening paragraph says how the reviewer was chosen; the introductions say that the summary
    is based on the case file with all medical records, and what the decisions are about (the
    documents reviewed are part of a determination, 8 CCR 9792.10.6(d)). Every letter has them.

    ## Example

    ```text wrong
    CLINICAL CASE SUMMARY

    The injured worker is a 44 year old male who
    ```

    ```text right
    CLINICAL CASE SUMMARY

    The expert reviewer developed the following clinical case summary based on a review of the
    case file, including all medical records:

    The injured worker is a 44 year old male who
    ```
    """

    code: ClassVar[str] = "IMR203"
    name: ClassVar[str] = "missing-introduction"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for found in departures(draft):
            if isinstance(found, Missing) and not contains_reviewer_name(draft, found.instead):
                yield _introduction(draft, found)


def _introduction(draft: Draft, found: Missing) -> Finding:
    part = found.sentences[0].part
    wording = " ".join(sentence.text for sentence in found.sentences)
    related = (Related("it belongs after this", found.slot.after),)
    is_missing = found.instead.start == found.instead.end
    if is_missing:
        edit, what = _insertion(draft.source, found, wording), f"insert {part}"
        message = f"{part} is missing"
    else:
        edit, what = Edit(found.instead, wording), f"write {part} in its standard wording"
        message = f"this is not the standard wording of {part}"
    fix = safe_fixes.fix(what, draft.source.text, (edit,), TextKind.SENTENCE, sure=is_missing)
    return Finding(found.instead, message, f"the standard wording is '{wording}'", (fix,), related)


def _insertion(source: Source, found: Missing, wording: str) -> Edit:
    """An edit that inserts a wording as a paragraph, spaced like the text around it."""
    text, start = source.text, found.slot.after.end
    lines = textwrap.fill(wording, _width(source), break_long_words=False)
    ends = _LINE_END.search(text)
    lines = lines.replace("\n", ends[0] if ends else "\n")
    if found.sentences[0].terminal == "CREDENTIALS_SENTENCE":
        line = source.position(found.slot.span.end).line
        place = source.line_starts[line - 1]
        return Edit(Span(place, place), lines + (ends[0] if ends else "\n"))
    if text.startswith(".", start - 1) and not text.startswith("\n", start):
        return Edit(Span(start, start), f" {wording}")
    rest = _REST_OF_LINE.match(text, start)
    place = rest.end() if rest else start
    gap = _GAP.match(text, place)
    return Edit(Span(place, place), (gap[0] if gap else "\n\n") + lines)


def _width(source: Source) -> int:
    """The usual length of full lines; large enough to disable wrapping if lines are very long."""
    lengths = sorted(len(line) for line in source.text.splitlines() if line.strip())
    full = lengths[len(lengths) * 9 // 10]
    return full if full <= _LONGEST_LINE else len(source.text) + _LONGEST_LINE
