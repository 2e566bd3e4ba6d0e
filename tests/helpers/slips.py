"""Drafts of letters by somebody who does not know the rules, each with a dozen slips.

A slip is marked where it stands: ``[[what the drafter wrote||what is right]]``, or, if nothing
finds it yet, ``[[...|?|...]]``.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from helpers.letters import ROOT

from imrparse import Diagnostic, Span

_DRAFTS = ROOT / "tests" / "letters" / "drafts"
_MARKED = re.compile(r"\[\[(?P<wrong>.*?)\|(?P<known>\??)\|(?P<right>.*?)\]\]", re.DOTALL)
_NEAR = 2  # code points beside a slip: the blank line before a part that is missing


@frozen
class Slip:
    """A slip, where it stands in the draft."""

    span: Span
    wrong: str
    is_found: bool
    """Whether a finding is expected."""

    def is_told_by(self, found: Diagnostic) -> bool:
        """Whether a finding, or a place that it refers to, is where the slip is."""
        start, end = self.span.start - _NEAR, self.span.end + _NEAR
        places = (found.span, *(related.span for related in found.related))
        return any(one.start <= end and start <= one.end for one in places)


@frozen
class Faulty:
    """A draft."""

    text: str
    right: str
    """The draft without its slips."""
    slips: tuple[Slip, ...]


def draft_names() -> list[str]:
    """The names of the drafts."""
    return sorted(path.stem for path in _DRAFTS.glob("*.txt"))


@cache
def faulty_draft(name: str) -> Faulty:
    """A draft by its name."""
    marked = (_DRAFTS / f"{name}.txt").read_text("utf-8")
    text, slips, end = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[end : found.start()]
        span = Span(len(text), len(text) + len(found["wrong"]))
        slips.append(Slip(span, found["wrong"], not found["known"]))
        text, end = text + found["wrong"], found.end()
    text += marked[end:]
    return Faulty(text, _MARKED.sub(lambda found: found["right"], marked), tuple(slips))
