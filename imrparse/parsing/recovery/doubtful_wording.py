"""Fixed wording that was accepted in an unusual place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.parsing.recovery.doubtful_decisions import ends_with_decision, is_partial
from imrparse.syntax.islands import Island, flexible
from imrparse.syntax.layout import Layout
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.sentence_ends import concludes, ends_sentence
from imrparse.syntax.terminals import Kind
from imrparse.syntax.tokens import REQUEST
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.node import value_fields
from imrparse.text.source import Source, Span
from imrparse.text.spans import text_before
from imrparse.tree.letter import Determination, Issue
from imrparse.tree.prose import Prose

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import (
        DoubtfulStart,
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
_LONGEST_BEGINNING = 120  # code points of a line of a fixed sentence
_RULE = re.compile(r"(?:[_=~*#\-\u2013\u2014] ?){4,}")  # a line drawn with signs
_CAPITALS = regex(r"\n[^\S\n]*+(?P<line>[A-Z][A-Z ,/&'()\-]{6,60}+)(?=:\s|[^\S\n]*+(?:\n|\Z))")
_LONGEST_GAP = 400  # code points of white space
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 3  # if more than one in this many parts is inside a line, a carrier joined the lines


def inside_lines(
    source: Source, islands: Sequence[Island], letter: Determination
) -> Iterator[InsideLine]:
    """The parts of a letter that share a line with other text, if most others do not."""
    lost = [span for span, kind in source.decoration if kind is DecorationKind.LOST_LINE_END]
    parts = [island for island in islands if island[0].kind in _LINES]
    if _FEW * len(lost) <= len(parts):
        yield from _inside_lines(lost, parts)
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


def doubtful_starts(
    plain: str, letter: Determination, layout: Callable[[], Layout]
) -> Iterator[DoubtfulStart]:
    """The lines of requests at which these may begin, since a line before them ends a sentence."""
    for before, issue in pairwise(letter.issues):
        span = issue.request.span
        rationale = before.rationale.span
        if not span or (rationale and ends_with_decision(plain, *rationale)):
            continue
        # A part that was moved may stand before the rationale.
        if rationale and rationale.end <= span.start:
            at = _earlier_start(plain, rationale, layout)
            if at is not None:
                from imrparse.parsing.recovery.findings import DoubtfulStart

                yield DoubtfulStart(Span(at, span.end), is_before=True)
        if "\n" in plain[slice(*span)] and (at := layout().other_start(*span)):
            from imrparse.parsing.recovery.findings import DoubtfulStart

            yield DoubtfulStart(Span(at, span.end))


def _earlier_start(plain: str, rationale: Span, layout: Callable[[], Layout]) -> int | None:
    """Where the paragraph or line begins that a rationale ends with, if it seems to be a request's.

    It does not end with a sentence, and stands behind a line that does.
    """
    if ends_sentence(text_before(plain, rationale.end, _SENTENCE, rationale.start)):
        return None
    starts = list(layout().paragraph_starts(*rationale))
    line = starts[-1] if starts else plain.rfind("\n", *rationale) + 1
    before = text_before(plain, max(line, rationale.start), _SENTENCE, rationale.start).rstrip()
    return line if line > rationale.start and ends_sentence(before) else None


def doubtful_edges(
    plain: str, letter: Determination, layout: Callable[[], Layout]
) -> Iterator[Stray]:
    """What the summary and the requests begin with, but may be no part of them."""
    for span in _edges(plain, letter, layout):
        from imrparse.parsing.recovery.findings import Stray

        yield Stray(span, is_doubtful=True)


def _edges(plain: str, letter: Determination, layout: Callable[[], Layout]) -> Iterator[Span]:
    summary = letter.summary.span
    if summary and (words := _form_words(plain, summary)):
        yield words
    if summary and (line := _heading_line(plain, summary, layout)):
        yield line
    for issue in letter.issues:
        for name in value_fields(Issue):
            prose = getattr(issue, name)
            span = prose.span if isinstance(prose, Prose) else None
            if span and (marks := _RULE.match(plain, *span)):
                yield Span(*marks.span())
            for note in _editors(span.start == 0).finditer(plain, *span) if span else ():
                yield Span(*note.span("note"))
            if span and name != "request" and (line := _heading_line(plain, span, layout)):
                yield line
        request = issue.request.span
        if not request or not issue.decision or _RULE.match(plain, *request):
            continue
        has_lines = letter.summary.text and "\n" in plain[slice(*request)]
        above = _above(plain, request, layout) if has_lines else None
        above = above or _doubled(plain, request)
        if found := above or _form_words(plain, request) or _enclosed(plain, request):
            yield found


def _heading_line(plain: str, span: Span, layout: Callable[[], Layout]) -> Span | None:
    """The first line in capitals that begins a paragraph of a text, or stands behind the conclusion
    of a rationale. The letter has no such line."""
    for line in _CAPITALS.finditer(plain, *span):
        before = text_before(plain, line.start(), _LONGEST_BEGINNING, span.start).rstrip()
        if before.isupper() or not ends_sentence(before):
            continue
        found = Span(*line.span("line"))
        if not plain[found.end :].strip(" *#\n"):
            break  # it may be cut off
        if concludes(before) or found.start in layout().paragraph_starts(*span, sure=True):
            return found
    return None


def _above(plain: str, request: Span, layout: Callable[[], Layout]) -> Span | None:
    """The paragraphs of a request above the last one."""
    if is_partial(plain, request):
        return None
    sure = set(layout().paragraph_starts(*request, sure=True))
    for start in reversed([*layout().paragraph_starts(*request)]):
        before = text_before(plain, start, _LONGEST_GAP, request.start).rstrip()
        if start in sure or not (ends_sentence(before) or plain[start].islower()):
            return Span(request.start, request.start + len(plain[request.start : start].rstrip()))
    return None


def _form_words(plain: str, span: Span) -> Span | None:
    """The words of the form that a text begins with, before a colon or in brackets."""
    match = _beginning().match(plain, *span)
    if not match or match.end() == span.end:
        return None
    words = [word.lower() for word in _WORD.findall(match[0])]
    known = _words_of_form()
    if not words or not all(word in known for word in words):
        return None
    return Span(span.start, span.start + len(match[0].rstrip()))


def _doubled(plain: str, request: Span) -> Span | None:
    """The first half of a request that has the same text twice."""
    text = " ".join(plain[slice(*request)].split())
    first = text[: len(text) // 2].rstrip(" :;")
    if not first or text[len(first) :].lstrip(" :;") != first:
        return None
    half = plain.find(first.split()[0], request.start + len(first), request.end)
    return Span(request.start, request.start + len(plain[request.start : half].rstrip(" :;\n\t")))


@cache
def _editors(at_start: bool) -> re.Pattern[str]:
    """What a word processor prints beside a text, on lines of its own, or at the start of a letter.

    A search that begins with a line end alone takes a fifteenth of the time.
    """
    editor = letter_parser().terminals["EDITOR_MANGLED"].pattern
    begins = r"(?:\n|\A)" if at_start else r"\n"
    return regex(rf"{begins}[^\S\n]*+(?P<note>{editor})")


def _enclosed(plain: str, span: Span) -> Span | None:
    """A text that is in square brackets as a whole."""
    text = plain[slice(*span)]
    is_one = text.startswith("[") and text.find("]") == len(text) - 1
    return span if is_one else None


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(
        rf"[^\n:]{{1,{_LONGEST_BEGINNING}}}(?:\n[^\n:]{{1,{_LONGEST_BEGINNING}}})?:\s|[(\[][^()\[\]\n]{{3,60}}[)\]]\s"
    )


@cache
def _words_of_form() -> frozenset[str]:
    """The words of which headings, labels and fixed sentences consist, and those of editors."""
    parts = letter_parser().terminals.of_kind(*_LINES)
    words = {word.lower() for part in parts for word in _WORD.findall(part.wording)}
    return frozenset([*words, *table("other_names")["parts_of_form"]["editing"]])


def unfilled(plain: str, letter: Determination) -> Iterator[Stray]:
    """The texts of a letter that are the names of fields, or what stands there before they are
    filled in, and what is left in them of a drafting template."""
    fields = (getattr(issue, name) for issue in letter.issues for name in value_fields(Issue))
    for prose in (letter.summary, *fields):
        span = prose.span if isinstance(prose, Prose) else None
        if not span:
            continue
        if _unfilled().fullmatch(plain, *span):
            yield _unfilled_field(span)
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
