"""Writing findings into a Word file as comments, and reading the comments of others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.text.run import Run

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.files.docx import Content, loaded
from imrparse.files.docx_package import AUTHOR, open_document
from imrparse.files.docx_runs import Runs
from imrparse.files.loaded import Comment
from imrparse.text.source import Span
from imrparse.text.visible import visible

_INITIALS = "IMR"
_WORD = re.compile(r"\S+")


def annotate(data: bytes, found: Iterable[Diagnostic], fixed: Iterable[Diagnostic] = ()) -> bytes:
    """A copy of a Word file with a comment for each diagnostic of its text.

    `fixed` are diagnostics that a tracked change of the file fixes, at its place. Nothing else in
    the file changes, except that runs are split where a comment begins or ends. Raises
    UnreadableError.
    """
    document = open_document(data)
    runs = _Commented(Content(document))
    told = [*((one, False) for one in found), *((one, True) for one in fixed)]
    for diagnostic, is_fixed in told:
        if ends := runs.of(diagnostic.span):
            between = [Run(run, document) for run in ends]
            document.add_comment(between, _told(diagnostic, is_fixed), AUTHOR, _INITIALS)
            _move_out(*ends)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def comments_in(data: bytes) -> tuple[Comment, ...]:
    """The comments of a Word file by others than this program: the words, as a span of the file's
    text, and what is said of them. `Loaded.comments` is the same. Raises UnreadableError."""
    document = open_document(data)
    return loaded(document, Content(document)).comments


def _told(diagnostic: Diagnostic, is_fixed: bool) -> str:
    """The text of a comment: a line for the message, one for the hint, and one for each fix."""
    lines = [f"{diagnostic.code} {diagnostic.message}"]
    if is_fixed:
        return "\n".join(map(visible, [*lines, "Fixed by a tracked change."]))
    if diagnostic.hint:
        lines.append(diagnostic.hint)
    lines += [f"Fix: {fix.message}" for fix in diagnostic.fixes if fix.safe]
    return "\n".join(map(visible, lines))


def _move_out(first: CT_R, last: CT_R) -> None:
    """Move the marks of a comment out of tracked changes by this program, so that the comment
    stays when one is rejected."""
    start, end = first.getprevious(), last.getnext()
    reference = None if end is None else end.getnext()
    if _is_own_change(around := first.getparent()) and start is not None:
        around.addprevious(start)
    if _is_own_change(around := last.getparent()) and end is not None and reference is not None:
        around.addnext(reference)
        around.addnext(end)


def _is_own_change(element: Element | None) -> bool:
    return element is not None and element.get(qn("w:author")) == AUTHOR


class _Commented(Runs):
    """The runs of a file, split where comments begin and end."""

    def of(self, span: Span) -> tuple[CT_R, CT_R] | None:
        """The first and the last run of a span's words; None for a file without any words."""
        if not (words := self._words(span)):
            return None
        self.part(words.start)
        self.part(words.end)
        return self.pieces[self.at(words.start)].run, self.pieces[self.at(words.end - 1)].run

    def _words(self, span: Span) -> Span | None:
        """A span without white space at its ends; for an empty one, the next word."""
        text = self.text[span.start : span.end]
        if text.strip():
            start = span.start + len(text) - len(text.lstrip())
            return Span(start, span.start + len(text.rstrip()))
        if word := _WORD.search(self.text, span.start):
            return Span(*word.span())
        end = len(self.text.rstrip())
        before = self.text[:end].split()
        return Span(end - len(before[-1]), end) if before else None
