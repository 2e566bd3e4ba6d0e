"""Mentions of a medication with a strength or quantity in a rationale.

Sentences about other doses (what was taken before, what a guideline allows) are skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from imrparse.fields.treatments.amounts import QUANTITY, STRENGTH
from imrparse.linting.rules.decision.naming import Passage
from imrparse.linting.rules.decision.wording import phrases, wording
from imrparse.tree.letter import Issue

_KEPT = 1024  # cached names of items, and rationales
_SHORTEST_NAME = 4
_LONGEST = 80  # code points of a mention
_MOST = 50  # mentions in one rationale


def mentions(issue: Issue) -> tuple[Passage, ...]:
    """The mentions of the request's medication beside which the rationale names an amount."""
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
    last = min(last, start + _LONGEST)
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
