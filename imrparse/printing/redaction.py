"""A copy of a letter without personal data, which is read in the same way.

Names, dates, numbers and prose are replaced. The layout stays, and so do the wording of the form,
the words of guidelines and credentials, and whatever a diagnostic points at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, pairwise
from typing import NamedTuple

from imrparse.data import names, table
from imrparse.data.regexes import regex
from imrparse.parsing.reader import Reading, reader
from imrparse.printing.kept_parts import CASE_NUMBER, Known, around, kept, known_parts, words_of
from imrparse.printing.other_words import DATE, TOKEN, other_date, other_token, seen
from imrparse.text.errors import ImrparseError
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination, Prose

_YEAR = regex(r"(?:19|20)\d\d")
_WORD = regex(r"[^\W\d_]+")
_ATTEMPTS = 8  # with other words each
_STRICT = 4  # of these attempts keep abbreviations only, the others what ends or joins sentences
_LONGEST_RUN = 2  # words of prose that stay next to each other
_SHIFTS = (3, -3, 5, -5, 2, -2, 7, -7)  # days, one for each attempt


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
        self._around = around(reading)
        self._shift = timedelta(days=_SHIFTS[attempt])
        self._kept = kept(reading)
        self._known = [*known_parts(reading, attempt >= _STRICT)]
        sentences = table("sentences")
        loose = [
            *sentences["concluding"],
            *sentences["verbs"],
            *chain(*sentences["objects"].values()),
        ]
        kept_words = loose if attempt >= _STRICT else []
        self._in_prose = frozenset(
            [*sentences["abbreviations"], *words_of(names("months")), *kept_words]
        )

    def pieces(self) -> Iterator[_Piece]:
        """The replacements, in text order. They do not overlap."""
        dates = {piece.start: piece for piece in self._dates()}
        months = {start: len(_WORD.findall(piece.text)) for start, piece in dates.items()}
        end = run = 0
        for token, behind in pairwise([*self._tokens(), None]):
            if token is None or token.start() < end:
                continue
            piece = dates.get(token.start()) or self._of_case_number(token.start())
            if piece is None:
                known = self._known_at(token.start())
                stays = seen(token[0]) in (known.words if known else self._in_prose)
                most = _LONGEST_RUN - (months.get(behind.start(), 0) if behind else 0)
                if stays and (known or run < most):
                    run = 0 if known else run + 1
                    continue
                if token[0].isdecimal() and self._is_kept(token[0], known):
                    continue
                piece = _Piece(*token.span(), other_token(token[0], self._salt))
            # Words with a number between them are in a row still, and a date keeps its month.
            run = run + months.get(token.start(), 0) if _has_number(token[0], piece) else 0
            end = piece.end
            yield piece

    def _is_kept(self, number: str, known: Known | None) -> bool:
        """Whether a number stays: a year, a page, a section."""
        return bool(_YEAR.fullmatch(number) or (known and len(number) <= known.digits))

    def _known_at(self, offset: int) -> Known | None:
        """What stays at an offset; None in prose."""
        for known in self._known:
            if known.span.start <= offset < known.span.end:
                return known
        return None

    def _tokens(self) -> Iterator[re.Match[str]]:
        """The words and numbers between the stretches that stay."""
        position = 0
        for start, end in [*self._kept, (len(self._text), 0)]:
            yield from TOKEN.finditer(self._text, position, start)
            position = end

    def _of_case_number(self, start: int) -> _Piece | None:
        found = CASE_NUMBER.match(self._text, start)
        if not found:
            return None
        return _Piece(*found.span(), found[1] + other_token(found[2], self._salt))

    def _dates(self) -> Iterator[_Piece]:
        """The dates of the letter, moved by some days, in their own notation."""
        header = self._letter.header
        places = header.places if header else {}
        spans = [each.span for each in self._letter.dates]
        for part in self._around:
            spans += [Span(*found.span()) for found in DATE.finditer(self._text, *part)]
        spans += [
            span for name, span in places.items() if isinstance(getattr(header, name, None), date)
        ]
        for span in spans:
            if span is None:
                continue
            moved = other_date(self._text[slice(*span)], self._shift)
            if moved:
                yield _Piece(*span, moved)


def _has_number(token: str, piece: _Piece) -> bool:
    """Whether a piece is a number or a date, and no word."""
    return token.isdecimal() or piece.end - piece.start > len(token)


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
