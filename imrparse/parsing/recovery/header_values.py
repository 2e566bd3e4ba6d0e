"""Header values that are malformed, and what they can only stand for."""

from __future__ import annotations

import re

from imrparse.parsing.header_table import CASE_NUMBER, PRIORITY, read
from imrparse.parsing.recovery.findings import BadValue
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Terminal, Terminals
from imrparse.syntax.tokens import Token
from imrparse.text.edit_distance import FIGURES, nearest, only
from imrparse.text.source import Span

_FIGURES = str.maketrans(FIGURES)


class HeaderValues:
    """The kinds of values of the header table."""

    def __init__(self, terminals: Terminals) -> None:
        self._patterns = {kind: re.compile(kind.pattern) for kind in structure().kinds}
        mangled = {kind: f"{kind.removesuffix('_VALUE')}_MANGLED" for kind in self._patterns}
        self._mangled = {
            kind: re.compile(terminals[name].pattern)
            for kind, name in mangled.items()
            if name in terminals
        }
        priority = next(kind for kind in self._patterns if kind == PRIORITY)
        self._priorities = tuple(re.findall(r"[A-Z][a-z]+", priority.pattern))

    def holds(self, kind: Terminal, text: str) -> bool:
        """Whether a text holds a sound value of a kind."""
        return self._patterns[kind].search(text) is not None

    def malformed(self, plain: str, start: int, end: int) -> tuple[Terminal, Span] | None:
        """The kind and place of a malformed value with which a stretch of text begins."""
        for kind, pattern in self._mangled.items():
            if match := pattern.match(plain, start, end):
                return kind, Span(*match.span())
        return None

    def bad_value(self, kind: Terminal, span: Span, text: str) -> BadValue:
        """The finding of a malformed value, with what is meant if that is plain."""
        if kind == PRIORITY:
            meant = only(nearest(text, self._priorities))
            return BadValue(kind, span, meant, self._priorities)
        return BadValue(kind, span, self._with_figures(kind, text, span))

    def _with_figures(self, kind: Terminal, text: str, span: Span) -> str | None:
        """A value in which letters stood for figures, if that makes it a sound one."""
        letters = 2 if kind == CASE_NUMBER else 0
        meant = text[:letters].upper() + text[letters:].translate(_FIGURES)
        is_sound = self._patterns[kind].fullmatch(meant) and read(Token(kind, meant, *span))
        return meant if is_sound and meant != text else None
