"""The runs of a Word file by their places in its text, split where something is to begin or end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from copy import deepcopy
from operator import attrgetter
from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from imrparse.files.docx import Content, Piece, text_in

PROPERTIES: str = qn("w:rPr")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Runs:
    """The runs of a file with text. Offsets are those of the text before any change."""

    def __init__(self, content: Content) -> None:
        self.text: str = content.text
        self._pieces = content.pieces

    @property
    def pieces(self) -> Sequence[Piece]:
        """The runs in text order, with the offsets of their texts."""
        return self._pieces

    def at(self, offset: int) -> int:
        """The index of the last piece that begins at an offset or before; -1 if there is none."""
        return bisect_right(self._pieces, offset, key=attrgetter("start")) - 1

    def part(self, offset: int) -> None:
        """Split the run that contains an offset, so that one begins there."""
        number = self.at(offset)
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
    later = like(run)
    left = length
    for child in list(run):
        if child.tag == PROPERTIES:
            continue
        text = text_in(child)
        if left <= 0:
            later.append(child)  # this also removes it from the run
        elif left < len(text):
            later.append(_parted_text(child, left))
        left -= len(text)
    run.addnext(later)
    return later


def like(run: CT_R) -> CT_R:
    """An empty run with the properties of another one."""
    new = cast(CT_R, OxmlElement("w:r", attrs=dict(run.attrib)))
    if (properties := run.find(PROPERTIES)) is not None:
        new.append(deepcopy(properties))
    return new


def _parted_text(element: Element, length: int) -> Element:
    """Split a text element after some characters. Returns the element with the rest."""
    text = element.text or ""
    later = OxmlElement("w:t")
    for part, shown in ((element, text[:length]), (later, text[length:])):
        part.text = shown
        part.set(SPACE, "preserve")
    return later
