"""The grammars of what is worded freely: their terminals and forms, as patterns.

Nothing nests in a date or in the words of a conclusion. The terminals of such a grammar are
patterns, and its rules say which of them follow each other. Lark reads the grammar; no parse table
is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from lark.lexer import PatternStr

from imrparse.syntax.grammar import read_rules
from imrparse.syntax.terminals import LIST


class Part(NamedTuple):
    """A terminal in a form."""

    name: str
    is_hidden: bool
    """Whether lark would leave it out of a tree: signs and ``_NAMES``."""


Form: TypeAlias = Sequence[Part]
"""Terminals that follow each other: an alternative of a rule."""


class Wording:
    """The terminals and rules of ``grammars/<name>.lark``."""

    def __init__(self, name: str, names: Mapping[str, str] | None = None) -> None:
        """`names` gives the pattern for each ``<NAME>`` in the patterns of the grammar."""
        terminals, rules = read_rules(name)
        self._terminals = {terminal.name: terminal for terminal in terminals}
        self.sources = {t.name: fill(t.pattern.to_regexp(), names or {}) for t in terminals}
        """Each terminal's pattern, as a string."""
        self.literals = {t.name: t.pattern.value for t in terminals if _is_literal(t.pattern)}
        """The terminals that are fixed signs: "/" is SLASH."""
        self.forms: dict[str, dict[str, Form]] = {}
        """The named alternatives of each rule, in the order of the grammar."""
        for rule in rules:
            forms = self.forms.setdefault(str(rule.origin.name), {})
            if rule.alias:
                forms[rule.alias] = [_part(symbol) for symbol in rule.expansion]
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, terminal: str) -> re.Pattern[str]:
        """The pattern of a terminal. Raises KeyError for one that the grammar lacks."""
        pattern = self._compiled.get(terminal)
        if pattern is None:
            pattern = self._compiled[terminal] = re.compile(self.sources[terminal])
        return pattern

    def width(self, terminal: str) -> int:
        """How many code points a terminal can match at most."""
        return self._terminals[terminal].pattern.max_width

    def sequence(self, form: Form, between: str, *, named: bool) -> str:
        """A pattern of terminals one after another, with a pattern for what stands between them.

        If the groups are `named`, those of hidden terminals still have no name.
        """
        pattern, last = "", None
        for part in form:
            if last and between and self.width(last.name) and self.width(part.name):
                pattern += between
            group = f"?P<{part.name}>" if named and not part.is_hidden else "?:"
            pattern += f"({group}{self.sources[part.name]})"
            last = part
        return pattern


def fill(pattern: str, names: Mapping[str, str]) -> str:
    """A grammar's pattern, with the pattern of a list in place of each ``<NAME>``."""
    return LIST.sub(lambda name: names[name[1]], pattern)


def _part(symbol: Any) -> Part:
    return Part(symbol.name, symbol.filter_out)


def _is_literal(pattern: Any) -> bool:
    return isinstance(pattern, PatternStr)
