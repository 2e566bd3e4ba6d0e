"""How the guideline fields of a letter are worded, which dates the letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imrparse.syntax.generations import GuidelineWording
from imrparse.syntax.islands import flexible, named
from imrparse.syntax.terminals import Kind, Terminals


class GenerationMarks:
    """Finds the wording that the grammar marks (``*_2015_MARK``, ``*_2016_MARK``)."""

    def __init__(self, terminals: Terminals) -> None:
        marks = {mark: flexible(mark.pattern) for mark in terminals.of_kind(Kind.MARK)}
        self._marks = re.compile(named(marks))
        self._wordings: dict[str, GuidelineWording] = {
            mark: GuidelineWording(mark.split("_")[-2]) for mark in marks
        }

    def wording(self, guidelines: Iterable[str]) -> GuidelineWording | None:
        """The wording of the first guideline field that has a mark; None if none has."""
        for guideline in guidelines:
            if mark := self._marks.search(guideline):
                return self._wordings[str(mark.lastgroup)]
        return None
