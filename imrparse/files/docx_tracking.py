"""Writing changes of a letter's text into a Word file as tracked changes.

Word and LibreOffice show each change, and accept or reject it. What the changes do not touch stays
as it is; what can't be tracked is refused, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

from attrs import frozen
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from imrparse.diagnostics.diagnostic import Edit
from imrparse.files.docx import PAGES, Content, loaded
from imrparse.files.docx_obstacles import Obstacles, UntrackableError
from imrparse.files.docx_package import AUTHOR, open_document
from imrparse.files.docx_revisions import Point, Revisions
from imrparse.files.docx_runs import Runs
from imrparse.files.loaded import Loaded
from imrparse.files.symbols import in_capitals
from imrparse.text.source import Span

_PARAGRAPH, _CELL = qn("w:p"), qn("w:tc")
_BREAK, _BREAK_TYPE = qn("w:br"), qn("w:type")
_MARKS = {qn(f"w:{name}") for name in ("proofErr", "permStart", "permEnd")} | {
    qn(f"w:{name}{end}") for name in ("bookmark", "commentRange") for end in ("Start", "End")
}
_TOKEN = re.compile(r"\n+|[^\S\n]|\S+")
_GAPS = re.compile(r"\n{2,}")
_MOST_TOKENS = 4_000  # of an edit that is compared word by word
_ODD = "the file's text would not become what the fix gives"


@frozen
class Tracked:
    """A Word file with tracked changes."""

    data: bytes
    loaded: Loaded
    """The file as if the changes were accepted; what they delete is not recorded as left out."""
    refused: Mapping[int, str]
    """The changes that were not made, by their places among the given ones, and the reasons."""


def track(data: bytes, changes: Sequence[Sequence[Edit]], when: datetime | None = None) -> Tracked:
    """A copy of a Word file with tracked changes.

    Each change is edits of the file's text that are made together or not at all; none overlap.
    `when` is the time that Word shows, now by default. Raises UnreadableError.
    """
    when = when or datetime.now(UTC)
    refused: dict[int, str] = {}
    document = _tried(data, changes, range(len(changes)), when, refused)
    if document is None:
        document = _most(data, changes, when, refused)
    written = BytesIO()
    document.save(written)
    after = loaded(document, Content(document, ignored=AUTHOR))
    return Tracked(written.getvalue(), after, refused)


def _most(
    data: bytes, changes: Sequence[Sequence[Edit]], when: datetime, refused: dict[int, str]
) -> Document:
    """A document with all changes that can be made together.

    They are tried in halves, so that a few bad ones among many are found in few attempts.
    """
    made: list[int] = []
    document = open_document(data)
    waiting = [list(range(len(changes)))]
    while waiting:
        some = [number for number in waiting.pop() if number not in refused]
        more = _tried(data, changes, [*made, *some], when, refused)
        if more is not None:
            made += [number for number in some if number not in refused]
            document = more
        elif len(some) > 1:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
        else:
            refused.update((number, refused.get(number, _ODD)) for number in some)
    return document


def _tried(
    data: bytes,
    changes: Sequence[Sequence[Edit]],
    numbers: Iterable[int],
    when: datetime,
    refused: dict[int, str],
) -> Document | None:
    """A document with changes; None if they do not give the wanted text. Those that meet an
    obstacle are left out and added to `refused`."""
    document = open_document(data)
    changed = _Changed(document, when)
    steps: list[tuple[_Step, int]] = []
    for number in numbers:
        try:
            steps += [(step, number) for edit in changes[number] for step in changed.steps(edit)]
        except UntrackableError as reason:
            refused[number] = str(reason)
            steps = [(step, other) for step, other in steps if other != number]
    for step, number in sorted(steps, key=lambda pair: pair[0].span, reverse=True):
        try:
            changed.make(step)
        except UntrackableError as reason:
            refused[number] = str(reason)
            return None
    edits = [edit for number in numbers if number not in refused for edit in changes[number]]
    wanted = _applied(changed.text, edits)
    return document if _evened(Content(document).text) == _evened(wanted) else None


def _applied(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _evened(text: str) -> str:
    """A text whose paragraphs are all separated by one blank line."""
    return _GAPS.sub("\n\n", text)


class _Step(NamedTuple):
    """A deletion of whole words, characters in one word, or gaps, and an insertion after it."""

    span: Span
    text: str


class _Token(NamedTuple):
    """A word, a space, or the gap between two paragraphs or cells."""

    text: str
    span: Span


class _Changed(Runs):
    """The runs of a document that is changed. Changes must be made from the last to the first."""

    def __init__(self, document: Document, when: datetime) -> None:
        self.content = Content(document)
        super().__init__(self.content)
        body = document.element.body
        self._obstacles = Obstacles(body)
        self._revisions = Revisions(body, when)
        self._gaps = [
            Span(one.end, other.start)
            for one, other in pairwise(self.pieces)
            if one.end < other.start
        ]

    def steps(self, edit: Edit) -> Iterator[_Step]:
        """The smallest changes that have the effect of an edit.

        Raises UntrackableError if one of them can't be tracked.
        """
        for step in self._compared(self._with_whole_gaps(edit)):
            step = self._shifted(step)
            self._check(step)
            yield step

    def make(self, step: _Step) -> None:
        """Make a change that was checked. Raises UntrackableError."""
        start, end = step.span
        self.part(start)
        self.part(end)
        deleted = self.pieces[self._first(start) : self._first(end)]
        points = [self._revisions.delete(piece.run) for piece in deleted]
        for gap in self._gaps_in(step.span):
            for paragraph in self._paragraphs(gap):
                self._revisions.delete_mark(paragraph)
        if not step.text:
            return
        if deleted:
            model, point = deleted[0].run, points[-1]
        else:
            model, is_before = self._neighbour(step)
            point = Point(model, is_before)
        in_cell = next(model.iterancestors(_CELL), None) is not None
        plain = self.content.is_in_capitals(model) and step.text != in_capitals(step.text)
        self._revisions.insert(step.text, point, model, in_cell=in_cell, plain=plain)

    def _check(self, step: _Step) -> None:
        """Raise UntrackableError for a change that can't be tracked."""
        first, last = self.at(step.span.start), self.at(step.span.end - 1)
        if step.span.start < step.span.end:
            for piece in self.pieces[max(0, first) : last + 1]:
                if piece.end > step.span.start:
                    self._obstacles.check(piece.run)
        for gap in self._gaps_in(step.span):
            self._paragraphs(gap)
        if step.text and step.span.start == step.span.end:
            self._neighbour(step)

    def _neighbour(self, step: _Step) -> tuple[CT_R, bool]:
        """The run beside which a text is inserted, and whether the text goes before it."""
        place = step.span.start
        before = self.at(place - 1)
        found: list[tuple[CT_R, bool]] = []
        if before >= 0 and self.pieces[before].end >= place:
            found.append((self.pieces[before].run, False))
        after = self.at(place)
        if after >= 0 and self.pieces[after].start == place:
            found.append((self.pieces[after].run, True))
        begins_word = self.text[:place][-1:].isspace() and not step.text[0].isspace()
        found.sort(key=lambda one: (one[0].getparent().tag != _PARAGRAPH, one[1] != begins_word))
        obstacle = UntrackableError("the file has no text there")
        for run, is_before in found:
            try:
                self._obstacles.check(run)
            except UntrackableError as reason:
                obstacle = reason
            else:
                return run, is_before
        raise obstacle

    def _first(self, offset: int) -> int:
        """The index of the first piece that begins at an offset or after it."""
        before = self.at(offset)
        return before if before >= 0 and self.pieces[before].start == offset else before + 1

    def _gaps_in(self, span: Span) -> Iterator[Span]:
        return (gap for gap in self._gaps if span.start <= gap.start and gap.end <= span.end)

    def _paragraphs(self, gap: Span) -> Sequence[Element]:
        """The paragraphs whose ends are a gap: one with text, and empty ones after it.

        Raises UntrackableError for a gap of another kind.
        """
        runs = (self.pieces[self.at(gap.start - 1)].run, self.pieces[self.at(gap.end)].run)
        one, other = (next(run.iterancestors(_PARAGRAPH)) for run in runs)
        if one is other or _has_page_break(one) or _has_page_break(other):
            raise UntrackableError("there is a page break")
        found = [one]
        for sibling in one.itersiblings():
            if sibling is other:
                return found
            if sibling.tag == _PARAGRAPH:
                found.append(sibling)
            elif sibling.tag not in _MARKS:
                break
        raise UntrackableError("it would join or remove cells or rows of a table, or the like")

    def _is_simple(self, gap: Span) -> bool:
        try:
            self._paragraphs(gap)
        except UntrackableError:
            return False
        return True

    def _with_whole_gaps(self, edit: Edit) -> _Step:
        """An edit that ends in no gap."""
        (start, end), text = edit.span, edit.text
        for gap in self._gaps:
            if gap.start < start < gap.end:
                text, start = self.text[gap.start : start] + text, gap.start
            if gap.start < end < gap.end:
                text, end = text + self.text[end : gap.end], gap.end
        return _Step(Span(start, end), text)

    def _compared(self, step: _Step) -> Iterator[_Step]:
        """The words in which an edit differs from what it replaces."""
        old, new = list(self._tokens(step.span)), _TOKEN.findall(step.text)
        if len(old) < 2 or len(old) + len(new) > _MOST_TOKENS:
            if self.text[slice(*step.span)] != step.text:
                yield step
            return
        matcher = SequenceMatcher(None, [token.text for token in old], new, autojunk=False)
        different = [list(code[1:]) for code in matcher.get_opcodes() if code[0] != "equal"]
        for first, last, new_first, new_last in _joined(different, old):
            start = old[first].span.start if first < len(old) else step.span.end
            end = old[last - 1].span.end if last > first else start
            yield _Step(Span(start, end), "".join(new[new_first:new_last]))

    def _tokens(self, span: Span) -> Iterator[_Token]:
        """The words, spaces and gaps in a span, which ends in no gap."""
        position = span.start
        for gap in [*self._gaps_in(span), Span(span.end, span.end)]:
            for found in _TOKEN.finditer(self.text, position, gap.start):
                yield _Token(found[0], Span(*found.span()))
            if gap.start < gap.end:
                yield _Token(self.text[slice(*gap)], gap)
            position = gap.end

    def _shifted(self, step: _Step) -> _Step:
        """An equivalent change that takes whole paragraphs, or stands outside a table."""
        before = next((gap for gap in self._gaps if gap.end == step.span.start), None)
        after = next((gap for gap in self._gaps if gap.start == step.span.end), None)
        if step.text:
            return self._inserted_outside(step, before, after)
        first = next(self._gaps_in(step.span), None)
        if after is None or not self._is_simple(after):
            return step
        if first and first.start == step.span.start and self._same(first, after):
            return _Step(Span(first.end, after.end), "")
        if before or step.span.start == 0:
            return _Step(Span(step.span.start, after.end), "")
        return step

    def _inserted_outside(self, step: _Step, before: Span | None, after: Span | None) -> _Step:
        """An insertion at the edge of a table as one at the edge of the paragraph beside it."""
        (start, end), text = step
        if start < end:
            return step
        if after and not self._is_simple(after) and text.startswith(gap := self._gap(after)):
            return _Step(Span(after.end, after.end), text[len(gap) :] + gap)
        if before and not self._is_simple(before) and text.endswith(gap := self._gap(before)):
            return _Step(Span(before.start, before.start), gap + text[: -len(gap)])
        return step

    def _gap(self, gap: Span) -> str:
        return self.text[slice(*gap)]

    def _same(self, one: Span, other: Span) -> bool:
        return self._gap(one) == self._gap(other)


def _has_page_break(paragraph: Element) -> bool:
    return any(one.get(_BREAK_TYPE) in PAGES for one in paragraph.iter(_BREAK))


def _joined(different: list[list[int]], old: Sequence[_Token]) -> Iterator[list[int]]:
    """Differences between words; those with only one space between them are one."""
    before: list[int] | None = None
    for one in different:
        if before and all(token.text == " " for token in old[before[1] : one[0]]):
            before = [before[0], one[1], before[2], one[3]]
            continue
        if before:
            yield before
        before = one
    if before:
        yield before
