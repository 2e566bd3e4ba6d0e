"""The values of form fields, and text typed onto a page: where they stand among its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_ushort
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from attrs import evolve, frozen

from imrparse.files.pdf_lines import Line

_WITH_TEXT = {
    pdfium.FPDF_FORMFIELD_TEXTFIELD,
    pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
}
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_CONTENTS = b"Contents"
_NEAR = 2.0  # points between a line and the edge of a field on it
_LONGEST = 1_000_000  # code units of a value


@frozen
class Field:
    """A text that is filled into a page, and its rectangle, in points from the lower left."""

    text: str
    left: float
    bottom: float
    top: float
    is_seen: bool


def fields_of(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> list[Field]:
    """The filled form fields and typed texts on a page."""
    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    form = document.formenv.raw if document.formenv else None
    found = []
    for number in range(count):
        with _annotation(page, number) as annotation:
            if (field := _field(annotation, form)) and field.text.strip():
                found.append(field)
    return found


@contextmanager
def _annotation(page: pypdfium2.PdfPage, number: int) -> Iterator[Any]:
    annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
    try:
        yield annotation
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _field(annotation: Any, form: Any) -> Field | None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        text = _string(lambda *to: pdfium.FPDFAnnot_GetStringValue(annotation, _CONTENTS, *to))
    elif kind == pdfium.FPDF_ANNOT_WIDGET and form:
        if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in _WITH_TEXT:
            return None
        text = _string(lambda *to: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *to))
    else:
        return None
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, byref(rectangle)):
        return None
    is_seen = not pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN
    bottom, top = sorted((rectangle.bottom, rectangle.top))
    return Field(text, min(rectangle.left, rectangle.right), bottom, top, is_seen)


def _string(get: Callable[[Any, int], int]) -> str:
    """A text that pdfium writes as UTF-16, with a null character at its end."""
    size = get(None, 0)
    if not 2 < size <= 2 * _LONGEST:
        return ""
    buffer = (c_ushort * (size // 2))()
    get(buffer, size)
    text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def filled(
    lines: Sequence[Line], fields: Sequence[Field], x_of: Callable[[int], float | None]
) -> list[Line]:
    """The lines of a page with the values of its fields at their places.

    `x_of` gives the left edge of a character, by its number on the page.
    """
    found = list(lines)
    on: dict[int, list[tuple[int, float, str]]] = {}
    alone = []
    for field in fields:
        number = _beside(lines, field)
        if number is None:
            alone.append(field)
        else:
            place = (_before(lines[number], field, x_of), field.left, field.text)
            on.setdefault(number, []).append(place)
    for number, places in on.items():
        found[number] = evolve(lines[number], text=_with(lines[number].text, sorted(places)))
    for group in _rows(alone):
        text = "  ".join(field.text for field in sorted(group, key=lambda field: field.left))
        height = group[0].bottom
        below = (
            n for n, line in enumerate(found) if line.first is not None and line.first < height
        )
        found.insert(next(below, len(found)), Line(text, height, height))
    return found


def _with(text: str, places: Iterable[tuple[int, float, str]]) -> str:
    """A line with values put into it, each before an offset."""
    parts, done = [], 0
    for offset, _, value in places:
        parts += [text[done:offset].strip(), value]
        done = offset
    parts.append(text[done:].strip())
    return " ".join(part for part in parts if part)


def _beside(lines: Sequence[Line], field: Field) -> int | None:
    """The number of the uppermost line on which a field stands."""
    on = [
        (-line.first, number)
        for number, line in enumerate(lines)
        if line.first is not None and field.bottom - _NEAR <= line.first <= field.top
    ]
    return min(on)[1] if on else None


def _before(line: Line, field: Field, x_of: Callable[[int], float | None]) -> int:
    """The offset in a line before which a field stands."""
    for offset, character in enumerate(line.text):
        if not character.isspace():
            x = x_of(line.start + offset)
            if x is not None and x >= field.left - _NEAR:
                return offset
    return len(line.text)


def _rows(fields: Iterable[Field]) -> list[list[Field]]:
    """Fields that stand on no line, those beside each other together, from the top."""
    rows: list[list[Field]] = []
    for field in sorted(fields, key=lambda field: -field.bottom):
        if rows and abs(rows[-1][0].bottom - field.bottom) <= _NEAR:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows
