"""Texts of a letter with errors that its print would lack."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Severity
from imrparse.parsing.reader import Reading
from imrparse.text.folding import fold
from imrparse.text.source import Span
from imrparse.tree.letter import free_texts

_LEFT_OUT = (codes.DOUBLED, codes.MISPLACED, codes.STRAY, codes.SECOND_LETTER)
"""The errors that stand for text that the tree does not hold."""


def lost_texts(reading: Reading, printed: str) -> Iterator[Span]:
    """The texts at or behind an error that are in no part of the letter, nor in its print.

    Fixed wording does not count: a print has it where it belongs.
    """
    wording = [(start, end, False) for _, start, end in reading.islands]
    kept = sorted([*wording, *((*span, True) for span in _texts(reading))])
    ends = [end for _, end, _ in kept]
    folded, plain = fold(printed), reading.source.plain
    for fault in reading.diagnostics:
        if fault.severity is not Severity.ERROR or fault.code not in _LEFT_OUT:
            continue
        start, end = fault.span.start, len(plain)
        for first, last, is_text in kept[bisect_right(ends, start) :]:
            if any(map(str.isalnum, plain[start:first])) or (is_text and first > fault.span.start):
                end = first
                break
            start = last  # behind a label, or behind a heading and its introduction
        text = fold(plain[start:end]).strip(" :")
        if any(map(str.isalnum, text)) and text not in folded:
            yield Span(start, end)


def _texts(reading: Reading) -> Iterator[Span]:
    """The spans of the texts and values of the tree."""
    letter = reading.letter
    for node in (letter.header, letter.reviewer):
        if node and node.span:
            yield node.span
    yield from (prose.span for _, prose in free_texts(letter) if prose.span)
