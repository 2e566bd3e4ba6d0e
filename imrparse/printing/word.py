"""A drafting template as a Word file, with what is to be filled in highlighted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from imrparse.printing.blocks import Block, Heading, Lines, Paragraph, Request, Table

_FONT, _SIZE, _SMALL_GAP = "Times New Roman", Pt(11), Pt(0)


def word_file(blocks: Iterable[Block], placeholders: Iterable[str]) -> bytes:
    """The blocks of a letter as a Word file, in which each placeholder is highlighted."""
    return _Writer(placeholders).file(blocks)


class _Writer:
    """Writes one file."""

    def __init__(self, placeholders: Iterable[str]) -> None:
        longest_first = sorted(placeholders, key=len, reverse=True)
        self._placeholder = re.compile("|".join(map(re.escape, longest_first)))
        self._document: WordDocument = Document()
        font = self._document.styles["Normal"].font
        font.name, font.size = _FONT, _SIZE
        about = self._document.core_properties
        about.author = about.title = about.comments = ""

    def file(self, blocks: Iterable[Block]) -> bytes:
        for block in blocks:
            self._write(block)
        written = BytesIO()
        self._document.save(written)
        return written.getvalue()

    def _write(self, block: Block) -> None:
        if isinstance(block, Heading):
            paragraph = self._paragraph((block.text, True))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.keep_with_next = True
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Request):
            self._paragraph((f"{block.text}: {block.decision}", True))
        elif isinstance(block, Lines):
            lines = [[(block.sentence, False)], *([(a, True), (b, False)] for a, b in block.fields)]
            for line in lines:
                paragraph = self._paragraph(*line)
                if line is not lines[-1]:
                    paragraph.paragraph_format.space_after = _SMALL_GAP
        else:
            self._labelled(block)

    def _labelled(self, block: Paragraph) -> None:
        parts = [(block.label, True), (block.text, False)]
        self._paragraph(*(part for part in parts if part[0]))

    def _paragraph(self, *parts: tuple[str, bool]) -> WordParagraph:
        """A paragraph of parts with a space between them, each bold or not."""
        paragraph = self._document.add_paragraph()
        for number, (text, bold) in enumerate(parts):
            self._run(paragraph, f" {text}" if number else text, bold=bold)
        return paragraph

    def _run(self, paragraph: WordParagraph, text: str, *, bold: bool) -> None:
        for part, is_placeholder in self._parts(text):
            run = paragraph.add_run(part)
            run.bold = bold or None
            if is_placeholder:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _parts(self, text: str) -> Iterator[tuple[str, bool]]:
        """The placeholders in a text, and what stands between them."""
        position = 0
        for found in self._placeholder.finditer(text):
            if found.start() > position:
                yield text[position : found.start()], False
            yield found[0], True
            position = found.end()
        if position < len(text):
            yield text[position:], False

    def _table(self, block: Table) -> None:
        rows = [[part for cell in row for part in cell] for row in block.rows]
        table = self._document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, parts in zip(table.rows, rows, strict=True):
            for column, (cell, part) in enumerate(zip(row.cells, parts, strict=False)):
                self._run(cell.paragraphs[0], part, bold=column % 2 == 0)
        self._document.add_paragraph()
