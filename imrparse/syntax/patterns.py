"""The grammars of what is worded freely: their terminals and forms, as patterns.

Nothing nests in a date or in the words of a conclusion. The terminals of such a grammar are
patterns, and its rules say which of them follow each other. No parse table is made of it.
Alternatives are tried in the order of the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from imrparse.data.regexes import regex
from imrparse.syntax.grammar_tables import phrase_tables
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
        tables = phrase_tables(name)
        self._terminals = tables["terminals"]
        self._literals = tables.get("literals", {})
        self._names = names or {}
        self.forms: dict[str, dict[str, Form]] = {}
        """The named alternatives of each rule, in the order of the grammar."""
        for rule, alternative, parts in tables["rules"]:
            forms = self.forms.setdefault(rule, {})
            if alternative:
                forms[alternative] = [Part(*part) for part in parts]
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, terminal: str) -> re.Pattern[str]:
        """The pattern of a terminal. Raises KeyError for one that the grammar lacks."""
        pattern = self._compiled.get(terminal)
        if pattern is None:
            pattern = self._compiled[terminal] = regex(self.source(terminal))
        return pattern

    def __iter__(self) -> Iterator[str]:
        """The names of the terminals, also of those that are pieces of others."""
        return iter(self._terminals)

    def source(self, terminal: str) -> str:
        """The pattern of a terminal as a string."""
        pattern, _, _ = self._terminals[terminal]
        return fill(pattern, self._names)

    def needs_text(self, terminal: str) -> bool:
        """Whether it is known of a terminal that every match has one of some literal texts."""
        return terminal in self._literals

    def may_match(self, terminal: str, text: str) -> bool:
        """Whether a text has one of the literal texts that every match of a terminal has.

        To look for these is much faster than to search for the pattern. Where it has none, the
        answer is yes.
        """
        for needed in self._literals.get(terminal, ("",)):  # noqa: SIM110  `any` would take longer
            if needed in text:
                return True
        return False

    def search(self, terminal: str, text: str) -> re.Match[str] | None:
        """The first match of a terminal in a text, or None."""
        return self[terminal].search(text) if self.may_match(terminal, text) else None

    def literal(self, terminal: str) -> str | None:
        """The text of a terminal that is a fixed text: "/" is SLASH. None for any other."""
        _, text, _ = self._terminals[terminal]
        return text

    def width(self, terminal: str) -> int:
        """How many code points a terminal can match at most."""
        _, _, width = self._terminals[terminal]
        return width

    def sequence(self, form: Form, between: str, *, named: bool) -> str:
        """A pattern of terminals one after another, with a pattern for what stands between them.

        If the groups are `named`, those of hidden terminals still have no name.
        """
        pattern, last = "", None
        for part in form:
            if last and between and self.width(last.name) and self.width(part.name):
                pattern += between
            group = f"?P<{part.name}>" if named and not part.is_hidden else "?:"
            pattern += f"({group}{self.source(part.name)})"
            last = part
        return pattern


def fill(pattern: str, names: Mapping[str, str]) -> str:
    """A grammar's pattern, with the pattern of a list in place of each ``<NAME>``."""
    return LIST.sub(lambda name: names[name[1]], pattern)
