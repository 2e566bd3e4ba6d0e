"""Writing findings into a Word file as comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from copy import deepcopy
from io import BytesIO
from operator import attrgetter
from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.text.run import Run

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.files.docx import Content, Piece, text_in
from imrparse.files.docx_package import open_document
from imrparse.text.source import Span
from imrparse.text.visible import visible

_AUTHOR, _INITIALS = "imrparse", "IMR"
_WORD = re.compile(r"\S+")
_PROPERTIES = qn("w:rPr")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotate(data: bytes, found: Iterable[Diagnostic]) -> bytes:
    """A copy of a Word file with a comment for each diagnostic of its text.

    Nothing else in the file changes, except that runs are split where a comment begins or ends.
    Raises UnreadableError.
    """
    document = open_document(data)
    runs = _Runs(Content(document))
    for diagnostic in found:
        if ends := runs.of(diagnostic.span):
            between = [Run(run, document) for run in ends]
            document.add_comment(between, _told(diagnostic), _AUTHOR, _INITIALS)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _told(diagnostic: Diagnostic) -> str:
    """The text of a comment: a line for the message, one for the hint, and one for each safe
    fix."""
    lines = [f"{diagnostic.code} {diagnostic.message}"]
    if diagnostic.hint:
        lines.append(diagnostic.hint)
    lines += [f"Fix: {fix.message}" for fix in diagnostic.fixes if fix.safe]
    return "\n".join(map(visible, lines))


class _Runs:
    """The runs of a file, split where comments begin and end."""

    def __init__(self, content: Content) -> None:
        self._text = content.text
        self._pieces = content.pieces

    def of(self, span: Span) -> tuple[CT_R, CT_R] | None:
        """The first and the last run of a span's words; None for a file without any words."""
        if not (words := self._words(span)):
            return None
        self._part(words.start)
        self._part(words.end)
        return self._pieces[self._at(words.start)].run, self._pieces[self._at(words.end - 1)].run

    def _words(self, span: Span) -> Span | None:
        """A span without white space at its ends; for an empty one, the next word."""
        text = self._text[span.start : span.end]
        if text.strip():
            start = span.start + len(text) - len(text.lstrip())
            return Span(start, span.start + len(text.rstrip()))
        if word := _WORD.search(self._text, span.start):
            return Span(*word.span())
        end = len(self._text.rstrip())
        before = self._text[:end].split()
        return Span(end - len(before[-1]), end) if before else None

    def _at(self, offset: int) -> int:
        """The index of the piece that contains an offset."""
        return bisect_right(self._pieces, offset, key=attrgetter("start")) - 1

    def _part(self, offset: int) -> None:
        """Split the run that contains an offset, so that one begins there."""
        number = self._at(offset)
        if number < 0:
            return
        piece = self._pieces[number]
        if piece.start < offset < piece.end:
            later = _parted(piece.run, offset - piece.start)
            self._pieces[number : number + 1] = (
                Piece(piece.start, offset, piece.run),
                Piece(offset, piece.end, later),
            )


def _parted(run: CT_R, length: int) -> CT_R:
    """Split a run after some characters. Returns the run with the rest."""
    later = cast(CT_R, OxmlElement("w:r", attrs=dict(run.attrib)))
    left = length
    for child in list(run):
        if child.tag == _PROPERTIES:
            later.append(deepcopy(child))
            continue
        text = text_in(child)
        if left <= 0:
            later.append(child)  # this also removes it from the run
        elif left < len(text):
            later.append(_parted_text(child, left))
        left -= len(text)
    run.addnext(later)
    return later


def _parted_text(element: Element, length: int) -> Element:
    """Split a text element after some characters. Returns the element with the rest."""
    text = element.text or ""
    later = OxmlElement("w:t")
    for part, shown in ((element, text[:length]), (later, text[length:])):
        part.text = shown
        part.set(_SPACE, "preserve")
    return later
