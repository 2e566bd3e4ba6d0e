"""What ends a paragraph, decided once for each text.

Nothing in a letter marks where the next issue's request begins: it is the paragraph before the
decision. Some extractors keep a blank line between paragraphs, some put one after every line, some
keep none, and a page break looks like any of these. The gaps before the fixed labels, which always
begin a paragraph, show what a paragraph's end looks like in a text. Where the gaps do not tell, the
request goes back to the last line that ends a sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import islice

from imrparse.data.regexes import regex
from imrparse.syntax.islands import Island
from imrparse.syntax.line_widths import LineWidths
from imrparse.syntax.sentence_ends import (
    Forms,
    behind_conclusion,
    concludes,
    dangles,
    ends_abbreviation,
    ends_sentence,
    is_fragment,
    is_open,
    sentence_starts,
)
from imrparse.syntax.terminals import Kind
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.source import Source
from imrparse.text.spans import text_before

_BLANKS = regex(r"[^\S\n]+")
_WHITE = regex(r"\s+")
_GAP = regex(r"(?<=\S)\s+(?=\S)")
_LINE_END = regex(r"\n\s*+")
_BLANK_LINE = regex(r"\n[^\S\n]*+\n")
_HEADING, _LABEL, _SENTENCE = Kind.HEADING, Kind.LABEL, Kind.SENTENCE
_LONGEST_GAP = 400  # code points of white space looked at before a label
_SHORT_GAP = 12
_MOST_LINES = 60  # of a request
_CONCLUSION = _SENTENCE_END = 200  # code points of the end of a rationale or sentence
_LONGEST_REQUEST = 2_000  # code points
_LONGEST_FRAGMENT = 300
_INNER_END = regex(r"[.?!]\s+(?=[A-Z])")


class Gap(Enum):
    """What the white space between two lines is."""

    LINE = auto()
    PARAGRAPH = auto()
    UNSURE = auto()


class Layout:
    """How the paragraphs of one text are set apart."""

    def __init__(self, source: Source, islands: Sequence[Island], forms: Forms) -> None:
        self._plain = source.plain
        self._forms = forms
        self._page_ends = source.page_ends
        self._islands = islands
        self._paragraph = self._usual_gap(islands)
        # In a text without blank lines a paragraph ends as a line does, and where the lines of
        # one paragraph are as far apart as two paragraphs, gaps tell nothing.
        self._line_ends = self._paragraph.count("\n")
        if self._line_ends > 1 and self._is_inner_gap(self._paragraph):
            self._line_ends = 1
        self._has_lines = self._keeps_lines(source)
        self._is_short = LineWidths(source.plain, self._inner_lines).is_short

    def _inner_lines(self) -> Iterator[tuple[int, int]]:
        """The gaps between the lines of fixed sentences, where no paragraph ends."""
        for terminal, start, end in self._islands:
            if terminal.kind is _SENTENCE:
                for gap in self._gaps_before(start, end):
                    if not self._ends_page(*gap):
                        yield gap

    def _is_inner_gap(self, shape: str) -> bool:
        """Whether the lines of a fixed sentence are as far apart, in a text with blank lines."""
        plain = self._plain
        for terminal, start, end in self._islands:
            if terminal.kind is _SENTENCE and _BLANK_LINE.search(plain, start, end):
                for gap in _LINE_END.finditer(plain, start, end):
                    if _shape(gap[0]) != shape:
                        continue
                    left = start + len(plain[start : gap.start()].rstrip())
                    if not self._ends_page(left, gap.end()):
                        return True
        return False

    def _keeps_lines(self, source: Source) -> bool:
        """Whether the labels of issues stand at the beginnings of lines in the text as it came."""
        if not source.decoration:
            return True
        lost = {
            decoration.span.start
            for decoration in source.decoration
            if decoration.kind is DecorationKind.LOST_LINE_END
        }
        if not lost:
            return True
        labels = _issue_labels(self._islands)
        return sum(start - 1 in lost for start in labels) * 2 < len(labels)

    def request_start(self, start: int, end: int) -> int:
        """Where the request begins that ends at ``end``, in the prose that begins at ``start``.

        What is before it is the rationale of the issue before, so it is not the whole prose if
        that has more than one line, unless nothing stands beside the rationale's label. It is
        ``end`` where the line holds nothing before ``end``.
        """
        if not self._plain[self._plain.rfind("\n", start, end) + 1 : end].strip():
            above = start + len(self._plain[start:end].rstrip())
            if self._ends_sentence(above) or self._kind(above, end) is Gap.PARAGRAPH:
                return end
            end = above if above > start else end  # the colon stands on the next line
        if not self._has_lines:
            return self._last_sentence(start, end)
        found = self._walk(start, end, sure=True) or self._walk(start, end, sure=False)
        if found is None:
            text = end - len(self._plain[start:end].lstrip())
            if "\n" in self._plain[start:text]:
                return text
            line = next((right for _, right in self._gaps_before(start, end)), start)
            return self._behind_conclusion(start, end) or line
        found = self._behind_conclusion(found, end) or found
        if self._plain[found].islower() and not self.ends_sentence(found):
            return self._last_sentence(found, end)  # the line before breaks off
        return self._earlier_fragment(start, found) or found

    def _earlier_fragment(self, start: int, found: int) -> int | None:
        """Where lines begin that end with a full stop, yet seem to belong to a request.

        They name a thing, and stand behind the conclusion of a rationale.
        """
        plain = self._plain
        before = text_before(plain, found, _LONGEST_GAP, start)
        left = found - len(before) + len(before.rstrip())
        line = plain.rfind("\n", start, left)
        if line < 0 or self._kind(left, found) is Gap.PARAGRAPH:
            return None
        # Nearly all lines before a request are prose, which this tells at once.
        if not is_fragment(plain[line:left]) or not self._ends_sentence(left):
            return None
        while line > 0 and left - line < _LONGEST_FRAGMENT:
            before = text_before(plain, line, _CONCLUSION, start).rstrip()
            text = plain[line:left].strip()
            if not is_fragment(text) or _INNER_END.search(text):
                return None
            if ends_sentence(before):
                is_over = concludes(before) and not is_fragment(before)
                return left - len(plain[line:left].lstrip()) if is_over else None
            line = plain.rfind("\n", start, line)
        return None

    def other_start(self, start: int, end: int) -> int | None:
        """The line of a request at which it may begin as well; None if the layout tells.

        It stands behind a sentence, or behind a line that ends although the next word had room.
        """
        known = self.opening_end(start, end)
        found: int | None = None
        for left, right in islice(self._gaps_before(start, end), _MOST_LINES):
            kind = self._kind(left, right)
            if kind is Gap.PARAGRAPH or self._goes_on(start, left, right, end):
                continue
            may_break = right < known and not self._may_go_on(start, left, right, end)
            is_broken = may_break and self._is_short(left, right, is_doubt=True)
            if is_broken or self._is_sentence_before(start, left, right, end):
                found = right
        return found

    def opening_end(self, start: int, end: int) -> int:
        """Where the opening words of a partial authorization end in a request; else its end."""
        return self._forms.opening_end(self._plain, start, end) or end

    def _is_sentence_before(self, start: int, left: int, right: int, end: int) -> bool:
        """Whether a line of a request ends with a sentence that needs no line after it."""
        return (
            self._ends_sentence(left)
            and not ends_abbreviation(text_before(self._plain, left, _CONCLUSION, start))
            and not self._forms.lacks_opening(self._plain, right, end)
        )

    def _behind_conclusion(self, start: int, end: int) -> int | None:
        """Where a request begins on the line of the rationale before it."""
        start = max(start, end - _LONGEST_REQUEST)
        if self._plain.find(".", start, end) < 0:
            return None
        for place in behind_conclusion(self._plain, start, end):
            if not self._forms.lacks_opening(self._plain, place, end):
                return place
        return None

    def _last_sentence(self, start: int, end: int) -> int:
        """Where the last sentence of a stretch begins, in a text without lines."""
        for found in sentence_starts(self._plain, start, end):
            if not self._forms.lacks_opening(self._plain, found, end):
                return found
        return end - len(self._plain[start:end].lstrip())

    def _walk(self, start: int, end: int, *, sure: bool) -> int | None:
        """Back over the gaps between lines, to the first that ends a paragraph.

        `sure` trusts the usual gap between lines to end none.
        """
        doubtful: int | None = None
        for left, right in islice(self._gaps_before(start, end), _MOST_LINES):
            gap = self._kind(left, right)
            if gap is Gap.PARAGRAPH:
                return right
            if gap is Gap.LINE and sure:
                continue
            if not (
                self._ends_sentence(left) or self._is_short(left, right)
            ) or self._forms.lacks_opening(self._plain, right, end):
                continue
            if not self._may_go_on(start, left, right, end):
                before = text_before(self._plain, left, _SENTENCE_END)
                # A rationale that has come to its conclusion is over. One that breaks off with an
                # abbreviation is, unless it has come to its conclusion shortly before.
                return right if doubtful is None or concludes(before) else doubtful
            if doubtful is None and not self._goes_on(start, left, right, end):
                doubtful = right
        return doubtful

    def _may_go_on(self, start: int, left: int, right: int, end: int) -> bool:
        """Whether a line that seems to end a sentence may end with an abbreviation's stop."""
        before = text_before(self._plain, left, _SENTENCE_END, start)
        return before.endswith(".") and (
            ends_abbreviation(before) or is_open(before, self._plain[right:end])
        )

    def _goes_on(self, start: int, left: int, right: int, end: int) -> bool:
        """Whether a line surely goes on: in a bracket, in small letters, behind a comma."""
        before = text_before(self._plain, left, _SENTENCE_END, start)
        return (
            is_open(before, self._plain[right:end])
            or self._plain[right].islower()
            or dangles(before)
        )

    def paragraph_starts(self, start: int, end: int, *, sure: bool = False) -> Iterator[int]:
        """Where paragraphs begin in a stretch of prose, the first one left out.

        `sure` leaves out those that the gap before them does not tell.
        """
        for gap in _GAP.finditer(self._plain, start, end):
            left, right = gap.span()
            if "\n" not in gap[0]:
                continue
            kind = self._kind(left, right)
            unsure = kind is Gap.UNSURE and not sure
            if kind is Gap.PARAGRAPH or (
                unsure and (self._ends_sentence(left) or self._is_short(left, right))
            ):
                yield right

    def set_apart(self, start: int, end: int) -> Iterator[tuple[int, bool]]:
        """Where text begins in a stretch of prose that is set apart from what stands before it, the
        last place first: by a paragraph's end or a wider gap, or by a line that had room for more.

        The second value tells whether the former is certain.
        """
        for left, right in self._gaps_before(start, end):
            is_paragraph = self._kind(left, right) is Gap.PARAGRAPH
            is_wide = self._plain.count("\n", left, right) > self._line_ends
            if is_paragraph or is_wide or self._is_short(left, right, is_doubt=True):
                yield right, is_paragraph

    def ends_early(self, left: int, right: int) -> bool:
        """Whether a line that ends at `left` had room for the first word of the next one, which
        begins at `right`."""
        return self._is_short(left, right, is_doubt=True)

    def ends_sentence(self, end: int) -> bool:
        """Whether what stands before an offset ends a sentence."""
        before = text_before(self._plain, end, _LONGEST_GAP)
        return self._ends_sentence(end - len(before) + len(before.rstrip()))

    def _gaps_before(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The gaps between lines from ``end`` back to ``start``: ends of lines, starts of next."""
        plain = self._plain
        while (line_end := plain.rfind("\n", start, end)) >= 0:
            gap = _WHITE.match(plain, line_end, end)
            right = gap.end() if gap else line_end + 1
            left = line_end
            while left > start:
                before = plain[max(start, left - _LONGEST_GAP) : left]
                text = before.rstrip()
                left -= len(before) - len(text)
                if text:
                    break
            if left == start:
                return
            if right < end:
                yield left, right
            end = left

    def _kind(self, left: int, right: int) -> Gap:
        if self._line_ends <= 1 or (self._page_ends and self._ends_page(left, right)):
            return Gap.UNSURE
        shape = _shape(self._plain[left:right])
        if shape == self._paragraph:
            return Gap.PARAGRAPH
        return Gap.LINE if shape.count("\n") < self._line_ends else Gap.UNSURE

    def _ends_page(self, left: int, right: int) -> bool:
        """Whether a page ends in a stretch."""
        after = bisect_left(self._page_ends, left)
        return after < len(self._page_ends) and self._page_ends[after] < right

    def _ends_sentence(self, end: int) -> bool:
        return ends_sentence(text_before(self._plain, end, 4))

    def _usual_gap(self, islands: Iterable[Island]) -> str:
        """The commonest gap before a label, which always begins a paragraph."""
        labels = _issue_labels(islands)
        befores = [self._plain[max(0, label - _SHORT_GAP) : label] for label in labels]
        gaps = [before[len(before.rstrip()) :] for before in befores]
        if len(set(gaps)) == 1 and len(gaps[0]) < _SHORT_GAP:
            return _shape(gaps[0])
        shapes: dict[str, int] = {}
        for label, short_gap in zip(labels, gaps, strict=True):
            gap = short_gap
            if len(gap) == _SHORT_GAP:
                before = text_before(self._plain, label, _LONGEST_GAP)
                gap = before[len(before.rstrip()) :]
            shape = _shape(gap)
            shapes[shape] = shapes.get(shape, 0) + 1
        # Of equally common ones the smaller: the other has a page break in it.
        return max(shapes, key=lambda shape: (shapes[shape], -len(shape)), default="\n")


def _issue_labels(islands: Iterable[Island]) -> Sequence[int]:
    """Where the labels of issues stand."""
    labels: list[int] = []
    for terminal, start, _ in islands:
        kind = terminal.kind
        if kind is _LABEL:
            labels.append(start)
        elif kind is _HEADING and terminal == "ISSUES_HEADING":
            labels.clear()  # the labels of credentials stand in a block
    return labels


@lru_cache(maxsize=256)
def _shape(gap: str) -> str:
    """A gap without what does not tell: how many spaces, and those at a line's end."""
    return _BLANKS.sub(" ", gap).strip(" ")
