"""The passages of a rationale that name its treatment, and its mentions of a medication.

The passages are in the sentence of its conclusion ("the request for an MRI of the left knee is not
medically necessary"), and where it states the request ("the request is for an MRI of the left
knee"). Everything else is guidelines, history and findings, which may mention other doses, visits
and body parts. A passage with no word of the requested item names something else.

A medication's strength or quantity is also read wherever it is mentioned, but not in sentences
about other doses (what was taken before, what a guideline allows).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from imrparse.fields.details import Treatment
from imrparse.fields.treatments.amounts import QUANTITY, STRENGTH, Place
from imrparse.fields.treatments.treatment import Reading, read_treatment
from imrparse.linting.draft import Draft
from imrparse.linting.rules.decision.word_lists import item_words, phrases, wording, words
from imrparse.tree.letter import Issue, Rationale, Request

_LONGEST = 400  # code points of a sentence before the conclusion, and of a passage
_LONGEST_BEFORE = 30
_EDGES = " ,:;\"'()\u201c\u201d"
_SENTENCE_ENDS = (". ", "; ", "? ", "! ")


class Passage(NamedTuple):
    """A passage of a rationale's folded text that names the treatment."""

    start: int
    text: str

    @property
    def reading(self) -> Reading:
        """The treatment as parsed from the passage."""
        return read_treatment(self.text)

    def place_of(self, field: str) -> Place:
        """The place of an amount in the rationale's folded text."""
        start, end = self.reading.fields[field].span
        return self.start + start, self.start + end


def treatments(request: Request) -> tuple[Treatment, ...]:
    """All treatments in a request: the only one, or the original, authorized and remaining one."""
    partial = request.partial_authorization
    if partial is None:
        return (request.treatment,)
    return partial.original, partial.authorized, partial.remaining


@lru_cache(1)  # several rules in a row use the passages of the same letter
def treatment_passages(draft: Draft) -> Sequence[tuple[Issue, Sequence[Passage]]]:
    """The issues, each with the passages in which its rationale names the requested treatment.

    Passages that repeat the words of the request are skipped, as nothing differs in them.
    """
    return [(issue, tuple(_passages(issue))) for issue in draft.issues]


def names_parts(issue: Issue) -> bool:
    """Whether the rationale names body parts with the treatment that the request does not name."""
    return any(passage.reading.parts for passage in _passages(issue))


def all_passages(rationale: Rationale) -> Iterable[Passage]:
    """The passages in which a rationale says what it decides on, whether requested or not."""
    return _candidates(rationale.text, place_of_conclusion(rationale))


def _passages(issue: Issue) -> Iterator[Passage]:
    rationale, request = issue.rationale, issue.request
    found = all_passages(rationale)
    asked = request.text.lower()
    for passage in found:
        lower = passage.text.lower()
        if is_within(lower, asked):
            continue
        if not words(lower).isdisjoint(item_words(request.treatment.text)) or _is_bare(passage):
            yield passage


def is_within(words: str, text: str) -> bool:
    """Whether words stand in a text as whole words: "norco #6" does not stand in "norco #60"."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        begins = not (words[:1].isalnum() and text[start - 1 : start].isalnum() and start)
        rest = text[end : end + 2]
        is_part = words[-1:].isdigit() and rest[:1] in _IN_NUMBERS and rest[1:].isdigit()
        goes_on = rest[:1].isalnum() or is_part
        if begins and not (goes_on and words[-1:].isalnum()):
            return True
        start = text.find(words, start + 1)
    return not words


_IN_NUMBERS = frozenset(".,/-")
"""Signs that belong to a number if a figure follows: "2" does not stand in "2.5"."""


def _is_bare(passage: Passage) -> bool:
    """Whether a passage names an amount or a body part and no item: "the request for nine
    sessions"."""
    return (
        len(passage.text) <= _LONGEST_BARE
        and item_words(passage.text) <= wording().general
        and bool(passage.reading.fields or passage.reading.parts)
    )


_LONGEST_BARE = 60  # code points


def place_of_conclusion(rationale: Rationale) -> Place | None:
    """The place of the conclusion in the folded text."""
    text, folded = rationale.conclusion.text, rationale.folded
    if not text:
        return None
    first, last = rationale.text.find(text), rationale.text.rfind(text)
    start = last
    while start >= 0 and first < last:  # rarely needed
        if folded.span(start, start + len(text)) == rationale.conclusion.span:
            return start, start + len(text)
        start = rationale.text.rfind(text, 0, start)
    return last, last + len(text)


@lru_cache(64)  # several rules in a row ask for those of the same letter
def _candidates(text: str, conclusion: Place | None) -> Sequence[Passage]:
    lower = text.lower()
    if len(lower) != len(text):
        return ()
    found = {_passage(lower, text, start, len(text)) for start in _openings(lower)}
    if conclusion:
        found.add(_conclusion_passage(lower, text, conclusion))
    return sorted(one for one in found if one.text)


def _openings(lower: str) -> Iterator[int]:
    """The ends of the words that introduce what is requested."""
    if phrases()["FIRST"].match(lower):
        yield 0
    for before, opening in _words_of_openings():
        start = lower.find(opening)
        while start >= 0:
            if before.search(lower, max(0, start - _LONGEST_BEFORE), start):
                yield start + len(opening)
            start = lower.find(opening, start + 1)


@cache
def _words_of_openings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words that introduce what is requested, each with a pattern for the text before them."""
    grammar = phrases()
    forms = grammar.forms["opening"].values()
    return tuple(
        (grammar[before.name], str(grammar.literal(words.name))) for before, words in forms
    )


def _conclusion_passage(lower: str, text: str, conclusion: Place) -> Passage:
    """The passage that a conclusion is about: before, within or after its words."""
    start, end = conclusion
    first = max(0, start - _LONGEST)
    for sign in _SENTENCE_ENDS:
        last = lower.rfind(sign, first, start)
        first = last + len(sign) if last >= 0 else first
    leads = list(phrases()["LEAD"].finditer(lower, first, end))
    if not leads:
        for clause in phrases()["CLAUSE"].finditer(lower, first, start):
            first = clause.end()
        return _passage(lower, text, first, start)
    lead = leads[-1].end()
    return _passage(lower, text, lead, start if lead <= start else len(text))


def _passage(lower: str, text: str, start: int, end: int) -> Passage:
    """The passage from a place up to the first words about something else."""
    last = min(end, start + _LONGEST)
    ends = phrases()["END"].search(lower, start, last)
    passage = text[start : ends.start() if ends else last]
    kept = passage.lstrip(_EDGES)
    return Passage(start + len(passage) - len(kept), kept.rstrip(_EDGES))


_KEPT = 1024  # cached names of items, and rationales
_SHORTEST_NAME = 4
_LONGEST_MENTION = 80  # code points of a mention
_MOST = 50  # mentions in one rationale


def mentions(issue: Issue) -> tuple[Passage, ...]:
    """The mentions of the requested medication that are next to an amount."""
    name = medication(issue)
    return _mentions(issue.rationale.text, name) if name else ()


def medication(issue: Issue) -> str | None:
    """The name of the requested medication, or None if the request is not for one."""
    treatment = issue.request.treatment
    return _name(treatment.item) if treatment.strength or treatment.quantity else None


@lru_cache(_KEPT)
def _name(item: str) -> str | None:
    """The first word of an item that names a medication."""
    for word in item.lower().split():
        name = word.strip(".,;:()")
        if name.isalpha() and name not in wording().unnamed | wording().filler:
            return name if len(name) >= _SHORTEST_NAME else None
    return None


@lru_cache(_KEPT)
def _mentions(text: str, name: str) -> tuple[Passage, ...]:
    lower = text.lower()
    if len(lower) != len(text):
        return ()
    return tuple(_found(text, lower, name))


def _found(text: str, lower: str, name: str) -> Iterator[Passage]:
    start = lower.find(name)
    for _ in range(_MOST):
        if start < 0:
            return
        end = start + len(name)
        if phrases()["BESIDE"].match(lower, end) and not lower[start - 1 : start].isalnum():
            last = _sentence_end(lower, end)
            first = lower.rfind(". ", 0, start) + 1
            if not phrases()["HISTORY"].search(lower, first, last):
                yield _mention(text, lower, start, last)
        start = lower.find(name, end)


def _mention(text: str, lower: str, start: int, last: int) -> Passage:
    """The name and the amounts after it, up to the next word about something else."""
    last = min(last, start + _LONGEST_MENTION)
    ends = phrases()["MENTION_END"].search(lower, start, last)
    return Passage(start, text[start : ends.start() if ends else last].rstrip(" ,;("))


def _sentence_end(lower: str, start: int) -> int:
    end = lower.find(". ", start)
    return end if end >= 0 else len(lower)


def strength_of(mention: Passage) -> str | None:
    """The strength in a mention, or None."""
    found = mention.reading.fields.get(STRENGTH)
    return mention.text[slice(*found.number_place)] if found else None


def is_counted(mention: Passage) -> bool:
    """Whether a mention includes a number of units marked as such: "#60"."""
    found = mention.reading.fields.get(QUANTITY)
    return found is not None and found.marked


def additional_visits(rationale: Rationale) -> Iterator[Passage]:
    """The passages that call additional visits excessive."""
    text = rationale.text
    lower = text.lower()
    if len(lower) != len(text) or not phrases().may_match("ADDITIONAL", lower):
        return
    for found in phrases()["ADDITIONAL"].finditer(lower):
        first, last = lower.rfind(". ", 0, found.start()) + 1, _sentence_end(lower, found.end())
        clause = max(first, lower.rfind(", ", first, found.start()))
        allowed = phrases()["ALLOWED"].search(lower, clause, found.start())
        if not allowed and phrases()["TOO_MANY"].search(lower, found.end(), last):
            yield _passage(lower, text, found.start(), last)
