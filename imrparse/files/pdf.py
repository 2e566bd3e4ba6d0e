"""PDF files, read with pdfium.

pdfium returns a page's lines without the distances between them. If a gap is wider than between the
lines of a paragraph, a blank line is inserted, which shows the parser where paragraphs end.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import byref, c_double
from functools import partial

import pypdfium2
import pypdfium2.raw as pdfium

from imrparse.files.errors import UnreadableError
from imrparse.files.flow import folded, left_out
from imrparse.files.limits import check_length
from imrparse.files.loaded import Loaded, Pages
from imrparse.files.pdf_fields import fields_of, filled
from imrparse.files.pdf_lines import Line, Page, running_lines
from imrparse.text.source import LeftOut, LeftOutKind

_LINE_END = "\r\n"
_BROKEN_WORD = "\ufffe"  # a hyphen at a line's end; the rest of the word is on the next line
_WIDE = 1.4  # relative to the gap between the lines of a paragraph; real letters have 1.0 and 2.0


def read(data: bytes, encoding: str | None) -> Loaded:  # noqa: ARG001 - PDF files have their own
    """Read a PDF; a form feed begins each page but the first. Raises UnreadableError."""
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            document.init_forms()
            is_form_only = document.get_formtype() == pdfium.FORMTYPE_XFA_FULL
            pages = [*_pages(document)]
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_reason(error)) from None
    if is_form_only:
        raise UnreadableError(
            "a PDF form (XFA) that only Adobe's programs can show; print it as a PDF with them"
        )
    if not any(line.text.strip() for page, _ in pages for line in page.lines):
        raise UnreadableError(
            f"a PDF without text on its {_counted(len(pages), 'page')}, as scanned ones are; "
            "it needs text recognition (OCR) first"
        )
    return _Writer([page for page, _ in pages]).write([unseen for _, unseen in pages])


def _pages(document: pypdfium2.PdfDocument) -> Iterator[tuple[Page, list[str]]]:
    """The pages, and the values of fields on each that are not shown."""
    length = 0
    for page in document:
        with closing(page), closing(page.get_textpage()) as text_page:
            lines = list(_lines(text_page))
            unseen = []
            if fields := fields_of(document, page):
                unseen = [field.text for field in fields if not field.is_seen]
                seen = [field for field in fields if field.is_seen]
                lines = filled(lines, seen, partial(_left, text_page))
            height = page.get_height()
        length += sum(len(line.text) for line in lines)
        check_length(length)
        yield Page(lines, height), unseen


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[Line]:
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
        yield Line(line, first, last, start)
        start += len(line) + len(_LINE_END)


def _left(page: pypdfium2.PdfTextPage, character: int) -> float | None:
    """The left edge of a character."""
    x, y = c_double(), c_double()
    found = pdfium.FPDFText_GetCharOrigin(page.raw, character, byref(x), byref(y))
    return x.value if found else None


def _height(page: pypdfium2.PdfTextPage, character: int) -> float | None:
    """The height of a character above the foot of the page."""
    x, y = c_double(), c_double()
    found = pdfium.FPDFText_GetCharOrigin(page.raw, character, byref(x), byref(y))
    return y.value if found else None


def _gap(line: Line, after: Line) -> float:
    """The distance from a line to the next one; 0 if unknown."""
    if line.last is None or after.first is None:
        return 0.0
    return line.last - after.first


def _usual_gap(pages: Sequence[Page]) -> float:
    """The distance between the lines of a paragraph: a low quantile of all distances."""
    gaps = (_gap(*pair) for page in pages for pair in itertools.pairwise(page.lines))
    apart = sorted(gap for gap in gaps if gap > 1.0)
    return apart[len(apart) // 4] if apart else 0.0


class _Writer:
    """Joins the lines of pages, and records where each of them begins."""

    def __init__(self, pages: Sequence[Page]) -> None:
        gap = _usual_gap(pages)
        self._wide = _WIDE * gap
        self._sheets = pages
        self._running = running_lines(pages, gap)
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[int] = []
        self._lines: list[int] = []
        self._left_out: list[LeftOut] = []

    def write(self, unseen: Sequence[Sequence[str]]) -> Loaded:
        """Write all pages. `unseen` are the texts on each that are not shown."""
        for number, page in enumerate(self._sheets):
            if number:
                self._put("\n\f")
            self._pages.append(self._length)
            for text in unseen[number]:
                left_out(self._left_out, self._length, LeftOutKind.HIDDEN, f"{text} ")
            self._page(number, page)
        places = Pages(tuple(self._pages), tuple(self._lines))
        parts = folded(self._left_out)
        return Loaded("".join(self._parts), "pdf", locator=places, left_out=parts)

    def _page(self, number: int, page: Page) -> None:
        before: Line | None = None
        for place, line in enumerate(page.lines):
            if (number, place) in self._running:
                left_out(self._left_out, self._length, LeftOutKind.RUNNING, f"{line.text} ")
                continue
            if before:
                self._put("\n\n" if _gap(before, line) > self._wide > 0 else "\n")
            self._line(line.text)
            before = line

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
