"""The terminals of a grammar: their names, their kinds, and how they are worded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import cached_property

from imrparse.data.regexes import regex


class Kind(Enum):
    """What a terminal is, which says where in a text it may stand.

    The last part of a terminal's name says its kind (``grammars/letter.lark``).
    """

    HEADING = "HEADING"
    """Stands alone on its line."""
    LABEL = "LABEL"
    """At the start of a line."""
    SENTENCE = "SENTENCE"
    """At the start of a line."""
    DECISION = "DECISION"
    """After a colon, at the end of a line, with a label next."""
    FIELD = "FIELD"
    """In the header table: the name of a cell."""
    VALUE = "VALUE"
    """In the header table: the value of a cell."""
    PHRASE = "PHRASE"
    """In the reviewer's paragraph."""
    FORM = "FORM"
    """In a request: the fixed words of a partial authorization."""
    MARK = "MARK"
    """In a guideline field: wording that dates the template generation."""
    BEGINS = "BEGINS"
    """At the start of a guideline field."""
    MANGLED = "MANGLED"
    """What is met instead of a value or a decision."""
    OLDER = "OLDER"
    """Wording of a template generation that is recognised but not parsed."""
    PROSE = "PROSE"
    """Free text between two islands."""
    REQUEST = "REQUEST"
    """The free text before a decision, as far as the layout gives it to the request."""
    END = "END"
    """The end of the text."""
    OTHER = "OTHER"
    """Any other, in the grammars of the fields."""


LIST = regex("<([A-Z]+)>")
"""Stands for a list of the package's data in the patterns of a grammar."""

_KINDS = {kind.value: kind for kind in Kind}


class Terminal(str):
    """A terminal: its name, with its kind and wording.

    It is a string so that a parse table can be looked up by it at the speed of its name.
    """

    __slots__ = ("kind", "pattern", "wordings")

    kind: Kind
    pattern: str
    """Its regular expression, as the grammar has it."""
    wordings: tuple[str, ...]
    """The texts that it can be written as, the usual one first. Empty for a terminal that is a
    regular expression."""

    def __new__(
        cls, name: str, kind: Kind = Kind.OTHER, pattern: str = "", wordings: tuple[str, ...] = ()
    ) -> Terminal:
        terminal = super().__new__(cls, name)
        terminal.kind = kind
        terminal.pattern = pattern
        terminal.wordings = wordings
        return terminal

    @property
    def is_literal(self) -> bool:
        """Whether it has exactly one wording."""
        return len(self.wordings) == 1

    @property
    def wording(self) -> str:
        """How it is printed. Raises ValueError for a terminal without fixed wording."""
        if not self.wordings:
            raise ValueError(f"{self} has no fixed wording")
        return self.wordings[0]


class Terminals(dict[str, Terminal]):
    """The terminals of a grammar, by name."""

    def __init__(self, terminals: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        """`terminals` are the name, pattern and fixed wordings of each that has a pattern."""
        super().__init__(
            {
                name: Terminal(name, _kind(name), pattern, tuple(wordings))
                for name, pattern, wordings in terminals
            }
        )

    def of_kind(self, *kinds: Kind) -> list[Terminal]:
        """The terminals of some kinds, in the order of the grammar."""
        return [terminal for terminal in self.values() if terminal.kind in kinds]

    def wording(self, name: str) -> str:
        """How a terminal is printed. Raises ValueError for one without fixed wording."""
        return self[name].wording

    @cached_property
    def decisions(self) -> tuple[Terminal, ...]:
        """The decisions that a review can come to."""
        return tuple(self.of_kind(Kind.DECISION))


def declared(name: str) -> Terminal:
    """A terminal that a grammar only declares, without a pattern."""
    return Terminal(name, _kind(name))


def _kind(name: str) -> Kind:
    return _KINDS.get(name.rpartition("_")[2], Kind.OTHER)


_NO_WORDING = regex(r"(?<!\\)[\[(*+?{.^$]")
"""Matches what has a meaning in a pattern that no fixed wording has."""


def fixed_wordings(pattern: str) -> tuple[str, ...]:
    """The alternatives of a pattern that is nothing but fixed wording, or else none."""
    if LIST.search(pattern):
        return ()
    if pattern.startswith("(?:"):
        pattern = pattern.removeprefix("(?:").removesuffix(")")
    if _NO_WORDING.search(pattern):
        return ()  # long lists of names take long to compare
    found = [re.sub(r"\\(.)", r"\1", alternative) for alternative in pattern.split("|")]
    return tuple(found) if "|".join(map(re.escape, found)) == pattern else ()
