"""Signs that a letter the strict parser accepts has a hidden fault.

The checks are cheap, since they run on every letter. Recovery decides whether there is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, cached_property, lru_cache

from imrparse.data import names, table
from imrparse.data.regexes import regex
from imrparse.syntax.islands import Island
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.lexer import Pieces
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.syntax.tokens import PROSE

# Local names: an attribute lookup on the class takes as long as the comparison.
_LABEL, _HEADING, _SENTENCE = Kind.LABEL, Kind.HEADING, Kind.SENTENCE
_HOW = "HOW_HEADING"
_CERTIFIED = "CERTIFIED_PHRASE"
_SPECIALTY = "SPECIALTY_LABEL"
_LICENSURE = "LICENSURE_LABEL"
BEFORE_NO_PROSE = (_HOW, _SPECIALTY, _LICENSURE, _CERTIFIED)  # or at most one line of it
_BEGINNING = 12  # code points that identify a label or heading
_BEHIND = 20  # code points checked after a label
_SYMBOLS = "\u2190"  # the first arrow; all other symbols have higher code points
_MARK = r"(?:[^\w\s]|_)"  # no letter, digit or white space
_FOOTNOTE = r"\d{1,2}\s"
_LAST_WORDS = 30  # code points before the colon of a decision
_ENDS = (")", "]", "%", ".", ",", '"', "'", "\u201d", "\u2019")  # of a request
_SIGNS = (":", ";", "=", ">", "/", "-", "\u2013", "\u2014")
_MARKS = ("|", "<", "[", '"', ")", "]")


class Suspicions:
    """Looks for signs of hidden faults. One instance serves any number of texts."""

    def __init__(self, terminals: Terminals) -> None:
        self._terminals = terminals
        labels = terminals.of_kind(Kind.LABEL)
        last = sorted({label.wording.split()[-1] for label in labels})
        starts = [
            *(*_SIGNS, *_MARKS),
            *(label.wording[:_BEGINNING] for label in labels),
            *last,
            *(word[0].upper() + word[1:] for word in last),
        ]
        behind_label = _sign_behind(starts)
        self.signs: Mapping[Kind, str] = {_LABEL: behind_label, _SENTENCE: r"(?:_|(?![\w\s]))"}
        """Patterns of a sign behind the islands of a kind: a mark at once; behind a label, a
        symbol, a sign or one of the starts after white space too."""
        self._sign_behind = regex(behind_label).match
        self._beginnings = {
            heading: heading.wording[:_BEGINNING] for heading in terminals.of_kind(_HEADING)
        }
        self._first_name = terminals.of_kind(Kind.FIELD)[0].wording
        self._decisions = [decision.wording for decision in terminals.decisions]

    @cached_property
    def _introducing(self) -> re.Pattern[str]:
        """Matches a last word of a request that may belong to the decision."""
        return regex(self._terminals["INTRODUCING_MANGLED"].pattern)

    @cached_property
    def _no_decision(self) -> re.Pattern[str]:
        return re.compile(self._terminals["DECISION_MANGLED"].pattern)

    @cached_property
    def _request_name(self) -> re.Pattern[str]:
        return regex(self._terminals["REQUEST_MANGLED"].pattern)

    def has_any(self, plain: str, islands: Sequence[Island], pieces: Pieces) -> bool:
        """Whether a text with these islands and tokens has any sign."""
        return (
            self.has_any_beside(plain, islands)
            or self.has_requests(plain, pieces.requests())
            or self._has_prose(plain, pieces)
        )

    def has_any_beside(self, plain: str, islands: Sequence[Island]) -> bool:
        """Whether there is a sign next to an island at a line start, or one is repeated.

        The sign is a punctuation mark or a label behind a label, or a mark behind a sentence. Other
        islands may be included; they are ignored.
        """
        is_sign_behind = self._sign_behind
        for terminal, _, end in islands:
            kind = terminal.kind
            if kind is _LABEL and is_sign_behind(plain, end, end + _BEHIND):
                return True
            if kind is _SENTENCE and _is_mark(plain[end : end + 1]):
                return True
        return self.has_any_again(plain, islands)

    def has_any_again(self, plain: str, islands: Sequence[Island]) -> bool:
        """Whether a heading or the last label comes again, or the header below the first heading.

        It may stand anywhere in a line.
        """
        last, last_end = None, 0
        for terminal, _, end in islands:
            kind = terminal.kind
            if kind is _LABEL:
                last, last_end = terminal, end
            elif kind is _HEADING and plain.rfind(self._beginnings[terminal], end) >= 0:
                # From the end, since a search goes by the first letter then, and capitals are rare.
                return True
        if last and plain.find(last.wording, last_end) >= 0:
            return True
        return self._has_header_below(plain, islands)

    def _has_header_below(self, plain: str, islands: Sequence[Island]) -> bool:
        """Whether nothing stands above the first heading, and a header's name below it."""
        if not islands or islands[0][0].kind is not _HEADING:
            return False
        start = islands[0][1]
        return not plain[:start].strip() and plain.find(self._first_name, start) >= 0

    def has_requests(self, plain: str, requests: Sequence[tuple[int, int]]) -> bool:
        """Whether words at the edge of a request may not be part of it.

        The requests are given as (start, end).
        """
        if requests and self._has_line_above(plain[slice(*requests[0])]):
            return True
        is_doubtful_end, is_named = self._is_doubtful_end, self._request_name.match
        for start, end in requests:
            request = plain[start:end]
            words = request[-_LAST_WORDS:].split() or [""]
            last = words[-1]
            if is_doubtful_end(last) or is_named(plain, start, end):
                return True
            if ":" in request[-_LAST_WORDS:] and self._follows_colon(words):
                return True
            for decision in self._decisions:
                if decision in request:
                    return True  # which may be the real one
        return False

    def _follows_colon(self, words: Sequence[str]) -> bool:
        """Whether a misspelt decision stands behind a colon at the end of a request."""
        *before, last = words
        is_behind = bool(before) and before[-1].endswith(":")
        return is_behind and self._no_decision.fullmatch(last) is not None

    @cached_property
    def _is_doubtful_end(self) -> Callable[[str], bool]:
        """Whether the last word of a request, or the sign behind it, may belong to the decision."""

        @lru_cache(maxsize=4096)  # requests end alike
        def is_doubtful(last: str) -> bool:
            is_sign = not last[-1:].isalnum() and not last.endswith(_ENDS)
            return is_sign or self._introducing.fullmatch(last) is not None

        return is_doubtful

    def _has_line_above(self, request: str) -> bool:
        """Whether the first request may begin with a line in capitals that is not part of it."""
        line, line_end, _ = request.partition("\n")
        return bool(line_end) and line.isupper()

    def _has_prose(self, plain: str, pieces: Pieces) -> bool:
        """Whether there is prose right after a heading or after the credentials, or a subspecialty
        among the specialties."""
        kinds = pieces.kinds
        for before in BEFORE_NO_PROSE:
            if before in kinds:
                number = kinds.index(before) + 1
                text = plain[pieces.starts[number] : pieces.ends[number]]
                if kinds[number] is PROSE and is_sign(text, before):
                    return True
        return False


def is_sign(prose: str, before: str) -> bool:
    """Whether a prose token is a sign of a fault after the terminal `before`."""
    if before == _CERTIFIED:
        return _subspecialty().search(prose) is not None
    if before == _LICENSURE:
        return "\n" in prose and not _is_list_of_states(prose)
    if before == _SPECIALTY:
        return "\n" in prose and not _is_list_of_specialties(prose)
    return True  # right below the first heading stands no prose


@cache
def _subspecialty() -> re.Pattern[str]:
    """The words before a subspecialty, misspelt or in another form."""
    return regex(letter_parser().terminals["SUBSPECIALTY_MANGLED"].pattern)


def _is_list_of_specialties(prose: str) -> bool:
    """Whether a text of several lines is a list of known specialties and nothing else."""
    return _is_list_of(_specialties(), prose)


def _is_list_of_states(prose: str) -> bool:
    """Whether a text of several lines is a list of states and nothing else."""
    return _is_list_of(names("states"), prose)


def _is_list_of(known: Collection[str], prose: str) -> bool:
    """Whether a text lists known names, with commas between them or one a line."""
    if all(" ".join(name.split()) in known for name in prose.split(",")):
        return True
    lines = (line.strip() for line in prose.split("\n"))
    names_in_lines = (line.removesuffix(",").split(",") for line in lines if line)
    return all(name.strip() in known for listed in names_in_lines for name in listed)


@cache
def _specialties() -> frozenset[str]:
    known = table("specialties")
    return frozenset(known["searched"] + known["also"])


def _sign_behind(starts: Sequence[str]) -> str:
    """A pattern of a mark, of a footnote's number, or of a symbol or one of some texts after white
    space."""
    first = "".join(sorted({re.escape(start[0]) for start in starts}))
    any_of = "|".join(map(re.escape, starts))
    symbol = rf"(?=[{_SYMBOLS}-\U0010ffff]){_MARK}"
    return rf"{_MARK}|{_FOOTNOTE}|\s*+(?:(?=[{first}])(?:{any_of})|{symbol})"


def _is_mark(character: str) -> bool:
    """Whether a character after fixed wording is not a letter, digit or white space."""
    return not (character.isalnum() or character.isspace())
