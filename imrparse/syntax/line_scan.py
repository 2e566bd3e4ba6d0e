"""One pass over the lines of a text, for all that is looked for at the start of each.

These are the headings, labels and sentences of a letter, and the lines that may be the marks of a
carrier. Most lines are neither: a second pass would cost as much as the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from imrparse.syntax.islands import BEGINS, Island, IslandFinder
from imrparse.syntax.terminals import Terminal
from imrparse.text.decoration.page_breaks import TellingLines, beginning, telling_lines


class LineScan:
    """Finds the islands at line starts, and the telling lines besides them."""

    def __init__(self, finder: IslandFinder) -> None:
        self._finder = finder
        self._is_worded = finder.line_search.is_worded

    def __call__(self, plain: str) -> tuple[list[Island], TellingLines]:
        """The islands that begin a line of a plain text, and its other telling lines."""
        pattern, terminals = self._pattern
        mark = len(terminals)
        islands: list[Island] = []
        lines: list[str] = []
        marks: list[str] = []
        text = f"\n{plain}"
        for found in pattern.finditer(text):
            number = found.lastindex or 0
            if number > mark:
                lines.append(found[0])
            elif number == mark:
                marks.append(found[0])
            elif (terminal := terminals[number]) is not BEGINS:
                islands.append((terminal, found.start(1) - 1, found.end() - 1))
            elif "\n" in found[0][1:] or self._is_worded(plain, found.start(1) - 1):
                return self._finder.lines(plain), telling_lines(plain)
            else:
                line_end = text.find("\n", found.end())
                lines.append(text[found.start() : line_end if line_end >= 0 else None])
        return islands, TellingLines(lines + marks, marks)

    @cached_property
    def _pattern(self) -> tuple[re.Pattern[str], Sequence[Terminal]]:
        """The pattern, and the terminal of each of its groups but the last two, which are for marks
        and for other lines."""
        mark = rf"(?={beginning()})[^\n]*+"
        return self._finder.line_search.beside(mark, r"[^a-z\s][^\n]*+")
