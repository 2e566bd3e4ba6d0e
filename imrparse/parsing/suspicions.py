"""Signs that a text which is a letter as it stands would be read wrongly so.

They are cheap, since every letter is looked at. Recovery confirms them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from imrparse.syntax.islands import Island, flexible
from imrparse.syntax.lexer import Pieces
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.syntax.tokens import PROSE, REQUEST

_LAST_WORD = 20  # code points before the colon of a decision
_SIGNS = (":", ";", "=", ">", "/", "-", "\u2013", "\u2014")
_CONTINUED = ("(cont", "(CONT", "(Cont", " CONTINUED")


class Suspicions:
    """Looks for such signs. One serves any number of texts."""

    def __init__(self, terminals: Terminals) -> None:
        self._terminals = terminals

    @cached_property
    def _behind_label(self) -> re.Pattern[str]:
        labels = "|".join(flexible(t.pattern) for t in self._terminals.of_kind(Kind.LABEL))
        return re.compile(rf"[^\S\n]*(?:[-:;=\u2013\u2014\"\u201d)\]]|(?=[CMDS])(?:{labels}))")

    @cached_property
    def _decided(self) -> re.Pattern[str]:
        """The last word of a request that may belong to the decision."""
        names = ("INTRODUCING", "DECISION")
        patterns = [self._terminals[f"{name}_MANGLED"].pattern for name in names]
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))

    @cached_property
    def _request_name(self) -> re.Pattern[str]:
        return re.compile(self._terminals["REQUEST_MANGLED"].pattern)

    def has_any(self, plain: str, islands: Sequence[Island], pieces: Pieces) -> bool:
        """Whether there is a sign in a text with these islands and tokens."""
        return (
            any(
                self._behind_label.match(plain, end)
                for terminal, _, end in islands
                if terminal.kind is Kind.LABEL
            )
            or self._has_requests(plain, pieces)
            or self._has_prose(plain, pieces)
            or any(word in plain for word in _CONTINUED)
        )

    def _has_requests(self, plain: str, pieces: Pieces) -> bool:
        """Whether words before or after a request may be no part of it."""
        for kind, start, end in zip(pieces.kinds, pieces.starts, pieces.ends, strict=True):
            if kind != REQUEST:
                continue
            last = plain[max(start, end - _LAST_WORD) : end].split()[-1:]
            if plain[start:end].endswith(_SIGNS) or (last and self._decided.fullmatch(last[0])):
                return True
            if self._request_name.match(plain, start, end):
                return True
        return False

    def _has_prose(self, plain: str, pieces: Pieces) -> bool:
        """Whether prose stands right below a heading, or below the credentials."""
        kinds = enumerate(pieces.kinds)
        for (_, before), (number, kind) in pairwise(kinds):
            if kind == PROSE and (
                before == "HOW_HEADING"
                or (
                    before == "SPECIALTY_LABEL"
                    and "\n" in plain[pieces.starts[number] : pieces.ends[number]]
                )
            ):
                return True
            if before == "SUMMARY_HEADING":
                return False
        return False
