"""Fixed wording that was accepted in an unusual place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from attrs import evolve

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.parsing.recovery.left_over import prompt, says_nothing
from imrparse.syntax.islands import Island, flexible
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.sentence_ends import ends_sentence
from imrparse.syntax.terminals import Kind
from imrparse.syntax.tokens import REQUEST
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.node import value_fields
from imrparse.text.source import Source, Span
from imrparse.text.spans import text_before
from imrparse.tree.letter import Determination, Issue, Rationale, Summary
from imrparse.tree.prose import Prose

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import (
        EndsInSentence,
        Finding,
        InsideLine,
        RepeatedLabel,
        Stray,
    )

# Findings are imported where there are some: their module takes long to import.

_LINES = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)
_BESIDE = 4  # code points
_GOES_ON = (",", ";", "&", ":")
_SENTENCE = 8  # code points that show whether a text ends with a sentence
_FEW = 3  # if more than one in this many parts is inside a line, a carrier joined the lines


def inside_lines(
    source: Source, islands: Sequence[Island], letter: Determination
) -> Iterator[InsideLine]:
    """The parts of a letter that share a line with other text, if most others do not."""
    lost = [span for span, kind in source.decoration if kind is DecorationKind.LOST_LINE_END]
    parts = [island for island in islands if island[0].kind in _LINES]
    if _FEW * len(lost) <= len(parts):
        yield from _of_one_line(source.text, _inside_lines(lost, parts))
        yield from _glued_requests(source.plain, letter)


def _inside_lines(lost: Sequence[Span], parts: Sequence[Island]) -> Iterator[InsideLine]:
    """The headings and labels beside line ends that are missing."""
    if not lost:
        return
    from imrparse.diagnostics.diagnostic import Edit
    from imrparse.parsing.recovery.findings import InsideLine

    for span in lost:
        beside = [island for island in parts if span.end == island[1] or span.start == island[2]]
        if beside:
            # The shortest of two: a heading rather than the sentence that shares its line.
            terminal, start, end = min(beside, key=lambda island: island[2] - island[1])
            yield InsideLine(Span(start, end), terminal, Edit(span, "\n"))


def _of_one_line(text: str, found: Iterable[InsideLine]) -> list[InsideLine]:
    """The parts that share a line, with one for all of the same line."""
    kept: list[InsideLine] = []
    for one in found:
        if kept and "\n" not in text[kept[-1].span.end : one.span.start]:
            kept[-1] = evolve(kept[-1], others=(*kept[-1].others, one))
        else:
            kept.append(one)
    return kept


def _glued_requests(plain: str, letter: Determination) -> Iterator[InsideLine]:
    """The requests that share a line with the rationale before them, if most others do not."""
    glued = []
    for issue in letter.issues[1:]:
        span = issue.request.span
        if span and span.start < span.end:
            line = plain[plain.rfind("\n", 0, span.start) + 1 : span.start]
            if line.strip():
                glued.append((span, len(line) - len(line.rstrip())))
    if not glued or _FEW * len(glued) > len(letter.issues) + 1:
        return
    from imrparse.diagnostics.diagnostic import Edit
    from imrparse.parsing.recovery.findings import InsideLine

    for span, gap in glued:
        yield InsideLine(span, REQUEST, Edit(Span(span.start - gap, span.start), "\n"))


def unfilled(plain: str, letter: Determination) -> Iterator[Stray]:
    """The texts of a letter that are the names of fields, or what stands there before they are
    filled in, and what is left in them of a drafting template."""
    fields = (getattr(issue, name) for issue in letter.issues for name in value_fields(Issue))
    for prose in (letter.summary, *fields):
        span = prose.span if isinstance(prose, Prose) else None
        if not span:
            continue
        is_required = isinstance(prose, Summary | Rationale)  # any letter has them
        if _unfilled().fullmatch(plain, *span) or (is_required and says_nothing(plain, span)):
            yield _unfilled_field(span)
        elif begun := prompt(plain, span):
            yield begun
        elif plain.find(_PLACEHOLDER, *span) >= 0:
            for found in _placeholder().finditer(plain, *span):
                yield _unfilled_field(Span(*found.span()))


def _unfilled_field(span: Span) -> Stray:
    from imrparse.parsing.recovery.findings import Stray

    return Stray(span, is_field=True)


_PLACEHOLDER = "["  # how each placeholder of a drafting template begins


@cache
def _placeholder() -> re.Pattern[str]:
    """What `imrparse new` writes inside a text where something is to be filled in."""
    texts = "|".join(chain(*table("placeholders")["guideline"].values()))
    return regex(r"\[(?:{})\]".format(texts.replace(" ", r"\s+")))


def unended_texts(plain: str, letter: Determination) -> Iterator[EndsInSentence]:
    """The last lines of texts that end no sentence, after a line that ends one.

    The end of the letter is not one of them.
    """
    labelled = [name for name in value_fields(Issue) if name != "request"]
    fields = [getattr(issue, name) for issue in letter.issues for name in labelled]
    end = len(plain.rstrip())
    for prose in (letter.summary, *fields):
        span = prose.span if isinstance(prose, Prose) else None
        if not span or span.end >= end:
            continue
        line = plain.rfind("\n", *span)
        before = text_before(plain, max(line, span.start), _SENTENCE, span.start).rstrip()
        if before and ends_sentence(before) and not _ends(plain[line : span.end]):
            from imrparse.parsing.recovery.findings import EndsInSentence

            start = span.end - len(plain[line : span.end].strip())
            yield EndsInSentence(Span(start, span.end))


def _ends(text: str) -> bool:
    """Whether a text ends with a sentence, or goes on."""
    return ends_sentence(text) or text.endswith(_GOES_ON)


@cache
def _unfilled() -> re.Pattern[str]:
    return regex(letter_parser().terminals["UNFILLED_MANGLED"].pattern)


def beside_nothing(ones: Iterable[Finding], found: Sequence[Finding]) -> list[Finding]:
    """The findings with no other finding beside them, which would be the only fault then."""
    ones = list(ones)
    if not ones:
        return ones
    others = [finding.span for finding in found if finding.span.start < finding.span.end]
    return [
        one
        for one in ones
        if not any(
            other.start < one.span.end + _BESIDE and one.span.start < other.end + _BESIDE
            for other in others
        )
    ]


def before_nothing(
    unended: Iterable[EndsInSentence], found: Sequence[Finding]
) -> Iterator[EndsInSentence]:
    """The last lines without another finding after them, such as a request that is missing."""
    places = [finding.span.start for finding in found]
    for one in unended:
        if not any(one.span.end <= place <= one.span.end + _BESIDE for place in places):
            yield one


def repeated_labels(plain: str, letter: Determination) -> Iterator[RepeatedLabel]:
    """Labels at the start of a labelled text, directly after its own label."""
    for issue in letter.issues:
        for name in value_fields(Issue):
            prose = getattr(issue, name)
            if isinstance(prose, Prose) and prose.span:
                found = _label().match(plain, *prose.span)
                if found and name != "request":
                    from imrparse.parsing.recovery.findings import RepeatedLabel

                    yield RepeatedLabel(Span(*found.span()))


@cache
def _label() -> re.Pattern[str]:
    labels = letter_parser().terminals.of_kind(Kind.LABEL)
    return regex("|".join(flexible(label.pattern) for label in labels))
