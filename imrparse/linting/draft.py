"""The input of lint rules: one letter with its text, and facts that several rules use."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.fields.details import DateMention, Precision
from imrparse.linting.acceptance import NONE, Acceptances
from imrparse.linting.damage import Part, damage
from imrparse.parsing.reader import Reading
from imrparse.syntax.islands import Island
from imrparse.text.decoration.view import FILLER
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination, Header, Issue, Prose, free_texts

# Spaces inside a line of prose, which some extractors put where a text run ends.
_STRETCHED = regex(r"   (?:(?<=[a-z,.]   ) *[a-z\d-]|(?P<sure>(?<=\w-   )) *\w)")
# Of what begins with a mark in front of a word and ends with one after a word. A mark after a
# figure may mean inches.
_QUOTATION = regex(
    r'(?<!\w)"(?=\S)(?:[^"\u201c\u201d]*+)(?<![\s\d])"(?!\w)|\u201c[^"\u201c\u201d]*+\u201d'
)
_QUOTES = frozenset('"\u201c')
_MOST_GAPS = 1  # such spaces in a text that was typed that way

# For lower-case text: everything but letters, digits and underscores becomes a space.
_WORDS = bytes(code if bytes([code]).isalnum() or code == ord("_") else 0x20 for code in range(256))
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r" + FILLER.encode()))
_DIGITS = bytes(0x30 if bytes([code]).isdigit() else code for code in range(256))


def non_ascii(text: str) -> str:
    """The non-ASCII characters of a text, concatenated."""
    if text.isascii():
        return ""
    data = text.encode("utf-8", "surrogatepass")
    return data.translate(None, bytes(range(0x80))).decode("utf-8", "surrogatepass")


def follows(word: str, others: Iterable[str] = (r"\S+",)) -> re.Pattern[str]:
    """What finds in the joined words of a draft those of some words that stand behind a word."""
    return regex(rf" {re.escape(word)}(?= ({'|'.join(others)}) )")


class Text(NamedTuple):
    """A free text of a letter as it stands in the source."""

    field: str
    """The field: "summary", "issues[0].rationale"."""
    plain: str
    """The text of its span without Markdown marks, line ends included."""
    start: int
    """Its offset in the source."""

    def span(self, start: int, end: int) -> Span:
        """The source span of `plain` from `start` to `end`."""
        return Span(self.start + start, self.start + end)


class Draft:
    """A letter to be linted."""

    def __init__(self, reading: Reading, today: date | None = None) -> None:
        """`today` is the date to check against, instead of the letter's decision date."""
        self.source: Source = reading.source
        """The text, with its lines."""
        self.letter: Determination = reading.letter
        """The tree, with what a syntax error damaged."""
        self.faults: Sequence[Diagnostic] = reading.diagnostics
        """The syntax faults."""
        self.islands: Sequence[Island] = reading.islands
        """The fixed wording: the grammar's terminal, start and end of each."""
        self.today = today
        """The date that the settings give for today, if any."""
        self.acceptances: Acceptances = NONE
        """What is accepted, with what that was needed for; for the rules on acceptances, which run
        last."""
        self._damage = damage(reading)
        self._matched: dict[re.Pattern[str], bool] = {}

    @property
    def plain(self) -> str:
        """The whole text without marks, of the same length as the source."""
        return self.source.plain

    @property
    def date(self) -> date | None:
        """The date to check against: the given one, or else the letter's decision date.

        None if another date of the header is after the decision, as one of the two is wrong.
        """
        header = self.header
        decided = header.decision_date if header else None
        if self.today or header is None or decided is None:
            return self.today
        earlier = (header.ur_denial_date, header.application_received, header.date_assigned)
        return None if any(one and one > decided for one in earlier) else decided

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The disputed treatments, without the texts and decisions that a syntax error damaged."""
        return self._damage.issues

    @property
    def header(self) -> Header | None:
        """The header, without the values that a syntax error damaged."""
        return self._damage.header

    @property
    def damaged(self) -> frozenset[Part]:
        """The parts that a syntax error damaged."""
        return self._damage.parts

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All free texts of the letter, in its order."""
        return tuple([self._text(name, prose) for name, prose in free_texts(self.letter)])

    def text_at(self, offset: int) -> Text | None:
        """The free text at `offset` of the source, or None."""
        place = bisect_right(self.filled, offset, key=attrgetter("start"))
        text = self.filled[place - 1] if place else None
        return text if text and offset < text.start + len(text.plain) else None

    @cached_property
    def filled(self) -> Sequence[Text]:
        """The free texts that are not empty, in the order of the source."""
        return sorted([text for text in self.texts if text.plain], key=attrgetter("start"))

    def only(self, texts: Sequence[Text]) -> Draft:
        """The same draft for rules that look at each text alone, with `texts`, which are some of
        `filled`."""
        view = Draft.__new__(Draft)
        kept = ("source", "letter", "faults", "islands", "today", "acceptances", "_damage")
        vars(view).update({name: vars(self)[name] for name in kept})
        vars(view).update(_matched={}, filled=texts, lowercase=self.lowercase)
        return view

    @cached_property
    def prose(self) -> Sequence[Text]:
        """The texts of `filled` that have sentences: a guideline field has names of works."""
        return [text for text in self.filled if not text.field.endswith("guideline")]

    @cached_property
    def dates(self) -> Sequence[DateMention]:
        """The dates of the letter's free text that have a day."""
        return [one for one in self.letter.dates if one.precision is Precision.DAY]

    @cached_property
    def lowercase(self) -> str:
        """The whole plain text in lower case, of the same length."""
        lower = self.plain.lower()
        if len(lower) == len(self.plain):
            return lower
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.plain)

    @cached_property
    def non_ascii(self) -> str:
        """The non-ASCII characters of the text, concatenated."""
        return non_ascii(self.plain)

    @cached_property
    def has_controls(self) -> bool:
        """Whether the text has control characters other than white space."""
        data = self.plain.encode("ascii", "replace")
        return len(data.translate(None, _CONTROLS)) < len(data)

    @cached_property
    def free_span(self) -> Span:
        """The span from the first free text to the end of the last."""
        filled = self.filled
        last = filled[-1] if filled else Text("", "", len(self.plain))
        return Span(filled[0].start if filled else last.start, last.start + len(last.plain))

    @cached_property
    def word_list(self) -> Sequence[str]:
        """The lower-case words in `free_span`. Non-ASCII characters separate words."""
        data = self.lowercase[slice(*self.free_span)].encode("ascii", "replace")
        return data.translate(_WORDS).decode("ascii").split()

    @cached_property
    def joined(self) -> str:
        """The words of `word_list` with a space before and after each.

        It tells what follows a word in half the time that the list needs.
        """
        return f" {' '.join(self.word_list)} "

    @cached_property
    def words(self) -> AbstractSet[str]:
        """The distinct words in `free_span`."""
        return frozenset(self.word_list)

    def matches(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` matches at or after the start of `free_span`; cached."""
        matched = self._matched.get(pattern)
        if matched is None:
            matched = self._matched[pattern] = bool(
                pattern.search(self.plain, self.free_span.start)
            )
        return matched

    def has_digits(self, count: int) -> bool:
        """Whether `free_span` may contain `count` digits in a row."""
        return b"0" * count in self._digits or any(map(str.isdecimal, self.non_ascii))

    @cached_property
    def _digits(self) -> bytes:
        data = self.plain[slice(*self.free_span)].encode("ascii", "replace")
        return data.translate(_DIGITS)

    @cached_property
    def has_stray_spaces(self) -> bool:
        """Whether an extractor inserted spaces, so that gaps between words mean nothing."""
        start = self.letter.reviewer.span.start if self.letter.reviewer.span else 0
        found = list(_STRETCHED.finditer(self.plain, start))
        prose = self.letter.summary.span.start if self.letter.summary.span else 0
        sure = any(gap.start() < prose or gap["sure"] is not None for gap in found)
        return sure or len(found) > _MOST_GAPS

    def is_quoted(self, span: Span) -> bool:
        """Whether `span` is inside quotation marks that stand in one free text."""
        place = bisect_right(self._quotations, span.start, key=attrgetter("start"))
        return place > 0 and span.end <= self._quotations[place - 1].end

    @cached_property
    def _quotations(self) -> Sequence[Span]:
        """The quotations of all free texts, in order, with their marks."""
        if _QUOTES.isdisjoint(self.source.view.signs):
            return []
        return [
            text.span(*found.span())
            for text in self.filled
            for found in _QUOTATION.finditer(text.plain)
        ]

    def _text(self, field: str, prose: Prose) -> Text:
        """A free text as it stands in the source; empty if the part is missing."""
        if prose.span is None:
            return Text(field, "", 0)
        start, end = prose.span
        return Text(field, self.plain[start:end], start)

    def end_of(self, part: Span | None) -> Span:
        """An empty span at the end of `part`, for what is missing after it."""
        return Span(part.end, part.end) if part else Span(0, 0)


class TextBeside(Draft):
    """A text that is sent with a letter, to be searched for what identifies a person."""

    @cached_property
    def filled(self) -> Sequence[Text]:
        return [Text("beside", self.plain, 0)]
