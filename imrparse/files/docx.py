"""Word files, read with python-docx: documents and templates, with and without macros.

A blank line separates paragraphs, and text around a page break; an empty paragraph adds another
line. The cells of a table row are on one line. Tracked changes are read as if accepted, and text is
read as Word shows it: without hidden text, and in capitals where it is formatted so. The content of
headers, footers, footnotes, comments and properties is not part of the letter (`Loaded.beside`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from attrs import frozen
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from imrparse.files.docx_package import FALLBACK, beside, comments_of, open_document, styles_of
from imrparse.files.docx_shown import Around, Shown, Styles
from imrparse.files.flow import Block, Ending, Flow, Place, folded
from imrparse.files.loaded import Loaded, Marks
from imrparse.files.symbols import in_capitals, symbol, symbols
from imrparse.text.source import LeftOutKind, Span

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:r"))
_TEXT, _BREAK, _BREAK_TYPE, _SYMBOL = map(qn, ("w:t", "w:br", "w:type", "w:sym"))
_WITH_TEXT = frozenset(map(qn, ("w:br", "w:cr", "w:noBreakHyphen", "w:ptab", "w:t", "w:tab")))
_DELETED_TEXT, _FONT, _CODE = map(qn, ("w:delText", "w:font", "w:char"))
_HIDDEN_ROW = f"{qn('w:trPr')}/{qn('w:hidden')}"
PAGES = {"page", "column"}
"""The types of breaks that begin a page or column."""
_TEXT_BOX = qn("w:txbxContent")
_COMMENT_START, _COMMENT_END = qn("w:commentRangeStart"), qn("w:commentRangeEnd")
_COMMENTED, _ID = (_COMMENT_START, _COMMENT_END, qn("w:commentReference")), qn("w:id")
_WRAPPERS = set(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins")))
_WRAPPERS.add(qn("w:moveTo"))
_DELETED, _AUTHOR = qn("w:del"), qn("w:author")
_NOT_THERE = {_DELETED, qn("w:moveFrom"), FALLBACK}


@frozen
class Piece:
    """A run of the file, and the offsets of its text in the extracted text."""

    start: int
    end: int
    run: CT_R


def read(data: bytes, encoding: str | None) -> Loaded:  # noqa: ARG001 - Word files have their own
    """The text of a Word file. Raises UnreadableError."""
    document = open_document(data)
    return loaded(document, Content(document))


def loaded(document: Document, content: Content) -> Loaded:
    """The text of a document, as a file that was read."""
    marks, parts = Marks(tuple(content.marks)), folded(content.left_out)
    return Loaded(
        content.text,
        "docx",
        locator=marks,
        left_out=parts,
        beside=beside(document),
        comments=tuple(_comments(document, content.pieces)),
    )


def _comments(document: Document, pieces: Sequence[Piece]) -> Iterator[tuple[Span, str]]:
    """The comments of a document, at the offsets of their words in its text."""
    texts = comments_of(document)
    if not texts:
        return
    place = {piece.run: piece for piece in pieces}
    found: dict[str, Span] = {}
    begun: list[str] = []
    end = 0
    for element in document.element.body.iter(_RUN, *_COMMENTED):
        if element.tag == _RUN:
            if piece := place.get(element):
                found |= {number: Span(piece.start, piece.start) for number in begun}
                begun, end = [], piece.end
            continue
        number = element.get(_ID, "")
        if element.tag == _COMMENT_START:
            begun.append(number)
        elif element.tag == _COMMENT_END and number in found:
            found[number] = Span(found[number].start, end)
        else:
            found.setdefault(number, Span(end, end))
            begun = [other for other in begun if other != number]
    for number, span in sorted(found.items(), key=lambda pair: pair[1]):
        if number in texts:
            yield span, texts[number]


def text_in(child: Element) -> str:
    """The text of an element in a run, as it is written."""
    if child.tag == _SYMBOL:
        code = child.get(_CODE, "")
        try:
            return symbol(int(code, 16), child.get(_FONT, ""))
        except (ValueError, OverflowError):
            return ""
    return str(child) if child.tag in _WITH_TEXT else ""


class Content(Flow[Element]):
    """The text of a Word file, and the offsets of its paragraphs and runs."""

    def __init__(self, document: Document, *, ignored: str | None = None) -> None:
        """`ignored` is an author whose tracked deletions are not recorded as left out."""
        super().__init__()
        self._ignored = ignored
        self.pieces: list[Piece] = []
        """The runs with text, in text order."""
        self._styles = Styles(styles_of(document))
        self._hides_row = False
        self.read(document.element.body)

    def blocks(self, parent: Element) -> Iterator[tuple[Block, Element]]:
        for child in _children(parent):
            if child.tag == _PARAGRAPH:
                yield Block.PARAGRAPH, child
            elif child.tag == _TABLE:
                yield Block.TABLE, child

    def rows(self, table: Element) -> Iterator[Element]:
        return (child for child in _children(table) if child.tag == _ROW)

    def cells(self, row: Element) -> Iterator[Element]:
        outside, hidden = self._hides_row, row.find(_HIDDEN_ROW)
        self._hides_row |= hidden is not None
        yield from (child for child in _children(row) if child.tag == _CELL)
        self._hides_row = outside

    def paragraph(self, paragraph: Element, place: Place) -> Ending:
        begins = self.length
        around = self._styles.around(paragraph)
        self._runs(paragraph, around, place)
        for box in paragraph.iter(_TEXT_BOX):
            # A box inside a box is read with the paragraph that contains it.
            if not _is_within(box, paragraph, _NOT_THERE | {_TEXT_BOX}):
                self.box(box, place, begins)
        if self._styles.hides_end(paragraph, around):
            return Ending.JOINED
        self.end_left_out()
        return Ending.WITH_TEXT if self.length > begins else Ending.EMPTY

    def _runs(self, paragraph: Element, around: Around, place: Place) -> None:
        begins = self.length
        new_page = False
        for run in paragraph.iter(_RUN):
            if (outside := _within(run, paragraph)) is not None:
                if outside.tag == _DELETED and not self._is_ignored(outside):
                    deleted = "".join(text.text or "" for text in run.iter(_DELETED_TEXT))
                    self.leave_out(LeftOutKind.DELETED, deleted)
                continue
            before, after = _page_breaks(run)
            new_page |= before
            if text := self._shown(run, around):
                if self.length == begins:
                    self.begin(place)
                elif new_page:
                    self.put("\n\n")
                self.pieces.append(Piece(self.length, self.length + len(text), run))
                self.put(text)
                new_page = after

    def _is_ignored(self, change: Element) -> bool:
        return self._ignored is not None and change.get(_AUTHOR) == self._ignored

    def is_in_capitals(self, run: CT_R) -> bool:
        """Whether a run is formatted so that its text is shown in capitals."""
        paragraph = next(run.iterancestors(_PARAGRAPH))
        return self._styles.of_run(run, self._styles.around(paragraph)).capitals

    def _shown(self, run: CT_R, around: Around) -> str:
        """The text of a run as Word shows it."""
        text = "".join(map(text_in, run))
        if not text:
            return ""
        shown: Shown = self._styles.of_run(run, around)
        if shown.hidden or self._hides_row:
            self.leave_out(LeftOutKind.HIDDEN, text)
            return ""
        if shown.font:
            text = text.translate(symbols(shown.font))
        return in_capitals(text) if shown.capitals else text


def _children(parent: Element) -> Iterator[Element]:
    """The blocks in an element, including those wrapped in content controls and the like."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _within(run: CT_R, paragraph: Element) -> Element | None:
    """The element because of which a run is not part of the paragraph's text, if there is one:
    a deletion, a paragraph of a text box."""
    for above in run.iterancestors():
        if above is paragraph:
            return None
        if above.tag in _NOT_THERE or above.tag == _PARAGRAPH:
            return cast(Element, above)
    return None


def _page_breaks(run: CT_R) -> tuple[bool, bool]:
    """Whether a page or column begins before the text of a run, and whether one begins after it."""
    before = after = False
    begun = False
    for child in run:
        if child.tag == _BREAK and child.get(_BREAK_TYPE) in PAGES:
            before, after = before or not begun, begun
        elif child.tag == _TEXT:
            begun, after = True, False
    return before, after


def _is_within(element: Element, top: Element, tags: set[str]) -> bool:
    """Whether there is an element with one of these tags between an element and its ancestor
    `top`."""
    for above in element.iterancestors():
        if above is top:
            return False
        if above.tag in tags:
            return True
    return False
