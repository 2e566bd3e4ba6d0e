"""Several findings that one fault makes, as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from imrparse.parsing.recovery.findings import (
    BadValue,
    Empty,
    EmptyIssue,
    EndsAfterLabel,
    Finding,
    InsideLine,
    Marks,
    Missing,
    NamelessValue,
    NoDecision,
    SeveralDecisions,
    Stray,
)
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Span
from imrparse.tree.letter import Determination

_FEWEST = 2  # labels; one alone is a part that was forgotten


def combined(plain: str, found: Sequence[Finding], letter: Determination) -> list[Finding]:
    """The findings, with one for an issue that was not filled in, for parts that are missing or
    empty at one place, and for lines that follow each other and belong nowhere."""
    if len(found) < _FEWEST:
        return list(found)
    found = _without_marks_of_values(plain, with_empty_issues(found, letter))
    found = _with_empty_together(plain, _with_parts_together(found))
    return _with_lines_together(plain, _without_lines_of_empty(plain, found))


def with_empty_issues(found: Sequence[Finding], letter: Determination) -> list[Finding]:
    """The findings, with those of an issue none of whose labels has a text as one."""
    empty = [f for f in found if isinstance(f, Empty | EndsAfterLabel)]
    if len(empty) < _FEWEST:
        return list(found)
    merged = list(found)
    labels = structure().issue_labels
    starts = [issue.span.start for issue in letter.issues if issue.span]
    ends = [*starts[1:], None]
    for start, end in zip(starts, ends, strict=False):  # there may be no issue
        here = [f for f in empty if start <= _place(f) and (end is None or _place(f) < end)]
        names = [f.name if isinstance(f, Empty) else f.label for f in here]
        if names != list(labels):
            continue
        spans = tuple(f.name_span for f in here if isinstance(f, Empty))
        others = [f for f in found if _is_unfilled(f) and start <= f.span.start <= spans[0].start]
        span = next((f.span for f in others if f.span.start < f.span.end), spans[0])
        merged = [f for f in merged if f not in here and f not in others]
        merged.append(EmptyIssue(span, spans))
    return merged


def _place(found: Empty | EndsAfterLabel) -> int:
    return found.name_span.start if isinstance(found, Empty) else found.at


def _is_unfilled(found: Finding) -> bool:
    """Whether a finding says that something else of an issue was not filled in."""
    return isinstance(found, NoDecision | SeveralDecisions | Missing) or (
        isinstance(found, Stray) and found.is_field
    )


def _without_marks_of_values(plain: str, found: Sequence[Finding]) -> list[Finding]:
    """The findings, without marks beside a value that is none: "__/__/____"."""
    bad = [f.span for f in found if isinstance(f, BadValue)]

    def is_beside(mark: Span) -> bool:
        return any(
            not plain[min(mark.end, span.end) : max(mark.start, span.start)].strip("_-/. ")
            for span in bad
        )

    return [f for f in found if not (isinstance(f, Marks) and is_beside(f.span))]


def _with_parts_together(found: Iterable[Finding]) -> list[Finding]:
    """The findings, with one for all labels that are missing at a place, with their texts."""
    kept: list[Finding] = []
    for one in found:
        last = kept[-1] if kept else None
        if (
            isinstance(one, Missing)
            and isinstance(last, Missing)
            and one.at == last.at
            and not (one.has_text or last.has_text)
            and all(part.kind is Kind.LABEL for part in (*last.parts, *one.parts))
        ):
            kept[-1] = evolve(last, parts=(*last.parts, *one.parts))
        else:
            kept.append(one)
    return kept


def _with_empty_together(plain: str, found: Iterable[Finding]) -> list[Finding]:
    """The findings, with one for all labels between which there is no text."""
    kept: list[Finding] = []
    for one in found:
        last = kept[-1] if kept else None
        if isinstance(one, Empty) and isinstance(last, Empty):
            above = last.others[-1] if last.others else last
            is_label = one.name.kind is above.name.kind is Kind.LABEL
            if is_label and not plain[above.name_span.end : one.name_span.start].strip():
                kept[-1] = evolve(last, others=(*last.others, one))
                continue
        kept.append(one)
    return kept


def _without_lines_of_empty(plain: str, found: Sequence[Finding]) -> list[Finding]:
    """The findings, without those of labels inside a line that have nothing behind them, or stand
    right behind such a label: that is told already."""
    empty = [f for f in found if isinstance(f, Empty)]
    names = [one.name_span for f in empty for one in (f, *f.others)]
    ends = {name.end for name in names}
    at_end = {f.label for f in found if isinstance(f, EndsAfterLabel)}

    def is_told(one: InsideLine) -> bool:
        is_last = one.part in at_end and not plain[one.span.end :].strip(" :\n")
        return is_last or one.span in names or one.edit.span.start in ends

    return [f for f in found if not (isinstance(f, InsideLine) and is_told(f))]


def _with_lines_together(plain: str, found: Sequence[Finding]) -> list[Finding]:
    """The findings, with one for all lines that follow each other and belong nowhere.

    A value among such lines is a part of them, as the date of a stamp.
    """
    kept: list[Finding] = []
    for one in sorted(found, key=lambda finding: finding.span):
        number = _line_above(plain, kept, one) if isinstance(one, Stray) else 0
        first = kept[number] if number else None
        if isinstance(first, Stray) and isinstance(one, Stray) and _are_alike(first, one):
            kept[number:] = [evolve(first, span=Span(first.span.start, one.span.end))]
        else:
            kept.append(one)
    return kept


def _line_above(plain: str, kept: Sequence[Finding], one: Finding) -> int:
    """The place, from the end, of a finding on the line above, or above a value; 0 if there is
    none."""
    if not kept or not _is_below(plain, kept[-1], one):
        return 0
    if not isinstance(kept[-1], NamelessValue):
        return -1
    return -2 if len(kept) > 1 and _is_below(plain, kept[-2], kept[-1]) else 0


def _are_alike(one: Stray, other: Stray) -> bool:
    return one.is_doubtful is other.is_doubtful and not (one.is_field or other.is_field)


def _is_below(plain: str, one: Finding, other: Finding) -> bool:
    """Whether a finding is on the line below another one."""
    between = plain[one.span.end : other.span.start]
    return "\n" in between and not between.strip()
