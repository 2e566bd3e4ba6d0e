"""The parts of a letter that syntax errors damage, so that no rule can judge them.

An error with a safe fix damages nothing: the letter was parsed as if the fix had been made. Nor
does one that only leaves out what other text can't have taken in: the value of a header cell, a
heading above its introduction, a label right after a decision. Any other error damages the part
that contains it, or both parts if it is between two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from enum import Enum, auto
from operator import itemgetter
from typing import NamedTuple

from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.parsing.reader import Reading
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Span
from imrparse.tree.letter import Determination, Issue


class Part(Enum):
    """A part of a letter that a rule may need."""

    HEADER = auto()
    REVIEWER = auto()
    SUMMARY = auto()
    ISSUES = auto()
    """Issues are judged one by one: a rule that needs them is given those that are intact."""


class Damage(NamedTuple):
    """What the errors of a letter leave for the rules."""

    parts: frozenset[Part]
    """The parts that are damaged."""
    issues: tuple[Issue, ...]
    """The issues that are intact."""


def damage(reading: Reading) -> Damage:
    """The damage of a letter's syntax faults."""
    letter = reading.letter
    faults = [fault for fault in reading.diagnostics if _destroys(fault)]
    spans = [_reached(fault, reading) for fault in faults if not _only_leaves_out(fault, reading)]
    if not spans:
        return Damage(frozenset(), letter.issues)
    damaged = set(Part) - {part for _, (part, _) in _parts(letter)}
    lost: set[int] = set()
    for reach, (part, number) in _reaches(letter):
        if any(span.start <= reach.end and reach.start <= span.end for span in spans):
            damaged.add(part)
            if number is not None:
                lost.add(number)
    left = tuple(issue for number, issue in enumerate(letter.issues) if number not in lost)
    return Damage(frozenset(damaged), left)


def _destroys(fault: Diagnostic) -> bool:
    return fault.severity is Severity.ERROR and not any(fix.safe for fix in fault.fixes)


_OF_VALUES = frozenset(
    {codes.MISSING, codes.EMPTY, codes.BAD_DATE, codes.BAD_CASE_NUMBER, codes.BAD_PRIORITY}
)
"""Faults that leave one value of the header unknown, where they stand in it."""


def _reached(fault: Diagnostic, reading: Reading) -> Span:
    """Where an error does harm: what is missing right before a heading is of the part before it."""
    if fault.code != codes.MISSING or _kind_at(fault.span.start, reading) is not Kind.HEADING:
        return fault.span
    end = len(reading.source.plain[: fault.span.start].rstrip())
    return Span(max(0, end - 1), max(0, end - 1))


def _only_leaves_out(fault: Diagnostic, reading: Reading) -> bool:
    """Whether an error leaves every text that was read what it was meant to be."""
    header = reading.letter.header
    if header and header.span and header.span.start <= fault.span.start < header.span.end:
        return fault.code in _OF_VALUES
    if fault.code != codes.MISSING:
        return False
    place = fault.span.start
    kind = _kind_at(place, reading)
    return kind is Kind.SENTENCE or (kind is Kind.LABEL and _follows_decision(place, reading))


def _follows_decision(place: int, reading: Reading) -> bool:
    """Whether nothing stands between a decision and a place."""
    number = bisect_left(reading.islands, place, key=itemgetter(1))
    if not number:
        return False
    before, _, end = reading.islands[number - 1]
    return before.kind is Kind.DECISION and not reading.source.plain[end:place].strip()


def _kind_at(place: int, reading: Reading) -> Kind | None:
    """The kind of the fixed wording that begins at a place; None if none does."""
    number = bisect_left(reading.islands, place, key=itemgetter(1))
    if number == len(reading.islands) or reading.islands[number][1] != place:
        return None
    return reading.islands[number][0].kind


def _reaches(letter: Determination) -> Iterator[tuple[Span, tuple[Part, int | None]]]:
    """Each part with the stretch of the text from the end of the part before it to the next."""
    parts = sorted(_parts(letter), key=lambda part: part[0])
    starts = [span.start for span, _ in parts[1:]]
    end_before = 0
    for (span, part), next_start in zip(parts, [*starts, len(letter.source or "")], strict=False):
        yield Span(end_before, next_start), part
        end_before = span.end


def _parts(letter: Determination) -> Iterator[tuple[Span, tuple[Part, int | None]]]:
    """The spans of the parts that the letter has, in order."""
    if letter.header and letter.header.span:
        yield letter.header.span, (Part.HEADER, None)
    if letter.reviewer.span:
        yield letter.reviewer.span, (Part.REVIEWER, None)
    if letter.summary.span:
        yield letter.summary.span, (Part.SUMMARY, None)
    for number, issue in enumerate(letter.issues):
        if issue.span:
            yield issue.span, (Part.ISSUES, number)
