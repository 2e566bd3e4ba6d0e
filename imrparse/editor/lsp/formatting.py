"""The canonical form of a draft, as edits of its lines."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

from lsprotocol import types as lsp

import imrparse
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.editor.lsp.checked import Checked
from imrparse.editor.lsp.findings import text_edits
from imrparse.text.errors import UnprintableError
from imrparse.text.source import Source, Span

_MARKDOWN = (".md", ".markdown")


def formatting(draft: Checked, stretch: lsp.Range | None = None) -> list[lsp.TextEdit]:
    """The edits that print a draft in its canonical form; with a range, those that touch it.

    There are none for a draft with errors, and for one that can't be printed.
    """
    if any(found.severity is Severity.ERROR for found in draft.diagnostics):
        return []
    is_markdown = draft.path is not None and draft.path.suffix.lower() in _MARKDOWN
    line_end = next((end for end in ("\r\n", "\r") if end in draft.text), "\n")
    try:
        style = "markdown" if is_markdown else "letter"
        printed = imrparse.format(draft.letter, style, line_end=line_end)
    except UnprintableError:
        return []
    wanted = draft.places.span(stretch) if stretch else Span(0, len(draft.text))
    edits = [edit for edit in _edits(draft, printed) if _touches(edit.span, wanted)]
    return text_edits(draft, edits)


def _edits(draft: Checked, printed: str) -> list[Edit]:
    """The edits, whole lines each."""
    starts = [*draft.source.line_starts, len(draft.text)]
    before, after = _lines(draft.source), _lines(Source(printed))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        Edit(Span(starts[a], starts[b]), "".join(after[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _lines(source: Source) -> list[str]:
    """The lines of a text, with their ends."""
    starts = [*source.line_starts, len(source.text)]
    return [source.text[start:end] for start, end in pairwise(starts)]


def _touches(span: Span, wanted: Span) -> bool:
    return span.start <= wanted.end and wanted.start <= span.end
