"""Finding the islands: the fixed wording of a letter, in the free prose around it.

The patterns are made from the grammar's terminals, as lark hands them to its lexer. What the last
part of a terminal's name means is said at the head of ``grammars/letter.lark``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from lark.lexer import TerminalDef

Island: TypeAlias = tuple[str, int, int]
"""A stretch of fixed wording: its terminal, and where it starts and ends."""

_BETWEEN_WORDS = r"\s*"  # any white space, or none where an extractor lost it
_INSIDE_WORDS = " *"  # spaces that an extractor put in
_INDENT = r"[^\S\n]*+"


class IslandFinder:
    """Finds the islands of a letter in one pass over its plain text.

    The header's cells and the reviewer's phrases are common words elsewhere, so they are looked
    for only before the heading that ends their part. Everything else is looked for all along.
    """

    def __init__(self, terminals: Iterable[TerminalDef]) -> None:
        kinds: dict[str, dict[str, str]] = {}
        for terminal in terminals:
            kind = terminal.name.rpartition("_")[2]
            kinds.setdefault(kind, {})[terminal.name] = flexible(terminal.pattern.to_regexp())
        labels = "|".join(kinds["LABEL"].values())
        decision = rf":\s*(?:{_named(kinds['DECISION'])})(?={_INDENT}(?:\n\s*(?:{labels})|\s*\Z))"
        headings = {name: rf"{p}(?={_INDENT}(?:\n|\Z))" for name, p in kinds["HEADING"].items()}
        lines = rf"{_INDENT}(?:{_named(headings | kinds['LABEL'] | kinds['SENTENCE'])})"
        cells = _named(kinds["FIELD"] | kinds["VALUE"])
        self.in_header = re.compile(rf"(?:\A|\n){lines}|{decision}|{cells}")
        self.in_reviewer = re.compile(rf"\n{lines}|{decision}|{_named(kinds['PHRASE'])}")
        self.elsewhere = re.compile(rf"\n{lines}|{decision}")

    def find(self, plain: str) -> list[Island]:
        """The islands of a plain text, in order."""
        islands: list[Island] = []
        pattern, position = self.in_header, 0
        while pattern is not None:
            for match in pattern.finditer(plain, position):
                name = match.lastgroup
                assert name is not None
                islands.append((name, *match.span(name)))
                if name.endswith("_HEADING"):
                    following = self.in_reviewer if name == "HOW_HEADING" else self.elsewhere
                    if following is not pattern:
                        pattern, position = following, match.end()
                        break
            else:
                break
        return islands


def flexible(pattern: str) -> str:
    """A terminal's pattern, let match whatever white space an extractor left in fixed wording.

    A pattern that is more than fixed wording, or alternatives of it, stays as it is.
    """
    alternatives = pattern.removeprefix("(?:").removesuffix(")").split("|")
    wordings = [re.sub(r"\\(.)", r"\1", alternative) for alternative in alternatives]
    if [re.escape(wording) for wording in wordings] != alternatives:
        return pattern
    return "(?:" + "|".join(map(_flexible_wording, wordings)) + ")"


def _flexible_wording(wording: str) -> str:
    return _BETWEEN_WORDS.join(_INSIDE_WORDS.join(map(re.escape, w)) for w in wording.split())


def _named(patterns: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())
