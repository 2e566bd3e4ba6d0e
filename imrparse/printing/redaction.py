"""A copy of a letter without personal data, which is read in the same way.

Names, dates, numbers and prose are replaced. The layout stays, and so do the wording of the form,
the words of guidelines and credentials, and whatever a diagnostic points at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from imrparse.data import names, table
from imrparse.diagnostics import codes
from imrparse.parsing.reader import Reading, reader
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.errors import ImrparseError
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination, Prose

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_DATE = re.compile(r"(\d{1,2})(\W)(\d{1,2})\2(\d{2,4})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_TAG = re.compile(r"</?[a-zA-Z]{1,10}\d?(?=[\s/>])|\b[a-z-]{1,20}(?=\s?=\s?[\"'])|&#?\w{1,8};")
_CASE = re.compile(r"(CM\d\d-)(\d{7})", re.IGNORECASE)
_ATTEMPTS = 8  # with other words each
_STRICT = 4  # of these attempts keep abbreviations only
_LONGEST_RUN = 2  # words of prose that stay next to each other
_SHIFTS = (3, -3, 5, -5, 2, -2, 7, -7)  # days, one for each attempt
_SHORTEST_MONTH = 28  # days
_CONSONANTS, _VOWELS = "bcdfghjklmnpqrstvwz", "aeiou"
_OF_WORDING = (
    *(codes.DOUBLED, codes.MISPLACED, codes.MISSPELT, codes.NO_DECISION),
    *(codes.BAD_DATE, codes.BAD_CASE_NUMBER, codes.BAD_PRIORITY),
    *(codes.MISSPELT_STATE, codes.MISSPELT_MONTH),
)
"""Faults of a word, which stays as it is. Others may be about names, or a whole text."""
_OF_CARRIERS = (DecorationKind.PREAMBLE, DecorationKind.POSTSCRIPT, DecorationKind.RUNNING_LINE)
"""Decoration that may hold names. All other decoration stays."""


class NotAlikeError(ImrparseError, ValueError):
    """No copy was found that is read like the original."""


class _Piece(NamedTuple):
    """A replacement of a stretch of the text."""

    start: int
    end: int
    text: str


def redact(source: Source, salt: bytes) -> str:
    """A copy of a text with other names, dates, numbers and prose.

    The copy has the same parts at the same places and the same diagnostics as the original. `salt`
    decides which words replace which; a secret one keeps the words from being guessed. Raises
    NotAlikeError if no such copy is found.
    """
    reading = reader().read(source)
    for attempt in range(_ATTEMPTS):
        redaction = _Redaction(reading, salt + bytes([attempt]), attempt)
        pieces = list(redaction.pieces())
        copy = _applied(source.text, pieces)
        if _is_alike(reading, reader().read(Source(copy)), _Offsets(pieces)):
            return copy
    raise NotAlikeError("no copy was found that is read like this text")


class _Redaction:
    """The replacements of one attempt."""

    def __init__(self, reading: Reading, salt: bytes, attempt: int) -> None:
        self._text = reading.source.text
        self._letter = reading.letter
        self._salt = salt
        self._shift = timedelta(days=_SHIFTS[attempt])
        self._kept = _merged(_kept(reading))
        self._known = _known_words(reading)
        sentences = table("sentences")
        loose = [] if attempt < _STRICT else [*sentences["concluding"], *sentences["verbs"]]
        self._in_prose = frozenset([*sentences["abbreviations"], *_words(names("months")), *loose])

    def pieces(self) -> Iterator[_Piece]:
        """The replacements, in text order. They do not overlap."""
        dates = {piece.start: piece for piece in self._dates()}
        end = run = 0
        for token in self._tokens():
            if token.start() < end:
                continue
            piece = dates.get(token.start()) or self._of_case_number(token.start())
            if piece is None:
                known = self._words_at(token.start())
                stays = token[0].lower() in (self._in_prose if known is None else known)
                if stays and (known is not None or run < _LONGEST_RUN):
                    run = run + 1 if known is None else 0
                    continue
                if _YEAR.fullmatch(token[0]) or (known is not None and token[0].isdigit()):
                    continue  # a year, a page, a section
                piece = _Piece(*token.span(), self._other(token[0]))
            run = 0
            end = piece.end
            yield piece

    def _words_at(self, offset: int) -> AbstractSet[str] | None:
        """The words that stay at an offset, wherever they stand; None in prose."""
        for span, words in self._known:
            if span.start <= offset < span.end:
                return words
        return None

    def _tokens(self) -> Iterator[re.Match[str]]:
        """The words and numbers between the stretches that stay."""
        position = 0
        for start, end in [*self._kept, (len(self._text), 0)]:
            yield from _TOKEN.finditer(self._text, position, start)
            position = end

    def _of_case_number(self, start: int) -> _Piece | None:
        found = _CASE.match(self._text, start)
        if not found:
            return None
        return _Piece(*found.span(), found[1] + self._other(found[2]))

    def _dates(self) -> Iterator[_Piece]:
        """The dates of the letter, moved by some days, in their own notation."""
        header = self._letter.header
        places = header.places if header else {}
        spans = [each.span for each in self._letter.dates]
        spans += [
            span for name, span in places.items() if isinstance(getattr(header, name, None), date)
        ]
        for span in spans:
            if span is None:
                continue
            found = _DATE.fullmatch(self._text, *span)
            text = self._text[slice(*span)]
            moved = _moved(found, self._shift) if found else _DAY.sub(self._other_day, text)
            if moved:
                yield _Piece(*span, moved)

    def _other_day(self, found: re.Match[str]) -> str:
        """Another day of a month that is named by a word."""
        return str((int(found[0]) + self._shift.days - 1) % _SHORTEST_MONTH + 1)

    def _other(self, token: str) -> str:
        """Another word or number of the same length, the same one for each occurrence."""
        wanted = token.lower()
        for repeat in range(_ATTEMPTS):
            numbers = _numbers(self._salt + bytes([repeat]) + wanted.encode("utf-8", "replace"))
            made = _digits(token, numbers) if token.isdecimal() else _word(token, numbers)
            if made != token:
                break
        return made


def _kept(reading: Reading) -> Iterator[Span]:
    """The stretches that stay as they are."""
    for span in _wording(reading):
        if not _CASE.fullmatch(reading.source.text, *span) and not _DATE.fullmatch(
            reading.source.text, *span
        ):
            yield span
    for span, kind in reading.source.decoration:
        if kind not in _OF_CARRIERS:
            yield span
    for found in reading.diagnostics:
        if found.code in _OF_WORDING or (found.code == codes.STRAY and found.fixes):
            yield found.span
    for tag in _TAG.finditer(reading.source.text):
        yield Span(*tag.span())


def _wording(reading: Reading) -> Iterator[Span]:
    """The fixed wording, also that of a second letter or of one that is not parsed."""
    parser = letter_parser()
    plain = Source(reading.source.text).plain
    for _, start, end in (
        *reading.islands,
        *parser.finder.find(plain),
        *parser.finder.cells(plain, 0, len(plain)),
    ):
        yield Span(start, end)
    for terminal in parser.terminals.of_kind(Kind.OLDER):
        for found in re.finditer(re.escape(terminal.wording), plain):
            yield Span(*found.span())


def _known_words(reading: Reading) -> Sequence[tuple[Span, AbstractSet[str]]]:
    """Parts of the text with words that stay: those of the form, and published names."""
    letter = reading.letter
    parts: list[tuple[Span | None, AbstractSet[str]]] = [(letter.reviewer.span, _published())]
    for issue in letter.issues:
        guidelines = (issue.claims_administrator_guideline, issue.maximus_guideline)
        parts += [(guideline.span, _published()) for guideline in guidelines]
        if issue.request.partial_authorization:
            parts.append((issue.request.span, _of_form(Kind.FORM)))
    around = [span for span, kind in reading.source.decoration if kind in _OF_CARRIERS]
    parts += [(span, _of_carriers()) for span in around]
    return [(span, words) for span, words in parts if span]


@cache
def _published() -> frozenset[str]:
    """The words of guidelines, specialties and states, and of the letter's form."""
    tables = ("mtus", "citation", "specialties", "sources", "reviewer")
    known = [*names("months"), *names("states"), *(str(table(name)) for name in tables)]
    return frozenset(_words(known)) | _of_form()


@cache
def _of_form(*kinds: Kind) -> frozenset[str]:
    """The words of the letter's fixed wording, of some kinds or of all."""
    terminals = letter_parser().terminals
    chosen = terminals.of_kind(*kinds) if kinds else terminals.values()
    return frozenset(_words(wording for each in chosen for wording in each.wordings))


@cache
def _of_carriers() -> frozenset[str]:
    return frozenset(_words([str(table("carriers"))])) | _of_form()


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (found[0].lower() for found in _TOKEN.finditer(text))


def _moved(found: re.Match[str], shift: timedelta) -> str | None:
    """A date in its own notation, some days later; None if it is no date."""
    month, sign, day, year = found.groups()
    century = 0 if len(year) > len("16") else 2000
    try:
        moved = date(century + int(year), int(month), int(day)) + shift
    except (ValueError, OverflowError):
        return None
    pair = [
        f"{value:0{len(old) if old.startswith('0') or len(old) > 1 else 1}d}"
        for value, old in ((moved.month, month), (moved.day, day))
    ]
    return sign.join([*pair, f"{moved.year:04d}"[-len(year) :]])


def _numbers(seed: bytes) -> Iterator[int]:
    count = 0
    while True:
        yield from blake2b(seed + count.to_bytes(4, "big")).digest()
        count += 1


def _digits(token: str, numbers: Iterator[int]) -> str:
    """Another number with as many digits, and no zero in front unless the original has one."""
    first = "0" if token[0] == "0" else "123456789"[next(numbers) % 9]
    return first + "".join(str(next(numbers) % 10) for _ in token[1:])


def _word(token: str, numbers: Iterator[int]) -> str:
    """A word of as many letters, with capitals where the original has them."""
    letters = []
    for place, letter in enumerate(token):
        choice = _VOWELS if place % 2 else _CONSONANTS
        made = choice[next(numbers) % len(choice)]
        letters.append(made.upper() if letter.isupper() else made)
    return "".join(letters)


def _merged(spans: Iterable[Span]) -> Sequence[Span]:
    """Stretches in text order; those that overlap or touch are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return found


def _applied(text: str, pieces: Sequence[_Piece]) -> str:
    parts, at = [], 0
    for piece in pieces:
        parts += [text[at : piece.start], piece.text]
        at = piece.end
    return "".join([*parts, text[at:]])


class _Offsets:
    """Where offsets of the original are in the copy."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._ends = [piece.end for piece in pieces]
        self._moved = [0]
        for piece in pieces:
            self._moved.append(self._moved[-1] + len(piece.text) - (piece.end - piece.start))

    def span(self, span: Span | None) -> Span | None:
        """A span of the original as it is in the copy."""
        return Span(*map(self._offset, span)) if span else None

    def _offset(self, offset: int) -> int:
        return offset + self._moved[bisect_right(self._ends, offset)]


def _is_alike(original: Reading, copy: Reading, offsets: _Offsets) -> bool:
    """Whether a copy has the same parts and the same diagnostics, at the same places."""
    same_diagnostics = [
        (found.code, found.severity, offsets.span(found.span)) for found in original.diagnostics
    ] == [(found.code, found.severity, found.span) for found in copy.diagnostics]
    expected = {name: offsets.span(span) for name, span in _outline(original.letter).items()}
    return (
        same_diagnostics
        and expected == _outline(copy.letter)
        and _decided(original.letter) == _decided(copy.letter)
    )


def _decided(letter: Determination) -> object:
    return letter.template, [issue.decision for issue in letter.issues]


def _outline(letter: Determination) -> Mapping[str, Span | None]:
    """Where the parts of a letter stand."""
    found: dict[str, Span | None] = {
        "header": letter.header.span if letter.header else None,
        "reviewer": letter.reviewer.span,
        "summary": letter.summary.span,
    }
    for number, issue in enumerate(letter.issues):
        found[f"issues[{number}]"] = issue.span
        for name in ("request", "claims_administrator_guideline", "maximus_guideline", "rationale"):
            part: Prose = getattr(issue, name)
            found[f"issues[{number}].{name}"] = part.span
    return found
