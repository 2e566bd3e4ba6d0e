"""Fixing a Word file with tracked changes in a copy."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from operator import attrgetter
from typing import TypeAlias

from attrs import evolve, frozen

from imrparse.diagnostics.diagnostic import Diagnostic, Edit
from imrparse.files import Loaded
from imrparse.files.docx_tracking import Tracked, track
from imrparse.linting.fixing import apply, fix
from imrparse.linting.rounds import Change, changes
from imrparse.text.source import Span

_TOKEN = re.compile(r"\s+|\S+")


@frozen
class Copy:
    """A copy of a Word file, with fixes as tracked changes."""

    data: bytes
    loaded: Loaded
    """The text of the copy with all changes accepted."""
    fixed: tuple[Diagnostic, ...]
    """What the changes fix, as it was found."""
    placed: tuple[Diagnostic, ...]
    """The same, at the places of the changes in the text of the copy; empty if they are not
    known."""
    refused: tuple[tuple[Diagnostic, str], ...]
    """What could not be fixed by a tracked change, and why."""
    taken_back: tuple[Diagnostic, ...]
    """The diagnostics whose fix was undone, as in `Fixed`."""


LintLoaded: TypeAlias = Callable[[Loaded], Sequence[Diagnostic]]


def tracked_copy(data: bytes, loaded: Loaded, lint: LintLoaded, *, unsafe: bool) -> Copy:
    """Fix the text of a Word file, and make the changes in a copy as tracked ones.

    `loaded` is what was read from the bytes. What a comment in the file accepts is not fixed.
    Raises UnreadableError.
    """
    text = loaded.text

    def lint_text(changed: str) -> Sequence[Diagnostic]:
        return lint(Loaded(changed, loaded.kind, comments=_moved(loaded, changed)))

    fixed = fix(text, lint_text, unsafe=unsafe)
    wanted = changes(text, fixed.applied, unsafe)
    tracked = track(data, [change.edits for change in wanted])
    made = [change for number, change in enumerate(wanted) if number not in tracked.refused]
    return Copy(
        tracked.data,
        tracked.loaded,
        tuple(fixed.applied[number] for change in made for number in change.fixed),
        tuple(_placed(made, fixed.applied, text, tracked)),
        tuple(_refused(wanted, fixed.applied, loaded, tracked)),
        fixed.taken_back,
    )


def _moved(loaded: Loaded, changed: str) -> tuple[tuple[Span, str], ...]:
    """The comments of a file, on the same words of its text after some edits."""
    if changed == loaded.text or not loaded.comments:
        return loaded.comments
    before, after = _TOKEN.findall(loaded.text), _TOKEN.findall(changed)
    starts, new = ([0, *accumulate(map(len, tokens))] for tokens in (before, after))
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()

    def moved(place: int) -> int:
        number = bisect_right(starts, place) - 1
        block = same[max(0, bisect_right(same, number, key=attrgetter("a")) - 1)]
        token = min(block.b + number - block.a, len(after))
        return min(new[token] + place - starts[number], len(changed))

    return tuple((Span(*map(moved, span)), said) for span, said in loaded.comments)


def _placed(
    made: list[Change], applied: tuple[Diagnostic, ...], text: str, tracked: Tracked
) -> Iterator[Diagnostic]:
    """The diagnostics that were fixed, at the places of their changes in the changed text."""
    edits = sorted((edit for change in made for edit in change.edits), key=lambda one: one.span)
    if apply(text, edits) != tracked.loaded.text:
        return  # blank lines differ, so the places would be wrong
    source = tracked.loaded.source()
    for change in made:
        for number in change.fixed:
            edit = _edit_of(applied[number], change, text)
            grown = sum(
                len(other.text) - (other.span.end - other.span.start)
                for other in edits
                if other.span < edit.span
            )
            start = edit.span.start + grown
            span = Span(start, start + len(edit.text))
            yield evolve(applied[number], span=span, source=source)


def _refused(
    wanted: tuple[Change, ...], applied: tuple[Diagnostic, ...], loaded: Loaded, tracked: Tracked
) -> Iterator[tuple[Diagnostic, str]]:
    """The diagnostics whose changes could not be tracked, at their places, and the reasons."""
    source = loaded.source()
    for number, reason in sorted(tracked.refused.items()):
        for fixed in wanted[number].fixed:
            edit = _edit_of(applied[fixed], wanted[number], loaded.text)
            yield evolve(applied[fixed], span=edit.span, source=source), reason


def _edit_of(diagnostic: Diagnostic, change: Change, text: str) -> Edit:
    """The edit of a change that stands for a diagnostic: one that touches it, or the first."""
    if diagnostic.source.text == text:
        for edit in change.edits:
            if edit.span.start <= diagnostic.span.end and diagnostic.span.start <= edit.span.end:
                return edit
    return change.edits[0]
