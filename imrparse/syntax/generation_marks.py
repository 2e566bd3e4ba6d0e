"""How the guideline fields of a letter are worded, which dates the letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lark.lexer import TerminalDef

from imrparse.syntax.generations import GuidelineWording
from imrparse.syntax.islands import flexible


class GenerationMarks:
    """Finds the wording that the grammar marks (``*_2015_MARK``, ``*_2016_MARK``)."""

    def __init__(self, terminals: Iterable[TerminalDef]) -> None:
        marks = [t for t in terminals if t.name.endswith("_MARK")]
        self._marks = re.compile(
            "|".join(f"(?P<{t.name}>{flexible(t.pattern.to_regexp())})" for t in marks)
        )
        self._wordings = {t.name: GuidelineWording(t.name.split("_")[-2]) for t in marks}

    def wording(self, guidelines: Iterable[str]) -> GuidelineWording | None:
        """The wording of the first guideline field that has a mark; None if none has."""
        for guideline in guidelines:
            if mark := self._marks.search(guideline):
                return self._wordings[str(mark.lastgroup)]
        return None
