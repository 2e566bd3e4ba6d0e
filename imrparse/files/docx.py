"""Word files, read with python-docx.

A blank line separates paragraphs, and text around a page break; an empty paragraph adds another
line. The cells of a table row are on one line. Tracked changes are read as if accepted. The content
of headers, footers, footnotes and comments is not part of the letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import cast
from zipfile import BadZipFile, ZipFile

from attrs import frozen
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.package import Package
from docx.parts.document import DocumentPart

from imrparse.files import limits
from imrparse.files.errors import UnreadableError
from imrparse.files.loaded import Loaded
from imrparse.files.places import Marks

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:r"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT, _BREAK, _BREAK_TYPE = map(qn, ("w:t", "w:br", "w:type"))
_PAGES = {"page", "column"}
_TEXT_BOX = qn("w:txbxContent")
_WRAPPERS = set(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins")))
_WRAPPERS.add(qn("w:moveTo"))
_NOT_THERE = {qn("w:del"), qn("w:moveFrom"), _FALLBACK}
_MAIN_PART = "word/document.xml"
_MARKUP = (".xml", ".rels")
_OUT_OF_MEMORY = 2  # in libxml2's syntax errors
_LARGEST_MARKUP = 20_000_000  # bytes; a tree takes some ten times as much memory

Place = tuple[tuple[str, int], ...]


@frozen
class Piece:
    """A run of the file, and the offset of its text in the extracted text."""

    start: int
    run: CT_R

    @property
    def end(self) -> int:
        return self.start + len(self.run.text)


def read(data: bytes, encoding: str | None) -> Loaded:  # noqa: ARG001 - Word files have their own
    """The text of a Word file. Raises UnreadableError."""
    content = Content(open_document(data))
    return Loaded(content.text, "docx", locator=Marks(content.marks))


def open_document(data: bytes) -> Document:
    """Open a Word file. Raises UnreadableError for other files, and for one that needs too much
    memory."""
    _check_parts(data)
    part = _main_part(data)
    if part.content_type != CONTENT_TYPE.WML_DOCUMENT_MAIN:
        raise UnreadableError(_other_kind(part.content_type))
    document = cast(Document, part.document)
    if document.element.getroottree().docinfo.doctype:
        # Its entities would be missing from the text. No Word file has one.
        raise UnreadableError(
            "a Word file with a document type declaration, which Word files never have"
        )
    return document


def _check_parts(data: bytes) -> None:
    """Raise UnreadableError for an archive that is not a Word file, or is too large."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise UnreadableError("a damaged or truncated Word file") from None
    if all(part.filename != _MAIN_PART for part in parts):
        raise UnreadableError("an archive (zip), not a Word file")
    markup = sum(part.file_size for part in parts if part.filename.endswith(_MARKUP))
    size = sum(part.file_size for part in parts)
    if markup > _LARGEST_MARKUP or size > limits.LARGEST_FILE:
        raise UnreadableError(
            "a Word file that is far too large when unpacked; this is not a letter"
        )


def _main_part(data: bytes) -> DocumentPart:
    try:
        return cast(DocumentPart, Package.open(BytesIO(data)).main_document_part)
    except MemoryError:
        raise
    except Exception as error:
        if getattr(error, "code", None) == _OUT_OF_MEMORY:
            raise MemoryError from error
        # For a damaged package, python-docx raises any of a dozen exceptions; some of their
        # messages contain reprs of objects.
        raise UnreadableError(
            "a Word file that can't be opened: a part of it is missing or damaged"
        ) from error


def _other_kind(content_type: str) -> str:
    if "macroEnabled" in content_type:
        return "a Word file with macros; save it as .docx, without them"
    if "template" in content_type:
        return "a Word template; save it as a document (.docx)"
    return "an archive (zip), not a Word file"


class Content:
    """The text of a Word file, and the offsets of its paragraphs and runs."""

    def __init__(self, document: Document) -> None:
        self.pieces: list[Piece] = []
        """The runs with text, in text order."""
        self._marks: list[tuple[int, Place]] = [(0, (("paragraph", 1),))]
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""  # the separator before the next paragraph
        self._empty = 0  # paragraphs since the last text, each of which adds a line
        self._paragraphs = self._tables = 0
        self._read(document.element.body)

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def marks(self) -> tuple[tuple[int, Place], ...]:
        """The offsets at which paragraphs begin in the text, with their places."""
        return tuple(self._marks)

    def _read(self, parent: Element) -> None:
        for child in _children(parent):
            if child.tag == _PARAGRAPH:
                self._paragraphs += 1
                if self._paragraph(child, (("paragraph", self._paragraphs),)):
                    self._gap = "\n\n"
                else:
                    self._empty += 1
            elif child.tag == _TABLE:
                self._tables += 1
                self._table(child, self._tables)
                self._gap, self._empty = "\n\n", 0

    def _table(self, table: Element, number: int) -> None:
        rows = (child for child in _children(table) if child.tag == _ROW)
        for row, element in enumerate(rows, start=1):
            begins, gap = self._length, self._gap
            for cell in _children(element):
                if cell.tag == _CELL:
                    self._gap = "\t" if self._length > begins else gap
                    self._cell(cell, number, (("table", number), ("row", row)))
            self._gap = "\n" if self._length > begins else gap

    def _cell(self, cell: Element, number: int, place: Place) -> None:
        for child in _children(cell):
            if child.tag == _PARAGRAPH:
                if self._paragraph(child, place):
                    self._gap = "\n"
            elif child.tag == _TABLE:
                self._table(child, number)

    def _paragraph(self, paragraph: Element, place: Place) -> bool:
        """Read a paragraph and the text boxes in it. Returns whether it has text."""
        begins = self._length
        new_page = False
        for run in _runs(paragraph):
            before, after = _page_breaks(run)
            new_page |= before
            if text := run.text:
                if self._length == begins:
                    self._begin(place)
                elif new_page:
                    self._put("\n\n")
                self.pieces.append(Piece(self._length, run))
                self._put(text)
                new_page = after
        for box in paragraph.iter(_TEXT_BOX):
            # A box inside a box is read with the paragraph that contains it.
            if not _is_within(box, paragraph, {_FALLBACK, _TEXT_BOX}):
                self._gap = "\n\n" if self._length > begins else self._gap
                for child in _children(box):
                    if child.tag == _PARAGRAPH and self._paragraph(child, place):
                        self._gap = "\n\n"
        return self._length > begins

    def _begin(self, place: Place) -> None:
        self._put(self._gap + "\n" * self._empty if self._length else "")
        self._gap, self._empty = "", 0
        self._marks.append((self._length, place))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _children(parent: Element) -> Iterator[Element]:
    """The blocks in an element, including those wrapped in content controls and the like."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _runs(paragraph: Element) -> Iterator[CT_R]:
    """The runs of a paragraph, including inserted ones and those in links, without deleted ones."""
    for run in paragraph.iter(_RUN):
        if not _is_within(run, paragraph, _NOT_THERE | {_PARAGRAPH}):
            yield run


def _page_breaks(run: CT_R) -> tuple[bool, bool]:
    """Whether a page or column begins before the text of a run, and whether one begins after it."""
    before = after = False
    begun = False
    for child in run:
        if child.tag == _BREAK and child.get(_BREAK_TYPE) in _PAGES:
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
