"""Corrections of misspelt headings, labels, names and decisions."""

from __future__ import annotations

from imrparse.diagnostics.diagnostic import Edit
from imrparse.parsing.recovery.findings import InsideLine, Misspelt, NoColon, OtherWording
from imrparse.syntax.islands import Island
from imrparse.syntax.sentence_ends import ends_sentence
from imrparse.syntax.terminals import Kind
from imrparse.syntax.tokens import NO_DECISION, SPLIT_DECISION
from imrparse.text.edit_distance import edits, edits_let_pass, is_near
from imrparse.text.source import Span
from imrparse.tree.letter import Decision

_SIGNS = ".,;:=/>-\u2013\u2014"
_LONGEST_GAP = 400  # code points of white space between a colon and its decision


def misspelt(span: Span, wording: str) -> Misspelt:
    """A finding that is mended by writing the right wording in its place."""
    return Misspelt(span, wording, Edit(span, wording))


def misspelling(
    plain: str, island: Island
) -> Misspelt | NoColon | OtherWording | InsideLine | None:
    """What is wrong with a misspelt island; None if something else reports it.

    The linter compares fixed sentences with their wording. Recovery reports words that are no
    decision at all.
    """
    terminal, start, end = island
    if terminal.kind is Kind.SENTENCE or terminal in (NO_DECISION, SPLIT_DECISION):
        return None
    if terminal.kind is Kind.DECISION:
        return _misspelt_decision(plain, island)
    span = Span(start, end)
    is_right = "".join(plain[start:end].split()) == "".join(terminal.wording.split())
    if is_right and plain[plain.rfind("\n", 0, start) + 1 : start].strip():
        return InsideLine(span, terminal, Edit(Span(start, start), "\n"))
    text = plain[start:end]
    nearest = min(terminal.wordings, key=lambda wording: edits(wording, text))
    if terminal.kind is Kind.PHRASE or is_near(nearest, text, edits_let_pass(nearest) + 1):
        return misspelt(span, nearest)
    return OtherWording(span, terminal)


def _misspelt_decision(plain: str, island: Island) -> Misspelt | NoColon | None:
    terminal, start, end = island
    span, wording = Span(start, end), terminal.wording
    text = "".join(plain[start:end].split())
    is_whole = text == wording
    gap_start = max(0, start - _LONGEST_GAP)
    before = plain[gap_start:start].rstrip(" \t\n")
    if before.endswith(":"):
        # A whole decision after its colon is right: the label after it is wrong or missing.
        if is_whole:
            return None
        gap = "" if before.endswith(":") and gap_start + len(before) < start else " "
        return Misspelt(span, wording, Edit(span, gap + wording))
    if "\n" in plain[gap_start + len(before) : start] and ends_sentence(before):
        # There is no request before it.
        return None if is_whole else Misspelt(span, wording, Edit(span, wording))
    colon = gap_start + len(before) - before.endswith((";", ".", ","))
    edit = Edit(Span(colon, end), f": {wording}")
    if text.strip(_SIGNS) != wording:
        return Misspelt(span, wording, edit)
    line = before[before.rfind("\n") + 1 :]
    others = [decision for decision in Decision if decision.value in line]
    return NoColon(span, wording, None if others else edit)
