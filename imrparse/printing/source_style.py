"""The layout of a source, so that inserted text looks like the text around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import cached_property
from itertools import pairwise

from imrparse.printing.styles import Style
from imrparse.printing.wrapping import LineCheck, wrap
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Terminals
from imrparse.text.node import Node, value_fields
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination, Issue

_BREAK = re.compile(r"(?<!\s)\s*[\r\n]\s*")  # from the first white space, in linear time
_SPACE = re.compile(r"\s*")
_EDGE = re.compile(r"(?:\s|\*\*|<b>)*")
_MARKS = ("**", "<b>")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NEVER = 10**9  # code points; no line is this wide
_USUAL = 0.9  # share of lines no longer than a full one; extractors join some lines
_NARROWEST = 0.7  # share of a full line; the narrowest wrap that is tried to get a short last line
_MOST_WIDTHS = 50  # widths that are tried; most lines can't be narrowed by more code points


class Care(Enum):
    """How clearly the end of a paragraph is marked if no blank lines separate paragraphs."""

    USUAL = 1.0
    """Lines are broken as in the surrounding text."""
    SHORT_ENDS = 0.6
    """Rationales end with a line of at most this share of a full one."""
    UTMOST = 0.1
    """Rationales end with a very short line, and requests are not wrapped."""


def style_of(text: str) -> Style:
    """Whether a letter's text is Markdown or plain."""
    plain = Source(text).plain
    marked = any(text.count(mark) != plain.count(mark) for mark in ("**", "#", "<b>"))
    return Style.MARKDOWN if marked else Style.LETTER


def line_end_of(text: str) -> str:
    """The line end of most lines."""
    return _commonest(_LINE_END.findall(text), "\n")


class SourceStyle:
    """The line breaks, gaps and labels of one letter's text."""

    def __init__(
        self, text: str, letter: Determination, terminals: Terminals, islands: LineCheck
    ) -> None:
        self._text = text
        self._plain = Source(text).plain
        self._letter = letter
        self._terminals = terminals
        self._islands = islands
        self._after: dict[str, str] = {}

    def lay_out(self, text: str, column: int) -> str:
        """A folded text wrapped like the prose of the source.

        `column` code points precede its first line.
        """
        return self._break.join(self._wrap(text, self._width, column))

    def labelled(self, label: str, text: str) -> str:
        """A label and a text after it, which begin a line."""
        before = f"{self._marked(label)} "
        return before + self.lay_out(text, len(before))

    def lay_out_request(self, text: str, column: int, care: Care) -> str:
        """Like `lay_out`. No line but the last seems to end the paragraph."""
        width = _NEVER if care is Care.UTMOST else self._width
        return self._break.join(self._wrap(text, width, column, sentences=False))

    def lay_out_rationale(self, text: str, column: int, care: Care) -> str:
        """Like `lay_out`, with a short last line if `care` asks for one."""
        width = self._width
        longest = width * care.value
        lines = self._wrap(text, width, column)
        if care is Care.USUAL or len(lines[-1]) <= longest:
            return self._break.join(lines)
        narrowest = int(width * _NARROWEST)
        step = 1 + (width - narrowest) // _MOST_WIDTHS
        for narrower in range(width - 1, narrowest, -step):
            narrow = self._wrap(text, narrower, column)
            if len(narrow) > 1 and len(narrow[-1]) <= longest:
                return self._break.join(narrow)
        return self._break.join(self._with_short_end(lines, longest))

    def _with_short_end(self, lines: list[str], longest: float) -> list[str]:
        """The lines, with the last one broken once more if it has several words."""
        last = lines[-1]
        cut = last.find(" ", max(0, len(last) - int(longest) - 1))
        if cut < 0:  # no part of it is so short: the last word is the shortest
            cut = last.rfind(" ")
        while cut >= 0:
            end = last[cut + 1 :]
            if 0 not in self._islands(end):
                return [*lines[:-1], last[:cut], end]
            cut = last.find(" ", cut + 1)
        return lines

    def _wrap(self, text: str, width: int, column: int, *, sentences: bool = True) -> list[str]:
        indent = len(self._break) - len(self._break.rstrip(" \t"))
        islands = self._islands
        return wrap(text, width, first=column, indent=indent, islands=islands, sentences=sentences)

    @cached_property
    def line_end(self) -> str:
        """The line end of most lines."""
        return line_end_of(self._text)

    @cached_property
    def style(self) -> Style:
        """Whether the text is Markdown."""
        return style_of(self._text)

    @cached_property
    def line_break(self) -> str:
        """The text between two lines that begin at the margin."""
        return self._break.rstrip(" \t")

    @cached_property
    def _break(self) -> str:
        """The text between two lines of prose."""
        breaks = (found for text in self._prose for found in _BREAK.findall(text))
        return _commonest((found for found in breaks if "\f" not in found), self.line_end)

    @cached_property
    def _width(self) -> int:
        """The length of a full line of prose; unlimited if the text is not wrapped."""
        full = sorted(
            len(line) for text in self._prose for line in _BREAK.split(text)[1:-1] if line
        )
        if full:
            return full[min(len(full) - 1, int(len(full) * _USUAL))]
        longest = max(map(len, _LINE_END.split(self._text)))
        return _NEVER if any(len(text) > longest // 2 for text in self._prose) else longest

    @cached_property
    def _prose(self) -> list[str]:
        """The texts of the summary and the labelled fields in the source."""
        nodes: list[Node] = [self._letter.summary]
        for issue in self._letter.issues:
            nodes += [issue.claims_administrator_guideline, issue.maximus_guideline]
            nodes.append(issue.rationale)
        return [self._text[slice(*node.span)] for node in nodes if node.span]

    def after(self, name: str) -> str:
        """The text between a value of an issue and the next: the commonest one with sound
        wording."""
        if name not in self._after:
            self._after[name] = self._usual_after(name)
        return self._after[name]

    def _usual_after(self, name: str) -> str:
        label = structure().labels[following(name)].wording if name != "request" else ""
        found = []
        for issue in self._letter.issues:
            span = Span(place(issue, name).end, place(issue, following(name)).start)
            between = self._text[slice(*span)]
            is_whole = " ".join(self._plain[slice(*span)].split()) == (label or ":")
            if is_whole and "\f" not in between and bool(label) == bool(_LINE_END.search(between)):
                found.append(between)
        if not label:
            return _commonest(found, ": ")
        closing = self._request_mark.replace("<", "</") if name == "decision" else ""
        return _commonest(found, f"{closing}{self.between_paragraphs}{self._marked(label)} ")

    def _marked(self, label: str) -> str:
        mark = "**" if self.style is Style.MARKDOWN else ""
        return f"{mark}{label}{mark}"

    @cached_property
    def _request_mark(self) -> str:
        """The mark that makes the first request bold, if it is."""
        issues = self._letter.issues
        before = self._text[: place(issues[0], "request").start] if issues else ""
        return mark_before(before) if self.style is Style.MARKDOWN else ""

    @cached_property
    def between_issues(self) -> str:
        """The text between two issues; with one issue, the gap between its fields."""
        gaps = [
            self._text[place(one, "rationale").end : place(next_one, "request").start]
            for one, next_one in pairwise(self._letter.issues)
        ]
        clean = [gap for gap in gaps if _EDGE.fullmatch(gap) and "\f" not in gap]
        return _commonest(clean, self.between_paragraphs + self._request_mark)

    @cached_property
    def between_paragraphs(self) -> str:
        """The white space between two fields."""
        labelled = [structure().field_of[label] for label in structure().issue_labels]
        ends = [place(issue, name).end for issue in self._letter.issues for name in labelled]
        found = (_SPACE.match(self._text, end) for end in ends)
        gaps = [gap.group() for gap in found if gap]
        clean = (gap for gap in gaps if "\f" not in gap and _LINE_END.search(gap))
        return _commonest(clean, self.line_end * 2)


def following(name: str) -> str:
    """The name of the value that follows another in an issue."""
    names = value_fields(Issue)
    return names[names.index(name) + 1]


def place(issue: Issue, name: str) -> Span:
    """The span of a value of a parsed issue."""
    span = issue.span_of(name)
    assert span is not None, "an issue that was read has its places"
    return span


def mark_before(text: str) -> str:
    """The mark for bold text at the end of a text, if there is one."""
    return next((mark for mark in _MARKS if text.endswith(mark)), "")


def _commonest(found: Iterable[str], default: str) -> str:
    """The commonest text; of equally common ones the shortest."""
    counts = Counter(found)
    return max(counts, key=lambda one: (counts[one], -len(one)), default=default)
