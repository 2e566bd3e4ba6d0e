"""Unified diffs that show the changes of formatting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

from attrs import frozen

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_PICTURES = {"\r\n": "\u240d\u240a", "\r": "\u240d", "\n": "\u240a"}
_NO_END = "\\ No newline at end of file"

_STYLES: dict[str, dict[str, Any]] = {
    "-": {"fg": "red"},
    "+": {"fg": "green"},
    "@": {"fg": "cyan"},
}
_TITLE: dict[str, Any] = {"bold": True}


@frozen
class DiffLine:
    """A line of a diff, and its style for `click.style`."""

    text: str
    style: dict[str, Any]


def diff_lines(name: str, before: str, after: str, line_end: str) -> Iterator[DiffLine]:
    """The lines of a diff. `line_end` is the line end used in `after`.

    A line of `before` with another line end shows it as a symbol.
    """
    texts = (_shown(before, line_end), _shown(after, line_end))
    lines = unified_diff(*texts, fromfile=name, tofile=name, lineterm="")
    for number, line in enumerate(lines):
        style = _TITLE if number < 2 else _STYLES.get(line[0], {})
        text, _, no_end = line.partition("\n")
        yield DiffLine(text, style)
        if no_end:
            yield DiffLine(no_end, {})


def _shown(text: str, usual: str) -> list[str]:
    shown = []
    for line, end in _LINE.findall(text):
        if end:
            shown.append(line if end == usual else line + _PICTURES[end])
        elif line:
            shown.append(f"{line}\n{_NO_END}")
    return shown
