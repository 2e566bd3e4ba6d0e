"""Signs that a text which is a letter as it stands would be read wrongly so.

They are cheap, since every letter is looked at. Recovery confirms them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from imrparse.data import table
from imrparse.syntax.islands import Island
from imrparse.syntax.lexer import Pieces
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.syntax.tokens import PROSE

# Looking these up in the class takes as long as the comparison.
_LABEL, _HEADING, _SENTENCE = Kind.LABEL, Kind.HEADING, Kind.SENTENCE
_HOW = "HOW_HEADING"
_CERTIFIED = "CERTIFIED_PHRASE"
_SPECIALTY = "SPECIALTY_LABEL"
_BEFORE_NO_PROSE = (_HOW, _SPECIALTY, _CERTIFIED)  # or before no more than a line of it
_BEGINNING = 12  # code points that tell a label or heading
_BEHIND = 20  # code points behind a label
_SYMBOLS = "\u2190"  # the first of the arrows, which all other symbols follow
_SUBSPECIALTY = "special"
_LAST_WORDS = 30  # code points before the colon of a decision
_ENDS = (")", "]", "%", ".", ",", '"', "'", "\u201d", "\u2019")  # of a request
_SIGNS = (":", ";", "=", ">", "/", "-", "\u2013", "\u2014")
_MARKS = ("|", "<", "[", "\u2192", "\u21d2", '"', ")", "]")


class Suspicions:
    """Looks for such signs. One serves any number of texts."""

    def __init__(self, terminals: Terminals) -> None:
        self._terminals = terminals
        labels = terminals.of_kind(Kind.LABEL)
        last = {label.wording.split()[-1] for label in labels}
        self._behind_label = (
            *(*_SIGNS, *_MARKS),
            *(label.wording[:_BEGINNING] for label in labels),
            *last,
            *(word[0].upper() + word[1:] for word in last),
        )

    @cached_property
    def _introducing(self) -> re.Pattern[str]:
        """The last word of a request that may belong to the decision."""
        decided = "|".join(decision.wording for decision in self._terminals.decisions)
        return re.compile(rf"{self._terminals['INTRODUCING_MANGLED'].pattern}|{decided}")

    @cached_property
    def _no_decision(self) -> re.Pattern[str]:
        return re.compile(self._terminals["DECISION_MANGLED"].pattern)

    @cached_property
    def _decision(self) -> re.Pattern[str]:
        """A decision inside of a request, which may be the one that counts."""
        return re.compile("|".join(d.wording for d in self._terminals.decisions))

    @cached_property
    def _request_name(self) -> re.Pattern[str]:
        return re.compile(self._terminals["REQUEST_MANGLED"].pattern)

    def has_any(self, plain: str, islands: Sequence[Island], pieces: Pieces) -> bool:
        """Whether there is a sign in a text with these islands and tokens."""
        return (
            self.has_any_beside(plain, islands)
            or self.has_requests(plain, pieces.requests())
            or self._has_prose(plain, pieces)
        )

    def has_any_beside(self, plain: str, islands: Sequence[Island]) -> bool:
        """Whether there is a sign beside the islands that begin lines, or one of these again.

        The others make no difference.
        """
        return self._has_labels(plain, islands) or self._has_heading_again(plain, islands)

    def _has_labels(self, plain: str, islands: Sequence[Island]) -> bool:
        """Whether signs or a label stand behind a label."""
        behind = self._behind_label
        for terminal, _, end in islands:
            if terminal.kind is _LABEL:
                after = plain[end : end + _BEHIND]
                text = after.lstrip()
                is_symbol = text[:1] >= _SYMBOLS and _is_mark(text[:1])
                if _is_mark(after[:1]) or text.startswith(behind) or is_symbol:
                    return True
            elif terminal.kind is _SENTENCE and _is_mark(plain[end : end + 1]):
                return True
        return False

    def _has_heading_again(self, plain: str, islands: Sequence[Island]) -> bool:
        """Whether the words of a heading stand in the text after it."""
        for terminal, _, end in islands:
            if terminal.kind is _HEADING and plain.find(terminal.wording[:_BEGINNING], end) >= 0:
                return True
        return False

    def has_requests(self, plain: str, requests: Sequence[tuple[int, int]]) -> bool:
        """Whether words before or after a request may be no part of it.

        The requests are given by their starts and ends.
        """
        if requests and self._has_line_above(plain[slice(*requests[0])]):
            return True
        for start, end in requests:
            *before, last = plain[max(start, end - _LAST_WORDS) : end].split() or [""]
            sign = not last[-1:].isalnum() and not last.endswith(_ENDS)
            if sign or self._introducing.fullmatch(last):
                return True
            if before and before[-1].endswith(":") and self._no_decision.fullmatch(last):
                return True
            if self._request_name.match(plain, start, end):
                return True
            if self._decision.search(plain, start, end):
                return True
        return False

    def _has_line_above(self, request: str) -> bool:
        """Whether lines of the first request may stand above it."""
        line, line_end, _ = request.partition("\n")
        return bool(line_end) and line.isupper()

    def _has_prose(self, plain: str, pieces: Pieces) -> bool:
        """Whether prose stands right below a heading, or below the credentials, or a subspecialty
        among the specialties."""
        kinds = pieces.kinds
        for before in _BEFORE_NO_PROSE:
            if before in kinds:
                number = kinds.index(before) + 1
                text = plain[pieces.starts[number] : pieces.ends[number]]
                if kinds[number] is PROSE and is_sign(text, before):
                    return True
        return False


def is_sign(prose: str, before: str) -> bool:
    """Whether a prose token is a sign where it stands: after a terminal."""
    if before == _CERTIFIED:
        return _SUBSPECIALTY in prose.lower()
    if before == _SPECIALTY:
        return "\n" in prose and not _is_list_of_specialties(prose)
    return before == _HOW


def _is_list_of_specialties(prose: str) -> bool:
    """Whether a text that runs over lines consists of known specialties alone."""
    return all(" ".join(name.split()) in _specialties() for name in prose.split(","))


@cache
def _specialties() -> frozenset[str]:
    known = table("specialties")
    return frozenset(known["searched"] + known["also"])


def _is_mark(character: str) -> bool:
    """Whether a character behind fixed wording is no letter, digit or white space."""
    return bool(character) and not (character.isalnum() or character.isspace())
