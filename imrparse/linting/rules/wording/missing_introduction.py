"""IMR203."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.reviewer_named import contains_reviewer_name
from imrparse.linting.rules.wording.departed_wording import Missing, departures
from imrparse.text.source import Source, Span

_LINE_END = re.compile(r"\r\n?|\n")
_REST_OF_LINE = re.compile(r"[^\r\n\f]*")
_GAP = re.compile(r"[^\S\r\n\f]*(?:\r\n?|\n)\s*?(?=[^\S\r\n]*\S)")
_LONGEST_LINE = 200  # code points; if a line is longer, inserted text is not wrapped


class MissingIntroduction(Rule):
    """A sentence that introduces a part of the letter is missing.

    ## Why

    The opening paragraph says how the reviewer was chosen; the introductions say that the summary
    is based on the case file with all medical records, and what the decisions are about (the
    documents reviewed are part of a determination, 8 CCR 9792.10.6(d)). Every letter has them.

    ## Example

    ```text wrong
    CLINICAL CASE SUMMARY

    The injured worker is a 44 year old male who
    ```

    ```text right
    CLINICAL CASE SUMMARY

    The expert reviewer developed the following clinical case summary based on a review of the
    case file, including all medical records:

    The injured worker is a 44 year old male who
    ```
    """

    code: ClassVar[str] = "IMR203"
    name: ClassVar[str] = "missing-introduction"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for found in departures(draft):
            if isinstance(found, Missing) and not contains_reviewer_name(draft, found.instead):
                yield _finding(draft, found)


def _finding(draft: Draft, found: Missing) -> Finding:
    part = found.sentences[0].part
    wording = " ".join(sentence.text for sentence in found.sentences)
    related = (Related("it belongs after this", found.slot.after),)
    is_missing = found.instead.start == found.instead.end
    if is_missing:
        edit, what = _insertion(draft.source, found, wording), "insert it"
        message = f"{part} is missing"
    else:
        edit, what = Edit(found.instead, wording), "replace it"
        message = f"this is not the standard wording of {part}"
    fix = safe_fixes.fix(what, draft.source.text, (edit,), TextKind.SENTENCE, sure=is_missing)
    return Finding(found.instead, message, f"the standard wording is '{wording}'", (fix,), related)


def _insertion(source: Source, found: Missing, wording: str) -> Edit:
    """An edit that inserts a wording as a paragraph, spaced like the text around it."""
    text, start = source.text, found.slot.after.end
    lines = textwrap.fill(wording, _width(source), break_long_words=False)
    ends = _LINE_END.search(text)
    lines = lines.replace("\n", ends[0] if ends else "\n")
    if found.sentences[0].terminal == "CREDENTIALS_SENTENCE":
        line = source.position(found.slot.span.end).line
        place = source.line_starts[line - 1]
        return Edit(Span(place, place), lines + (ends[0] if ends else "\n"))
    if text.startswith(".", start - 1) and not text.startswith("\n", start):
        return Edit(Span(start, start), f" {wording}")
    rest = _REST_OF_LINE.match(text, start)
    place = rest.end() if rest else start
    gap = _GAP.match(text, place)
    return Edit(Span(place, place), (gap[0] if gap else "\n\n") + lines)


def _width(source: Source) -> int:
    """The usual length of full lines; large enough to disable wrapping if lines are very long."""
    lengths = sorted(len(line) for line in source.text.splitlines() if line.strip())
    full = lengths[len(lengths) * 9 // 10]
    return full if full <= _LONGEST_LINE else len(source.text) + _LONGEST_LINE
