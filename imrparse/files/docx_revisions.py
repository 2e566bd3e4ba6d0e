"""Tracked changes in a Word file: elements that Word shows as insertions and deletions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from itertools import count
from typing import NamedTuple, cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.text.font import Font

from imrparse.files.docx_obstacles import UntrackableError
from imrparse.files.docx_package import AUTHOR
from imrparse.files.docx_runs import PROPERTIES, SPACE, like

_PARAGRAPH, _ABOUT, _INSERTED = map(qn, ("w:p", "w:pPr", "w:ins"))
_TEXT, _DELETED_TEXT, _BREAK, _BREAK_TYPE = map(qn, ("w:t", "w:delText", "w:br", "w:type"))
_LINE = "textWrapping"  # the break that ends a line, not a page
_ID = qn("w:id")
_SECTION = qn("w:sectPr")
_AFTER_MARK = {_SECTION, qn("w:pPrChange")}
_NOT_TWICE = {*_AFTER_MARK, qn("w:pageBreakBefore")}
"""Properties that the first half of a split paragraph does not get."""
_OF_MARK = {qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange")}
_OLD_FORMAT = qn("w:rPrChange")
_DELETABLE = {
    qn(f"w:{name}") for name in ("t", "tab", "ptab", "cr", "sym", "noBreakHyphen", "softHyphen")
}
_WITHOUT_TEXT = {PROPERTIES, qn("w:lastRenderedPageBreak")}
_SEVERAL = re.compile(r"(\n{2,})")
_SIGNS = re.compile(r"([\n\t])")
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Point(NamedTuple):
    """A place between elements: before or after one."""

    element: Element
    is_before: bool


class Revisions:
    """Makes tracked changes in a document."""

    def __init__(self, body: Element, when: datetime) -> None:
        known = (element.get(_ID, "") for element in body.iter())
        first = max((int(one) for one in known if one.isdecimal()), default=0) + 1
        self._numbers = count(first)
        self._date = when.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _new(self, tag: str) -> Element:
        """A mark of a tracked change, or the element around its runs."""
        values = {_ID: str(next(self._numbers)), qn("w:author"): AUTHOR, qn("w:date"): self._date}
        return OxmlElement(tag, attrs=values)

    def delete(self, run: CT_R) -> Point:
        """Mark the text of a run as deleted. What else is in the run stays. Returns the place
        after it."""
        last = run
        for last in list(_parts(run)):
            if not any(child.tag in _DELETABLE or _is_line_break(child) for child in last):
                continue
            deleted = self._new("w:del")
            last.addprevious(deleted)
            deleted.append(last)
            for text in list(last.iterchildren(_TEXT)):
                text.tag = _DELETED_TEXT
                text.set(SPACE, "preserve")
        around = last.getparent()
        return Point(around if around.tag == qn("w:del") else last, False)

    def delete_mark(self, paragraph: Element) -> None:
        """Mark the end of a paragraph as deleted, so that the next one continues it."""
        about = paragraph.get_or_add_pPr()
        if about.find(_SECTION) is not None:
            raise UntrackableError("a section of the file ends there")
        mark = _mark_of(about)
        place = int(any(child.tag == _INSERTED for child in mark))
        mark.insert(place, self._new("w:del"))

    def insert(self, text: str, point: Point, model: CT_R, *, in_cell: bool, plain: bool) -> None:
        """Insert a text with the format of a run, the model.

        Two line ends or more begin a paragraph, but not in the cell of a table. With `plain`, the
        text is not shown in capitals whatever the model is.
        """
        if _NO_XML.search(text):
            raise UntrackableError("its text has a character that no Word file can contain")
        point = self._outside_insertions(point)
        first, *rest = [text] if in_cell else _SEVERAL.split(text)
        if not rest:
            _put(self._insertion(first, model, plain=plain), point)
            return
        paragraph = self._split(point)
        *between, last = _lines(rest)
        before = paragraph.getprevious()
        before.extend(self._insertions(first, model, plain=plain))
        for line in between:
            new = self._like(paragraph)
            new.extend(self._insertions(line, model, plain=plain))
            paragraph.addprevious(new)
        place = int(paragraph.find(_ABOUT) is not None)
        paragraph[place:place] = self._insertions(last, model, plain=plain)

    def _insertions(self, text: str, model: CT_R, *, plain: bool) -> list[Element]:
        return [self._insertion(text, model, plain=plain)] if text else []

    def _insertion(self, text: str, model: CT_R, *, plain: bool) -> Element:
        """An inserted text with the format of a run."""
        run = like(model)
        properties = run.find(PROPERTIES)
        if properties is not None:
            for old in list(properties.iterchildren(_OLD_FORMAT)):
                properties.remove(old)
        if plain:
            font = Font(run)
            font.all_caps = font.small_caps = False
        for part in _SIGNS.split(text):
            if sign := _SIGN_ELEMENTS.get(part):
                run.append(OxmlElement(sign))
            elif part:
                element = OxmlElement("w:t", attrs={SPACE: "preserve"})
                element.text = part
                run.append(element)
        inserted = self._new("w:ins")
        inserted.append(run)
        return inserted

    def _outside_insertions(self, point: Point) -> Point:
        """A place that is not inside a tracked insertion, which is split there if need be."""
        around = point.element.getparent()
        if around is None or around.tag != _INSERTED:
            return point
        after = list(point.element.itersiblings())
        if point.is_before:
            after.insert(0, point.element)
        if after:
            rest = OxmlElement("w:ins", attrs={**around.attrib, _ID: str(next(self._numbers))})
            around.addnext(rest)
            rest.extend(after)
        return Point(around, False)

    def _split(self, point: Point) -> Element:
        """Split a paragraph in two. Returns the second part, which keeps the paragraph's end."""
        paragraph, point = _in_paragraph(point)
        before = self._like(paragraph)
        paragraph.addprevious(before)
        for child in list(paragraph):
            if child is point.element and point.is_before:
                break
            if child.tag != _ABOUT:
                before.append(child)
            if child is point.element:
                break
        return paragraph

    def _like(self, paragraph: Element) -> Element:
        """A new paragraph with the format of another one, whose end is inserted."""
        new = OxmlElement("w:p")
        about = paragraph.find(_ABOUT)
        if about is not None:
            new.append(deepcopy(about))
        about = new.get_or_add_pPr()
        for child in [child for child in about if child.tag in _NOT_TWICE]:
            about.remove(child)
        mark = _mark_of(about)
        for child in [child for child in mark if child.tag in _OF_MARK]:
            mark.remove(child)
        mark.insert(0, self._new("w:ins"))
        return new


_SIGN_ELEMENTS = {"\n": "w:br", "\t": "w:tab"}


def _lines(parts: list[str]) -> list[str]:
    """The texts of the paragraphs after the first, from gaps and the texts after them."""
    return [
        line
        for gap, text in zip(parts[::2], parts[1::2], strict=True)
        for line in (*[""] * (len(gap) - 2), text)
    ]


def _put(element: Element, point: Point) -> None:
    if point.is_before:
        point.element.addprevious(element)
    else:
        point.element.addnext(element)


def _mark_of(about: Element) -> Element:
    """The properties of a paragraph's end."""
    mark = about.find(PROPERTIES)
    if mark is None:
        mark = OxmlElement("w:rPr")
        later = next((child for child in about if child.tag in _AFTER_MARK), None)
        if later is None:
            about.append(mark)
        else:
            later.addprevious(mark)
    return cast(Element, mark)


def _in_paragraph(point: Point) -> tuple[Element, Point]:
    """The paragraph of a place, and the place between the paragraph's own children."""
    element, is_before = point
    around = element.getparent()
    while around.tag != _PARAGRAPH:
        beside = element.getprevious() if is_before else element.getnext()
        if beside is not None and beside.tag not in _PROPERTIES_OF_WRAPPERS:
            raise UntrackableError("it would split a link or the like between two paragraphs")
        element, around = around, around.getparent()
    return around, Point(element, is_before)


_PROPERTIES_OF_WRAPPERS = {qn("w:sdtPr"), qn("w:sdtEndPr"), qn("w:smartTagPr")}


def _is_line_break(element: Element) -> bool:
    kind: str = element.get(_BREAK_TYPE, _LINE)
    return element.tag == _BREAK and kind == _LINE


def _parts(run: CT_R) -> Iterator[CT_R]:
    """Split a run between what can be deleted with its text and what can't."""
    kind: bool | None = None
    for child in list(run):
        if child.tag in _WITHOUT_TEXT:
            continue
        is_text = child.tag in _DELETABLE or _is_line_break(child)
        if kind is not None and is_text != kind:
            rest = like(run)
            rest.extend([child, *child.itersiblings()])
            run.addnext(rest)
            yield run
            yield from _parts(rest)
            return
        kind = is_text
    yield run
