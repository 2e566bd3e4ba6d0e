"""The parts of a letter as consecutive blocks of its whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from imrparse.text.node import Node, value_fields
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Decision, Determination, Issue
from imrparse.tree.overview import label

_SEEN = re.compile(r"\S")


@frozen
class Block:
    """A stretch of the text, with the name of the part of the letter in it."""

    name: str
    span: Span
    level: int = 0
    """1 for a part of an issue."""
    decided: Decision | None = None
    """The decision in this block."""


def blocks(letter: Determination, source: Source) -> list[Block]:
    """The blocks of a text, without a gap between them: headings and labels stand in the block of
    the part that they introduce. A text in which no part was found is one block."""
    parts = sorted(_parts(letter), key=lambda part: part.span)
    found: list[Block] = []
    start = 0
    if parts and letter.preamble:
        start = source.line_span(source.position(parts[0].span.start).line).start
        found += [Block("Before the letter", Span(0, start))] if start else []
    for part in parts:
        end = _end_of_line(source, part.span.end)
        if end > start:
            found.append(Block(part.name, Span(start, end), part.level, part.decided))
            start = end
    return _with_the_rest(found, start, letter, source)


def _with_the_rest(
    found: list[Block], start: int, letter: Determination, source: Source
) -> list[Block]:
    """The blocks with what follows the last part."""
    end = len(source.text)
    if start == end and found:
        return found
    if found and not letter.postscript:
        *before, last = found
        return [*before, Block(last.name, Span(last.span.start, end), last.level, last.decided)]
    return [*found, Block("After the letter" if found else "Text", Span(start, end))]


@frozen
class _Part:
    name: str
    span: Span
    level: int = 0
    decided: Decision | None = None


def _parts(letter: Determination) -> Iterator[_Part]:
    """The parts that stand in the text, in any order."""
    for name in ("header", "parties", "reviewer", "summary", "remainder"):
        part = getattr(letter, name)
        if isinstance(part, Node) and part.span:
            yield _Part(label(name), part.span)
    for number, issue in enumerate(letter.issues, start=1):
        yield from _parts_of(issue, number)


def _parts_of(issue: Issue, number: int) -> Iterator[_Part]:
    """The request with the decision, which stand together, and the other parts."""
    spans = [span for name in ("request", "decision") if (span := issue.span_of(name))]
    if spans:
        together = Span(min(one.start for one in spans), max(one.end for one in spans))
        yield _Part(f"Issue {number}", together, 0, issue.decision)
    for name in value_fields(Issue):
        span = issue.span_of(name)
        if span and name not in ("request", "decision"):
            yield _Part(label(name), span, 1)


def _end_of_line(source: Source, offset: int) -> int:
    """Where the line begins that has the next text after a part, or the end of the part if that
    text is in the same line."""
    following = _SEEN.search(source.text, offset)
    if following is None:
        return len(source.text)
    start = source.line_span(source.position(following.start()).line).start
    return max(offset, start)
