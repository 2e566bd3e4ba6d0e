"""Letters as PDF, Word and HTML files, generated for the tests."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from textwrap import wrap

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
