"""Letters as PDF, Word, HTML and OpenDocument files, generated for the tests."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph
from fpdf import FPDF

from helpers.letters import SAMPLES as SAMPLE_FOLDER

import imrparse
from imrparse import Determination

SAMPLES = sorted(SAMPLE_FOLDER.glob("*.txt"))

_BOLD = re.compile(r"(\*\*)")
_LINE = 5.0  # mm between lines of a PDF
_LINES = 50  # on a page
_TOP, _LEFT = 15.0, 20.0


def letter_of(sample: Path) -> Determination:
    """The letter of a sample."""
    return imrparse.parse(sample.read_bytes().decode())


def word_draft(letter: Determination, *, spaced: bool = False, broken: int | None = None) -> bytes:
    """A letter as a Word file: the header as a table, headings, bold labels.

    `spaced` puts an empty paragraph after each one; `broken` is a seed for splitting runs at random
    places, as Word does.
    """
    document = docx.Document()
    for block in imrparse.format(letter, "markdown").rstrip("\n").split("\n\n"):
        lines = block.split("  \n")
        if block.startswith("**Case Number:"):
            _table(document, lines)
        elif block.startswith("### "):
            document.add_heading(block.removeprefix("### "), level=2)
        else:
            for line in lines:
                _write(document.add_paragraph(), line, broken)
        if spaced:
            document.add_paragraph()
    return saved(document)


def saved(document: Document) -> bytes:
    """The file of a document."""
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _table(document: Document, lines: list[str]) -> None:
    cells = [part.strip() for line in lines for part in line.replace("**", "").split(": ")]
    cells += [""] * (-len(cells) % 4)
    table = document.add_table(rows=len(cells) // 4, cols=4)
    for number, text in enumerate(cells):
        label = number % 2 == 0 and text
        table.cell(number // 4, number % 4).text = f"{text}:" if label else text


def _write(paragraph: Paragraph, text: str, broken: int | None) -> None:
    """Write Markdown's bold text."""
    bold = False
    for part in _BOLD.split(text):
        if part == "**":
            bold = not bold
            continue
        for piece in _pieces(part.replace("\\", ""), broken):
            paragraph.add_run(piece).bold = bold


def _pieces(text: str, seed: int | None) -> list[str]:
    if seed is None:
        return [text]
    chance = random.Random(f"{seed} {text}")
    places = sorted(chance.randrange(len(text)) for _ in range(min(6, len(text))))
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


def pdf(
    text: str,
    *,
    password: str = "",
    no_copying: bool = False,
    running: Callable[[FPDF], None] = lambda _: None,
) -> bytes:
    """A text as a PDF, line by line; a blank line leaves a gap. A form feed begins a page.

    `running` writes the header and footer of each page.
    """
    file = FPDF(format="letter")
    file.core_fonts_encoding = "windows-1252"
    if password or no_copying:
        file.set_encryption("owner", password, permissions=0)
    for page in text.split("\f"):
        lines = page.split("\n")
        for first in range(0, len(lines), _LINES):
            file.add_page()
            file.set_font("Times", size=11)
            running(file)
            for number, line in enumerate(lines[first : first + _LINES]):
                if line.strip():
                    file.text(_LEFT, _TOP + number * _LINE, line)
    return bytes(file.output())


def scan() -> bytes:
    """A PDF of two pages with lines on them, and no text."""
    file = FPDF()
    for _ in range(2):
        file.add_page()
        file.line(10, 10, 100, 100)
    return bytes(file.output())


def page_of_html(letter: Determination) -> str:
    """A letter as an HTML page, whose lines are broken anywhere between words."""
    parts = []
    for block in imrparse.format(letter, "markdown").rstrip("\n").split("\n\n"):
        lines = [html.escape(line) for line in block.split("  \n")]
        if block.startswith("**Case Number:"):
            cells = (line.replace("**", "").split(": ") for line in lines)
            rows = (f"<tr><td>{name}:</td><td>{value}</td></tr>" for name, value in cells)
            parts += ["<table>", *rows, "</table>"]
        elif block.startswith("### "):
            parts.append(f"<h3>{block.removeprefix('### ')}</h3>")
        else:
            text = re.sub(r"\*\*(.*?)\*\*", r"<b>\1</b>", "<br>".join(lines)).replace("\\", "")
            parts.append("\n".join(wrap(f"<p>{text}</p>", 60, break_on_hyphens=False)))
    body = "\n".join(parts)
    head = "<head><meta charset='utf-8'><title>Letter</title><style>p {}</style></head>"
    return f"<!DOCTYPE html>\n<html>{head}\n<body>\n{body}\n</body></html>\n"


# OpenDocument texts

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
            blocks.append(_open_table([[f"{cells[0]}:", *cells[1:]] for cells in rows]))
        elif block.startswith("### "):
            blocks.append(f"<text:h>{escape(block.removeprefix('### '))}</text:h>")
        else:
            blocks += [f"<text:p>{escape(line)}</text:p>" for line in lines]
    return open_document("".join(blocks))


def _open_table(rows: list[list[str]]) -> str:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    filled = ("".join(cell.format(escape(text)) for text in row) for row in rows)
    inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in filled)
    return f"<table:table>{inner}</table:table>"
