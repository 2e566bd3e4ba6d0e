"""Checks that a letter keeps its content when its text is edited."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import Of, same_words
from imrparse.parsing.reader import reader
from imrparse.text.folding import fold
from imrparse.text.node import Node, value_fields
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination, Prose

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
        return same_words(before, after, Of.NAME)
    return before == after


def _is_inside(edit: Span, span: Span) -> bool:
    return span.start < edit.start and edit.end < span.end
