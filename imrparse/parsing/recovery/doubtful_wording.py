"""Fixed wording that was accepted in an unusual place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from imrparse.diagnostics.diagnostic import Edit
from imrparse.parsing.recovery.findings import Finding, InsideLine
from imrparse.syntax.islands import Island
from imrparse.syntax.terminals import Kind
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.source import Source, Span

_LINES = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)
_BESIDE = 4  # code points
_FEW = 3  # if more than one in this many parts is inside a line, a carrier joined the lines


def inside_lines(source: Source, islands: Sequence[Island]) -> Iterator[InsideLine]:
    """The headings and labels that share a line with other text, if most others do not."""
    lost = [span for span, kind in source.decoration if kind is DecorationKind.LOST_LINE_END]
    parts = [island for island in islands if island[0].kind in _LINES]
    if _FEW * len(lost) > len(parts):
        return
    for span in lost:
        beside = [island for island in parts if span.end == island[1] or span.start == island[2]]
        if beside:
            # The shortest of two: a heading rather than the sentence that shares its line.
            terminal, start, end = min(beside, key=lambda island: island[2] - island[1])
            yield InsideLine(Span(start, end), terminal, Edit(span, "\n"))


def beside_nothing(inside: Iterable[InsideLine], found: Sequence[Finding]) -> list[InsideLine]:
    """The findings with no other finding beside them, which would be the only fault then."""
    others = [finding.span for finding in found if finding.span.start < finding.span.end]
    return [
        one
        for one in inside
        if not any(
            other.start < one.span.end + _BESIDE and one.span.start < other.end + _BESIDE
            for other in others
        )
    ]
