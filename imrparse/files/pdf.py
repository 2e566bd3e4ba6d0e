"""PDF files, read with pdfium.

pdfium returns a page's lines without the distances between them. If a gap is wider than between the
lines of a paragraph, a blank line is inserted, which shows the parser where paragraphs end.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import byref, c_double

import pypdfium2
import pypdfium2.raw as pdfium
from attrs import frozen

from imrparse.files.errors import UnreadableError
from imrparse.files.limits import check_length
from imrparse.files.loaded import Loaded
from imrparse.files.places import Pages

_LINE_END = "\r\n"
_BROKEN_WORD = "\ufffe"  # a hyphen at a line's end; the rest of the word is on the next line
_WIDE = 1.4  # relative to the gap between the lines of a paragraph; real letters have 1.0 and 2.0


@frozen
class _Line:
    text: str
    first: float | None
    """The height of its first word above the foot of the page; None for an empty line."""
    last: float | None
    """The height of its last word, which is lower if a word was broken at the line's end."""


def read(data: bytes, encoding: str | None) -> Loaded:  # noqa: ARG001 - PDF files have their own
    """Read a PDF; a form feed begins each page but the first. Raises UnreadableError."""
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            pages = list(_pages(document))
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_reason(error)) from None
    if not any(line.text.strip() for lines in pages for line in lines):
        raise UnreadableError(
            f"a PDF without text on its {_counted(len(pages), 'page')}, as scanned ones are; "
            "it needs text recognition (OCR) first"
        )
    return _Writer(_usual_gap(pages)).write(pages)


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Sequence[_Line]]:
    length = 0
    for page in document:
        with closing(page), closing(page.get_textpage()) as text_page:
            lines = list(_lines(text_page))
        length += sum(len(line.text) for line in lines)
        check_length(length)
        yield lines


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[_Line]:
    text = page.get_text_range()
    # With characters beyond the first 65,536 of Unicode, indexes of text and page differ.
    placed = page.count_chars() == len(text)
    start = 0
    for line in text.split(_LINE_END):
        first = last = None
        if placed and line.strip():
            first = last = _height(page, start + len(line) - len(line.lstrip()))
            if _BROKEN_WORD in line:
                last = _height(page, start + len(line.rstrip()) - 1)
        yield _Line(line, first, last)
        start += len(line) + len(_LINE_END)


def _height(page: pypdfium2.PdfTextPage, character: int) -> float | None:
    """The height of a character above the foot of the page."""
    x, y = c_double(), c_double()
    found = pdfium.FPDFText_GetCharOrigin(page.raw, character, byref(x), byref(y))
    return y.value if found else None


def _gap(line: _Line, after: _Line) -> float:
    """The distance from a line to the next one; 0 if unknown."""
    if line.last is None or after.first is None:
        return 0.0
    return line.last - after.first


def _usual_gap(pages: Sequence[Sequence[_Line]]) -> float:
    """The distance between the lines of a paragraph: a low quantile of all distances."""
    gaps = (_gap(*pair) for lines in pages for pair in itertools.pairwise(lines))
    apart = sorted(gap for gap in gaps if gap > 1.0)
    return apart[len(apart) // 4] if apart else 0.0


class _Writer:
    """Joins the lines of pages, and records where each of them begins."""

    def __init__(self, usual_gap: float) -> None:
        self._wide = _WIDE * usual_gap
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[int] = []
        self._lines: list[int] = []

    def write(self, pages: Sequence[Sequence[_Line]]) -> Loaded:
        for number, lines in enumerate(pages):
            if number:
                self._put("\n\f")
            self._pages.append(self._length)
            for before, line in zip((None, *lines), lines, strict=False):
                if before:
                    self._put("\n\n" if _gap(before, line) > self._wide > 0 else "\n")
                self._line(line.text)
        places = Pages(tuple(self._pages), tuple(self._lines))
        return Loaded("".join(self._parts), "pdf", locator=places)

    def _line(self, text: str) -> None:
        if text.strip():
            self._lines.append(self._length)
        place = text.find(_BROKEN_WORD)
        while place >= 0:
            self._lines.append(self._length + place + 1)
            place = text.find(_BROKEN_WORD, place + 1)
        self._put(text.replace(_BROKEN_WORD, "-"))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _reason(error: pypdfium2.PdfiumError) -> str:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return "a PDF that needs a password; save it without one"
    return "a damaged or truncated PDF"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
