"""The grammars of what is worded freely: their terminals and forms, as patterns.

Nothing nests in a date or in the words of a conclusion. Such a grammar has a rule whose
alternatives are sequences of terminals, and each of them is one pattern. Lark reads the grammar.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from lark.grammar import Symbol
from lark.lexer import PatternStr

from imrparse.syntax.grammar import read_grammar


class Wording:
    """The rule and terminals of ``grammars/<name>.lark``, whose rule has the file's name."""

    def __init__(self, name: str, declared: dict[str, str] | None = None) -> None:
        """`declared` gives the patterns of the terminals that the grammar only declares."""
        lark = read_grammar(name, [name])
        defined = lark.terminals
        self.patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in defined}
        """Each terminal's pattern."""
        self.patterns |= declared or {}
        self.literals = {t.name: t.pattern.value for t in defined if _is_literal(t.pattern)}
        """The terminals that are fixed signs: "/" is SLASH."""
        self.widths = {terminal.name: terminal.pattern.max_width for terminal in defined}
        """How long each of those that the grammar defines can be."""
        self._guards = {t.name for t in defined if not t.pattern.max_width}
        self.forms: dict[str, Sequence[Symbol]] = {
            str(rule.alias): rule.expansion for rule in lark.rules if rule.alias
        }
        """The named alternatives of the rule: the terminals of each."""

    def sequence(self, symbols: Sequence[Symbol], between: str, *, named: bool) -> str:
        """A pattern of terminals one after another, with a pattern for what stands between them.

        Terminals that lark would leave out of its tree (signs, ``_NAMES``) give no group.
        """
        pattern, last = "", None
        for symbol in symbols:
            if last and not {last.name, symbol.name} & self._guards:
                pattern += between
            group = f"?P<{symbol.name}>" if named and not cast(Any, symbol).filter_out else "?:"
            pattern += f"({group}{self.patterns[symbol.name]})"
            last = symbol
        return pattern


def _is_literal(pattern: Any) -> bool:
    return isinstance(pattern, PatternStr)
