"""OpenDocument texts, as LibreOffice writes them: in an archive (.odt), or flat (.fodt).

They are laid out like Word files (`imrparse.files.flow`), and read as they are shown: with tracked
changes accepted, without hidden text, and in capitals where they are formatted so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from attrs import frozen

from imrparse.files.errors import UnreadableError
from imrparse.files.flow import Block, Ending, Flow, Place, folded
from imrparse.files.loaded import Loaded, Marks
from imrparse.files.odt_styles import NAMES, Shown, StyleNames, Styles
from imrparse.files.symbols import in_capitals, symbols
from imrparse.files.xml_package import damaged, parts_of, read_tree, unpacked
from imrparse.text.source import LeftOutKind

TITLE = "an OpenDocument text"

_OFFICE, _TEXT, _TABLE, _DRAW = (NAMES[name] for name in ("office", "text", "table", "draw"))
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_TABLES = {f"{_TABLE}table"}
_ROWS, _CELLS = {f"{_TABLE}table-row"}, {f"{_TABLE}table-cell"}
_ROW_GROUPS = {f"{_TABLE}table-{name}" for name in ("header-rows", "rows", "row-group")}
_SECTION = f"{_TEXT}section"
_BLOCK_GROUPS = {f"{_TEXT}{name}" for name in ("list", "list-item", "list-header", "index-body")}
_BLOCK_GROUPS |= {_SECTION, f"{_TEXT}numbered-paragraph"}
_INDEXES = re.compile(re.escape(_TEXT) + "[a-z-]+-index|" + re.escape(f"{_TEXT}table-of-content"))
_FRAMES = {f"{_DRAW}{name}" for name in ("frame", "custom-shape", "rect", "g")}
_BOX = f"{_DRAW}text-box"
_NOT_TEXT = {
    *(f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")),
    *(f"{_TEXT}{name}" for name in ("note", "tracked-changes", "ruby-text", "sequence-decls")),
}
_HIDDEN_FIELDS = {f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph"}
_HIDDEN_TEXT = f"{_TEXT}string-value"
_CHANGE, _CHANGED, _DELETION = (
    f"{_TEXT}{name}" for name in ("change", "changed-region", "deletion")
)
_CHANGE_ID, _REGION_IDS = f"{_TEXT}change-id", (f"{_TEXT}id", f"{NAMES['xml']}id")
_SPACES, _COUNT, _STYLE = f"{_TEXT}s", f"{_TEXT}c", f"{_TEXT}style-name"
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MOST_SPACES = 1_000
_WHITE = re.compile(r"[ \t\r\n]+")

_KINDS = {
    "opendocument.text": "",
    "opendocument.spreadsheet": "an OpenDocument spreadsheet, not a text",
    "opendocument.presentation": "an OpenDocument presentation, not a text",
}


def read(data: bytes, encoding: str | None) -> Loaded:  # noqa: ARG001 - XML declares its own
    """The text of an OpenDocument text. Raises UnreadableError."""
    content, styles = _roots(data)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableError(f"not {TITLE}, although it looks like one")
    flow = _Content(body, Styles([styles, content]))
    marks, parts = Marks(tuple(flow.marks)), folded(flow.left_out)
    return Loaded(flow.text, "odt", locator=marks, left_out=parts)


def _roots(data: bytes) -> tuple[Element, Element]:
    """The XML with the content and the one with the styles."""
    if not data.startswith(b"PK"):
        root = read_tree(data, TITLE)
        return root, root
    parts = parts_of(data, TITLE)
    _check_kind(unpacked(data, "mimetype", TITLE).decode("ascii", "replace"))
    if b"encryption-data" in unpacked(data, "META-INF/manifest.xml", TITLE):
        raise UnreadableError(f"{TITLE} with a password; save it without one")
    if "content.xml" not in parts:
        raise damaged(TITLE)
    content = read_tree(unpacked(data, "content.xml", TITLE), TITLE)
    styles = unpacked(data, "styles.xml", TITLE)
    return content, read_tree(styles, TITLE) if styles else Element("none")


def _check_kind(kind: str) -> None:
    """Raise UnreadableError for a media type that is none of a text."""
    for name, message in _KINDS.items():
        if name in kind:
            if message:
                raise UnreadableError(message)
            return
    if kind:
        raise UnreadableError("an archive (zip), not an OpenDocument text")


@frozen
class _Piece:
    """A text in a paragraph, and how it is shown."""

    text: str
    shown: Shown
    is_sign: bool = False
    """Whether it is an element of its own, whose white space is kept."""


class _Content(Flow[Element]):
    """The text of a document's body."""

    def __init__(self, body: Element, styles: Styles) -> None:
        super().__init__()
        self._styles = styles
        self._deleted = _deletions(body)
        self._hidden = 0  # nesting depth in sections, rows and paragraphs that are not shown
        self.read(body)

    def blocks(self, parent: Element) -> Iterator[tuple[Block, Element]]:
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield Block.PARAGRAPH, child
            elif child.tag in _TABLES:
                yield Block.TABLE, child
            elif child.tag in _BLOCK_GROUPS or _INDEXES.fullmatch(child.tag):
                hidden = child.tag == _SECTION and self._styles.hides_section(child)
                self._hidden += hidden
                yield from self.blocks(child)
                self._hidden -= hidden
            elif child.tag in _FRAMES:  # anchored to a page
                for box in child.iter(_BOX):
                    yield from self.blocks(box)

    def rows(self, table: Element) -> Iterator[Element]:
        for child in table:
            if child.tag in _ROWS:
                yield child
            elif child.tag in _ROW_GROUPS:
                yield from self.rows(child)

    def cells(self, row: Element) -> Iterator[Element]:
        hidden = self._styles.hides_row(row)
        self._hidden += hidden
        yield from (child for child in row if child.tag in _CELLS)
        self._hidden -= hidden

    def paragraph(self, paragraph: Element, place: Place) -> Ending:
        begins = self.length
        hidden = any(map(self._styles.hides_field, paragraph.iter(f"{_TEXT}hidden-paragraph")))
        self._hidden += hidden
        boxes: list[Element] = []
        line = _Line(self, place)
        for piece in self._pieces(paragraph, (("paragraph", paragraph.get(_STYLE)),), boxes):
            line.add(piece, hidden=self._hidden > 0)
        for box in boxes:
            self.box(box, place, begins)
        self._hidden -= hidden
        self.end_left_out()
        if self.length > begins:
            return Ending.WITH_TEXT
        return Ending.JOINED if self._hidden or hidden else Ending.EMPTY

    def _pieces(
        self, parent: Element, styles: StyleNames, boxes: list[Element]
    ) -> Iterator[_Piece]:
        """The texts in an element, and how each is shown."""
        shown = self._styles.shown(styles)
        yield _Piece(parent.text or "", shown)
        for child in parent:
            if child.tag == _SPACES:
                spaces = " " * min(_number(child.get(_COUNT)), _MOST_SPACES)
                yield _Piece(spaces, shown, is_sign=True)
            elif child.tag in _SIGNS:
                yield _Piece(_SIGNS[child.tag], shown, is_sign=True)
            elif child.tag in _FRAMES:
                boxes += _boxes(child)
            elif not self._is_left_out(child):
                name = child.get(_STYLE)
                yield from self._pieces(child, (*styles, ("text", name)) if name else styles, boxes)
            yield _Piece(child.tail or "", shown)

    def _is_left_out(self, child: Element) -> bool:
        """Whether an element in a paragraph is not part of its text. A hidden text, and one that
        was deleted there, are recorded."""
        if child.tag == _CHANGE:
            self.leave_out(LeftOutKind.DELETED, self._deleted.get(child.get(_CHANGE_ID, ""), ""))
            return True
        if child.tag in _HIDDEN_FIELDS and self._styles.hides_field(child):
            self.leave_out(LeftOutKind.HIDDEN, child.get(_HIDDEN_TEXT, ""))
            return True
        return child.tag in _NOT_TEXT or child.tag in _PARAGRAPHS


class _Line:
    """Writes the texts of a paragraph, in which runs of white space count as one space."""

    def __init__(self, flow: Flow[Element], place: Place) -> None:
        self._flow = flow
        self._place = place
        self._begins = flow.length
        self._after_space = True

    def add(self, piece: _Piece, *, hidden: bool) -> None:
        """Write a text, or leave it out."""
        text, shown = piece.text, piece.shown
        if not piece.is_sign:
            text = _WHITE.sub(" ", text)
            if self._after_space:
                text = text.removeprefix(" ")
        if not text:
            return
        if hidden or shown.hidden:
            self._flow.leave_out(LeftOutKind.HIDDEN, text)
            return
        self._after_space = text.isspace() or text.endswith(" ")
        if shown.font:
            text = text.translate(symbols(shown.font))
        if self._flow.length == self._begins:
            self._flow.begin(self._place)
            self._begins = -1
        self._flow.put(in_capitals(text) if shown.capitals else text)


def _deletions(body: Element) -> dict[str, str]:
    """The texts that are marked as deleted, by their name."""
    found: dict[str, str] = {}
    for region in body.iter(_CHANGED):
        for deletion in region.iter(_DELETION):
            text = " ".join(
                "".join(part.itertext()) for tag in _PARAGRAPHS for part in deletion.iter(tag)
            )
            found |= {name: text for key in _REGION_IDS if (name := region.get(key))}
    return found


def _boxes(frame: Element) -> Iterator[Element]:
    """The text boxes of a frame, or the shape itself that has paragraphs. A box inside a box is
    read with it."""
    if frame.tag == _BOX or any(child.tag in _PARAGRAPHS for child in frame):
        yield frame
        return
    for child in frame:
        yield from _boxes(child)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 1
