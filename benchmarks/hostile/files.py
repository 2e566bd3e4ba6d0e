"""Texts as HTML, Word and PDF files, in the simplest form of each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO
from zipfile import ZipFile

MakeFile = Callable[[int], bytes]
"""Makes a file of about this many bytes."""

_LINES = 60  # on a page of a PDF
_WIDEST = 200  # code points of a line of a PDF

_WORD_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument\
.wordprocessingml.document.main+xml"/></Types>"""
_WORD_PARTS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/\
officeDocument/2006/relationships/officeDocument"/></Relationships>"""
_WORD_BODY = """<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s\
</w:body></w:document>"""
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def html(text: str) -> bytes:
    """A page with a paragraph per line."""
    return html_of("".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n")))


def html_of(body: str) -> bytes:
    """A page with a body."""
    return f"<!DOCTYPE html>\n<html><body>{body}</body></html>".encode("utf-8", "replace")


def word(text: str) -> bytes:
    """A Word file with a paragraph per line."""
    lines = text.translate(_NOT_IN_XML).split("\n")
    run = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
    return word_of("".join(run.format(escape(line)) for line in lines))


def word_of(body: str) -> bytes:
    """A Word file with a body."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", _WORD_TYPES)
        archive.writestr("_rels/.rels", _WORD_PARTS)
        archive.writestr("word/document.xml", _WORD_BODY % body)
    return written.getvalue()


def pdf(text: str) -> bytes:
    """A PDF with one line per line of the text, cut if it is much wider than a page."""
    lines = [
        line[start : start + _WIDEST]
        for line in text.split("\n")
        for start in range(0, max(1, len(line)), _WIDEST)
    ]
    pages = [lines[first : first + _LINES] for first in range(0, len(lines), _LINES)]
    return pdf_of([_shown(page) for page in pages])


def pdf_of(contents: list[bytes]) -> bytes:
    """A PDF with a page for each content stream, in which /F is a font."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>")
    kids = []
    for content in contents:
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (len(objects) + 2)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _written(objects)


def _shown(lines: list[str]) -> bytes:
    """The content of a page."""
    data = b"BT /F 8 Tf 11 TL 20 770 Td "
    for line in lines:
        shown = line.encode("cp1252", "replace")
        for sign in (b"\\", b"(", b")"):
            shown = shown.replace(sign, b"\\" + sign)
        data += b"(" + shown + b") Tj T* "
    return data + b"ET"


def _written(objects: list[bytes]) -> bytes:
    parts, place, places = [b"%PDF-1.4\n"], 9, []
    for number, what in enumerate(objects, start=1):
        places.append(place)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, what))
        place += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % each for each in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    parts.append(
        b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, place)
    )
    return b"".join(parts)


def _repeated(piece: str, write: Callable[[str], bytes]) -> MakeFile:
    return lambda size: write(piece * (size // len(piece) + 1))


def _nested(opening: str, closing: str, write: Callable[[str], bytes]) -> MakeFile:
    def make(size: int) -> bytes:
        depth = size // (len(opening) + len(closing)) + 1
        return write(opening * depth + closing * depth)

    return make


def _one_page(piece: bytes) -> MakeFile:
    return lambda size: pdf_of([b"BT /F 8 Tf 20 770 Td " + piece * (size // len(piece)) + b"ET"])


def _pages(size: int) -> bytes:
    return pdf_of([b"BT /F 8 Tf 20 770 Td (word) Tj ET"] * (size // 100))


_TEXT = '<w:r><w:t xml:space="preserve">word </w:t></w:r>'
_BOX = "<w:p><w:r><w:t>word</w:t></w:r><w:r><w:pict><w:txbxContent>"
_HTML_PIECES = (
    *("<", "</", "<a", "<a ", '<a b="', "<a b='", "<a b=c>", "</a>", "<!", "<!-", "<!--", "<!-->"),
    *(
        "<?",
        "<!-- -->",
        "&",
        "&amp",
        "&amp;",
        "&#",
        "&#1",
        "&#x",
        "&a",
        "<p>",
        "</p>",
        "<p>x",
        "<br>",
    ),
    *(
        "<div>",
        "<b>",
        "<pre>",
        "<pre>\n",
        "<td>",
        "<tr>",
        "<tr><td>x",
        "<table>",
        "<script>",
        "</script>",
    ),
    *(
        "<script ",
        "<title>",
        "<style></style>",
        "<head>",
        '<div title="header">',
        "\n",
        " ",
        "x\n",
        "\r",
    ),
)
_WORD_PIECES = {
    "empty paragraphs": "<w:p/>",
    "paragraphs": f"<w:p>{_TEXT}</w:p>",
    "tables": f"<w:tbl><w:tr><w:tc><w:p>{_TEXT}</w:p></w:tc></w:tr></w:tbl>",
    "empty tables": "<w:tbl/>",
    "controls": f"<w:sdt><w:sdtContent><w:p>{_TEXT}</w:p></w:sdtContent></w:sdt>",
    "page breaks": '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
}
_WORD_IN_PARAGRAPH = {
    "runs": _TEXT,
    "empty runs": "<w:r/>",
    "tabs": "<w:r><w:tab/></w:r>",
    "breaks": "<w:r><w:br/></w:r>",
    "page breaks": '<w:r><w:br w:type="page"/><w:t>x</w:t></w:r>',
    "deleted runs": "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
    "text boxes": f"<w:r><w:pict><w:txbxContent><w:p>{_TEXT}</w:p></w:txbxContent></w:pict></w:r>",
}
_PDF_PIECES = (
    b"(word) Tj ",
    b"(w) Tj ",
    b"0 -1 Td (word) Tj ",
    b"T* (word) Tj ",
    b"( ) Tj ",
    b"() Tj ",
)

HOSTILE_FILES: Mapping[str, MakeFile] = {
    **{f"html, {piece!r}": _repeated(piece, html_of) for piece in _HTML_PIECES},
    **{f"docx, {name}": _repeated(piece, word_of) for name, piece in _WORD_PIECES.items()},
    **{
        f"docx, {name} in a paragraph": _repeated(piece, lambda body: word_of(f"<w:p>{body}</w:p>"))
        for name, piece in _WORD_IN_PARAGRAPH.items()
    },
    "docx, one run": _repeated(
        "word ", lambda text: word_of(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    ),
    "docx, rows": _repeated(
        f"<w:tr><w:tc><w:p>{_TEXT}</w:p></w:tc></w:tr>",
        lambda rows: word_of(f"<w:tbl>{rows}</w:tbl>"),
    ),
    "docx, cells": _repeated(
        f"<w:tc><w:p>{_TEXT}</w:p></w:tc>",
        lambda cells: word_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"),
    ),
    "docx, boxes in boxes": _nested(_BOX, "</w:txbxContent></w:pict></w:r></w:p>", word_of),
    "docx, controls in controls": _nested(
        "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", word_of
    ),
    "html, <div> in <div>": _nested("<div>x", "</div>", html_of),
    "html, <table> in <table>": _nested("<table><tr><td>x", "</td></tr></table>", html_of),
    **{f"pdf, {piece.decode()!r} on a page": _one_page(piece) for piece in _PDF_PIECES},
    "pdf, pages": _pages,
}
"""The functions that make files that are hostile in their own format, by name."""
