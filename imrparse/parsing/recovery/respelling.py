"""Corrections of misspelt headings, labels, names and decisions."""

from __future__ import annotations

from imrparse.diagnostics.diagnostic import Edit
from imrparse.parsing.recovery.findings import Misspelt, NoColon
from imrparse.syntax.islands import Island
from imrparse.syntax.terminals import Kind
from imrparse.syntax.tokens import NO_DECISION, SPLIT_DECISION
from imrparse.text.source import Span

_LONGEST_GAP = 400  # code points of white space between a colon and its decision


def misspelt(span: Span, wording: str) -> Misspelt:
    """A finding that is mended by writing the right wording in its place."""
    return Misspelt(span, wording, Edit(span, wording))


def misspelling(plain: str, island: Island) -> Misspelt | NoColon | None:
    """What is wrong with a misspelt island; None if something else reports it.

    The linter compares fixed sentences with their wording. Recovery reports words that are no
    decision at all.
    """
    terminal, start, end = island
    if terminal.kind is Kind.SENTENCE or terminal in (NO_DECISION, SPLIT_DECISION):
        return None
    if terminal.kind is Kind.DECISION:
        return _misspelt_decision(plain, island)
    return misspelt(Span(start, end), terminal.wording)


def _misspelt_decision(plain: str, island: Island) -> Misspelt | NoColon | None:
    terminal, start, end = island
    span, wording = Span(start, end), terminal.wording
    is_whole = "".join(plain[start:end].split()) == wording
    gap_start = max(0, start - _LONGEST_GAP)
    before = plain[gap_start:start].rstrip(" \t\n")
    if before.endswith(":"):
        # A whole decision after its colon is right: the label after it is wrong or missing.
        return None if is_whole else misspelt(span, wording)
    colon = gap_start + len(before) - before.endswith((";", ".", ","))
    edit = Edit(Span(colon, end), f": {wording}")
    return NoColon(span, wording, edit) if is_whole else Misspelt(span, wording, edit)
