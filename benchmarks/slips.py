"""What each lint rule finds: in letters as they are, and in the same letters with a slip.

    python -m benchmarks rules --letters DIR [--write]

A slip is an edit that makes one rule's problem in a letter: another decision, a side exchanged. It
counts as found if the rule has a finding more than in the letter as it is. `--write` stores the
figures in ``imrparse/data/measured.toml``, from where the pages of the rules take them. Whether
the findings in letters as they are are true is for people to judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import imrparse
from benchmarks.letters import ROOT, Letter, size
from benchmarks.slip_kinds import KINDS, Edit
from benchmarks.timing import table
from imrparse.linting.rules import rule_classes

MEASURED = ROOT / "imrparse" / "data" / "measured.toml"
_COLUMNS = ("", "findings", "letters with one", "slips", "found")


class _Figures(NamedTuple):
    """What one rule found."""

    findings: int
    letters: int
    slips: Mapping[str, tuple[int, int]]
    """For each kind of slip: how many were found, of how many."""


def report(letters: Sequence[Letter], *, write: bool) -> str:
    """The table of what each rule found."""
    figures = _measure(letters)
    if write:
        MEASURED.write_text(_toml(letters, figures), "utf-8")
    rows = [
        [code, str(one.findings), str(one.letters), kind, f"{found} of {tried}" if tried else ""]
        for code, one in figures.items()
        for kind, (found, tried) in (one.slips or {"": (0, 0)}).items()
    ]
    return table(f"Rules ({size(letters)})", _COLUMNS, rows)


def _measure(letters: Sequence[Letter]) -> dict[str, _Figures]:
    before = [_found(letter.text) for letter in letters]
    slips: dict[str, dict[str, tuple[int, int]]] = {}
    for code, kind, make in KINDS:
        tried = found = 0
        for letter, usual in zip(letters, before, strict=True):
            for edits in make(letter.text, imrparse.parse(letter.text)):
                tried += 1
                found += _found(_edited(letter.text, edits))[code] > usual[code]
        if tried:
            slips.setdefault(code, {})[kind] = found, tried
    return {
        rule.code: _Figures(
            sum(one[rule.code] for one in before),
            sum(rule.code in one for one in before),
            slips.get(rule.code, {}),
        )
        for rule in rule_classes()
        if rule.default
    }


def _found(text: str) -> Counter[str]:
    return Counter(finding.code for finding in imrparse.lint(text))


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _toml(letters: Sequence[Letter], figures: Mapping[str, _Figures]) -> str:
    """The content of the stored file."""
    parsed = [imrparse.parse(letter.text) for letter in letters]
    decided = sorted(
        one.header.decision_date for one in parsed if one.header and one.header.decision_date
    )
    lines = [
        "# What each rule found; made by `python -m benchmarks rules --letters DIR --write`.",
        "# For each kind of slip: how many were found, of how many.",
        f"letters = {len(letters)}",
        f"issues = {sum(len(one.issues) for one in parsed)}",
        f"first = {decided[0]}",
        f"last = {decided[-1]}",
    ]
    for code, one in figures.items():
        lines += ["", f"[{code}]", f"findings = {one.findings}", f"letters = {one.letters}"]
        kinds = [f'    "{kind}" = [{found}, {tried}]' for kind, (found, tried) in one.slips.items()]
        if kinds:
            lines += [f"[{code}.slips]", *(kind.strip() for kind in kinds)]
    return "\n".join(lines) + "\n"
