"""The parser of the small languages inside a letter's fields.

Like the letter itself, a field is islands in water: the terminals of its grammar are found by one
pattern; what stands between two of them is a TEXT token. Where a terminal may stand can depend on
what the field has said before: then each part of a field has a pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import TypeAlias

from attrs import frozen

from imrparse.data import regexes
from imrparse.data.regexes import regex
from imrparse.syntax.automaton import Automaton
from imrparse.syntax.grammar_tables import grammar_tables
from imrparse.syntax.islands import flexible
from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.patterns import fill
from imrparse.syntax.terminals import Terminal, Terminals
from imrparse.syntax.tokens import END, Token

TEXT = Terminal("TEXT")
"""The terminal of what stands between two islands."""

_MOST_NARROW = 6  # times that islands of some names alone are made
_PLAIN = regex(r"(?:(?! and |[-&,'\u2019]).){1,16}")
_NOTHING = "(?!)"

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
        islands: Callable[[Patterns], Islands],
        names: Mapping[str, Iterable[str]] | None = None,
        any_of: Callable[[Iterable[str]], str] | None = None,
    ) -> None:
        """`islands` makes the islands of the terminals in ``grammars/<name>.lark``.

        `names` are those that stand for each ``<NAME>`` in the patterns of the grammar, and
        `any_of` makes a pattern of some of them; by default it is `names_pattern`.
        """
        tables = grammar_tables(name)
        self.terminals: Terminals = Terminals(tables["terminals"])
        """The terminals of the grammar, by priority."""
        self._automaton = Automaton(tables, self.terminals)
        self._make = islands
        self._lists = _NameLists(names or {}, any_of or names_pattern)
        self._narrow: tuple[frozenset[str], Islands | None, int] = frozenset(), None, 0
        """The beginnings of names that were met, the islands of these names alone, and how often
        such islands were made."""

    def parse(self, text: str) -> Tree:
        """The tree of a field's folded text.

        Raises UnexpectedTokenError for a text that is not of the grammar, if there is any.
        """
        return self._automaton.parse(self.tokens(text))

    def tokens(self, text: str) -> list[Token]:
        """The islands of a folded text, the stretches of other text between them, and the end."""
        found: list[Token] = []
        terminals, islands = self.terminals, self._islands_of(text)
        position = 0
        stop = islands.full_stop
        last = len(text) - len(stop) if stop and text.endswith(stop) else len(text)
        for match in islands.find(text, last):
            start, end = match.span()
            if position < start and not (start - position == 1 and text[position] == " "):
                _add_text(found, islands, text, position, start)
            found.append(Token(terminals[match.lastgroup], match.group(), start, end))  # type: ignore[index]
            position = end
        if position < last:
            _add_text(found, islands, text, position, last)
        found.append(Token(END, "", last, last))
        return found

    def _islands_of(self, text: str) -> Islands:
        """The islands of all names, or of those at least that the text may hold.

        A pattern of all names takes longer to compile, if it isn't stored, than the first fields
        take to read by patterns of the few names that they hold.
        """
        known, islands, times = self._narrow
        if times > _MOST_NARROW and islands:
            return islands
        if regexes.are_stored():
            islands = self._of(None)
            self._narrow = known, islands, _MOST_NARROW + 1
            return islands
        met = self._lists.beginnings_in(text)
        if islands is None or not met <= known:
            known, times = known | met, times + 1
            islands = self._of(known if times <= _MOST_NARROW else None)
            self._narrow = known, islands, times  # at once, for the other threads
        return islands

    def _of(self, beginnings: frozenset[str] | None) -> Islands:
        """The islands of the names with some beginnings, or of all names."""
        names = self._lists.patterns(beginnings)
        return self._make({t: fill(t.pattern, names) for t in self.terminals.values()})


def _add_text(found: list[Token], islands: Islands, text: str, start: int, end: int) -> None:
    """Add the text between two islands, if it is anything but separators."""
    value = text[start:end].rstrip(islands.trailing)
    end = start + len(value)
    value = value.lstrip(islands.leading)
    if value:
        found.append(Token(TEXT, value, end - len(value), end))


class _NameLists:
    """The lists of names in the patterns of a grammar."""

    def __init__(
        self, lists: Mapping[str, Iterable[str]], any_of: Callable[[Iterable[str]], str]
    ) -> None:
        self._names = {title: list(names) for title, names in lists.items()}
        self._any_of = any_of

    @cached_property
    def _lists(self) -> dict[str, list[tuple[str, str]]]:
        """The names with their beginnings, which only narrow patterns need."""
        listed = self._names.items()
        return {title: [(name, _beginning(name)) for name in names] for title, names in listed}

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(begins for names in self._lists.values() for _, begins in names)

    def beginnings_in(self, text: str) -> frozenset[str]:
        """The beginnings of names that a text holds. Of a name that it holds, that is one."""
        small = text.lower() if text.isascii() else _as_if_matched(text)
        return frozenset(begins for begins in self._beginnings if begins in small)

    def patterns(self, beginnings: frozenset[str] | None) -> Mapping[str, str]:
        """A pattern of each list: of the names with some beginnings, or of all names."""
        kept = self._names
        if beginnings is not None:
            listed = self._lists.items()
            kept = {title: [n for n, b in names if b in beginnings] for title, names in listed}
        return {title: self._any_of(names) if names else _NOTHING for title, names in kept.items()}


def _beginning(name: str) -> str:
    """The first characters of a name, which a pattern of it does not vary but by their case."""
    plain = _PLAIN.match(name)
    return _as_if_matched(plain[0]) if plain else ""


def _as_if_matched(text: str) -> str:
    """A text with the ASCII letters that `re.IGNORECASE` takes other letters for."""
    return text.casefold().replace("i\u0307", "i").replace("\u0131", "i")


def islands_anywhere(patterns: Patterns, begins: str = "") -> Islands:
    """The islands of a field in which every terminal may stand anywhere.

    `begins` is a pattern for the places where an island can begin, which rejects all others fast.
    Fixed wording may have lost its spaces, or have some inside its words.
    """
    worded = {terminal: flexible(pattern) for terminal, pattern in patterns.items()}
    return Islands(regex(f"{begins}(?:{any_terminal(worded)})"))


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
    return "(?:" + "|".join(_alternatives(first, list(group)) for first, group in groups) + ")"


def _alternatives(first: str, names: list[str]) -> str:
    rests = "|".join(re.escape(name[1:]) for name in names)
    return f"{re.escape(first)}(?:{rests})"
