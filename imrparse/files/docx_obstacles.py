"""Places of a Word file in which a tracked change would not work, or would be lost."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

_RUN, _INSERTED, _MOVED = map(qn, ("w:r", "w:ins", "w:moveTo"))
_SIMPLE_FIELD, _MARK, _CODE = map(qn, ("w:fldSimple", "w:fldChar", "w:instrText"))
_MARK_TYPE, _VALUE = qn("w:fldCharType"), qn("w:val")
_TEXT_BOX, _CONTROL = qn("w:txbxContent"), qn("w:sdt")
_LOCK = f"{qn('w:sdtPr')}/{qn('w:lock')}"
_LOCKED = {"contentLocked", "sdtContentLocked"}
_FILLED = ("w:dataBinding", "w:dropDownList", "w:comboBox", "w:date", "w:showingPlcHdr")
_FILLED_CONTROL = tuple(f"{qn('w:sdtPr')}/{qn(name)}" for name in _FILLED)
_KEEPS_TEXT = ("HYPERLINK",)
"""Fields whose text is not computed, so that a change of it lasts."""

_FIELD = "the text is that of a field, which Word would compute again"


class UntrackableError(Exception):
    """A change can't be tracked. The message is the reason."""


class Obstacles:
    """The obstacles in a document."""

    def __init__(self, body: Element) -> None:
        self._in_fields = set(_runs_in_fields(body))

    def check(self, run: Element) -> None:
        """Raise UntrackableError if the text of a run can't be changed by a tracked change."""
        if run in self._in_fields:
            raise UntrackableError(_FIELD)
        for above in run.iterancestors():
            if reason := _reason(above, run):
                raise UntrackableError(reason)


def _reason(above: Element, run: Element) -> str | None:
    """Why an element keeps a run in it from being changed, if it does."""
    match above.tag:
        case tag if tag == _SIMPLE_FIELD:
            return _FIELD
        case tag if tag == _TEXT_BOX:
            return "the text is in a text box"
        case tag if tag == _MOVED:
            return "the text was moved by a tracked change"
        case tag if tag == _RUN:
            return "the text is in a phonetic guide"
        case tag if tag == _INSERTED and run.getparent() is not above:
            return "the text is in a tracked change, and in something else there"
        case tag if tag == _CONTROL and _is_fixed(above):
            return "the text is in a content control that is locked or filled from elsewhere"
    return None


def _is_fixed(control: Element) -> bool:
    """Whether the text of a content control is not free text."""
    lock = control.find(_LOCK)
    if lock is not None and lock.get(_VALUE) in _LOCKED:
        return True
    return any(control.find(path) is not None for path in _FILLED_CONTROL)


def _runs_in_fields(body: Element) -> Iterator[Element]:
    """The runs between the beginning and the end of fields whose text is computed."""
    fields: list[str] = []  # the codes of the fields around a run, the outermost first
    for run in body.iter(_RUN):
        computed = any(map(_is_computed, fields))
        for child in run:
            if child.tag == _CODE and fields:
                fields[-1] += child.text or ""
            elif child.tag == _MARK and child.get(_MARK_TYPE) == "begin":
                fields.append("")
            elif child.tag == _MARK and child.get(_MARK_TYPE) == "end" and fields:
                computed |= _is_computed(fields.pop())
        if computed or any(map(_is_computed, fields)):
            yield run


def _is_computed(code: str) -> bool:
    return not code.strip().upper().startswith(_KEEPS_TEXT)
