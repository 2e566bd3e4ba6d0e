"""Word drafts of faulty letters in many layouts, and a small reader of their tracked changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from itertools import pairwise
from random import Random

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from helpers.faults.fault_kinds import faulty_letters
from helpers.made_files import saved

_MARKS = ("**", "<b>", "\f", "\r", "\ufeff", "\u200b")
_NAME = re.compile(
    r"((?:Case Number|Date Assigned|Date of Injury|Decision Date|UR Denial Date|Priority"
    r"|Application\s+Received):)"
)
_INSERTED, _DELETED = (qn("w:ins"), qn("w:moveTo")), (qn("w:del"), qn("w:moveFrom"))


def resolved(data: bytes, *, accept: bool) -> bytes:
    """A Word file with all its tracked changes accepted or rejected."""
    document = docx.Document(BytesIO(data))
    body = document.element.body
    _resolve_runs(body, _INSERTED if accept else _DELETED)
    for text in list(body.iter(qn("w:delText"))):
        text.tag = qn("w:t")
    for mark in list(body.iter(*_INSERTED, *_DELETED)):  # of the ends of paragraphs
        paragraph = next(mark.iterancestors(qn("w:p")))
        for element in (mark, mark.getparent(), paragraph.pPr):
            if len(element) == 0:
                element.getparent().remove(element)
        if mark.tag in (_DELETED if accept else _INSERTED):
            _join(paragraph)
    return saved(document)


def _resolve_runs(body: BaseOxmlElement, kept: Collection[str]) -> None:
    """Keep the runs in some tracked changes, and remove those in others."""
    for change in list(body.iter(*_INSERTED, *_DELETED)):
        around = change.getparent()
        if around is None or around.tag == qn("w:rPr"):
            continue
        for child in list(change) if change.tag in kept else ():
            change.addprevious(child)
        around.remove(change)


def _join(paragraph: BaseOxmlElement) -> None:
    """Join a paragraph with the next one, whose format stays."""
    following = next(paragraph.itersiblings(qn("w:p")))
    place = int(following.find(qn("w:pPr")) is not None)
    following[place:place] = [child for child in paragraph if child.tag != qn("w:pPr")]
    paragraph.getparent().remove(paragraph)


def content(document: Document) -> list[tuple[str, list[list[str]]]]:
    """The properties and runs of each paragraph; adjacent runs with equal properties are merged."""
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        runs: list[list[str]] = []
        for run in paragraph.iter(qn("w:r")):
            properties = "" if run.rPr is None else run.rPr.xml
            if runs and runs[-1][0] == properties:
                runs[-1][1] += run.text
            elif run.text:
                runs.append([properties, run.text])
        about = paragraph.pPr
        found.append(("" if about is None else about.xml, runs))
    return found


def faulty_drafts(count: int, seed: int) -> Iterator[bytes]:
    """This many Word drafts, each of a letter with a fault, and laid out in its own way."""
    rng = Random(seed)
    made = 0
    for text in faulty_letters(rng, 50 * count):
        if not any(mark in text for mark in _MARKS):
            yield laid_out(slipped(text, rng), rng)
            made += 1
        if made == count:
            return


def laid_out(text: str, rng: Random) -> bytes:
    """A text as a Word file in a random layout."""
    document = docx.Document()
    by_line, joins, table = rng.random() < 0.3, rng.random() < 0.5, rng.choice((0, 1, 2, 4))
    bold, splits = rng.random() < 0.7, rng.randrange(6)
    for number, block in enumerate(re.split(r"\n[^\S\n]*\n", text.strip("\n"))):
        lines = block.split("\n")
        if table and number < 3 and _NAME.search(block):
            _add_table(document, lines, table)
            document.add_paragraph()
            continue
        if not by_line:
            is_list = sum(":" in line for line in lines) > 1 or len(lines) == 1
            lines = ["\n".join(lines) if is_list or not joins else " ".join(lines)]
        for line in lines:
            heading = line.isupper() and rng.random() < 0.5
            paragraph = document.add_heading(level=2) if heading else document.add_paragraph()
            _write(paragraph, line, rng, splits, bold=bold)
        if by_line:
            document.add_paragraph()
    return saved(document)


def _add_table(document: Document, lines: list[str], columns: int) -> None:
    cells = [[part.strip() for part in _NAME.split(line) if part.strip()] for line in lines]
    if columns < 4:
        cells = [
            [" ".join(row[i : i + 4 // columns]) for i in range(0, len(row), 4 // columns)]
            for row in cells
        ]
    table = document.add_table(rows=len(cells), cols=max(map(len, cells)))
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text


def _write(paragraph: Paragraph, text: str, rng: Random, splits: int, *, bold: bool) -> None:
    label = text.find(":") + 1 if ":" in text[:50] else 0
    places = {label, *(rng.randrange(len(text) + 1) for _ in range(splits))}
    ends = sorted({0, len(text), *places})
    for start, end in pairwise(ends):
        run = paragraph.add_run(text[start:end])
        run.bold = True if bold and end <= label else None
        run.italic = True if rng.random() < 0.1 else None
    if rng.random() < 0.02:
        paragraph.add_run().add_break(WD_BREAK.PAGE)


_SLIPS = (
    (r"(?<=\w)\. (?=[A-Z][a-z])", ".. "),
    (r"(?<=[a-z]), (?=[a-z])", ",, "),
    (r"(?<=[a-z])\. (?=[A-Z][a-z])", " . "),
    (r"(?<=[a-z])\. (?=[A-Z][a-z]+ [a-z])", "."),
    (r"\ban MRI\b", "a MRI"),
    (r"\bnon-", "non- "),
    (r"(?<=[a-z])(?=[a-z] )", "\u200b"),
    (r"\b(?:California|Nevada|Oregon|Texas)\b", "Californa"),
    (r"(?<=more than )five years", "five  years"),
    (r"(?<=governing )laws and", "laws an"),
    (r"(?<=guideline: )(?s:(.{5,300}?))\.(?=\n\n)", r"\1"),
    (r"guideline:", "guidline:"),
    (r"CLINICAL CASE SUMMARY", "CLINICAL CASE SUMARY"),
    (r"\bUpheld\b", "Uphold"),
)
"""Slips that have a safe fix each, as patterns and what replaces them."""


def slipped(text: str, rng: Random) -> str:
    """A text with one more slip of each of some kinds, where it has a place for them."""
    for pattern, wrong in rng.sample(_SLIPS, len(_SLIPS) // 2):
        places = list(re.finditer(pattern, text))
        if places:
            found = rng.choice(places)
            text = text[: found.start()] + found.expand(wrong) + text[found.end() :]
    return text
