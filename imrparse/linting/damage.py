"""The values of a letter that syntax errors damage, so that no rule can judge them.

An error with a safe fix damages nothing: the letter was parsed as if the fix had been made. Nor
does an error that leaves a value out, as the tree has no value there. A text that has still to be
filled in is damaged itself. Other errors damage what is
beside them: of the header the doubled cell, and that
with its name in other words, of an issue the texts before and behind, elsewhere the
whole part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from attrs import evolve

from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.parsing.reader import Reading
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Span
from imrparse.tree.letter import Determination, Header, Issue, Prose


class Part(Enum):
    """A part of a letter that a rule may need."""

    HEADER = auto()
    """The table of the case number, the dates and the priority."""
    REVIEWER = auto()
    """The reviewer's credentials."""
    SUMMARY = auto()
    """The clinical case summary."""
    ISSUES = auto()
    """Issues are judged text by text: a rule that needs them is given what is intact of each."""


class Damage(NamedTuple):
    """What the errors of a letter leave for the rules."""

    parts: frozenset[Part]
    """The parts that are damaged."""
    header: Header | None
    """The header, without the values that are damaged."""
    issues: tuple[Issue, ...]
    """The issues, without the texts and decisions that are damaged."""


def damage(reading: Reading) -> Damage:
    """The damage of a letter's syntax faults."""
    letter, faults = reading.letter, reading.diagnostics
    destroying = [fault for fault in faults if _destroys(fault, reading)]
    header, issues = letter.header, letter.issues
    unfilled = [fault for fault in faults if _is_unfilled(fault)]
    if not destroying and not unfilled:
        return Damage(_without_credentials(letter, faults), header, issues)
    parts = {part for part, is_lost in _lost(letter).items() if is_lost}
    if header and header.span:
        inside, destroying = _divided(destroying, header.span)
        header = _without_doubled(header, inside)
        named = [fault for fault in inside if _cell_in_other_words(fault)]
        header = _without_values(header, map(_cell_in_other_words, named))
        if any(fault.code != codes.DOUBLED and fault not in named for fault in inside):
            parts.add(Part.HEADER)
    texts = sorted(_texts(letter), key=lambda text: text.span)
    damaged = [text for fault in destroying for text in _beside(fault, texts, reading)]
    damaged += [text for fault in unfilled for text in texts if _is_in(fault, text)]
    parts |= _without_credentials(letter, faults)
    parts |= {text.part for text in damaged if text.part is not Part.ISSUES}
    fields = {(text.number, text.field) for text in damaged if text.part is Part.ISSUES}
    left = tuple(
        _without(issue, [field for other, field in fields if other == number])
        for number, issue in enumerate(issues)
    )
    return Damage(frozenset(parts), header, left)


_LEAVES_OUT = frozenset(
    {
        codes.EMPTY,
        codes.NO_DECISION,
        codes.BAD_DATE,
        codes.BAD_CASE_NUMBER,
        codes.BAD_PRIORITY,
        codes.MISPLACED,
    }
)
"""Faults after which the tree has all values but the one they are about. What is out of order was
read where it belongs."""


def _destroys(fault: Diagnostic, reading: Reading) -> bool:
    if fault.severity is not Severity.ERROR or any(fix.safe for fix in fault.fixes):
        return False
    if fault.code == codes.MISSING:
        is_cell = bool(fault.expected) and fault.expected[0] in _cells()
        # A heading is missing above the sentence that introduces its part.
        return not is_cell and _kind_at(fault.span.start, reading) is not Kind.SENTENCE
    return fault.code not in _LEAVES_OUT and not _is_misspelt_heading(fault)


def _is_misspelt_heading(fault: Diagnostic) -> bool:
    """Whether a fault is a heading in other words, which was read as that heading."""
    wordings = {edit.text for fix in fault.fixes for edit in fix.edits}
    return fault.code == codes.MISSPELT and not wordings.isdisjoint(_headings())


@cache
def _headings() -> frozenset[str]:
    return frozenset(one.wording for one in structure().order if one.kind is Kind.HEADING)


def _kind_at(place: int, reading: Reading) -> Kind | None:
    """The kind of the fixed wording that begins at a place; None if none does."""
    number = bisect_left(reading.islands, place, key=itemgetter(1))
    if number == len(reading.islands) or reading.islands[number][1] != place:
        return None
    return reading.islands[number][0].kind


def _is_unfilled(fault: Diagnostic) -> bool:
    """Whether a fault is a text that has still to be filled in, so that no rule can judge it."""
    return fault.code == codes.EMPTY and fault.span.start < fault.span.end


def _is_in(fault: Diagnostic, text: _Text) -> bool:
    return text.span.start <= fault.span.start and fault.span.end <= text.span.end


def _without_credentials(letter: Determination, faults: Iterable[Diagnostic]) -> frozenset[Part]:
    """The reviewer, if a fault says that credentials are missing, which rules would say again."""
    span = letter.reviewer.span
    empty = (fault for fault in faults if fault.code == codes.EMPTY)
    is_told = span and any(span.start <= fault.span.start <= span.end for fault in empty)
    return frozenset({Part.REVIEWER} if is_told else ())


@cache
def _cells() -> frozenset[str]:
    """The names of the header's cells."""
    return frozenset(cell.wording for cell in structure().cells)


@cache
def _labels() -> frozenset[str]:
    """The labels of issues, as a fault names them."""
    return frozenset(f"the label {label.wording!r}" for label in structure().issue_labels)


def _lost(letter: Determination) -> dict[Part, bool]:
    """Whether a part stands nowhere in the text."""
    header = letter.header
    return {
        Part.HEADER: header is None or header.span is None,
        Part.REVIEWER: letter.reviewer.span is None,
        Part.SUMMARY: letter.summary.span is None,
        Part.ISSUES: not letter.issues,
    }


def _divided(faults: Sequence[Diagnostic], span: Span) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The faults within a span, and those that are not."""
    inside = [one for one in faults if one.span.start < span.end and span.start <= one.span.end]
    return inside, [one for one in faults if one not in inside]


def _without_doubled(header: Header, faults: Iterable[Diagnostic]) -> Header:
    """The header without the values of the cells that stand there twice."""
    firsts = [related.span for fault in faults for related in fault.related]
    for first in firsts:
        behind = {name: span for name, span in header.places.items() if span.start >= first.end}
        if behind:
            doubled: dict[str, Any] = {min(behind, key=lambda name: behind[name].start): None}
            header = evolve(header, **doubled)
    return header


def _cell_in_other_words(fault: Diagnostic) -> str | None:
    """The field of the cell whose name a fault says to be meant; None if it is about none."""
    if fault.code != codes.MISSPELT:
        return None
    wordings = {edit.text for fix in fault.fixes for edit in fix.edits}
    return next((cell.field for cell in structure().cells if cell.wording in wordings), None)


def _without_values(header: Header, fields: Iterable[str | None]) -> Header:
    """The header without the values of some cells."""
    lost: dict[str, Any] = {field: None for field in fields if field}
    return evolve(header, **lost) if lost else header


class _Text(NamedTuple):
    """A text of the letter that has a span."""

    span: Span
    part: Part
    field: str = ""
    """The field of an issue, and the number of that issue."""
    number: int = 0


def _texts(letter: Determination) -> Iterator[_Text]:
    if letter.reviewer.span:
        yield _Text(letter.reviewer.span, Part.REVIEWER)
    if letter.summary.span:
        yield _Text(letter.summary.span, Part.SUMMARY)
    for number, issue in enumerate(letter.issues):
        for field in ("request", "decision", *structure().labels):
            if hasattr(issue, field) and (span := issue.span_of(field)):
                yield _Text(span, Part.ISSUES, field, number)


_LOCAL = frozenset({codes.MISSING, codes.MISSPELT})
"""Faults that damage no part behind the one they are in."""


def _beside(fault: Diagnostic, texts: Sequence[_Text], reading: Reading) -> Iterator[_Text]:
    """The texts that a fault is in, the one before it, and the one behind it.

    A missing label of an issue leaves its text to the part before it, and no other. What is missing
    right before a heading is of the part before that. What is missing or misspelt within the
    reviewer's part is of that part alone.
    """
    start, end = fault.span
    around = [text for text in texts if text.span.start <= start and end <= text.span.end]
    if fault.code in _LOCAL and any(text.part is Part.REVIEWER for text in around):
        yield from around
        return
    before = [text for text in texts if text.span.end <= start]
    yield from before[-1:]
    yield from (text for text in texts if text.span.start < end and start < text.span.end)
    is_last = _kind_at(start, reading) is Kind.HEADING
    if fault.code != codes.MISSING or not (is_last or _labels().issuperset(fault.expected)):
        yield from [text for text in texts if text.span.start >= end][:1]
    for related in fault.related if fault.code == codes.DOUBLED else ():
        yield from [text for text in texts if text.span.start >= related.span.end][:1]


def _without(issue: Issue, fields: Collection[str]) -> Issue:
    """The issue without some of its texts, or without its decision."""
    if not fields:
        return issue
    lost: dict[str, Any] = {}
    for field in fields:
        value = getattr(issue, field)
        lost[field] = type(value)(text="") if isinstance(value, Prose) else None
    return evolve(issue, **lost)
