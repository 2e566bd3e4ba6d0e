"""Where a rationale names the treatment that it decides on.

That is in the sentence of its conclusion ("the request for an MRI of the left knee is not medically
necessary"), and where it says what is asked for ("the request is for an MRI of the left knee"). All
else is guidelines, history and findings, which may speak of other doses, other visits and other
parts of the body. A stretch that does not hold a word of the request's item names something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from imrparse.fields.details import Treatment
from imrparse.fields.treatments.amounts import Place
from imrparse.fields.treatments.treatment import Reading, read_treatment
from imrparse.linting.draft import Draft
from imrparse.linting.rules.decision.wording import item_words, phrases, words
from imrparse.tree.letter import Issue, Rationale, Request

_LONGEST = 400  # code points of a sentence before the conclusion, and of a stretch
_LONGEST_BEFORE = 30
_EDGES = " ,:;\"'()\u201c\u201d"
_SENTENCE_ENDS = (". ", "; ", "? ", "! ")


class Named(NamedTuple):
    """A stretch of a rationale's folded text that names the treatment."""

    start: int
    text: str

    @property
    def reading(self) -> Reading:
        """What it says."""
        return read_treatment(self.text)

    def place_of(self, field: str) -> Place:
        """Where the words of an amount stand in the rationale's folded text."""
        start, end = self.reading.fields[field].span
        return self.start + start, self.start + end


def treatments(request: Request) -> tuple[Treatment, ...]:
    """All that a request speaks of: the treatment, or the original, authorized and remaining."""
    partial = request.partial_authorization
    if partial is None:
        return (request.treatment,)
    return partial.original, partial.authorized, partial.remaining


@lru_cache(1)  # several rules ask for those of one letter, one after another
def named(draft: Draft) -> Sequence[tuple[Issue, Sequence[Named]]]:
    """The issues, each with the stretches in which its rationale names what was asked for.

    One that has the words of the request is left out, for nothing differs in it.
    """
    return [(issue, tuple(_named(issue))) for issue in draft.issues]


def names_parts(issue: Issue) -> bool:
    """Whether the rationale names parts of the body with the treatment, other than the request."""
    return any(stretch.reading.parts for stretch in _named(issue))


def _named(issue: Issue) -> Iterator[Named]:
    rationale, request = issue.rationale, issue.request
    found = _stretches(rationale.text, place_of_conclusion(rationale))
    asked = request.text.lower()
    for stretch in found:
        small = stretch.text.lower()
        if small not in asked and not words(small).isdisjoint(item_words(request.treatment.text)):
            yield stretch


def place_of_conclusion(rationale: Rationale) -> Place | None:
    """Where the words of the conclusion stand in the folded text."""
    text, folded = rationale.conclusion.text, rationale.folded
    if not text:
        return None
    first, last = rationale.text.find(text), rationale.text.rfind(text)
    start = last
    while start >= 0 and first < last:  # which is rare
        if folded.span(start, start + len(text)) == rationale.conclusion.span:
            return start, start + len(text)
        start = rationale.text.rfind(text, 0, start)
    return last, last + len(text)


def _stretches(text: str, conclusion: Place | None) -> Iterable[Named]:
    small = text.lower()
    if len(small) != len(text):
        return ()
    found = {_stretch(small, text, start, len(text)) for start in _openings(small)}
    if conclusion:
        found.add(_concluding(small, text, conclusion))
    return sorted(one for one in found if one.text)


def _openings(small: str) -> Iterator[int]:
    """Where the words end after which a rationale says what is asked for."""
    if phrases()["FIRST"].match(small):
        yield 0
    for before, opening in _words_of_openings():
        start = small.find(opening)
        while start >= 0:
            if before.search(small, max(0, start - _LONGEST_BEFORE), start):
                yield start + len(opening)
            start = small.find(opening, start + 1)


@cache
def _words_of_openings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words that what is asked for follows, each after what must stand before them."""
    grammar = phrases()
    forms = grammar.forms["opening"].values()
    return tuple(
        (grammar[before.name], str(grammar.literal(words.name))) for before, words in forms
    )


def _concluding(small: str, text: str, conclusion: Place) -> Named:
    """The stretch that a conclusion is about: before its words, or within or after them."""
    start, end = conclusion
    first = max(0, start - _LONGEST)
    for sign in _SENTENCE_ENDS:
        last = small.rfind(sign, first, start)
        first = last + len(sign) if last >= 0 else first
    leads = list(phrases()["LEAD"].finditer(small, first, end))
    if not leads:
        for clause in phrases()["CLAUSE"].finditer(small, first, start):
            first = clause.end()
        return _stretch(small, text, first, start)
    lead = leads[-1].end()
    return _stretch(small, text, lead, start if lead <= start else len(text))


def _stretch(small: str, text: str, start: int, end: int) -> Named:
    """From a place to the first words that speak of something else."""
    last = min(end, start + _LONGEST)
    ends = phrases()["END"].search(small, start, last)
    stretch = text[start : ends.start() if ends else last]
    kept = stretch.lstrip(_EDGES)
    return Named(start + len(stretch) - len(kept), kept.rstrip(_EDGES))
