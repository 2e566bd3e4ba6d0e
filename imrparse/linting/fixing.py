"""Applying the fixes of diagnostics to a draft until none changes it.

A fix is applied only if the edited text still parses and keeps every value outside the edits.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from attrs import field, frozen

from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind, same_words
from imrparse.parsing.reader import reader
from imrparse.text.folding import fold
from imrparse.text.node import Node, short, value_fields
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination, Prose

_MOST_ROUNDS = 100  # no draft needs this many
_MOST_TRIES = 100  # attempts at single fixes, in all rounds; each parses the whole draft
_AROUND = 40  # code points on both sides of a span that identify it after the text has changed

Lint = Callable[[str], Sequence[Diagnostic]]


@frozen
class Fixed:
    """A draft after its fixes were applied."""

    text: str = field(repr=short)
    """The text with its fixes."""
    applied: tuple[Diagnostic, ...]
    """The diagnostics that were fixed; their positions are those before their round of fixes."""
    left: tuple[Diagnostic, ...]
    """The diagnostics of the fixed text."""
    taken_back: tuple[Diagnostic, ...] = ()
    """The diagnostics in `left` whose fix was undone: the letter would no longer parse, would lose
    content, or another fix would revert it."""


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
    parts: list[str] = []
    position = 0
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


_Value = tuple[str, object]
"""The kind of a value, and the value."""


class Content:
    """The content of a text, to be compared with that of an edited text."""

    def __init__(self, text: str) -> None:
        self._letter, self._errors, _ = _read(text)

    def is_kept_in(self, after: str, edits: Sequence[Edit], *, safe: bool) -> bool:
        """Whether the edited text still parses and keeps every value outside the edits.

        A value that an edit touches may change; after `safe` edits only its spelling may.
        """
        letter, errors, plain = _read(after)
        if errors > self._errors or len(letter.issues) < len(self._letter.issues):
            return False
        left = Counter(kind_and_value for kind_and_value, _ in _values(letter))
        edited: list[_Value] = []
        in_order = sorted(edits, key=lambda edit: edit.span)
        wanted = Counter(self._expected(plain, in_order, edited))
        if not wanted <= left:
            return False
        return not safe or _are_respelt(edited, left - wanted)

    def _expected(
        self, plain: str, edits: Sequence[Edit], edited: list[_Value]
    ) -> Iterator[_Value]:
        """The values that must remain. Values that are edited go to `edited` instead."""
        grown = [
            0,
            *accumulate(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits),
        ]
        starts, ends = [edit.span.start for edit in edits], [edit.span.end for edit in edits]
        for (kind, value), span in _values(self._letter):
            # The edits that touch the value: they are sorted and do not overlap.
            first, after = bisect_left(ends, span.start), bisect_right(starts, span.end)
            if first >= after:
                yield kind, value
            elif kind in _PROSE and _is_inside(Span(starts[first], ends[after - 1]), span):
                start, end = span.start + grown[first], span.end + grown[after]
                if text := fold(plain[start:end]):
                    yield kind, text
            else:
                edited.append((kind, value))


_PROSE = {kind.__name__ for kind in Prose.__subclasses__()}


def _read(text: str) -> tuple[Determination, int, str]:
    """The letter of a text, the number of its errors, and the text as it was read."""
    reading = reader().read(Source(text))
    errors = sum(one.severity is Severity.ERROR for one in reading.diagnostics)
    return reading.letter, errors, reading.source.plain


def _values(node: Node) -> Iterator[tuple[_Value, Span]]:
    """The values of a letter and their spans."""
    if isinstance(node, Prose):
        if node.span and node.text:
            yield (type(node).__name__, node.text), node.span
        return
    for name in value_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, Node):
            yield from _values(value)
            continue
        for number, each in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(each, Node):
                yield from _values(each)
            elif span := node.span_of(f"{name}[{number}]"):
                yield (name, each), span
        if not isinstance(value, tuple) and value is not None and (span := node.span_of(name)):
            yield (name, value), span


def _are_respelt(values: Iterable[_Value], left: Counter[_Value]) -> bool:
    """Whether each value is still in `left`, with another spelling at most."""
    for kind, value in values:
        found = next((one for one in left if one[0] == kind and _is_same(value, one[1])), None)
        if found is None:
            return False
        left -= Counter([found])
    return True


def _is_same(before: object, after: object) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return same_words(before, after, TextKind.NAME)
    return before == after


def _is_inside(edit: Span, span: Span) -> bool:
    return span.start < edit.start and edit.end < span.end
