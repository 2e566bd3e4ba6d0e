"""Letters of older template generations, which are told by their wording but not read yet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imrparse.diagnostics.codes import OLDER_GENERATION, fault
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.syntax.generations import OLDER_YEARS
from imrparse.syntax.islands import Island, first_letters, flexible, named
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.text.source import Source, Span

_TITLE = "TITLE_OLDER"
_SHARED = frozenset({"HOW_HEADING", "SUMMARY_HEADING"})
"""Headings that letters of early 2014 have too."""
_OF_ISSUES = (Kind.HEADING, Kind.LABEL, Kind.DECISION)
_INSIDE_LINES = 2  # different marks that are needed if none of them begins a line
_LINE = re.compile(r"\S[^\n]*")


class OlderGenerations:
    """Tells them by the wording that the grammar has for each (``*_G0_OLDER``…)."""

    def __init__(self, terminals: Terminals) -> None:
        patterns = {mark: flexible(mark.pattern) for mark in terminals.of_kind(Kind.OLDER)}
        self._title = re.compile(patterns.pop(terminals[_TITLE]))
        marks = named(patterns)
        self._marks = re.compile(rf"{first_letters(patterns)}(?<!\w)(?:{marks})")

    def find(self, source: Source, islands: Sequence[Island]) -> Diagnostic | None:
        """What there is to say of a letter of an older generation; None if it is none.

        `islands` are what the text has of the wording of later generations. If that is as much as
        it has of an older one, it is a later letter in which some older wording stands.
        """
        plain = source.plain
        found: dict[str, re.Match[str]] = {}
        for mark in self._marks.finditer(plain):
            found.setdefault(str(mark.lastgroup), mark)
        later = {kind for kind, _, _ in islands if kind.kind in _OF_ISSUES and kind not in _SHARED}
        if len(found) <= len(later):
            return None
        first = min(found.values(), key=lambda mark: mark.start())
        begins_a_line = any(_begins_a_line(plain, mark.start()) for mark in found.values())
        if not begins_a_line and len(found) < _INSIDE_LINES:
            return None
        generation = str(first.lastgroup).split("_")[-2].replace("B", "b")
        message = (
            f"this is a letter of an older generation ({generation}, {OLDER_YEARS[generation]}), "
            "which is not read yet"
        )
        return fault(OLDER_GENERATION, message, self._beginning(source, first), source)

    def _beginning(self, source: Source, first: re.Match[str]) -> Span:
        """The words with which the letter begins: its title, or its first line."""
        # The title is masked in a view in which it is no part of a later letter.
        if title := self._title.search(source.text, 0, first.start()):
            return Span(*title.span())
        line = _LINE.search(source.plain)
        if line is None or line.end() > first.start():
            return Span(*first.span())
        return Span(line.start(), line.start() + len(line[0].rstrip()))


def _begins_a_line(plain: str, offset: int) -> bool:
    return not plain[plain.rfind("\n", 0, offset) + 1 : offset].strip()
