"""Letters of the template generations before 2014, which are told by their wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from imrparse.data.regexes import regex
from imrparse.diagnostics.codes import OLDER_GENERATION, fault
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.syntax.generations import OLDER_YEARS, Template
from imrparse.syntax.grammar import NOTICE
from imrparse.syntax.grammar_tables import grammar_tables
from imrparse.syntax.islands import Island, first_letters, flexible, named
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.text.decoration.view import squeezed
from imrparse.text.source import Source, Span

_TITLE, _TELLING = "TITLE_HEADING", "telling"
_SHARED = frozenset({"HOW_HEADING", "SUMMARY_HEADING"})
"""Headings that letters of early 2014 have too."""
_OF_ISSUES = (Kind.HEADING, Kind.LABEL, Kind.DECISION)
_INSIDE_LINES = 2  # different marks that are needed if none of them begins a line
_LINE = regex(r"\S[^\n]*")


class Older(NamedTuple):
    """What there is to say of an older letter."""

    generation: str
    diagnostic: Diagnostic
    """That it is not read."""


class OlderGenerations:
    """Tells them by the wording that ``notice.lark`` and ``letter.lark`` have for it."""

    def __init__(self, terminals: Terminals) -> None:
        tables = grammar_tables(NOTICE)
        notice = notice_terminals()
        self._title = regex(flexible(notice[_TITLE].pattern))
        patterns = {mark: flexible(mark.pattern) for mark in terminals.of_kind(Kind.OLDER)}
        self._generations: dict[str, str] = {
            mark: mark.split("_")[-2].replace("B", "b") for mark in patterns
        }
        for rule, symbols in tables["rules"]:
            if rule == _TELLING:
                mark = notice[symbols[0][0]]
                patterns[mark] = flexible(mark.pattern)
                self._generations[mark] = Template.G0.value
        self._wordings = [[squeezed(w) for w in mark.wordings] for mark in patterns]
        marks = named(patterns)
        self._marks = regex(rf"{first_letters(patterns)}(?<!\w)(?:{marks})")

    def find(self, source: Source, islands: Sequence[Island]) -> Older | None:
        """What there is to say of a letter of an older generation; None if it is none.

        `islands` are what the text has of the wording of later generations. If that is as much as
        it has of an older one, it is a later letter in which some older wording stands.
        """
        plain = source.plain
        later = {kind for kind, _, _ in islands if kind.kind in _OF_ISSUES and kind not in _SHARED}
        if len(later) >= len(self._generations):
            return None
        letters = squeezed(plain)
        absent = (
            wordings
            for wordings in self._wordings
            if wordings and not any(wording in letters for wording in wordings)
        )
        fewest = len(self._wordings) - len(later)
        if len(list(islice(absent, fewest))) == fewest:
            return None  # which is much faster than the search
        found: dict[str, re.Match[str]] = {}
        for mark in self._marks.finditer(plain):
            found.setdefault(str(mark.lastgroup), mark)
        if len(found) <= len(later):
            return None
        first = min(found.values(), key=lambda mark: mark.start())
        begins_a_line = any(_begins_a_line(plain, mark.start()) for mark in found.values())
        if not begins_a_line and len(found) < _INSIDE_LINES:
            return None
        generation = self._generations[str(first.lastgroup)]
        years, what = OLDER_YEARS.get(generation), "which is not read yet"
        if years is None:
            years, what = Template(generation).years, "and too little of it is left to read it"
        message = f"this is a letter of an older generation ({generation}, {years}), {what}"
        span = self._beginning(source, first)
        return Older(generation, fault(OLDER_GENERATION, message, span, source))

    def _beginning(self, source: Source, first: re.Match[str]) -> Span:
        """The words with which the letter begins: its title, or its first line."""
        # The title is masked in a view in which it is no part of a later letter.
        if title := self._title.search(source.text, 0, first.start()):
            return Span(*title.span())
        line = _LINE.search(source.plain)
        if line is None or line.end() > first.start():
            return Span(*first.span())
        return Span(line.start(), line.start() + len(line[0].rstrip()))


@cache
def notice_terminals() -> Terminals:
    """The terminals of ``notice.lark``."""
    return Terminals(grammar_tables(NOTICE)["terminals"])


def _begins_a_line(plain: str, offset: int) -> bool:
    return not plain[plain.rfind("\n", 0, offset) + 1 : offset].strip()
