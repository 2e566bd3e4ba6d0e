"""A view of a text: of the same length, with carriers' marks masked; and the lines of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import lru_cache, partial
from operator import itemgetter
from string import ascii_letters, digits
from typing import NamedTuple, TypeAlias

from imrparse.text.spans import Span

_WORDS = (ascii_letters + digits + " \n").encode()
_ASCII = bytes(range(0x80))
_WHITE = bytes(code for code in _ASCII if chr(code).isspace())
FILLER = "\x1f"
"""Replaces characters that were removed from within a word. Folding deletes it; it counts as white
space."""


class DecorationKind(Enum):
    """The kind of a carrier's mark. The value is its name for readers."""

    UNSEEN = "invisible character"
    """A character that is not shown: a soft hyphen, a direction mark."""
    TYPOGRAPHY = "typographic sign"
    """A typographic sign in place of a plain one: a dash, a ligature."""
    LINE_END = "other line end"
    """A line end other than a newline: U+2028, a vertical tab."""
    ESCAPE = "escape"
    """An escape of another notation: `\\n` in JSON, quoted-printable."""
    HTML = "HTML"
    """A tag, an entity or a comment."""
    MARKDOWN = "Markdown"
    """A mark of Markdown."""
    TABLE_RULE = "table rule"
    """A rule of a table: `|`, `+---+`."""
    QUOTATION = "quotation mark"
    """The mark of a quoted mail."""
    LINE_NUMBER = "line number"
    """The number of a line."""
    CODE_FENCE = "code fence"
    """The fence of a code block."""
    BULLET = "list bullet"
    """A bullet or number before a label or a request."""
    PAGE_NUMBER = "page number"
    """The number of a page."""
    RUNNING_LINE = "running line"
    """A header or footer of a page."""
    WATERMARK = "watermark"
    """A word printed across each page."""
    LETTER_CASE = "letter case"
    """Fixed wording in another letter case."""
    LOST_LINE_END = "lost line end"
    """A space in place of a line end before a heading or label."""
    PREAMBLE = "text before the letter"
    """What stands before the letter."""
    POSTSCRIPT = "text after the letter"
    """What stands after the letter."""


PAGE_MARKS = frozenset(
    {DecorationKind.PAGE_NUMBER, DecorationKind.RUNNING_LINE, DecorationKind.WATERMARK}
)
"""The kinds of marks at the end of a page."""


class Decoration(NamedTuple):
    """A mark that a carrier added: its span and its kind."""

    span: Span
    """What was masked, in code points of the text."""
    kind: DecorationKind
    """What kind of mark it is."""


class Mask(NamedTuple):
    """A replacement for a part of a view, of the same length."""

    start: int
    written: str
    kind: DecorationKind


class View:
    """The text to be parsed, of the same length as the original."""

    __slots__ = ("_signs", "decoration", "page_ends", "plain")

    def __init__(
        self,
        plain: str,
        page_ends: Sequence[int] = (),
        decoration: Sequence[Decoration] = (),
    ) -> None:
        self.plain: str = plain
        self.page_ends: Sequence[int] = page_ends
        """The offsets at which pages end, in order."""
        self.decoration: Sequence[Decoration] = decoration
        """The masked marks, in text order."""
        self._signs: str | None = None

    @property
    def signs(self) -> str:
        """The text without its ASCII letters, digits, spaces and line ends.

        A look searches it, which is a thirtieth of a letter, for a sign of what it looks for.
        """
        if self._signs is None:
            data = self.plain.encode("utf-8", "surrogatepass").translate(None, _WORDS)
            self._signs = data.decode("utf-8", "surrogatepass")
        return self._signs

    def masked(self, masks: Iterable[Mask]) -> View:
        """The view with masks applied. If two overlap, the later one is ignored."""
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
"""Recognises one kind of mark in a view."""


def blank(start: int, end: int, kind: DecorationKind) -> Mask:
    """A mask of spaces."""
    return Mask(start, " " * (end - start), kind)


def filled(start: int, end: int, kind: DecorationKind, text: str = "") -> Mask:
    """A mask that writes a text at the start, and fills the rest with `FILLER`."""
    return Mask(start, text + FILLER * (end - start - len(text)), kind)


class Line(NamedTuple):
    """A line that is not blank, without the white space around it."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_make_line: Callable[[tuple[int, str]], Line] = partial(tuple.__new__, Line)


class Edges(NamedTuple):
    """The first characters of all lines of a text, and the last ones."""

    firsts: str
    lasts: str


@lru_cache(maxsize=1)
def squeezed(plain: str) -> str:
    """A text in small letters, without its white space: in it, wording is found however it is
    broken, at the speed of a search."""
    data = plain.encode("utf-8", "surrogatepass")
    if not plain.isascii():
        others = set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
        if any(sign.isspace() or sign.lower() != sign for sign in others):
            return "".join(plain.split()).lower()
    return data.translate(None, _WHITE).lower().decode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def edges_of(plain: str) -> Edges:
    """The edges of the lines that `lines_of` gives."""
    texts = [line.text for line in lines_of(plain)]
    return Edges("".join([text[0] for text in texts]), "".join([text[-1] for text in texts]))


@lru_cache(maxsize=1)  # several looks in a row ask for the lines of one view
def lines_of(plain: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    end = -1
    for line in plain.split("\n"):
        end += len(line) + 1
        text = line.lstrip()
        if text:
            found.append(_make_line((end - len(text), text.rstrip())))
    return found
