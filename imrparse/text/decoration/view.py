"""A view of a text: the same length, with the marks of carriers masked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from imrparse.text.spans import Span

FILLER = "\x1f"
"""Stands in a view for what was taken out of a word. Folding deletes it; it counts as white
space."""


class DecorationKind(Enum):
    """What kind of mark a carrier added. The value is its name for a reader."""

    UNSEEN = "invisible character"
    TYPOGRAPHY = "typographic sign"
    LINE_END = "other line end"
    ESCAPE = "escape"
    HTML = "HTML"
    MARKDOWN = "Markdown"
    TABLE_RULE = "table rule"
    QUOTATION = "quotation mark"
    LINE_NUMBER = "line number"
    CODE_FENCE = "code fence"
    BULLET = "list bullet"
    PAGE_NUMBER = "page number"
    RUNNING_LINE = "running line"
    WATERMARK = "watermark"
    LETTER_CASE = "letter case"
    LOST_LINE_END = "lost line end"
    PREAMBLE = "text before the letter"
    POSTSCRIPT = "text after the letter"


PAGE_MARKS = frozenset(
    {DecorationKind.PAGE_NUMBER, DecorationKind.RUNNING_LINE, DecorationKind.WATERMARK}
)
"""The kinds of marks that stand where a page ends."""


class Decoration(NamedTuple):
    """A mark that a carrier added: where it stands, and what it is."""

    span: Span
    kind: DecorationKind


class Mask(NamedTuple):
    """What is written over a stretch of a view. The text written is as long as the stretch."""

    start: int
    written: str
    kind: DecorationKind


class View:
    """A text as it is read, as long as the text that came."""

    __slots__ = ("decoration", "page_ends", "plain")

    def __init__(
        self,
        plain: str,
        page_ends: Sequence[int] = (),
        decoration: Sequence[Decoration] = (),
    ) -> None:
        self.plain = plain
        self.page_ends = page_ends
        """The offsets at which pages end, in order."""
        self.decoration = decoration
        """What was masked, in order."""

    def masked(self, masks: Iterable[Mask]) -> View:
        """The view with some masks over it. Where two overlap, the later one is left out."""
        pieces: list[str] = []
        found: list[Decoration] = []
        ends: list[int] = []
        position = 0
        for start, written, kind in sorted(masks, key=itemgetter(0)):
            if start < position or not written:
                continue
            end = start + len(written)
            if self.plain[start:end] != written:
                found.append(Decoration(Span(start, end), kind))
            if kind in PAGE_MARKS or "\f" in written:
                ends.append(start)
                written = written.replace("\f", "\n")
            pieces += (self.plain[position:start], written)
            position = end
        if not pieces:
            return self
        pieces.append(self.plain[position:])
        return View(
            "".join(pieces),
            sorted({*self.page_ends, *ends}) if ends else self.page_ends,
            sorted([*self.decoration, *found], key=itemgetter(0)) if found else self.decoration,
        )


Look: TypeAlias = Callable[[View], Iterable[Mask]]
"""Recognises the marks of one kind of carrier in a view."""


def blank(start: int, end: int, kind: DecorationKind) -> Mask:
    """A mask of spaces over a stretch."""
    return Mask(start, " " * (end - start), kind)


def filled(start: int, end: int, kind: DecorationKind, text: str = "") -> Mask:
    """A mask that leaves a text at the start of a stretch, and takes out the rest."""
    return Mask(start, text + FILLER * (end - start - len(text)), kind)
