"""What stands at the edges of texts, but may be no part of them; and where requests may begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.parsing.recovery.doubtful_decisions import ends_with_decision, is_partial
from imrparse.parsing.recovery.left_over import heading_again, struck
from imrparse.syntax.layout import Layout
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.sentence_ends import Forms, concludes, ends_sentence, has_concluding_word
from imrparse.syntax.terminals import Kind
from imrparse.text.node import value_fields
from imrparse.text.source import Span
from imrparse.text.spans import text_before
from imrparse.tree.letter import Determination, Issue
from imrparse.tree.prose import Prose

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import DoubtfulStart, Finding, Stray

# Findings are imported where there are some: their module takes long to import.

_LONGEST_BEGINNING = 120  # code points of a line of a fixed sentence
_RULE = regex(r"(?:[_=~*#\-\u2013\u2014] ?){4,}")  # a line drawn with signs
_CAPITALS = regex(r"\n[^\S\n]*+(?P<line>[A-Z][A-Z ,/&'()\-]{6,60}+)(?=:\s|[^\S\n]*+(?:\n|\Z))")
_NOTE_SIGN = r"[*\u2020\u2021\u00a7\u00b9\u00b2\u00b3]{1,3}|\[\d{1,2}\]|\d{1,2}[.)]?"
_FOOTNOTES = regex(rf"\n[^\S\n]*+(?P<note>(?:{_NOTE_SIGN}) ?[A-Z])")
_REMARK = 90  # code points
_LONGEST_GAP = 400  # code points of white space
_WORD = regex(r"[^\W\d_]+")
_LINES = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)
_SUMMARY = "SUMMARY_HEADING"
_BRACKETS = ("[", "<")
_SENTENCE = 8  # code points that show whether a text ends with a sentence


def doubtful_starts(
    plain: str, letter: Determination, layout: Callable[[], Layout], found: Sequence[Finding]
) -> Iterator[DoubtfulStart]:
    """The lines of requests at which these may begin, since the line before them seems to be over,
    and the lines above requests that seem to be theirs.

    A request in which something else was found is left out.
    """
    told = sorted(finding.span.start for finding in found if finding.span.start < finding.span.end)
    before: Span | None = None
    for issue in letter.issues:
        span, rationale = issue.request.span, before
        before = issue.rationale.span
        if not span or (rationale and ends_with_decision(plain, *rationale)):
            continue
        # A part that was moved may stand before the rationale.
        if rationale and rationale.end <= span.start:
            at = _earlier_start(plain, rationale, layout)
            if at is None and _forms().lacks_opening(plain, *span):
                at = span.start  # its first sentences seem to belong to the rationale
            if at is not None:
                from imrparse.parsing.recovery.findings import DoubtfulStart

                yield DoubtfulStart(Span(at, span.end), is_before=True)
        if bisect_left(told, span.start) < bisect_left(told, span.end):
            continue
        if rationale is None and not letter.summary.text:
            continue  # it may stand there, and is told as missing
        if "\n" in plain[slice(*span)] and (at := layout().other_start(*span)):
            from imrparse.parsing.recovery.findings import DoubtfulStart

            yield DoubtfulStart(Span(at, span.end))


@cache
def _forms() -> Forms:
    return Forms(letter_parser().terminals)


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
    """What texts begin or end with, but may be no part of them."""
    end = 0
    for span in sorted(_edges(plain, letter, layout)):
        if span.start >= end:
            from imrparse.parsing.recovery.findings import Stray

            yield Stray(span, is_doubtful=True)
        end = max(end, span.end)


def _edges(plain: str, letter: Determination, layout: Callable[[], Layout]) -> Iterator[Span]:
    """The same, in any order; some may overlap."""
    summary = letter.summary.span
    edges: list[Span | None] = []
    if summary:
        edges += [_form_words(plain, summary, _SUMMARY), _heading_line(plain, summary, layout)]
        edges += [heading_again(plain, summary), *_notes(plain, summary), *struck(plain, summary)]
    for issue in letter.issues:
        for name in value_fields(Issue):
            prose = getattr(issue, name)
            if span := prose.span if isinstance(prose, Prose) else None:
                edges += [_drawn(plain, span), *_notes(plain, span), *struck(plain, span)]
                if name != "request":
                    edges += [_heading_line(plain, span, layout), heading_again(plain, span)]
                    is_bracket = plain.startswith(_BRACKETS, span.start)
                    edges += [_form_words(plain, span)] if is_bracket else []
        rationale = issue.rationale.span
        is_last = issue is letter.issues[-1]
        # What ends no sentence before another issue seems to be that issue's.
        if rationale and (is_last or ends_sentence(plain[slice(*rationale)])):
            edges.append(_behind_conclusion(plain, rationale, layout, is_last=is_last))
        request = issue.request.span
        if request and issue.decision and not _drawn(plain, request):
            above = letter.summary.text and _above(plain, request, layout)
            edges.append(
                above
                or _doubled(plain, request)
                or _form_words(plain, request)
                or _enclosed(plain, request)
            )
    return (edge for edge in edges if edge)


def _drawn(plain: str, span: Span) -> Span | None:
    """The line drawn with signs that a text begins with."""
    marks = _RULE.match(plain, *span)
    return Span(*marks.span()) if marks else None


def _notes(plain: str, span: Span) -> Iterator[Span]:
    for note in _editors(at_start=span.start == 0).finditer(plain, *span):
        yield Span(*note.span("note"))


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


def _behind_conclusion(
    plain: str, rationale: Span, layout: Callable[[], Layout], *, is_last: bool
) -> Span | None:
    """The first line of what a rationale ends with that is set apart behind its conclusion.

    Unless a paragraph's end sets it apart, it has to begin as no sentence of a rationale does.
    """
    found = _footnote(plain, rationale)
    if is_last and found is None:
        found = _last_paragraph(plain, rationale, layout)
    end = rationale.end
    last = plain.rfind("\n", *rationale)
    if last < 0 or (not found and has_concluding_word(plain[last:end])):
        return None  # as most end, which is known without the layout
    apart = layout().set_apart(*rationale)
    for start, is_paragraph in apart:
        if has_concluding_word(plain[start:end]):
            break
        end = start
        before = text_before(plain, start, _LONGEST_GAP, rationale.start).rstrip()
        is_odd = is_paragraph or _outside().match(plain, start, rationale.end)
        if is_odd and ends_sentence(before) and concludes(before):
            found = start
    if found is None:
        return None
    line, _, _ = plain[found : rationale.end].partition("\n")
    return Span(found, found + len(line.rstrip()))


def _footnote(plain: str, rationale: Span) -> int | None:
    """Where the first line begins that is a footnote behind the conclusion of a rationale."""
    for line in _FOOTNOTES.finditer(plain, *rationale):
        before = text_before(plain, line.start(), _LONGEST_GAP, rationale.start).rstrip()
        if ends_sentence(before) and concludes(before):
            return line.start("note")
    return None


def _last_paragraph(plain: str, rationale: Span, layout: Callable[[], Layout]) -> int | None:
    """Where the last paragraph of a rationale begins, if the one before comes to a conclusion.

    Where the layout does not tell paragraphs, it has to be as short as a remark.
    """
    gap = plain.rfind("\n\n", *rationale)
    if gap < 0:
        return None
    start = rationale.end - len(plain[gap : rationale.end].lstrip())
    before = text_before(plain, gap, _LONGEST_GAP, rationale.start).rstrip()
    if not (ends_sentence(before) and concludes(before)):
        return None
    text = plain[start : rationale.end]
    is_remark = len(text) <= _REMARK and "\n" not in text and not has_concluding_word(text)
    is_told = is_remark or start in layout().paragraph_starts(*rationale, sure=True)
    return start if is_told else None


@cache
def _outside() -> re.Pattern[str]:
    """Matches a sentence about the letter or to its reader, a title before a list, a number."""
    words = "|".join(map(re.escape, table("carriers")["postscripts"]["words"]))
    return regex(rf"[\d*\[(\u2020\u00a9]|[A-Z][\w ]{{2,20}}:\s*\n|[^\n.]{{0,120}}\b(?i:{words})\b")


def _above(plain: str, request: Span, layout: Callable[[], Layout]) -> Span | None:
    """The paragraphs of a request above the last one."""
    if "\n" not in plain[slice(*request)]:
        return None
    known = layout().opening_end(*request)
    if known == request.end and is_partial(plain, request):
        return None
    sure = set(layout().paragraph_starts(*request, sure=True))
    for start in reversed([*layout().paragraph_starts(request.start, known)]):
        before = text_before(plain, start, _LONGEST_GAP, request.start).rstrip()
        if start in sure or not (ends_sentence(before) or plain[start].islower()):
            return Span(request.start, request.start + len(plain[request.start : start].rstrip()))
    return None


def _form_words(plain: str, span: Span, part: str | None = None) -> Span | None:
    """The words of the form that a text begins with, before a colon or in brackets.

    If the text is that of a part with a heading, the words of its other names count too.
    """
    match = _beginning().match(plain, *span)
    if not match or match.end() == span.end:
        return None
    if part and match[0].endswith(": ") and plain[match.end()].islower():
        return None  # a note that goes on in its sentence: "History: a fall from a ladder"
    words = [word.lower() for word in _WORD.findall(match[0])]
    known = _words_of_form(part)
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
def _editors(*, at_start: bool) -> re.Pattern[str]:
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
def _words_of_form(part: str | None) -> frozenset[str]:
    """The words of which headings, labels and fixed sentences consist, those of editors, and those
    that the names of one part consist of."""
    parts = letter_parser().terminals.of_kind(*_LINES)
    words = {word.lower() for one in parts for word in _WORD.findall(one.wording)}
    others = table("other_names")
    names = others["parts"][part] if part else {"telling": (), "beside": ()}
    editing = others["parts_of_form"]["editing"]
    return frozenset([*words, *editing, *names["telling"], *names["beside"]])
