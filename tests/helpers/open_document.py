"""OpenDocument texts, made for the tests."""

from __future__ import annotations

from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import imrparse
from imrparse import Determination

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = {name: name for name in ("office", "style", "text", "table")}
_NAMES |= {"draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible"}
_DECLARED = " ".join(f'xmlns:{name}="{_OASIS}:{full}:1.0"' for name, full in _NAMES.items())
TYPE = "application/vnd.oasis.opendocument.text"
_MANIFEST = "META-INF/manifest.xml"
_FONT = '<style:font-face style:name="S" svg:font-family="Symbol"/>'


def content(body: str, styles: str = "", head: str = "") -> str:
    """The XML file with the content of a text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {_DECLARED}>'
        f"<office:font-face-decls>{_FONT}</office:font-face-decls>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def flat(body: str) -> bytes:
    """A text as one XML file."""
    return content(body).replace("office:document-content", "office:document").encode()


def open_document(
    body: str, styles: str = "", *, kind: str = TYPE, manifest: str = "", head: str = ""
) -> bytes:
    """An OpenDocument file with this body and these automatic styles."""
    parts = {"content.xml": content(body, styles, head), _MANIFEST: f"<m>{manifest}</m>"}
    return archive(parts, kind)


def archive(parts: dict[str, str], kind: str = TYPE) -> bytes:
    """An archive whose first entry says what it is, as OpenDocument files have it."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as file:
        if kind:
            file.writestr("mimetype", kind, compress_type=0)
        for name, text in parts.items():
            file.writestr(name, text)
    return written.getvalue()


def draft(letter: Determination) -> bytes:
    """A letter as an OpenDocument text: the header as a table, headings, paragraphs."""
    blocks = []
    for block in imrparse.format(letter, "markdown").rstrip("\n").split("\n\n"):
        lines = block.replace("**", "").replace("\\", "").split("  \n")
        if lines[0].startswith("Case Number:"):
            rows = (line.split(": ") for line in lines)
            blocks.append(_table([[f"{cells[0]}:", *cells[1:]] for cells in rows]))
        elif block.startswith("### "):
            blocks.append(f"<text:h>{escape(block.removeprefix('### '))}</text:h>")
        else:
            blocks += [f"<text:p>{escape(line)}</text:p>" for line in lines]
    return open_document("".join(blocks))


def _table(rows: list[list[str]]) -> str:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    filled = ("".join(cell.format(escape(text)) for text in row) for row in rows)
    inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in filled)
    return f"<table:table>{inner}</table:table>"
