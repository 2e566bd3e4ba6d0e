"""A parser for one of the small languages inside a letter's fields.

Like the letter itself, a field is islands in water: the terminals of its grammar are found by one
pattern; what stands between two of them is a TEXT token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from lark.lexer import TerminalDef

from imrparse.syntax.automaton import Automaton
from imrparse.syntax.grammar import read_grammar
from imrparse.syntax.islands import flexible
from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.terminals import Terminal, Terminals
from imrparse.syntax.tokens import END, Token

TEXT = Terminal("TEXT")
"""The terminal of what stands between two islands."""

_NAME = re.compile("<([A-Z]+)>")


class FieldParser:
    """The grammar of a field, ready to parse. One serves any number of fields."""

    def __init__(
        self, name: str, start: str, names: Mapping[str, Iterable[str]], begins: str = ""
    ) -> None:
        """Of ``grammars/<name>.lark``.

        `names` are those that ``<NAME>`` in the grammar's patterns stands for. `begins` is a
        pattern for the places where an island can begin, which spares looking at all others.
        """
        lark = read_grammar(name, [start])
        self._terminals = Terminals(lark.terminals)
        self._automaton = Automaton(lark, start, self._terminals)
        lexicon = {key: names_pattern(listed) for key, listed in names.items()}
        self.patterns = {t.name: _pattern(t, lexicon) for t in lark.terminals if t.pattern}
        """The pattern of each terminal that the grammar defines."""
        self._islands = re.compile(f"{begins}(?:{_islands(lark.terminals, lexicon)})")

    def parse(self, text: str) -> Tree:
        """The tree of a field's folded text.

        Raises UnexpectedTokenError for a text that is not of the grammar, if there is any.
        """
        return self._automaton.parse(self.tokens(text))

    def tokens(self, text: str) -> list[Token]:
        """The islands of a folded text, the stretches of other text between them, and the end."""
        found: list[Token] = []
        terminals = self._terminals
        position = 0
        for match in self._islands.finditer(text):
            start, end = match.span()
            if position < start and not (start - position == 1 and text[position] == " "):
                _add_text(found, text, position, start)
            found.append(Token(terminals[match.lastgroup], match.group(), start, end))  # type: ignore[index]
            position = end
        if position < len(text):
            _add_text(found, text, position, len(text))
        found.append(Token(END, "", len(text), len(text)))
        return found


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


def _add_text(found: list[Token], text: str, start: int, end: int) -> None:
    value = text[start:end].lstrip()
    start = end - len(value)
    value = value.rstrip()
    if value:
        found.append(Token(TEXT, value, start, start + len(value)))


def _islands(terminals: Iterable[TerminalDef], lexicon: Mapping[str, str]) -> str:
    """One pattern of all terminals, in the order of their priority.

    A group at the end of each tells which it is: at the beginning it would hide the first letter,
    by which most alternatives are told to be none without being tried.
    """
    ranked = sorted(terminals, key=lambda terminal: (-terminal.priority, terminal.name))
    return "|".join(f"(?:{_pattern(t, lexicon)})(?P<{t.name}>)" for t in ranked)


def _pattern(terminal: TerminalDef, lexicon: Mapping[str, str]) -> str:
    return _NAME.sub(lambda name: lexicon[name[1]], flexible(terminal.pattern.to_regexp()))
