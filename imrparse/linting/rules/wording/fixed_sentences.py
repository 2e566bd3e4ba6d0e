"""The fixed sentences of each generation, and the places where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from imrparse.data.regexes import regex
from imrparse.diagnostics import codes
from imrparse.linting.draft import Draft
from imrparse.linting.word_comparison import Comparison, squeezed, words
from imrparse.syntax.generations import Template
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Span

MIN_SHARE = 0.5
"""The share of a sentence's words that must be present for it to count as attempted."""

_SENTENCE_END = regex(r"(?<=[.:]) ")

_OPENING, _CREDENTIALS = "OPENING_2015_SENTENCE", "CREDENTIALS_SENTENCE"
_OPENING_2014, _CLOSING_2014 = "OPENING_2014_SENTENCE", "CLOSING_2014_PHRASE"
_INTRODUCTIONS = {"SUMMARY_SENTENCE": "SUMMARY_HEADING", "ISSUES_SENTENCE": "ISSUES_HEADING"}
_NAMES = {
    _OPENING_2014: "the beginning of the opening paragraph",
    _OPENING: "the opening paragraph",
    _CLOSING_2014: "the end of the opening paragraph",
    _CREDENTIALS: "the introduction of the credentials",
    "SUMMARY_SENTENCE": "the summary's introduction",
    "ISSUES_SENTENCE": "the introduction of the issues",
}
_RELEVANT = {
    *_NAMES,
    *_INTRODUCTIONS.values(),
    "HOW_HEADING",
    "CERTIFIED_PHRASE",
    "LICENSURE_LABEL",
    "SPECIALTY_LABEL",
}


class Sentence(NamedTuple):
    """A fixed sentence."""

    terminal: str
    """The grammar's name of the wording that it is part of."""
    text: str

    @property
    def part(self) -> str:
        """The reader's name of that wording."""
        return _NAMES[self.terminal]


_BEHIND = ("LICENSURE_LABEL", _CREDENTIALS, "SPECIALTY_LABEL")
"""What shows where the opening paragraph ends, whichever of it a letter has."""


class Slot(NamedTuple):
    """A place where fixed sentences are missing or changed."""

    sentences: tuple[Sentence, ...]
    span: Span
    """The text in that place, possibly empty."""
    after: Span
    """The part before it."""


def slots(draft: Draft, template: Template) -> Iterator[Slot]:
    """Yield the places in a letter where fixed sentences of its generation are missing or
    changed."""
    islands: dict[str, Span] = {}
    for name, start, end in draft.islands:
        if name in _RELEVANT:
            islands[name] = Span(start, end)
        elif name.kind is Kind.DECISION:
            break
    if template.has_inline_credentials:
        yield from _slots_of_2014(draft, islands)
    else:
        yield from _slots_of_block(draft, islands)
    issue = next(iter(draft.issues), None)
    texts = draft.letter.summary.span, issue.span if issue else None
    for (terminal, heading), text in zip(_INTRODUCTIONS.items(), texts, strict=True):
        if terminal not in islands and heading in islands and text:
            after, sentences = islands[heading], _sentences(terminal)
            span = Span(after.end, text.start)
            if not draft.plain[slice(*span)].strip():
                span = _reworded(draft.plain, sentences[0].text, text) or span
            yield Slot(sentences, span, after)


def foreign_sentences(template: Template) -> frozenset[str]:
    """The fixed sentences that only other generations have, without white space."""
    older = {squeezed(s.text) for n in (_OPENING_2014, _CLOSING_2014) for s in _sentences(n)}
    newer = {squeezed(s.text) for s in _sentences(_OPENING)}
    return frozenset(newer - older if template.has_inline_credentials else older - newer)


def _reworded(plain: str, wording: str, text: Span) -> Span | None:
    """The span of a reworded sentence at the beginning of a text, or None."""
    wanted = wording.split()
    head = Span(text.start, min(text.end, text.start + 2 * len(wording)))
    compared = Comparison(words(plain, head), wanted)
    if len(compared.place_of) < MIN_SHARE * len(wanted):
        return None
    last = max(compared.place_of)
    end = compared.place_of[last].stop - 1 + len(wanted) - 1 - last
    return Span(text.start, compared.given[min(end, len(compared.given) - 1)].end)


def _slots_of_2014(draft: Draft, islands: Mapping[str, Span]) -> Iterator[Slot]:
    """Places in the paragraph around the credentials."""
    heading = islands.get("HOW_HEADING")
    certified = islands.get("CERTIFIED_PHRASE")
    if heading and certified and _is_wrong(draft, islands.get(_OPENING_2014), certified):
        yield Slot(_sentences(_OPENING_2014), Span(heading.end, certified.start), heading)
    licensure = draft.letter.reviewer.span_of("licensure")
    summary = islands.get("SUMMARY_HEADING")
    if _CLOSING_2014 not in islands and licensure and summary:
        end = licensure.end + draft.plain.startswith(".", licensure.end)
        yield Slot(_sentences(_CLOSING_2014), Span(end, summary.start), Span(licensure.start, end))


def _is_wrong(draft: Draft, opening: Span | None, following: Span) -> bool:
    """Whether the opening is reworded, or followed by text that does not belong there."""
    return not opening or bool(draft.plain[opening.end : following.start].strip())


def _slots_of_block(draft: Draft, islands: Mapping[str, Span]) -> Iterator[Slot]:
    """Places before the block of credentials."""
    heading = islands.get("HOW_HEADING") or _misspelt_heading(draft) or _end_of_header(draft)
    label = next((islands[name] for name in _BEHIND if name in islands), None)
    if not heading or not label or label.start < heading.end:
        return
    after, before, wanted = heading, label, [_OPENING, _CREDENTIALS]
    if _CREDENTIALS in islands:
        before = islands[_CREDENTIALS]
        wanted.remove(_CREDENTIALS)
    if _OPENING in islands and (wanted[1:] or not _is_wrong(draft, islands[_OPENING], before)):
        after = islands[_OPENING]
        wanted.remove(_OPENING)
    if wanted:
        sentences = tuple(sentence for name in wanted for sentence in _sentences(name))
        yield Slot(sentences, Span(after.end, before.start), after)


def _misspelt_heading(draft: Draft) -> Span | None:
    """The heading above the opening paragraph, if it is misspelt, which a syntax fault tells."""
    wording = letter_parser().terminals.wording("HOW_HEADING")
    for fault in draft.faults:
        wordings = (edit.text for fix in fault.fixes for edit in fix.edits)
        if fault.code == codes.MISSPELT and wording in wordings:
            return fault.span
    return None


def _end_of_header(draft: Draft) -> Span | None:
    """The place where a missing heading belongs: behind a header that lacks nothing."""
    header = draft.letter.header
    if not header or not header.span or header.case_number is None or not header.decision_date:
        return None
    return draft.end_of(header.span)


@cache
def _sentences(terminal: str) -> tuple[Sentence, ...]:
    wording = letter_parser().terminals.wording(terminal)
    return tuple(Sentence(terminal, text) for text in _SENTENCE_END.split(wording))
