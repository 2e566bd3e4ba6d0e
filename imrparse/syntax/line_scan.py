"""One pass over the lines of a text, for all that is looked for at the start of each.

These are the headings, labels and sentences of a letter, and the lines that may be the marks of a
carrier. Most lines are neither: a second pass would cost as much as the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from imrparse.syntax.islands import BEFORE_SIGN, Island, IslandFinder
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.text.decoration.page_breaks import TellingLines, beginning, telling_lines


class Lines(NamedTuple):
    """What the lines of a text begin with."""

    islands: list[Island]
    """The headings, labels and sentences, in order."""
    others: TellingLines
    """The other telling lines."""
    has_sign: bool
    """Whether there may be a sign of a fault right behind one of the islands."""


class LineScan:
    """Finds the islands at line starts, and the telling lines besides them."""

    def __init__(self, finder: IslandFinder, signs: Mapping[Kind, str]) -> None:
        """`signs` are patterns of what is a sign of a fault behind the islands of a kind."""
        self._finder = finder
        self._signs = signs
        self._is_worded = finder.line_search.is_worded

    def __call__(self, plain: str) -> Lines:
        """The islands that begin a line of a plain text, and its other telling lines."""
        pattern, terminals = self._pattern
        word = len(terminals) + 1
        islands: list[Island] = []
        lines: list[str] = []
        marks: list[str] = []
        signs: list[str] = []
        has_sign = False
        text = f"\n{plain}"
        for found in pattern.finditer(text):
            number = found.lastindex or 0
            if number == word:
                lines.append(found[0])
            elif number >= word - 1:
                (marks if number < word else signs).append(found[0])
            elif terminal := terminals[number]:
                islands.append((terminal, found.start(1) - 1, found.end() - 1))
            elif terminal is BEFORE_SIGN:
                islands.append((terminals[number - 1], found.start(1) - 1, found.end() - 1))
                has_sign = True
            elif "\n" in found[0][1:] or self._is_worded(plain, found.start(1) - 1):
                return Lines(self._finder.lines(plain), telling_lines(plain), True)
            else:
                line_end = text.find("\n", found.end())
                lines.append(text[found.start() : line_end if line_end >= 0 else None])
        return Lines(islands, TellingLines(lines + marks + signs, marks, marks + signs), has_sign)

    @cached_property
    def _pattern(self) -> tuple[re.Pattern[str], Sequence[Terminal]]:
        """The pattern, and the terminal of each of its groups but the last three.

        These are for marks, for lines that begin with a letter or digit, and for others.
        """
        word, sign = r"[^\Wa-z][^\n]*+", r"[^\w\s][^\n]*+"
        mark = rf"(?={beginning()})[^\n]*+"
        return self._finder.line_search.beside(mark, word, sign, signs=self._signs)
