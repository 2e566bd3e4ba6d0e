"""The parts of a letter that syntax errors damage, so that no rule can judge them.

An error with a safe fix damages nothing: the letter was parsed as if the fix had been made. Any
other error damages the part that contains it, or both parts if it is between two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from imrparse.diagnostics.diagnostic import Diagnostic, Severity
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


def damage(letter: Determination, faults: Iterable[Diagnostic]) -> Damage:
    """The damage of a letter's syntax faults."""
    spans = [fault.span for fault in faults if _destroys(fault)]
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
