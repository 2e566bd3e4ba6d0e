"""Where a rationale names a medication together with a strength or a number of it.

A sentence that tells of other doses (what was taken before, what a guideline allows) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from imrparse.fields.treatments.amounts import QUANTITY, STRENGTH
from imrparse.linting.rules.decision.naming import Named
from imrparse.linting.rules.decision.wording import phrases, wording
from imrparse.tree.letter import Issue

_KEPT = 1024  # names of items, and rationales
_SHORTEST_NAME = 4
_LONGEST = 80  # code points of a mention
_MOST = 50  # mentions in one rationale


def mentions(issue: Issue) -> tuple[Named, ...]:
    """The places where the rationale has an amount beside the name of the request's medication."""
    name = medication(issue)
    return _mentions(issue.rationale.text, name) if name else ()


def medication(issue: Issue) -> str | None:
    """The name of the medication that is asked for, if it is one."""
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
def _mentions(text: str, name: str) -> tuple[Named, ...]:
    small = text.lower()
    if len(small) != len(text):
        return ()
    return tuple(_found(text, small, name))


def _found(text: str, small: str, name: str) -> Iterator[Named]:
    start = small.find(name)
    for _ in range(_MOST):
        if start < 0:
            return
        end = start + len(name)
        if phrases()["BESIDE"].match(small, end) and not small[start - 1 : start].isalnum():
            last = _sentence_end(small, end)
            first = small.rfind(". ", 0, start) + 1
            if not phrases()["HISTORY"].search(small, first, last):
                yield _mention(text, small, start, last)
        start = small.find(name, end)


def _mention(text: str, small: str, start: int, last: int) -> Named:
    """The name, and what is said of its amount up to the next word of another thing."""
    last = min(last, start + _LONGEST)
    ends = phrases()["MENTION_END"].search(small, start, last)
    return Named(start, text[start : ends.start() if ends else last].rstrip(" ,;("))


def _sentence_end(small: str, start: int) -> int:
    end = small.find(". ", start)
    return end if end >= 0 else len(small)


def strength_of(mention: Named) -> str | None:
    """The strength that stands in a stretch, if it is one."""
    found = mention.reading.fields.get(STRENGTH)
    return mention.text[slice(*found.number_place)] if found else None


def is_counted(mention: Named) -> bool:
    """Whether a number of units stands in a stretch, marked as such: "#60"."""
    found = mention.reading.fields.get(QUANTITY)
    return found is not None and found.marked
