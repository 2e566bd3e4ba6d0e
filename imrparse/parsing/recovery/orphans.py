"""Text without its label: where it begins in the prose of the part before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from imrparse.data.regexes import regex
from imrparse.syntax.islands import IslandFinder, flexible
from imrparse.syntax.layout import Layout
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.syntax.tokens import Token

_OTHER = "OTHER_BEGINS"
_NEW_LINE = regex(r"(?<=[^\s,&])\s*\n\s*")  # a list goes on after a comma
_FULL_LINE = 60  # code points; lines of prose are longer, lines of credentials seldom are


@cache
def _flexible(pattern: str) -> re.Pattern[str]:
    """How the text of a field begins, which is the same for all letters."""
    return regex(flexible(pattern))


class Orphans:
    """Finds the text of a part whose label is missing, in the prose of the part before it."""

    def __init__(
        self,
        terminals: Terminals,
        finder: IslandFinder,
        plain: str,
        layout: Callable[[], Layout],
    ) -> None:
        self._beginnings = {
            beginning: _flexible(beginning.pattern) for beginning in terminals.of_kind(Kind.BEGINS)
        }
        self._other = self._beginnings[terminals[_OTHER]]
        self._finder = finder
        self._plain = plain
        self._layout = layout

    def start(self, label: str, prose: Token) -> int | None:
        """Where the text of a label begins in a prose token, or None if it isn't there."""
        if label == "SPECIALTY_LABEL":
            return self._next_line(prose, 1)
        if label == "SUMMARY_HEADING":
            return self._next_line(prose, _FULL_LINE)
        starts = list(self._layout().paragraph_starts(*prose.span))
        if label == "RATIONALE_LABEL":
            return next((start for start in starts if not self._begins_field(start)), None)
        if label == "MAXIMUS_LABEL":
            another = next((start for start in starts if self._begins_another(start)), None)
            return another or self._sure_start(prose)
        return None

    def _sure_start(self, prose: Token) -> int | None:
        """Where a paragraph begins, by the gap before it, with the beginning of a field."""
        starts = self._layout().paragraph_starts(*prose.span, sure=True)
        return next((start for start in starts if self._begins_field(start)), None)

    def request(self, prose: Token) -> int | None:
        """Where a request without a decision begins, at the end of a prose token."""
        start = self._layout().request_start(prose.start_pos, prose.end_pos)
        if start == prose.start_pos or self._layout().ends_sentence(prose.end_pos):
            return None
        return start

    def header(self, prose: Token) -> int | None:
        """Where the header of another letter begins in a prose token."""
        cells = self._finder.cells(self._plain, prose.start_pos, prose.end_pos)
        names = [start for terminal, start, _ in cells if terminal.kind is Kind.FIELD]
        return names[0] if len(names) > 1 else None

    def _next_line(self, prose: Token, length: int) -> int | None:
        """The first line of at least a length that does not continue a list."""
        for match in _NEW_LINE.finditer(prose.value):
            end = prose.value.find("\n", match.end())
            if (end if end >= 0 else len(prose.value)) - match.end() >= length:
                return prose.start_pos + match.end()
        return None

    def _begins_field(self, start: int) -> bool:
        return any(pattern.match(self._plain, start) for pattern in self._beginnings.values())

    def _begins_another(self, start: int) -> bool:
        """Whether a guideline field begins there, rather than the second sentence of one."""
        return self._begins_field(start) and not self._other.match(self._plain, start)
