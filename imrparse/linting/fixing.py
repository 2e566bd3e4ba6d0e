"""Applying the fixes of diagnostics to a draft until none changes it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from imrparse.diagnostics.diagnostic import Diagnostic, Edit
from imrparse.linting.fix_result import Fixed
from imrparse.linting.keeping import Content

_MOST_ROUNDS = 100  # no draft needs this many
_MOST_TRIES = 100  # attempts at single fixes, in all rounds; each parses the whole draft
_AROUND = 40  # code points on both sides of a span that identify it after the text has changed

Lint = Callable[[str], Sequence[Diagnostic]]


def fix(text: str, lint: Lint, *, unsafe: bool = False) -> Fixed:
    """Apply the fixes of a draft. With `unsafe`, also fixes that may change the letter's meaning.

    Fixes are applied in text order; if two overlap, the later one waits for the next round. A fix
    after which the letter does not parse or loses content is undone; so is a safe fix that changes
    the letter's meaning, unless `unsafe` is set.
    """
    applied: list[Diagnostic] = []
    refused: set[tuple[str, str]] = set()
    seen = {text}
    tries = iter(range(_MOST_TRIES))
    found = tuple(lint(text))
    for _ in range(_MOST_ROUNDS):
        fixable = [one for one in found if changes(text, one, unsafe) and _key(one) not in refused]
        if not fixable:
            break
        chosen = list(_not_overlapping(fixable, unsafe))
        fixed = _fixable_together(text, chosen, unsafe, seen, tries)
        if not fixed:
            refused |= {_key(one) for one in chosen}
            continue
        text = apply(text, _edits(fixed, unsafe))
        seen.add(text)
        applied += fixed
        found = tuple(lint(text))
    taken_back = tuple(one for one in found if _key(one) in refused and edits_of(one, unsafe))
    return Fixed(text, tuple(applied), found, taken_back)


def edits_of(diagnostic: Diagnostic, unsafe: bool) -> tuple[Edit, ...]:
    """The edits of the first applicable fix of a diagnostic, or () if it has none."""
    usable = (fix.edits for fix in diagnostic.fixes if fix.safe or unsafe)
    return next(usable, ())


def changes(text: str, diagnostic: Diagnostic, unsafe: bool) -> bool:
    """Whether a diagnostic has an applicable fix that changes the text."""
    edits = edits_of(diagnostic, unsafe)
    return any(text[slice(*edit.span)] != edit.text for edit in edits)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits applied, which must not overlap."""
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[position : edit.span.start], edit.text]
        position = edit.span.end
    return "".join([*parts, text[position:]])


def _fixable_together(
    text: str, chosen: list[Diagnostic], unsafe: bool, seen: set[str], tries: Iterator[int]
) -> list[Diagnostic]:
    """The diagnostics out of `chosen` that can be fixed together."""
    content = Content(text)

    def can_be_fixed(some: list[Diagnostic]) -> bool:
        edits = _edits(some, unsafe)
        if not _are_valid(edits, len(text)):
            return False
        after = apply(text, edits)
        return after not in seen and content.is_kept_in(after, edits, safe=not unsafe)

    if can_be_fixed(chosen):
        return chosen
    if _are_valid(edits := _edits(chosen, unsafe), len(text)) and apply(text, edits) in seen:
        return []  # a fix would be reverted
    good = list(_fixable(chosen, can_be_fixed, tries))
    return good if len(good) < 2 or can_be_fixed(good) else good[:1]


def _fixable(
    chosen: list[Diagnostic],
    can_be_fixed: Callable[[list[Diagnostic]], bool],
    tries: Iterator[int],
) -> Iterator[Diagnostic]:
    """The diagnostics that can be fixed, when not all of them can be fixed together.

    They are tried in halves, so that a few bad ones among many are found in few attempts.
    Diagnostics left when `tries` is used up count as not fixable.
    """
    waiting = _halves(chosen)
    while waiting and next(tries, None) is not None:
        some = waiting.pop()
        if can_be_fixed(some):
            yield from some
        else:
            waiting += _halves(some)


def _halves(some: list[Diagnostic]) -> list[list[Diagnostic]]:
    """The two halves of a list, the first one last; nothing for a single diagnostic."""
    middle = len(some) // 2
    return [some[middle:], some[:middle]] if middle else []


def _are_valid(edits: Iterable[Edit], length: int) -> bool:
    """Whether the edits lie within the text and do not overlap."""
    spans = sorted(edit.span for edit in edits)
    if any(not 0 <= span.start <= span.end <= length for span in spans):
        return False
    return all(one.end <= other.start for one, other in pairwise(spans))


def _not_overlapping(found: Iterable[Diagnostic], unsafe: bool) -> Iterator[Diagnostic]:
    """The diagnostics whose fixes do not overlap an earlier one."""
    end = -math.inf
    for one in found:
        spans = [edit.span for edit in edits_of(one, unsafe)]
        if min(span.start for span in spans) > end:
            end = max(span.end for span in spans)
            yield one


def _edits(found: Iterable[Diagnostic], unsafe: bool) -> list[Edit]:
    return [edit for one in found for edit in edits_of(one, unsafe)]


def _key(one: Diagnostic) -> tuple[str, str]:
    """Identifies a diagnostic after other parts of the text have changed."""
    text = one.source.text
    return one.code, text[max(0, one.span.start - _AROUND) : one.span.end + _AROUND]
