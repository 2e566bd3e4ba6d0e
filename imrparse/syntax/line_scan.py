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

    def __call__(self, plain: str) -> tuple[list[Island], TellingLines]:
        """The islands that begin a line of a plain text, and its other telling lines."""
        pattern, terminals = self._pattern
        mark = len(terminals)
        islands = self._finder.line_search.at_start(plain)
        lines: list[str] = []
        marks: list[str] = []
        end = 0
        for found in pattern.finditer(plain):
            number = found.lastindex or 0
            if number > mark:
                lines.append(found[0])
            elif number < mark:
                terminal, start = terminals[number], found.start(1)
                if terminal is not BEGINS:
                    islands.append((terminal, start, found.end()))
                elif self._finder.line_search.is_worded(plain, start):
                    return self._finder.lines(plain), telling_lines(plain)
                else:
                    line_end = plain.find("\n", found.end())
                    lines.append(plain[found.start() : line_end if line_end >= 0 else None])
            else:
                marks.append(found[0])
                end = found.end()
        lines += marks
        return islands, TellingLines(lines, marks[:-1] if end == len(plain) else marks)

    @cached_property
    def _pattern(self) -> tuple[re.Pattern[str], Sequence[Terminal]]:
        """The pattern, and the terminal of each of its groups but the last two, which are for marks
        and for other lines."""
        mark = rf"(?={beginning()})[^\n]*+"
        return self._finder.line_search.beside(mark, r"[^a-z\s][^\n]*+")
