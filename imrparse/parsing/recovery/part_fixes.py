"""Fixes for parts that are out of order, doubled or missing.

A part is moved or removed with the text that belongs to it, as whole lines, so that its marks
(Markdown, HTML) go with it. A part that shares a line with another one gets no fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import evolve

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Fix
from imrparse.parsing.recovery.findings import Doubled, Finding, Misplaced, Missing
from imrparse.parsing.recovery.mended_tokens import Extent, is_structural
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import PROSE, REQUEST, Token
from imrparse.text.folding import fold
from imrparse.text.source import Source, Span

_MOVED = (Kind.HEADING, Kind.LABEL)
_PARTS = (*_MOVED, Kind.SENTENCE)
_AFTER_LABEL = " "
_BLANK_LINE = "\n\n"
_FARTHEST = 200  # code points between a line's start and a part; no mark is longer


def with_extents(found: Iterable[Finding], tokens: Sequence[Token]) -> list[Finding]:
    """The findings, with the extent of each part that is out of order or doubled.

    `tokens` are those of the text from the first heading on, in the order of the text.
    """
    number_of = {token.start_pos: number for number, token in enumerate(tokens)}

    def extent(span: Span) -> Extent | None:
        number = number_of.get(span.start)
        return None if number is None else _extent(number, tokens)

    def with_extent(finding: Finding) -> Finding:
        match finding:
            case Misplaced():
                return evolve(finding, extent=extent(finding.span))
            case Doubled():
                both = extent(finding.span), extent(finding.first)
                return evolve(finding, extent=both[0], first_extent=both[1])
        return finding

    return list(map(with_extent, found))


def _extent(number: int, tokens: Sequence[Token]) -> Extent | None:
    """The extent of the part that begins with a token."""
    part = tokens[number]
    if part.type.kind not in _PARTS:
        return None
    text_start = None
    for token in tokens[number + 1 :]:
        is_over = is_structural(token.type) or token.type == part.type
        if part.type.kind is Kind.HEADING:
            is_over = token.type.kind is Kind.HEADING
        if is_over:
            return Extent(part.start_pos, token.start_pos, text_start)
        if text_start is None and token.type in (PROSE, REQUEST):
            text_start = token.start_pos
    return Extent(part.start_pos, tokens[-1].end_pos, text_start)


class PartFixes:
    """Makes the fixes of one source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._plain = source.plain

    def moved(self, found: Misplaced) -> Fix | None:
        """Move a part before the one that it should precede. Nothing is lost by that."""
        if found.part.kind not in _MOVED or not found.extent or not found.before:
            return None
        lines, target = self._lines(found.extent), self._line_start(found.before.start)
        if lines is None or target is None or lines.start <= target < lines.end:
            return None
        text, gap = self._text[slice(*lines)], self._gap(lines.start)
        if lines.end >= self._end:
            # The last part of the text: the gap before it goes with it.
            lines = Span(lines.start - len(gap), lines.start + len(text.rstrip()))
            text = text.rstrip() + gap
        edits = Edit(lines, ""), Edit(Span(target, target), text)
        return safe_fixes.part_fix(f"move {found.part.wording!r} to its place", self._text, edits)

    def without_second(self, found: Doubled) -> Fix | None:
        """Remove a part that stands in the text a second time: never a safe fix, as words go.

        If the text below it is another than that of the first, the text is kept as a part of what
        stands above.
        """
        if found.part.kind is Kind.FIELD:
            return self._without_second_cell(found)
        extent, first = found.extent, found.first_extent
        if not extent or not first or (lines := self._lines(extent)) is None:
            return None
        gap = self._gap(lines.start)
        before = lines.start - len(gap)
        copied = self._text[first.start : first.end]
        is_copy = fold(self._plain[extent.start : extent.end]) == fold(copied)
        if extent.text_start is None or is_copy:
            end = lines.end - len(self._gap(lines.end))
            edit = Edit(Span(before, end), "")
            return safe_fixes.part_fix("remove the second one", self._text, (edit,))
        if first.text_start is None and first.end == extent.start:
            # Nothing is between the two, so all text is that of both.
            edit = Edit(Span(first.start, first.end), "")
            return safe_fixes.part_fix("remove the first one", self._text, (edit,))
        edit = Edit(Span(before, extent.text_start), gap)
        message = "remove the second one, but not the text below it"
        return safe_fixes.part_fix(message, self._text, (edit,))

    def _without_second_cell(self, found: Doubled) -> Fix | None:
        """Remove a name of the header with the value right behind it: whole lines, or from one
        cell of its line to the next."""
        start, end = found.span.start, self._end_of_name(found.part, found.span.end)
        if end is None:
            return None
        words = self._plain[start:end].split()
        between = self._plain[found.first.start : start].split()
        if between == words[: len(between)]:
            # Nothing is between the two, so what follows is the value of both.
            is_whole = len(between) == len(words)
            return self._removed(Span(start - len(self._gap(start)), end)) if is_whole else None
        value = self._value_behind(found.part, end)
        if value is None and self._line_end(end) is None:
            return None  # what follows may belong to it
        end = end if value is None else value
        first, last = self._line_start(start), self._line_end(end)
        if first is None:
            return self._removed(Span(start - len(self._gap(start)), end))
        if last is None:
            return self._removed(Span(start, end + len(_white_after(self._plain, end))))
        edits = (Edit(Span(first, last), ""),)
        return safe_fixes.part_fix("remove the second one", self._text, edits)

    def _removed(self, span: Span) -> Fix | None:
        """Remove a stretch inside of a line, but not if it has marks that others may need."""
        if self._text[slice(*span)] != self._plain[slice(*span)]:
            return None
        return safe_fixes.part_fix("remove the second one", self._text, (Edit(span, ""),))

    def _named(self, found: Missing) -> Fix | None:
        """Insert the name of a header cell before its value."""
        cell = next((one for one in structure().cells if one.names == found.parts), None)
        if cell is None or self._value_behind(found.parts[0], found.at) is None:
            return None
        at = found.at + len(_white_after(self._plain, found.at))
        before = self._plain[:at].rstrip()
        if any(before.endswith(one.names[-1].wording) for one in structure().cells):
            return None  # the names stand apart from the values
        edits = (Edit(Span(at, at), f"{cell.wording}{_AFTER_LABEL}"),)
        message = f"insert the name {cell.wording!r}"
        return safe_fixes.part_fix(message, self._text, edits, sure=False)

    def _end_of_name(self, part: Terminal, end: int) -> int | None:
        """Where the name of a cell ends whose first word ends at an offset."""
        cell = next((one for one in structure().cells if part == one.names[0]), None)
        for name in cell.names[1:] if cell else ():
            end += len(_white_after(self._plain, end))
            if not self._plain.startswith(name.wording, end):
                return None
            end += len(name.wording)
        return end if cell else None

    def _value_behind(self, part: Terminal, end: int) -> int | None:
        """Where the value behind a cell's name ends; None if none is there."""
        cell = next(one for one in structure().cells if part in one.names)
        start = end + len(_white_after(self._plain, end))
        value = regex(cell.kind.pattern).match(self._plain, start)
        return value.end() if value else None

    def _line_end(self, offset: int) -> int | None:
        """Where the line after that of an offset begins, or None if text follows on the line."""
        end = self._plain.find("\n", offset)
        end = len(self._plain) if end < 0 else end + 1
        return None if self._plain[offset:end].strip() else end

    def inserted(self, found: Missing) -> Fix | None:
        """Insert a heading above its introduction, labels, or the name of a header cell. A label
        without its text is to be filled in."""
        if found.parts[0].kind is Kind.FIELD:
            return self._named(found)
        first, start = found.parts[0], self._line_start(found.at)
        is_heading, has_text = first.kind is Kind.HEADING, found.has_text
        is_known = all(part.kind in _MOVED for part in found.parts)
        if not is_known or start is None or (len(found.parts) > 1 and (is_heading or has_text)):
            return None
        if is_heading and not has_text:
            return None
        gap = self._gap(start).lstrip(" \t") or _BLANK_LINE
        gap = _AFTER_LABEL if has_text and not is_heading else gap
        marked = (part.wording.join(self._marks[part.kind]).rstrip() for part in found.parts)
        edit = Edit(Span(start, start), "".join(line + gap for line in marked))
        kind = "heading" if is_heading else "label" if len(found.parts) == 1 else "labels"
        named = " and ".join(repr(part.wording) for part in found.parts)
        message = f"insert the {kind} {named}"
        return safe_fixes.part_fix(message, self._text, (edit,), sure=has_text)

    @cached_property
    def _marks(self) -> dict[Kind, tuple[str, str]]:
        """What stands before and after the parts of a kind on their lines: "### ", "<b>"."""
        found = dict.fromkeys(_MOVED, ("", ""))
        for part in (*structure().order, *structure().issue_labels):
            start = self._plain.find(part.wording) if part.kind in _MOVED else -1
            line = self._line_start(start) if start >= 0 else None
            if line is not None and not any(found[part.kind]):
                end = rest = start + len(part.wording)
                while rest < len(self._plain) and self._plain[rest] in " \t":
                    rest += 1
                found[part.kind] = self._text[line:start], self._text[end:rest]
        return found

    def _lines(self, extent: Extent) -> Span | None:
        """The whole lines of a part, or None if it shares one with another part."""
        start, end = self._line_start(extent.start), self._line_start(extent.end)
        if extent.end >= self._end:
            end = len(self._text)
        return None if start is None or end is None else Span(start, end)

    @cached_property
    def _end(self) -> int:
        return len(self._plain.rstrip())

    def _line_start(self, offset: int) -> int | None:
        """The start of the line of an offset, or None if the line has text before the offset."""
        start = self._source.line_starts[self._source.position(offset).line - 1]
        is_far = offset - start > _FARTHEST
        return None if is_far or self._plain[start:offset].strip() else start

    def _gap(self, end: int) -> str:
        """The white space before an offset."""
        start = end
        while start and self._text[start - 1].isspace():
            start -= 1
        return self._text[start:end]


def _white_after(plain: str, offset: int) -> str:
    """The white space behind an offset."""
    rest = plain[offset : offset + _FARTHEST]
    return rest[: len(rest) - len(rest.lstrip())]
