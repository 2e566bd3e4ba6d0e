"""Mending a draft by the fixes of its diagnostics, until none is left that changes anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from imrparse.diagnostics.diagnostic import Diagnostic, Edit
from imrparse.linting.fix_result import Fixed
from imrparse.linting.keeping import Kept

_MOST_ROUNDS = 100  # no draft needs so many
_MOST_TRIES = 100  # of fixes apart from others, in all rounds; each reads the whole draft
_AROUND = 40  # code points beside a place that are looked at to know it again

Lint = Callable[[str], Sequence[Diagnostic]]


def fix(text: str, lint: Lint, *, unsafe: bool = False) -> Fixed:
    """Mend a draft. `unsafe` takes fixes too that may change the letter's meaning.

    Fixes are made in the order of the text; of two that overlap, the later waits for the next
    round. One after which the letter can't be read, or lacks content, is taken back; and so is a
    safe one after which it says something else, unless `unsafe` ones are wanted too.
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
        chosen = list(_apart(fixable, unsafe))
        mended = _tried(text, chosen, unsafe, seen, tries)
        if not mended:
            refused |= {_key(one) for one in chosen}
            continue
        text = apply(text, _edits(mended, unsafe))
        seen.add(text)
        applied += mended
        found = tuple(lint(text))
    taken_back = tuple(one for one in found if _key(one) in refused and edits_of(one, unsafe))
    return Fixed(text, tuple(applied), found, taken_back)


def edits_of(diagnostic: Diagnostic, unsafe: bool) -> tuple[Edit, ...]:
    """The edits of a diagnostic's first fix that may be made; none if it has no such fix."""
    usable = (fix.edits for fix in diagnostic.fixes if fix.safe or unsafe)
    return next(usable, ())


def changes(text: str, diagnostic: Diagnostic, unsafe: bool) -> bool:
    """Whether a diagnostic has a fix that may be made, and changes a text."""
    edits = edits_of(diagnostic, unsafe)
    return any(text[slice(*edit.span)] != edit.text for edit in edits)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text with some edits made, which do not overlap."""
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[position : edit.span.start], edit.text]
        position = edit.span.end
    return "".join([*parts, text[position:]])


def _tried(
    text: str, chosen: list[Diagnostic], unsafe: bool, seen: set[str], tries: Iterator[int]
) -> list[Diagnostic]:
    """Those of some diagnostics that can be mended together."""
    kept = Kept(text)

    def can_be_mended(some: list[Diagnostic]) -> bool:
        edits = _edits(some, unsafe)
        if not _are_sound(edits, len(text)):
            return False
        after = apply(text, edits)
        return after not in seen and kept.in_text(after, edits, safe=not unsafe)

    if can_be_mended(chosen):
        return chosen
    if _are_sound(edits := _edits(chosen, unsafe), len(text)) and apply(text, edits) in seen:
        return []  # what was mended would be undone
    good = list(_mendable(chosen, can_be_mended, tries))
    return good if len(good) < 2 or can_be_mended(good) else good[:1]


def _mendable(
    chosen: list[Diagnostic],
    can_be_mended: Callable[[list[Diagnostic]], bool],
    tries: Iterator[int],
) -> Iterator[Diagnostic]:
    """Those of some diagnostics that can be mended, which cannot all be mended together.

    They are tried by halves: a few that cannot be mended among many are found in few tries. What
    is not tried before the tries are used up counts as what cannot be mended.
    """
    waiting = _halves(chosen)
    while waiting and next(tries, None) is not None:
        some = waiting.pop()
        if can_be_mended(some):
            yield from some
        else:
            waiting += _halves(some)


def _halves(some: list[Diagnostic]) -> list[list[Diagnostic]]:
    """The halves of several diagnostics, the first one last; none of one alone."""
    middle = len(some) // 2
    return [some[middle:], some[:middle]] if middle else []


def _are_sound(edits: Iterable[Edit], length: int) -> bool:
    """Whether edits are of the text, and none overlaps with another."""
    spans = sorted(edit.span for edit in edits)
    if any(not 0 <= span.start <= span.end <= length for span in spans):
        return False
    return all(one.end <= other.start for one, other in pairwise(spans))


def _apart(found: Iterable[Diagnostic], unsafe: bool) -> Iterator[Diagnostic]:
    """The diagnostics whose fixes do not overlap with one before."""
    end = -math.inf
    for one in found:
        spans = [edit.span for edit in edits_of(one, unsafe)]
        if min(span.start for span in spans) > end:
            end = max(span.end for span in spans)
            yield one


def _edits(found: Iterable[Diagnostic], unsafe: bool) -> list[Edit]:
    return [edit for one in found for edit in edits_of(one, unsafe)]


def _key(one: Diagnostic) -> tuple[str, str]:
    """What tells a diagnostic from others after other parts of the text have changed."""
    text = one.source.text
    return one.code, text[max(0, one.span.start - _AROUND) : one.span.end + _AROUND]
