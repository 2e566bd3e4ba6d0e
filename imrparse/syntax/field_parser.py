"""The parser of the small languages inside a letter's fields.

Like the letter itself, a field is islands in water: the terminals of its grammar are found by one
pattern; what stands between two of them is a TEXT token. Where a terminal may stand can depend on
what the field has said before: then each part of a field has a pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeAlias

from attrs import frozen

from imrparse.syntax.automaton import Automaton
from imrparse.syntax.grammar_tables import grammar_tables
from imrparse.syntax.islands import flexible
from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.patterns import fill
from imrparse.syntax.terminals import Terminal, Terminals
from imrparse.syntax.tokens import END, Token

TEXT = Terminal("TEXT")
"""The terminal of what stands between two islands."""

Patterns: TypeAlias = Mapping[Terminal, str]
"""The pattern of each terminal of a field, by priority."""


@frozen
class Islands:
    """How the tokens of a field are found."""

    pattern: re.Pattern[str]
    """Matches an island at the beginning of a field, and ends with a group of the terminal's name
    (`any_terminal`)."""
    after: Mapping[str, re.Pattern[str]] = {}
    """The same from a terminal on, for each terminal that begins another part of the field."""
    leading: str | None = None
    """Characters that are no part of a TEXT where it starts. None is white space."""
    trailing: str | None = None
    """Characters that are no part of a TEXT where it ends. None is white space."""
    full_stop: str = ""
    """What ends a field and is no part of it."""

    def find(self, text: str, end: int) -> Iterator[re.Match[str]]:
        """The islands of a folded text before an offset."""
        if not self.after:
            return self.pattern.finditer(text, 0, end)
        return self._find_by_part(text, end)

    def _find_by_part(self, text: str, end: int) -> Iterator[re.Match[str]]:
        pattern, position = self.pattern, 0
        while match := pattern.search(text, position, end):
            yield match
            position = match.end()
            pattern = self.after.get(str(match.lastgroup), pattern)


class FieldParser:
    """The grammar of a field, ready to parse. One serves any number of fields."""

    def __init__(
        self,
        name: str,
        names: Mapping[str, str],
        islands: Callable[[Patterns], Islands],
    ) -> None:
        """`names` gives the pattern for each ``<NAME>`` in the patterns of the grammar.

        `islands` makes the islands of the terminals in ``grammars/<name>.lark``.
        """
        tables = grammar_tables(name)
        self.terminals = Terminals(tables["terminals"])
        """The terminals of the grammar, by priority."""
        self._automaton = Automaton(tables, self.terminals)
        self._islands = islands({t: fill(t.pattern, names) for t in self.terminals.values()})

    def parse(self, text: str) -> Tree:
        """The tree of a field's folded text.

        Raises UnexpectedTokenError for a text that is not of the grammar, if there is any.
        """
        return self._automaton.parse(self.tokens(text))

    def tokens(self, text: str) -> list[Token]:
        """The islands of a folded text, the stretches of other text between them, and the end."""
        found: list[Token] = []
        terminals, islands = self.terminals, self._islands
        position = 0
        stop = islands.full_stop
        last = len(text) - len(stop) if stop and text.endswith(stop) else len(text)
        for match in islands.find(text, last):
            start, end = match.span()
            if position < start and not (start - position == 1 and text[position] == " "):
                self._add_text(found, text, position, start)
            found.append(Token(terminals[match.lastgroup], match.group(), start, end))  # type: ignore[index]
            position = end
        if position < last:
            self._add_text(found, text, position, last)
        found.append(Token(END, "", last, last))
        return found

    def _add_text(self, found: list[Token], text: str, start: int, end: int) -> None:
        """Add the text between two islands, if it is anything but separators."""
        value = text[start:end].rstrip(self._islands.trailing)
        end = start + len(value)
        value = value.lstrip(self._islands.leading)
        if value:
            found.append(Token(TEXT, value, end - len(value), end))


def islands_anywhere(patterns: Patterns, begins: str = "") -> Islands:
    """The islands of a field in which every terminal may stand anywhere.

    `begins` is a pattern for the places where an island can begin, which rejects all others fast.
    Fixed wording may have lost its spaces, or have some inside its words.
    """
    worded = {terminal: flexible(pattern) for terminal, pattern in patterns.items()}
    return Islands(re.compile(f"{begins}(?:{any_terminal(worded)})"))


def any_terminal(patterns: Patterns) -> str:
    """One pattern of terminals, each of which has its name as a group at its end.

    At the beginning, a group would hide the first letter, by which most alternatives are rejected
    without being tried.
    """
    return "|".join(f"(?:{pattern})(?P<{terminal}>)" for terminal, pattern in patterns.items())


def names_pattern(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longest first.

    Names that begin with one letter stand together, so that it is looked at only once.
    """
    listed = sorted(set(names), key=lambda name: (name[:1], -len(name), name))
    groups = groupby(listed, key=lambda name: name[:1])
    return "(?:" + "|".join(_beginning(first, list(group)) for first, group in groups) + ")"


def _beginning(first: str, names: list[str]) -> str:
    rests = "|".join(re.escape(name[1:]) for name in names)
    return f"{re.escape(first)}(?:{rests})"
