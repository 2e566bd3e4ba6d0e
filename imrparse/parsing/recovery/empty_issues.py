"""Issues that were not filled in, each as one finding."""

from __future__ import annotations

from collections.abc import Sequence

from imrparse.parsing.recovery.findings import Empty, EmptyIssue, EndsAfterLabel, Finding, Stray
from imrparse.syntax.structure import structure
from imrparse.text.source import Span
from imrparse.tree.letter import Determination

_FEWEST = 2  # labels; one alone is a part that was forgotten


def with_empty_issues(found: Sequence[Finding], letter: Determination) -> list[Finding]:
    """The findings, with those of an issue none of whose labels has a text as one."""
    empty = [f for f in found if isinstance(f, Empty | EndsAfterLabel)]
    if len(empty) < _FEWEST:
        return list(found)
    merged = list(found)
    labels = structure().issue_labels
    starts = [issue.span.start for issue in letter.issues if issue.span]
    ends = [*starts[1:], None]
    for start, end in zip(starts, ends, strict=True):
        here = [f for f in empty if start <= _place(f) and (end is None or _place(f) < end)]
        names = [f.name if isinstance(f, Empty) else f.label for f in here]
        if names != list(labels):
            continue
        fields = [
            f for f in found if isinstance(f, Stray) and f.is_field and start == f.span.start
        ]
        spans = tuple(f.name_span for f in here if isinstance(f, Empty))
        span = fields[0].span if fields else spans[0]
        merged = [f for f in merged if f not in here and f not in fields]
        merged.append(EmptyIssue(span, spans))
    return merged


def _place(found: Empty | EndsAfterLabel) -> int:
    return found.name_span.start if isinstance(found, Empty) else found.at
