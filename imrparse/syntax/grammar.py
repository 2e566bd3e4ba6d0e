"""The grammar files of ``grammars/``, and the form of the tables that are made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from imrparse.data import package_file

LETTER = "letter"
"""The name of the letter's grammar, and of its rule of a whole letter."""

NOTICE = "notice"
"""The name of the grammar of letters of 2013, and of its rule of a whole letter."""

FILES: dict[str, tuple[str, ...]] = {
    LETTER: ("letter", "header", "reviewer", "issue", "request", "guideline"),
    NOTICE: ("notice", "reviewer"),
}
"""The grammars of several files, which are read as one."""


class GrammarTables(TypedDict):
    """What is made of a grammar that texts are parsed by."""

    terminals: Sequence[tuple[str, str, Sequence[str]]]
    """The name, the pattern and the fixed wordings of each terminal."""
    rules: Sequence[tuple[str, Sequence[tuple[str, int]]]]
    """The name of each rule, and its symbols: the name of each, and what it is to a parse tree
    (`SEEN` and the like)."""
    symbols: Sequence[str]
    """The names of the symbols of the automaton, which have their numbers below."""
    sets: Sequence[Sequence[int]]
    """Sets of terminals."""
    states: Sequence[tuple[Sequence[int], Sequence[int]]]
    """For each state, the number of a symbol and of the state after it, by turns; and the number of
    a rule to reduce and of the set of terminals of which one must follow, by turns."""
    start: int
    """The first state."""
    end: int
    """The state after a whole text."""


SEEN, SPLICED, UNSEEN = range(3)
"""What a symbol of a rule is to a parse tree: a child; a hidden rule, whose children are those of
the rule around it; or nothing."""


class PhraseTables(TypedDict):
    """What is made of a grammar of phrases."""

    terminals: Mapping[str, tuple[str, str | None, int]]
    """For each terminal its pattern, its text if that is fixed, and how many code points it can
    match at most."""
    literals: Mapping[str, Sequence[str]]
    """The texts of which every match of a terminal has one, if there are any."""
    rules: Sequence[tuple[str, str | None, Sequence[tuple[str, bool]]]]
    """Each alternative: the name of its rule, its own name, and its terminals: their names, and
    whether they are left out of a tree."""


def read(name: str) -> str:
    """One grammar file: inside the installed package, or beside it in a checkout."""
    try:
        content = package_file(f"grammars/{name}.lark")
    except OSError:
        content = package_file(f"../grammars/{name}.lark")
    return content.decode("utf-8")


def text(name: str) -> str:
    """A grammar. That of a letter is several files, read as one."""
    return "\n".join(map(read, FILES.get(name, (name,))))
