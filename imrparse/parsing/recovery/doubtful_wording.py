"""Fixed wording that was accepted in an unusual place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from imrparse.syntax.islands import Island, flexible
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.node import value_fields
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination, Issue
from imrparse.tree.prose import Prose

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import Finding, InsideLine, RepeatedLabel

_LINES = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)
_BESIDE = 4  # code points
_FEW = 3  # if more than one in this many parts is inside a line, a carrier joined the lines


def inside_lines(source: Source, islands: Sequence[Island]) -> Iterator[InsideLine]:
    """The headings and labels that share a line with other text, if most others do not."""
    lost = [span for span, kind in source.decoration if kind is DecorationKind.LOST_LINE_END]
    parts = [island for island in islands if island[0].kind in _LINES]
    if not lost or _FEW * len(lost) > len(parts):
        return
    from imrparse.diagnostics.diagnostic import Edit
    from imrparse.parsing.recovery.findings import InsideLine

    for span in lost:
        for terminal, start, end in parts:
            if start == span.end or end == span.start:
                edit = Edit(Span(span.start, span.end), "\n")
                yield InsideLine(Span(start, end), terminal, edit)


def beside_no_stray(inside: Iterable[InsideLine], found: Sequence[Finding]) -> list[InsideLine]:
    """The findings that are not next to stray text, which is then the only fault."""
    from imrparse.parsing.recovery.findings import Stray

    stray = [finding.span for finding in found if isinstance(finding, Stray)]
    return [
        one
        for one in inside
        if not any(
            0 <= text.start - one.span.end < _BESIDE or 0 <= one.span.start - text.end < _BESIDE
            for text in stray
        )
    ]


def repeated_labels(plain: str, letter: Determination) -> Iterator[RepeatedLabel]:
    """Labels at the start of a labelled text, directly after its own label."""
    for issue in letter.issues:
        for name in value_fields(Issue):
            prose = getattr(issue, name)
            if isinstance(prose, Prose) and prose.span:
                found = _label().match(plain, *prose.span)
                if found and name != "request":
                    from imrparse.parsing.recovery.findings import RepeatedLabel

                    yield RepeatedLabel(Span(*found.span()))


@cache
def _label() -> re.Pattern[str]:
    labels = letter_parser().terminals.of_kind(Kind.LABEL)
    return re.compile("|".join(flexible(label.pattern) for label in labels))
