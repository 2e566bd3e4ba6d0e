"""Checks that each fault was reported by one diagnostic, at its place."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.faults.injection import (
    ALL,
    END,
    NOTHING,
    Edit,
    Injected,
    Reading,
    Touched,
    apply,
    around,
    in_order,
    line_and_column,
    offsets,
)
from helpers.faults.letter_parts import Letter

import imrparse
from imrparse import Determination, Diagnostic, Header
from imrparse.text.node import value_fields


@dataclass
class Verdict:
    """The result for one fault."""

    fault: Injected
    found: Diagnostic | None = None
    line: bool = False
    column: bool = False
    code: bool = False
    as_asked: bool = False
    """Whether it was reported at the preferred place, not at an alternative one."""
    silent: bool = False
    """Whether it was correctly not reported."""
    advice: str = ""
    """What is wrong with the hint, the span or the fix."""

    @property
    def right(self) -> bool:
        return self.silent or (self.line and self.column and self.code and not self.advice)


@dataclass
class Judgement:
    """The results for a letter with faults."""

    letter: Letter
    text: str
    verdicts: list[Verdict]
    diagnostics: tuple[Diagnostic, ...]
    extra: list[Diagnostic] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Parts of the tree that differ although they contain no fault."""

    @property
    def right(self) -> bool:
        return not self.extra and not self.changed and all(v.right for v in self.verdicts)


def judge(letter: Letter, faults: Sequence[Injected]) -> Judgement:
    """Analyze the letter with the faults put in."""
    edits = in_order(faults)
    text = apply(letter.text, edits)
    verdicts = [Verdict(fault) for fault in faults]
    try:
        analysis = imrparse.analyze(text)
    except Exception:  # counted as entirely wrong, so that the rest is judged too
        return Judgement(letter, text, verdicts, (), changed=["raised", traceback.format_exc()])
    judgement = Judgement(letter, text, verdicts, analysis.diagnostics)
    left = list(analysis.diagnostics)
    for verdict in verdicts:
        _settle(verdict, edits, text, left)
    judgement.extra = left
    touched = NOTHING.union(*(fault.touched for fault in faults))
    judgement.changed = changes(letter.determination, analysis.determination, touched)
    for verdict in verdicts:
        if verdict.found and verdict.fault.wording:
            others = [fault for fault in faults if fault is not verdict.fault]
            verdict.advice = wrong_advice(letter, text, verdict, apply_all=not others)
    return judgement


def _settle(verdict: Verdict, edits: Sequence[Edit], text: str, left: list[Diagnostic]) -> None:
    """Find the diagnostic closest to a reading, and remove it from the list."""
    ranked = [
        (_rank(reading, number, diagnostic, edits, text), diagnostic)
        for number, reading in enumerate(verdict.fault.readings)
        for diagnostic in left
    ]
    best = max(ranked, key=lambda pair: pair[0], default=None)
    if best is None or not best[0][0]:
        verdict.silent = verdict.fault.optional
        return
    (line, column, code, number), diagnostic = best
    verdict.found, verdict.line = diagnostic, bool(line)
    verdict.column, verdict.code, verdict.as_asked = bool(column), bool(code), number == 0
    same = [d for d in left if d.span.start == diagnostic.span.start and d.code == diagnostic.code]
    for taken in [diagnostic, *(d for d in same if d is not diagnostic)][: verdict.fault.most]:
        left.remove(taken)


def _rank(
    reading: Reading, number: int, diagnostic: Diagnostic, edits: Sequence[Edit], text: str
) -> tuple[bool, bool, bool, int]:
    """How well a diagnostic matches a reading: its line, its column, its code."""
    where = (diagnostic.line, diagnostic.column)
    wanted = [line_and_column(text, offset) for offset in offsets(reading.place, edits, text)]
    on_line = where[0] in [line for line, _ in wanted]
    return on_line, where in wanted, diagnostic.code in reading.codes, -number


def changes(before: Determination, after: Determination, touched: Touched) -> list[str]:
    """The parts of a letter that differ, except those touched."""
    if ALL in touched:
        return []
    names = [
        name
        for name in ("reviewer", "summary")
        if name not in touched and getattr(before, name) != getattr(after, name)
    ]
    if "header" not in touched:
        names += [
            f"header.{name}"
            for name in value_fields(Header)
            if f"header.{name}" not in touched
            and getattr(before.header, name, None) != getattr(after.header, name, None)
        ]
    if not touched & {*range(len(before.issues)), "more issues"}:
        return names + ["the issues"] * (before.issues != after.issues)
    rest = iter(after.issues)
    for number, issue in enumerate(before.issues):
        if number not in touched and issue not in rest:
            names.append(f"issue {number + 1}")
    return names


def wrong_advice(letter: Letter, text: str, verdict: Verdict, *, apply_all: bool) -> str:
    """What is wrong with the advice about a misspelling: its span, its hint, its safe fix."""
    found, wording = verdict.found, verdict.fault.wording or ""
    assert found is not None
    if wording.rstrip(":") not in (found.hint or ""):
        return f"the hint {found.hint!r} does not say {wording!r}"
    (edit,) = verdict.fault.edits
    stands = text[found.span.start : found.span.end]
    if stands.rstrip(":; ") != edit.text.rstrip(":; "):
        return f"the span holds {stands!r}"
    safe = [fix for fix in found.fixes if fix.safe]
    if not safe:
        return "there is no safe fix"
    if not apply_all:
        return ""
    ordered = sorted(safe[0].edits, key=lambda edit: edit.span)
    mended = apply(text, [Edit(*edit.span, edit.text) for edit in ordered])
    again = imrparse.analyze(mended)
    if again.diagnostics:
        return f"the fix leaves {again.diagnostics[0].message!r}"
    return "" if again.determination == letter.determination else "the fix makes another letter"


def report(judgement: Judgement, kinds: Sequence[str]) -> str:
    """The expected and the actual result for a letter with faults."""
    text, edits = judgement.text, in_order(v.fault for v in judgement.verdicts)
    lines = [f"{judgement.letter.name}: {' + '.join(kinds)}"]
    for kind, verdict in zip(kinds, judgement.verdicts, strict=True):
        for reading in verdict.fault.readings:
            offset = offsets(reading.place, edits, text)[0]
            line, column = line_and_column(text, offset)
            end = " (the end)" if reading.place == END else ""
            codes = " or ".join(sorted(reading.codes))
            optional = " or nothing" if verdict.fault.optional else ""
            lines.append(f"expected {codes} at {line}:{column}{end}{optional}, for: {kind}")
        if verdict.advice:
            lines.append(f"advice: {verdict.advice}")
        first = verdict.fault.readings[0].place
        lines.append(around(text, offsets(first, edits, text)[0]))
    for got in judgement.diagnostics:
        extra = "extra " if got in judgement.extra else ""
        lines.append(f"got {extra}{got.code} at {got.line}:{got.column}: {got.message}")
        lines += [f"    hint: {got.hint}"] if got.hint else []
    if not judgement.diagnostics:
        lines.append("got no diagnostic")
    if judgement.changed:
        lines.append(f"changed without a fault in it: {' '.join(judgement.changed)}")
    return "\n".join(lines)
