"""The lines of a view, with their places."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_LINE = re.compile(r"[^\n]+")


class Line(NamedTuple):
    """A line that is not blank, without the white space around it."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@lru_cache(maxsize=1)  # several looks in a row ask for the lines of one view
def lines_of(plain: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    for line in _LINE.finditer(plain):
        text = line[0].lstrip()
        if text:
            found.append(Line(line.end() - len(text), text.rstrip()))
    return found
