"""The fixed wording that is printed: the grammar's terminals as text."""

from __future__ import annotations

from collections.abc import Iterable

from lark.lexer import TerminalDef

from imrparse.syntax.islands import wordings


class Wording:
    """What each terminal of fixed wording is written as; the first of alternatives."""

    def __init__(self, terminals: Iterable[TerminalDef]) -> None:
        self._patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in terminals}

    def alternatives(self, terminal: str) -> list[str]:
        """All that a terminal can be written as."""
        return wordings(self._patterns[terminal])

    def __getitem__(self, terminal: str) -> str:
        return self.alternatives(terminal)[0]
